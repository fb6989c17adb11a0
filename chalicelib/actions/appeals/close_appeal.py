"""The agency closes a decided appeal: the written decision is with everyone, nothing is left to do."""

from chalicelib.actions.appeals.appeal_case import load_appeal
from chalicelib.actions.context import Context
from chalicelib.actions.steps import require_step
from chalicelib.domain.action import Action
from chalicelib.domain.appeal import AppealState
from chalicelib.domain.results import Done, subject_of


def close_appeal(ctx: Context, appeal_id: str, expected_version: int | None) -> Done:
    """Close the appeal. Raises PortalError CONFLICT."""
    appeal = load_appeal(ctx, Action.CLOSE_APPEAL, appeal_id)
    require_step(appeal, Action.CLOSE_APPEAL, expected_version)
    work = ctx.unit_of_work(Action.CLOSE_APPEAL)
    work.update(appeal, appeal.with_changes(state=AppealState.CLOSED))
    return work.commit(subject_of(appeal))
