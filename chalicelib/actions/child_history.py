"""A child's whole history as a file for the parent: each change of the child's record, requests and forms, each view,
and what proves them (infra/verify_audit.py)."""

from collections.abc import Iterator
from typing import Any

from chalicelib.actions.context import Context
from chalicelib.domain.acts import Act
from chalicelib.domain.child import Child
from chalicelib.domain.exemption import Form
from chalicelib.domain.history import HISTORY, head_line, item_line, lines_for_parents
from chalicelib.domain.record import Stateful
from chalicelib.domain.request import Request
from chalicelib.storage import keys
from chalicelib.storage.table import Item

_MOST_EVENTS = 10_000  # of a record, or of the signed days of 27 years: a history that lacks a part proves nothing


def history_of(ctx: Context, child: Child) -> list[dict[str, Any]]:
    """The lines of the file. Raises PortalError NOT_FOUND for somebody else's child, UNAVAILABLE."""
    person = ctx.require(Act.SAVE_HISTORY, child)
    records = [child, *(record for record in _cases(ctx, child) if person.id in record.guardian_ids)]
    heads, items = [], list(_events(ctx, keys.access_place("child", child.id, "").pk))
    for record in records:
        partition = keys.change_event(record.record_type, record.id, 1).pk
        heads.append(head_line(partition, record.version, record.chain))
        items += _up_to(record, _events(ctx, partition))
    roots = _events(ctx, keys.ROOTS)
    since = min((str(item["GSI1SK"])[:10] for item in items if "GSI1SK" in item), default="")
    kept = [root for root in roots if root["SK"] >= keys.daily_root(since).sk]
    return [{**HISTORY, "scope": "child"}, *heads, *lines_for_parents(items), *map(item_line, kept)]


def _cases(ctx: Context, child: Child) -> Iterator[Request | Form]:
    links = ctx.store.case_links(keys.child_partition(child.id))
    ids = {kind: [str(link["case_id"]) for link in links if link["kind"] == kind] for kind in ("request", "form")}
    ctx.store.load(keys.record(kind, case_id) for kind, case_ids in ids.items() for case_id in case_ids)
    yield from (ctx.store.get(Request, case_id) for case_id in ids["request"])
    yield from (ctx.store.get(Form, case_id) for case_id in ids["form"])


def _events(ctx: Context, partition: str) -> list[Item]:
    return ctx.store.table.whole_audit(partition, "", ceiling=_MOST_EVENTS)


def _up_to(record: Stateful, items: list[Item]) -> Iterator[Item]:
    """What had happened when the record was read: a change made meanwhile is for the next file."""
    newest = keys.change_event(record.record_type, record.id, record.version).sk
    yield from (item for item in items if not item["SK"].startswith(keys.EVENT_PREFIX) or item["SK"] <= newest)
