"""Taking what was told of a child's cases out of the inboxes of those who were told, when the cases are purged. Notices
are no records: the history of the action still shows that they were enqueued."""

import sys
from collections.abc import Iterable, Iterator
from datetime import datetime

from chalicelib.actions.appeals.appeal_recipients import CDPH, THE_AGENCY
from chalicelib.actions.context import Context
from chalicelib.actions.records.open_emergency import PRIVACY_OFFICE
from chalicelib.actions.retention.case_people import at_work_on, guardians_of
from chalicelib.domain.child import Child
from chalicelib.domain.correction import CorrectionRequest
from chalicelib.domain.events import ChangeEvent
from chalicelib.domain.exemption import ExemptionForm
from chalicelib.domain.record import VersionedRecord
from chalicelib.storage import audit_keys, keys
from chalicelib.storage.codec import key_with
from chalicelib.storage.encrypted_events import read_event
from chalicelib.storage.keys import Key
from chalicelib.storage.outbox import inbox_partition, read_notice
from chalicelib.storage.table import Item


def forget_notices(ctx: Context, cases: Iterable[VersionedRecord]) -> None:
    """Remove the notices about these cases. Doing it again after a failure continues where it stood.

    Raises PortalError UNAVAILABLE.
    """
    listed = list(cases)
    ids = frozenset(case.id for case in listed)
    ctx.store.table.replace_many(
        [], [Key(item["PK"], item["SK"]) for item in _where_told(ctx, listed) if read_notice(item).names(ids)]
    )


def _where_told(ctx: Context, cases: list[VersionedRecord]) -> Iterator[Item]:
    """Yield the notices among which those about the cases are. A guardian's inbox is about the family and read to
    its end. All others are about many children: there a notice stands at the instant of the action that enqueued it,
    and each action on a case is an event of its history. Requests to amend are told of to guardians alone."""
    table = ctx.store.table
    guardians = frozenset[str]().union(*map(guardians_of, cases))
    for guardian in sorted(guardians):
        yield from table.walk(keys.account_partition(guardian), keys.NOTICE_PREFIX, ceiling=sys.maxsize)
    instants, inboxes = set[datetime](), set[str]()
    for case in cases:
        if not isinstance(case, CorrectionRequest):
            events = list(_history(ctx, case))
            instants |= {event.at for event in events}
            inboxes |= set(_other_inboxes(case, events))
    for inbox in sorted(inboxes):
        for place in sorted({keys.notice(inbox, at, "").sk for at in instants}):
            yield from table.query(inbox, place)


def _history(ctx: Context, case: VersionedRecord) -> Iterator[ChangeEvent]:
    partition = audit_keys.change_event(case.record_type, case.id, 1).pk
    for item in ctx.store.table.query_audit(partition, audit_keys.EVENT_PREFIX, limit=sys.maxsize):
        # The words are needed of a child's history alone: nothing else says which schools the child has left.
        yield read_event(item, key_with(case) if isinstance(case, Child) else None)


def _other_inboxes(case: VersionedRecord, events: Iterable[ChangeEvent]) -> Iterator[str]:
    """Yield physicians, reviewers, panelists, schools, counties, boards, the agencies."""
    yield from map(keys.account_partition, at_work_on(case))
    yield from map(inbox_partition, (PRIVACY_OFFICE, THE_AGENCY, CDPH))
    schools = [event.changes["school"][1] for event in events if "school" in event.changes]
    if isinstance(case, ExemptionForm):
        yield keys.office_partition("board", case.board)
        schools.append(case.school.model_dump())
    for school in schools:
        yield keys.office_partition("facility", school["facility_id"])
        yield keys.office_partition("jurisdiction", school["jurisdiction"])
