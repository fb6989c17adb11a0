"""A parent takes an appeal back: the duty to start the shots resumes (lifecycle H5)."""

from chalicelib.actions.appeals.appeal_outcomes import start_shots_by, tell_of_appeal, with_appeal
from chalicelib.actions.context import Context
from chalicelib.actions.steps import require_state, require_unchanged
from chalicelib.domain.action import Action
from chalicelib.domain.appeal import Appeal, AppealState
from chalicelib.domain.exemption import AppealOutcome, ExemptionForm
from chalicelib.domain.notice_kinds import NoticeKind
from chalicelib.domain.results import Done, subject_of
from chalicelib.law.admission import AppealStatus
from chalicelib.storage.unit_of_work import UnitOfWork


def withdraw_appeal(ctx: Context, appeal_id: str, expected_version: int | None) -> Done:
    """Withdraw the appeal; just delete a draft. Raises PortalError CONFLICT (the panel has decided, or stale)."""
    appeal = ctx.store.get(Appeal, appeal_id)
    ctx.require(Action.WITHDRAW_APPEAL, appeal)
    require_state(appeal, Action.WITHDRAW_APPEAL)
    require_unchanged(appeal, expected_version)
    work = ctx.unit_of_work(Action.WITHDRAW_APPEAL)
    work.update(appeal, appeal.with_changes(state=AppealState.WITHDRAWN))
    if appeal.filed_at is not None:
        _end_stay(ctx, work, appeal, ctx.store.get(ExemptionForm, appeal.form_id))
    return work.commit(subject_of(appeal))


def _end_stay(ctx: Context, work: UnitOfWork, appeal: Appeal, form: ExemptionForm) -> None:
    if appeal.filed_at is None:
        return
    outcome = AppealOutcome(
        appeal_id=appeal.id, filed_at=appeal.filed_at, status=AppealStatus.WITHDRAWN, withdrawn_on=ctx.on
    )
    work.update(form, with_appeal(form, appeal, outcome))
    tell_of_appeal(work, NoticeKind.APPEAL_WITHDRAWN, appeal, form, start_shots_by(appeal, ctx.on))
