"""A reviewer asks the issuing physician for more information (HSC 120372(d)(3)(A)); the answer is due in 30 days."""

from chalicelib.actions.context import Context
from chalicelib.actions.notifying import account, notify_of_form
from chalicelib.actions.reviews.review_case import load_case, require_own_case
from chalicelib.actions.steps import require_step
from chalicelib.domain.action import Action
from chalicelib.domain.errors import invalid
from chalicelib.domain.notice_kinds import NoticeKind
from chalicelib.domain.results import Done, subject_of
from chalicelib.domain.review import InformationRequest, ReviewState
from chalicelib.law.revocation import information_due


def ask_for_information(
    ctx: Context, review_id: str, form_id: str, question: str, expected_version: int | None
) -> Done:
    """Ask. Raises PortalError INVALID (no question), REFUSED, CONFLICT."""
    review, form = load_case(ctx, Action.ASK_FOR_INFORMATION, review_id, form_id)
    require_step(review, Action.ASK_FOR_INFORMATION, expected_version)
    require_own_case(ctx, review)
    if not question.strip():
        raise invalid("QUESTION_MISSING", "question")
    asked = InformationRequest(asked_on=ctx.on, due_on=information_due(ctx.on), question=question)
    work = ctx.unit_of_work(Action.ASK_FOR_INFORMATION)
    work.update(review, review.with_changes(state=ReviewState.INFO_REQUESTED, information=(*review.information, asked)))
    to, due_by = account(form.physician_id), asked.due_on.isoformat()
    notify_of_form(work, NoticeKind.INFORMATION_ASKED, form, to, review_id=review.id, due_by=due_by)
    return work.commit(subject_of(review))
