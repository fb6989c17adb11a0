"""The issuer answers the state's question about a form (HSC 120372(d)(3)(A)); the review continues, and whoever
has the case is told."""

from chalicelib.actions.context import Context
from chalicelib.actions.notifying import account
from chalicelib.domain.action import Action
from chalicelib.domain.errors import ErrorKind, PortalError, not_found, wrong_state
from chalicelib.domain.exemption import ExemptionForm
from chalicelib.domain.notice_kinds import NoticeKind
from chalicelib.domain.results import Done, subject_of
from chalicelib.domain.review import InformationRequest, Review, ReviewState


def answer_reviewer(ctx: Context, form_id: str, review_id: str, expected_version: int | None, answer: str) -> Done:
    """Answer; the review is assigned again. An answer after the due date is accepted all the same.

    Raises PortalError NOT_FOUND, CONFLICT (stale, or no question is open).
    """
    form, review = form_in_review(ctx, Action.ANSWER_REVIEWER, form_id, review_id)
    if review.state != ReviewState.INFO_REQUESTED:
        raise wrong_state()
    if expected_version != review.version:
        raise PortalError(ErrorKind.CONFLICT, "STALE")
    *earlier, last = review.information
    answered = last.with_changes(answer=answer, answered_on=ctx.on)
    work = ctx.unit_of_work(Action.ANSWER_REVIEWER)
    work.update(review, review.with_changes(state=ReviewState.ASSIGNED, information=(*earlier, answered)))
    if review.reviewer_id:
        work.enqueue_notification(
            NoticeKind.ANSWER_CAME, account(review.reviewer_id), subject_of(review), form_number=review.form_number
        )
    return work.commit(subject_of(form))


def form_in_review(ctx: Context, act: Action, form_id: str, review_id: str) -> tuple[ExemptionForm, Review]:
    """The issuer's form and its review. Raises PortalError NOT_FOUND, also where the two do not belong together."""
    form = ctx.store.get(ExemptionForm, form_id)
    ctx.require(act, form)
    review = ctx.store.get(Review, review_id)
    if review.form_id != form.id:
        raise not_found()
    return form, review


def open_question(review: Review) -> InformationRequest | None:
    """Return the question that waits for the issuer's answer, or None."""
    asked = review.state == ReviewState.INFO_REQUESTED and review.information
    return review.information[-1] if asked else None
