"""A child's whole history as a file for the parent: each change of the child's record, requests, forms and requests to
amend, each view, and what proves them (infra/verify_audit.py)."""

from collections.abc import Iterator
from typing import Any

from chalicelib.actions.context import Context
from chalicelib.domain.action import Action
from chalicelib.domain.charge_report import ChargeReport
from chalicelib.domain.child import Child
from chalicelib.domain.correction import CorrectionRequest
from chalicelib.domain.events import ChangeEvent
from chalicelib.domain.exemption import ExemptionForm
from chalicelib.domain.history import HISTORY, head_line, is_withheld, item_line, withheld_line, words_line
from chalicelib.domain.record import VersionedRecord
from chalicelib.domain.request import ExemptionRequest
from chalicelib.storage import audit_keys, keys
from chalicelib.storage.codec import key_with
from chalicelib.storage.data_keys import DataKey
from chalicelib.storage.encrypted_events import words_of
from chalicelib.storage.table import Item

_MAX_ITEMS = 1000  # of a child
_MAX_EVENTS = 10_000  # of a record, or of the signed days of 27 years: a history that lacks a part proves nothing


def history_of(ctx: Context, child: Child) -> list[dict[str, Any]]:
    """Return the lines of the file. Raises PortalError NOT_FOUND for someone else's child, UNAVAILABLE."""
    person = ctx.require(Action.SAVE_HISTORY, child)
    records = [child, *_cases(ctx, child, person.id)]
    views = _events(ctx, audit_keys.access_place("child", child.id, "").pk)
    heads, items, lines = [], [*views], [item_line(view) for view in views]
    for record in records:
        partition = audit_keys.change_event(record.record_type, record.id, 1).pk
        heads.append(head_line(partition, record.version, record.chain))
        events = list(_up_to(record, _events(ctx, partition)))
        items += events
        lines += [line for item in events for line in _lines_of(item, key_with(record))]
    roots = _events(ctx, audit_keys.ROOTS)
    since = min((str(item["GSI1SK"])[:10] for item in items if "GSI1SK" in item), default="")
    kept = [root for root in roots if root["SK"] >= audit_keys.daily_root(since).sk]
    return [{**HISTORY, "scope": "child"}, *heads, *lines, *map(item_line, kept)]


def _lines_of(item: Item, key: DataKey | None) -> Iterator[dict[str, Any]]:
    if is_withheld(item):
        yield withheld_line(item)
        return
    yield item_line(item)
    if item["SK"].startswith(audit_keys.EVENT_PREFIX):
        event = ChangeEvent.model_validate_json(item["body"])
        words = words_of(event, key)
        if words:
            yield words_line(event, words)


def _cases(
    ctx: Context, child: Child, guardian_id: str
) -> Iterator[ExemptionRequest | ExemptionForm | CorrectionRequest | ChargeReport]:
    """Yield the child's requests and forms that this guardian speaks for, and what any guardian asked to amend or
    reported."""
    items = ctx.store.table.whole(keys.child_partition(child.id), ceiling=_MAX_ITEMS)
    links = [(str(item["kind"]), str(item["case_id"])) for item in items if item.get("type") == "link"]
    ctx.store.load(keys.record(kind, case_id) for kind, case_id in links)
    requests = [ctx.store.get(ExemptionRequest, case_id) for kind, case_id in links if kind == "request"]
    forms = [ctx.store.get(ExemptionForm, case_id) for kind, case_id in links if kind == "form"]
    yield from (request for request in requests if guardian_id in request.guardian_ids)
    yield from (form for form in forms if guardian_id in form.guardian_ids)
    yield from (ctx.store.get(CorrectionRequest, case_id) for kind, case_id in links if kind == "amendment_request")
    yield from (ctx.store.get(ChargeReport, case_id) for kind, case_id in links if kind == ChargeReport.record_type)


def _events(ctx: Context, partition: str) -> list[Item]:
    return ctx.store.table.whole_audit(partition, "", ceiling=_MAX_EVENTS)


def _up_to(record: VersionedRecord, items: list[Item]) -> Iterator[Item]:
    """Yield what had happened when the record was read: a change made meanwhile is for the next file."""
    newest = audit_keys.change_event(record.record_type, record.id, record.version).sk
    yield from (item for item in items if not item["SK"].startswith(audit_keys.EVENT_PREFIX) or item["SK"] <= newest)
