"""A board tells the state that it filed an accusation against a licensee or placed one on probation, or that this is
over (HSC 120372(d)(7)(B) and (C); lifecycle H6).

A new matter puts the standing on hold until CDPH has said whether it is about immunization standards of care, as a
matter that the license search shows does. The end of a matter for which the state bars the physician lifts the bar.
"""

from dataclasses import dataclass
from datetime import date

from chalicelib.actions.context import Context
from chalicelib.actions.physicians.standing_case import matters_to_classify
from chalicelib.actions.steps import require_unchanged
from chalicelib.domain.action import Action
from chalicelib.domain.errors import invalid
from chalicelib.domain.notice import Recipient
from chalicelib.domain.notice_kinds import NoticeKind
from chalicelib.domain.results import Done, subject_of
from chalicelib.domain.standing import PhysicianStanding, StandingState
from chalicelib.law.physician_standing import MatterKind

_WORDS = {MatterKind.ACCUSATION: "ACCUSATION FILED", MatterKind.PROBATION: "PROBATION ORDERED"}
_BARS = {MatterKind.ACCUSATION: StandingState.BARRED_ACCUSATION, MatterKind.PROBATION: StandingState.BARRED_PROBATION}


@dataclass(frozen=True)
class ReportedMatter:
    """What the board tells: the kind of the matter, its case number, the day on which it began, or ended."""

    standing_id: str
    expected_version: int | None
    kind: MatterKind
    case_number: str
    on: date
    has_ended: bool


def report_matter(ctx: Context, told: ReportedMatter) -> Done:
    """Record it. The same matter told twice changes nothing.

    Raises PortalError NOT_FOUND (another board's licensee), INVALID (a day to come; a kind that no board matter has;
    the end of a matter for which the state bars no one), CONFLICT (stale).
    """
    before = ctx.store.get(PhysicianStanding, told.standing_id)
    ctx.require(Action.REPORT_MATTER, before)
    require_unchanged(before, told.expected_version)
    if told.kind not in _BARS:
        raise invalid("MATTER_KIND", "kind")
    if told.on > ctx.on:
        raise invalid("MATTER_IN_FUTURE", "on")
    after = _without(ctx, before, told) if told.has_ended else _with(before, told)
    work = ctx.unit_of_work(Action.REPORT_MATTER)
    if after != before:
        work.update(before, after, reason=f"{told.case_number}, {told.on.isoformat()}")
    if told.has_ended:
        work.enqueue_notification(
            NoticeKind.BAR_LIFTED,
            Recipient(kind="account", id=before.account_id),
            subject_of(before),
            standing_id=before.id,
            physician_id=before.account_id,
            lifted_on=ctx.on.isoformat(),
        )
    return work.commit(subject_of(before))


def _with(standing: PhysicianStanding, told: ReportedMatter) -> PhysicianStanding:
    code = f"{_WORDS[told.kind]} {told.case_number} {told.on.isoformat()}"
    if code in standing.codes:
        return standing
    state = StandingState.HOLD if standing.state == StandingState.VERIFIED else standing.state
    return standing.with_changes(codes=(*standing.codes, code), state=state)


def _without(ctx: Context, standing: PhysicianStanding, told: ReportedMatter) -> PhysicianStanding:
    if standing.state != _BARS[told.kind]:
        raise invalid("MATTER_BARS_NOBODY", "kind")
    ended = tuple(
        each.with_changes(ended=True) if each.immunization_related and each.kind == told.kind else each
        for each in standing.classifications
    )
    codes = tuple(each for each in standing.codes if each not in {found.code for found in ended if found.ended})
    after = standing.with_changes(classifications=ended, codes=codes, barred_since=None, earliest_lift=None)
    waits = bool(matters_to_classify(after, ctx.on))
    return after.with_changes(state=StandingState.HOLD if waits else StandingState.VERIFIED)
