"""The agency accepts an appeal (HSC 120372.05(b)). It may accept a late one, too; that does not move the date by which
the shots must start (lifecycle H3)."""

from chalicelib.actions.appeals.appeal_case import load_appeal
from chalicelib.actions.context import Context
from chalicelib.actions.steps import require_step
from chalicelib.domain.action import Action
from chalicelib.domain.appeal import AppealState
from chalicelib.domain.results import Done, subject_of


def accept_appeal(ctx: Context, appeal_id: str, expected_version: int | None) -> Done:
    """Accept the appeal. Raises PortalError CONFLICT."""
    appeal = load_appeal(ctx, Action.ACCEPT_APPEAL, appeal_id)
    require_step(appeal, Action.ACCEPT_APPEAL, expected_version)
    work = ctx.unit_of_work(Action.ACCEPT_APPEAL)
    work.update(appeal, appeal.with_changes(state=AppealState.ACCEPTED))
    return work.commit(subject_of(appeal))
