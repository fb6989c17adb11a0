"""Purging a child's record with all that hangs on it, when the time that it is kept is over (S-70)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from chalicelib.actions.appeals.appeal_recipients import CDPH, THE_AGENCY
from chalicelib.actions.context import Context
from chalicelib.actions.records.open_emergency import PRIVACY_OFFICE
from chalicelib.actions.retention.purge_case import forget_notices, purge_case
from chalicelib.actions.signing.issued_rows import EITHER_WAY
from chalicelib.domain.action import Action
from chalicelib.domain.appeal import OPEN_STATES, Appeal
from chalicelib.domain.child import Child
from chalicelib.domain.correction import CorrectionRequest, CorrectionState
from chalicelib.domain.emergency import EmergencyAccess, EmergencyState
from chalicelib.domain.exemption import ExemptionForm
from chalicelib.domain.record import VersionedRecord
from chalicelib.domain.request import ExemptionRequest
from chalicelib.domain.retention import RetentionClass
from chalicelib.domain.review import Review, ReviewState
from chalicelib.storage import keys
from chalicelib.storage.codec import RECORD_TYPES, key_with
from chalicelib.storage.encrypted_events import read_event
from chalicelib.storage.keys import Key
from chalicelib.storage.outbox import inbox_partition
from chalicelib.storage.table import Item
from chalicelib.storage.tokens import LinkPurpose

_MAX_ITEMS = 10_000


@dataclass(frozen=True)
class ChildRecords:
    """What belongs to a child: its records, and the items of its partition that are none (guards, links)."""

    child: Child
    cases: list[VersionedRecord] = field(default_factory=list)
    rows: list[Item] = field(default_factory=list)


def purge_child(ctx: Context, child_id: str) -> bool:
    """Purge the child's record and all cases; whether it was done: not while a case is open.

    Done again after a failure, it goes on where it stood. Raises PortalError CONFLICT, UNAVAILABLE.
    """
    why = RetentionClass.CHILD_GROWN_UP
    child = ctx.store.find(Child, child_id)
    if child is None:
        return True
    found = records_of_child(ctx, child)
    if any(_is_open(case) for case in found.cases):
        return False
    ids = frozenset({child.id, *(case.id for case in found.cases)})
    forget_notices(ctx, _inboxes(ctx, found), ids)
    for case in found.cases:
        purge_case(ctx, case, why)
    purge_child_alone(ctx, found, why)
    return True


def purge_child_alone(ctx: Context, found: ChildRecords, why: RetentionClass) -> None:
    """Purge a child that has no case any more, with the guards of its partition."""
    work = ctx.unit_of_work(Action.PURGE)
    work.purge(found.child, why)
    for row in found.rows:
        work.remove(Key(row["PK"], row["SK"]), condition=EITHER_WAY)
    work.remove(keys.token(found.child.id, LinkPurpose.GUARDIAN), condition=EITHER_WAY)
    work.commit()


def records_of_child(ctx: Context, child: Child) -> ChildRecords:
    """Everything that belongs to a child. Raises PortalError UNAVAILABLE."""
    items = ctx.store.table.whole(keys.child_partition(child.id), ceiling=_MAX_ITEMS)
    linked = [(item["kind"], str(item["case_id"])) for item in items if item.get("type") == "link"]
    cases = _load(ctx, linked)
    forms = [case for case in cases if isinstance(case, ExemptionForm)]
    further = [("review", each) for form in forms for each in form.review_ids]
    further += [("appeal", each) for form in forms for each in form.appeal_ids]
    further += [("form_draft", case.id) for case in cases if isinstance(case, ExemptionRequest)]
    found = [case for case in _load(ctx, further) if getattr(case, "child_id", "") == child.id]
    # Forms come last: their reviews and appeals are found through them.
    ordered = [*found, *(case for case in cases if not isinstance(case, ExemptionForm)), *forms]
    return ChildRecords(
        child,
        list({case.id + case.record_type: case for case in ordered}.values()),
        [item for item in items if item["SK"] != "CHILD"],
    )


def _load(ctx: Context, wanted: Iterable[tuple[str, str]]) -> list[VersionedRecord]:
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


def _inboxes(ctx: Context, found: ChildRecords) -> Iterator[str]:
    """Where somebody may have been told of the child: guardians, physicians, panelists, schools, counties, boards, the
    agencies."""
    for case in (found.child, *found.cases):
        people = (
            *getattr(case, "guardian_ids", ()),
            getattr(case, "physician_id", ""),
            *getattr(case, "assigned_ids", ()),
            getattr(case, "opened_by", ""),
            getattr(case, "reviewer_id", ""),
        )
        yield from (keys.account_partition(person) for person in people if person)
    yield from (keys.office_partition("board", case.board) for case in found.cases if isinstance(case, ExemptionForm))
    for school in _schools_of(ctx, found.child):
        yield keys.office_partition("facility", school["facility_id"])
        yield keys.office_partition("jurisdiction", school["jurisdiction"])
    yield from (inbox_partition(office) for office in (PRIVACY_OFFICE, THE_AGENCY, CDPH))


def _schools_of(ctx: Context, child: Child) -> list[dict[str, str]]:
    partition = keys.change_event(child.record_type, child.id, 1).pk
    events = ctx.store.table.whole_audit(partition, keys.EVENT_PREFIX, ceiling=_MAX_ITEMS)
    told = (read_event(item, key_with(child)) for item in events)
    return [event.changes["school"][1] for event in told if "school" in event.changes]
