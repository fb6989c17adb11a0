"""A physician's practice contributes to a public health risk: no new form is accepted for two years at least, and the
board is told (HSC 120372(d)(7)(A)). Forms already issued stay as they are; each would need a review of its own.
"""

from chalicelib.actions.accounts.reauthentication import proof_keys, require_reauthentication
from chalicelib.actions.context import Context
from chalicelib.actions.physicians.standing_case import board_of, load_standing
from chalicelib.actions.signing.forms_on_hold import held_form_keys, settle_held_forms
from chalicelib.actions.steps import require_state
from chalicelib.domain.action import Action
from chalicelib.domain.errors import invalid
from chalicelib.domain.notice import Recipient
from chalicelib.domain.notice_kinds import NoticeKind
from chalicelib.domain.results import Done, subject_of
from chalicelib.domain.standing import PhysicianStanding, StandingState
from chalicelib.law.physician_standing import earliest_bar_end


def check_bar(ctx: Context, standing_id: str, reason: str, expected_version: int | None) -> PhysicianStanding:
    """Return the standing, where it can be barred with this reason. Needs no second read.

    Raises PortalError INVALID (reason), CONFLICT.
    """
    before = load_standing(ctx, Action.BAR_PHYSICIAN, standing_id, expected_version)
    require_state(before, Action.BAR_PHYSICIAN)
    if not reason.strip():
        raise invalid("BAR_REASON_MISSING", "reason")
    return before


def bar_physician(ctx: Context, standing_id: str, reason: str, password: str, expected_version: int | None) -> Done:
    """Bar the physician. Raises PortalError INVALID (reason, password), CONFLICT."""
    before = check_bar(ctx, standing_id, reason, expected_version)
    ctx.store.load([*proof_keys(ctx), *held_form_keys(before)])
    require_reauthentication(ctx, password)
    ends = earliest_bar_end(ctx.on)
    after = before.with_changes(state=StandingState.BARRED_PUBLIC_HEALTH_RISK, barred_since=ctx.on, earliest_lift=ends)
    work = ctx.unit_of_work(Action.BAR_PHYSICIAN)
    work.update(before, settle_held_forms(ctx, work, after, released=False), reason=reason)
    for to in (Recipient(kind="board", id=board_of(before)), Recipient(kind="account", id=before.account_id)):
        work.enqueue_notification(
            NoticeKind.PHYSICIAN_BARRED,
            to,
            subject_of(before),
            standing_id=before.id,
            physician_id=before.account_id,
            since=ctx.on.isoformat(),
            earliest_end=ends.isoformat(),
        )
    return work.commit(subject_of(before))
