"""The agency takes an appeal (HSC 120372.05(b)). A late one may be taken too; the date by which the shots must start
does not move for it (lifecycle H3)."""

from chalicelib.actions.appeals.appeal_case import load_appeal, require_appeal_step
from chalicelib.actions.context import Context
from chalicelib.domain.action import Action
from chalicelib.domain.appeal import AppealState
from chalicelib.domain.results import Done, subject_of


def accept_appeal(ctx: Context, appeal_id: str, expected_version: int | None) -> Done:
    """Take it. Raises PortalError CONFLICT."""
    appeal = load_appeal(ctx, Action.ACCEPT_APPEAL, appeal_id)
    require_appeal_step(appeal, Action.ACCEPT_APPEAL, expected_version)
    work = ctx.unit_of_work(Action.ACCEPT_APPEAL)
    work.update(appeal, appeal.with_changes(state=AppealState.ACCEPTED))
    return work.commit(subject_of(appeal))
