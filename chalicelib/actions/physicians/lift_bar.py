"""The bar on a physician ends: the risk was found gone after two years or more, the accusation was resolved in the
physician's favor, or the probation is over (HSC 120372(d)(7))."""

from dataclasses import dataclass
from datetime import date

from chalicelib.actions.accounts.reauthentication import proof_keys, require_reauthentication
from chalicelib.actions.context import Context
from chalicelib.actions.physicians.standing_case import board_of, load_standing
from chalicelib.actions.steps import require_state
from chalicelib.domain.action import Action
from chalicelib.domain.errors import invalid, refused_by
from chalicelib.domain.notice import Recipient
from chalicelib.domain.notice_kinds import NoticeKind
from chalicelib.domain.results import Done, subject_of
from chalicelib.domain.standing import PhysicianStanding, StandingState
from chalicelib.law.physician_standing import PublicHealthBar, bar_may_end


@dataclass(frozen=True)
class LiftCommand:
    """`risk_gone_on`: the day on which CDPH found the risk gone; only a bar for public health needs it."""

    standing_id: str
    expected_version: int | None
    reason: str
    risk_gone_on: date | None
    password: str


def check_lift(ctx: Context, command: LiftCommand) -> PhysicianStanding:
    """Return the standing, where its bar can be lifted today. Needs no second read, and no password.

    Raises PortalError INVALID (reason), REFUSED with the law's reasons, CONFLICT.
    """
    before = load_standing(ctx, Action.LIFT_BAR, command.standing_id, command.expected_version)
    require_state(before, Action.LIFT_BAR)
    if not command.reason.strip():
        raise invalid("LIFT_REASON_MISSING", "reason")
    _require_time_over(ctx, before, command.risk_gone_on)
    return before


def lift_bar(ctx: Context, command: LiftCommand) -> Done:
    """Lift the bar. Raises PortalError INVALID, REFUSED with the law's reasons."""
    before = check_lift(ctx, command)
    ctx.store.load(proof_keys(ctx))
    require_reauthentication(ctx, command.password)
    work = ctx.unit_of_work(Action.LIFT_BAR)
    work.update(before, _without_bar(before), reason=command.reason)
    for to in (Recipient(kind="board", id=board_of(before)), Recipient(kind="account", id=before.account_id)):
        work.enqueue_notification(
            NoticeKind.BAR_LIFTED,
            to,
            subject_of(before),
            standing_id=before.id,
            physician_id=before.account_id,
            lifted_on=ctx.on.isoformat(),
        )
    return work.commit(subject_of(before))


def _require_time_over(ctx: Context, standing: PhysicianStanding, risk_gone_on: date | None) -> None:
    if standing.state != StandingState.BARRED_PUBLIC_HEALTH_RISK or standing.barred_since is None:
        return
    verdict = bar_may_end(PublicHealthBar(standing.barred_since, risk_gone_on), ctx.on)
    if not verdict.allowed:
        raise refused_by(verdict)


def _without_bar(standing: PhysicianStanding) -> PhysicianStanding:
    """End the matter of a bar for a board matter; after a bar for public health leave the matters as they are."""
    after = standing.with_changes(state=StandingState.VERIFIED, barred_since=None, earliest_lift=None)
    if standing.state == StandingState.BARRED_PUBLIC_HEALTH_RISK:
        return after
    ended = (
        finding.with_changes(ended=finding.ended or finding.immunization_related)
        for finding in standing.classifications
    )
    return after.with_changes(classifications=tuple(ended))
