"""A panelist asks the parent and the physician a question; the review waits for the answer (HSC 120372.05(a))."""

from chalicelib.actions.appeals.appeal_case import cleared_seat_of, load_appeal
from chalicelib.actions.appeals.appeal_recipients import parent_and_physician
from chalicelib.actions.context import Context
from chalicelib.actions.steps import require_step
from chalicelib.domain.action import Action
from chalicelib.domain.appeal import AppealState
from chalicelib.domain.errors import invalid
from chalicelib.domain.notice_kinds import NoticeKind
from chalicelib.domain.results import Done, subject_of


def ask_appeal_question(ctx: Context, appeal_id: str, expected_version: int | None, question: str) -> Done:
    """Ask the question. Raises PortalError REFUSED, INVALID, CONFLICT."""
    appeal = load_appeal(ctx, Action.ASK_APPEAL_QUESTION, appeal_id)
    require_step(appeal, Action.ASK_APPEAL_QUESTION, expected_version)
    cleared_seat_of(ctx, appeal)
    if not question.strip():
        raise invalid("PANEL_QUESTION_MISSING", "question")
    work = ctx.unit_of_work(Action.ASK_APPEAL_QUESTION)
    asked = appeal.with_changes(state=AppealState.INFO_REQUESTED, question=question, question_asked_on=ctx.on)
    work.update(appeal, asked)
    for to, about in parent_and_physician(appeal):
        work.enqueue_notification(
            NoticeKind.APPEAL_QUESTION,
            to,
            about,
            appeal_id=appeal.id,
            form_id=appeal.form_id,
            form_number=appeal.form_number,
        )
    return work.commit(subject_of(appeal))
