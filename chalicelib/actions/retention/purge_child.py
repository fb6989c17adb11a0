"""Purging a child's record with all that hangs on it, when the time that it is kept is over (S-70).

It goes in steps that each fit one transaction, so that a child may have any number of rows (record 0016). The first
takes the child's own record and the forms: from then on every page answers as for a child who is gone. What is left is
listed in the record's mark, which stays in the queue until the last step; a run that ends between two steps is taken
up by the next.
"""

import dataclasses
import sys
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from chalicelib.actions.context import Context
from chalicelib.actions.retention.forget_notices import forget_notices
from chalicelib.actions.retention.purge_case import add_purges, fitting, purge_cases
from chalicelib.actions.retention.purge_documents import drop_files
from chalicelib.domain.action import Action
from chalicelib.domain.appeal import OPEN_STATES, Appeal
from chalicelib.domain.child import Child
from chalicelib.domain.correction import CorrectionRequest, CorrectionState
from chalicelib.domain.document import ChildDocuments
from chalicelib.domain.emergency import EmergencyAccess, EmergencyState
from chalicelib.domain.exemption import ExemptionForm
from chalicelib.domain.record import VersionedRecord
from chalicelib.domain.request import ExemptionRequest
from chalicelib.domain.retention import RetentionClass
from chalicelib.domain.review import Review, ReviewState
from chalicelib.storage import keys
from chalicelib.storage.keys import Key
from chalicelib.storage.queues import RETENTION, queue_row
from chalicelib.storage.record_types import RECORD_TYPES
from chalicelib.storage.table import Item
from chalicelib.storage.tokens import LinkPurpose

_ITS_OWN_WRITES = 2  # the child's mark and event


def purge_child(ctx: Context, child_id: str) -> bool:
    """Purge the child's record and all cases; whether it was done: not while a case is open.

    Done again after a failure, it continues where it stood. Raises PortalError CONFLICT, UNAVAILABLE.
    """
    child = ctx.store.find(Child, child_id)
    if child is not None:
        cases = cases_of(ctx, child)
        if any(_is_open(case) for case in cases):
            return False
        forget_notices(ctx, [child, *cases])
        drop_files(ctx, [each for case in cases if isinstance(case, ChildDocuments) for each in case.documents])
        begin_purge(ctx, child, cases, RetentionClass.CHILD_GROWN_UP)
    finish_purge(ctx, child_id)
    return True


def cases_of(ctx: Context, child: Child) -> list[VersionedRecord]:
    """Return all records of a child, forms first and requests to amend, which only the child leads to, last.

    Raises PortalError UNAVAILABLE.
    """
    items = ctx.store.table.walk(keys.child_partition(child.id), ceiling=sys.maxsize)
    cases = _load(ctx, _linked(items))
    forms = [case for case in cases if isinstance(case, ExemptionForm)]
    further = [("review", each) for form in forms for each in form.review_ids]
    further += [("review_work", each) for form in forms for each in form.review_ids]
    further += [("appeal", each) for form in forms for each in form.appeal_ids]
    further += [("form_draft", case.id) for case in cases if isinstance(case, ExemptionRequest)]
    further.append((ChildDocuments.record_type, child.id))
    found = [*cases, *(case for case in _load(ctx, further) if getattr(case, "child_id", "") == child.id)]
    of_child = {case.id + case.record_type: case for case in found}.values()
    return sorted(of_child, key=lambda case: (not isinstance(case, ExemptionForm), isinstance(case, CorrectionRequest)))


def begin_purge(ctx: Context, child: Child, cases: Iterable[VersionedRecord], why: RetentionClass) -> None:
    """Purge the child's own record with those of the first cases that fit; the others stay listed in its mark."""
    first, *rest = fitting(ctx, cases, beside=_ITS_OWN_WRITES)
    later = [
        f"{case.record_type} {case.id}" for group in rest for case in group if not isinstance(case, CorrectionRequest)
    ]  # these are found by their rows
    work = ctx.unit_of_work(Action.PURGE)
    work.purge(child, why, still_to_do={"unpurged": later, **_place_in_queue(child.id, ctx.on)})
    add_purges(ctx, work, first, why)
    work.commit()


def finish_purge(ctx: Context, child_id: str) -> None:
    """Purge what a begun purge has left, a hundred rows at a time. Raises PortalError CONFLICT, UNAVAILABLE."""
    ctx = dataclasses.replace(ctx, store=ctx.store.afresh())
    table, place = ctx.store.table, keys.record(Child.record_type, child_id)
    entry = ctx.store.item(place)
    if entry is None or "unpurged" not in entry:
        return
    why = RetentionClass(entry["purged"])
    purge_cases(ctx, _load(ctx, [tuple(each.split()) for each in entry["unpurged"]]), why)
    while rows := [item for item in table.query(place.pk) if item["SK"] != place.sk]:
        purge_cases(ctx, _load(ctx, _linked(rows)), why)
        table.replace_many([], [Key(row["PK"], row["SK"]) for row in rows])
    table.replace_many([], [keys.token(child_id, LinkPurpose.GUARDIAN)])
    table.update(place, "REMOVE unpurged, GSI1PK, GSI1SK, card", {":why": why}, condition="purged = :why")


def _place_in_queue(child_id: str, on: date) -> Mapping[str, Any]:
    """Return a place in the queue that is due right away, whenever the record itself would have been."""
    return queue_row(RETENTION, on.isoformat(), child_id, {"kind": Child.record_type, "id": child_id})


def _linked(items: Iterable[Item]) -> list[tuple[str, ...]]:
    return [(str(item["kind"]), str(item["case_id"])) for item in items if item.get("type") == "link"]


def _load(ctx: Context, wanted: Iterable[tuple[str, ...]]) -> list[VersionedRecord]:
    pairs = list(dict.fromkeys(wanted))
    ctx.store.load(keys.record(kind, case_id) for kind, case_id in pairs)
    found = (ctx.store.find(RECORD_TYPES[kind], case_id) for kind, case_id in pairs)
    return [case for case in found if case is not None]


def _is_open(case: VersionedRecord) -> bool:
    if isinstance(case, Review):
        return case.state != ReviewState.DECIDED
    if isinstance(case, EmergencyAccess):
        return case.state == EmergencyState.OPENED
    if isinstance(case, CorrectionRequest):
        return case.state == CorrectionState.OPEN
    return isinstance(case, Appeal) and case.state in OPEN_STATES
