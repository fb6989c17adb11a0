"""State staff open a review of a form as necessary to protect public health, with a written reason (HSC 120372(d)(9)).

The form's lines stay fully valid: the statute has no suspension.
"""

from chalicelib.actions.context import Context
from chalicelib.actions.reviews.review_case import other_open_reviews
from chalicelib.actions.reviews.triggered_reviews import new_review
from chalicelib.actions.steps import require_unchanged
from chalicelib.domain.action import Action
from chalicelib.domain.errors import ErrorKind, PortalError, invalid
from chalicelib.domain.exemption import ExemptionForm
from chalicelib.domain.results import Done, subject_of
from chalicelib.domain.review import Trigger
from chalicelib.law.review_triggers import public_health_review


def open_review(ctx: Context, form_id: str, reason: str, expected_version: int | None) -> Done:
    """Open the case.

    Raises PortalError INVALID (no reason), CONFLICT (stale, or such a review is open already).
    """
    ctx.require(Action.OPEN_REVIEW)
    form = ctx.store.get(ExemptionForm, form_id)
    if not public_health_review(reason).allowed:
        raise invalid("REVIEW_REASON_MISSING", "reason")
    require_unchanged(form, expected_version)
    if any(review.trigger == Trigger.PUBLIC_HEALTH for review in other_open_reviews(ctx, form)):
        raise PortalError(ErrorKind.CONFLICT, "REVIEW_ALREADY_OPEN")
    review = new_review(ctx, form, Trigger.PUBLIC_HEALTH, reason=reason, opened_by=ctx.person.id)
    work = ctx.unit_of_work(Action.OPEN_REVIEW)
    work.create(review, reason=reason)
    work.update(form, form.in_review_of(review.id), reason=reason)
    return work.commit(subject_of(review))
