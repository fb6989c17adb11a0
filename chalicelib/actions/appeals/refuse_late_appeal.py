"""The agency does not take an appeal that was filed after the last day (HSC 120372.05(e)).

The parent is told why, by letter too. The first clock has run on all the time and still does.
"""

from chalicelib.actions.appeals.appeal_case import load_appeal
from chalicelib.actions.appeals.appeal_outcomes import start_shots_by, with_appeal
from chalicelib.actions.appeals.appeal_recipients import parent_physician_and_school
from chalicelib.actions.context import Context
from chalicelib.actions.steps import require_step
from chalicelib.domain.action import Action
from chalicelib.domain.appeal import AppealState
from chalicelib.domain.errors import invalid
from chalicelib.domain.exemption import AppealOutcome, ExemptionForm
from chalicelib.domain.notice_kinds import NoticeKind
from chalicelib.domain.results import Done, subject_of
from chalicelib.law.admission import AppealStatus


def refuse_late_appeal(ctx: Context, appeal_id: str, expected_version: int | None, reason: str) -> Done:
    """Refuse the appeal for the written reason. Raises PortalError CONFLICT, INVALID."""
    appeal = load_appeal(ctx, Action.REFUSE_LATE_APPEAL, appeal_id)
    require_step(appeal, Action.REFUSE_LATE_APPEAL, expected_version)
    if not reason.strip():
        raise invalid("APPEAL_REASON_MISSING", "reason")
    form = ctx.store.get(ExemptionForm, appeal.form_id)
    outcome = AppealOutcome(appeal_id=appeal.id, filed_at=appeal.filed_at or ctx.now, status=AppealStatus.REFUSED_LATE)
    refused = appeal.with_changes(state=AppealState.REFUSED_LATE, decided_on=ctx.on, decision_text=reason)
    start_by = start_shots_by(appeal)
    work = ctx.unit_of_work(Action.REFUSE_LATE_APPEAL)
    work.update(appeal, refused, reason=reason)
    work.update(form, with_appeal(form, appeal, outcome), reason=reason)
    for to, about in parent_physician_and_school(appeal, form):
        work.enqueue_notification(
            NoticeKind.APPEAL_REFUSED_LATE,
            to,
            about,
            letter=to.id in appeal.guardian_ids,
            appeal_id=appeal.id,
            form_id=form.id,
            form_number=form.number,
            start_by=start_by.isoformat() if start_by else "",
        )
    return work.commit(subject_of(appeal))
