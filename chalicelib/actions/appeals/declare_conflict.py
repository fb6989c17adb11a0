"""A panelist declares a tie to the case and leaves the seat; the agency names someone else (HSC 120372.05(b)).

A tie may come to light late: until the panel has determined, the seat is emptied whatever was done in it.
"""

from collections.abc import Iterable
from enum import StrEnum

from chalicelib.actions.appeals.appeal_case import commit_or_again, load_appeal, require_panel_at_work, seat_of
from chalicelib.actions.appeals.appeal_recipients import THE_AGENCY
from chalicelib.actions.context import Context
from chalicelib.domain.action import Action
from chalicelib.domain.errors import invalid
from chalicelib.domain.notice_kinds import NoticeKind
from chalicelib.domain.results import Done, Subject, SubjectKind, subject_of
from chalicelib.law.appeals import ConflictFacts, eligible_panelist
from chalicelib.storage import keys
from chalicelib.storage.unit_of_work import UnitOfWork
from chalicelib.storage.write_rules import EITHER_WAY


class ConflictOfInterest(StrEnum):
    """What bars a panelist from a case. The values are the names of the law's facts."""

    TREATED_CHILD = "treated_child"
    SHARES_PRACTICE = "shares_practice"
    ISSUED_EXEMPTION = "issued_or_cosigned_exemption"
    TOOK_PART_IN_REVIEW = "took_part_in_review"
    WORKS_FOR_CDPH = "works_for_cdph"
    FAMILY_TIE = "family_tie"
    FINANCIAL_TIE = "financial_tie"


def declare_conflict(ctx: Context, appeal_id: str, ties: Iterable[ConflictOfInterest]) -> Done:
    """Record these conflicts of interest and empty the seat. Raises PortalError INVALID (none), CONFLICT."""
    declared = frozenset(ties)
    facts = {str(tie): tie in declared for tie in ConflictOfInterest}
    found = eligible_panelist(ConflictFacts(licensed_physician=True, has_experience=True, declared=True, **facts))
    if found.allowed:
        raise invalid("TIES_MISSING", "ties")
    why = ", ".join(found.codes)
    return commit_or_again(ctx, lambda: _leaving(ctx, appeal_id, why), Subject(kind=SubjectKind.APPEAL, id=appeal_id))


def _leaving(ctx: Context, appeal_id: str, why: str) -> UnitOfWork:
    appeal = load_appeal(ctx, Action.DECLARE_CONFLICT, appeal_id)
    require_panel_at_work(appeal)
    own = seat_of(appeal, ctx.person.id)
    work = ctx.unit_of_work(Action.DECLARE_CONFLICT)
    work.update(appeal, appeal.with_changes(seats=tuple(seat for seat in appeal.seats if seat != own)), reason=why)
    work.remove(keys.case_link(own.panelist_id, "appeal", appeal.id), condition=EITHER_WAY)
    work.enqueue_notification(
        NoticeKind.PANEL_SEAT_EMPTY, THE_AGENCY, subject_of(appeal), appeal_id=appeal.id, form_number=appeal.form_number
    )
    return work
