"""Purging one case of a child: the record, and every row that leads to it, in one transaction (S-70). Nobody asks for
it: the nightly job does it when the time that the record is kept is over (domain/retention.py)."""

from collections.abc import Iterable, Iterator

from chalicelib.actions.context import Context
from chalicelib.actions.signing.issued_rows import EITHER_WAY
from chalicelib.domain.action import Action
from chalicelib.domain.appeal import Appeal
from chalicelib.domain.child import same_child_parts
from chalicelib.domain.correction import CorrectionRequest
from chalicelib.domain.exemption import ExemptionForm
from chalicelib.domain.record import VersionedRecord
from chalicelib.domain.request import ExemptionRequest, FormDraft
from chalicelib.domain.retention import RetentionClass
from chalicelib.domain.standing import PhysicianStanding, standing_id
from chalicelib.law.enums import LineState
from chalicelib.storage import keys
from chalicelib.storage.keys import Key
from chalicelib.storage.outbox import read_notice


def purge_case(ctx: Context, case: VersionedRecord, why: RetentionClass) -> None:
    """Purge one record of a child and the rows that find it. Doing it again after a failure goes on where it stood.

    Raises PortalError CONFLICT where somebody changed it since it was read, UNAVAILABLE.
    """
    work = ctx.unit_of_work(Action.PURGE)
    work.purge(case, why)
    for row in rows_to(ctx, case):
        work.remove(row, condition=EITHER_WAY)
    if isinstance(case, ExemptionForm) and any(line.state == LineState.HELD for line in case.lines):
        standing = ctx.store.get(PhysicianStanding, standing_id(case.physician))
        left = tuple(form_id for form_id in standing.held_form_ids if form_id != case.id)
        work.update(standing, standing.with_changes(held_form_ids=left))
    work.commit()


def rows_to(ctx: Context, case: VersionedRecord) -> Iterator[Key]:
    """The look-up rows and links that lead to a case."""
    for person in _people_of(case):
        kinds = (case.record_type, "draft") if isinstance(case, FormDraft) else (case.record_type,)
        yield from (keys.case_link(person, kind, case.id) for kind in kinds)
    child_id = getattr(case, "child_id", "")
    if isinstance(case, CorrectionRequest):
        yield keys.child_amendment(child_id, case.id)
    else:
        yield keys.child_case(child_id, case.record_type, case.id)
    facts = getattr(case, "child", None)
    if facts is not None:
        yield keys.same_child_case(ctx.keyed_hash("child", *same_child_parts(facts)), case.record_type, case.id)
    if isinstance(case, ExemptionRequest) and case.number:
        yield keys.request_number(ctx.keyed_hash("request-number", case.number))
    if isinstance(case, ExemptionForm):
        yield keys.form_number(ctx.keyed_hash("form-number", case.number))
        yield keys.check_code(ctx.keyed_hash("check", case.check_code))


def forget_notices(ctx: Context, inboxes: Iterable[str], ids: frozenset[str]) -> None:
    """Take what was told of these cases out of the inboxes of those who were told. Notices are no records: that they
    were owed stands in the history of the act that owed them. Raises PortalError UNAVAILABLE."""
    for inbox in dict.fromkeys(inboxes):
        items = ctx.store.table.whole(inbox, keys.NOTICE_PREFIX, ceiling=_MAX_NOTICES)
        told = {Key(item["PK"], item["SK"]): read_notice(item) for item in items}
        ctx.store.table.replace_many([], [key for key, notice in told.items() if notice.names(ids)])


_MAX_NOTICES = 100_000  # of an agency, over the years of a childhood


def _people_of(case: VersionedRecord) -> Iterator[str]:
    people = {*getattr(case, "guardian_ids", ()), getattr(case, "physician_id", "")}
    if isinstance(case, Appeal):
        people |= set(case.assigned_ids)
    yield from sorted(people - {""})
