"""A local health department asks the state to look at a form, with a written public-health reason: a review opens
(HSC 120372(d)(9), trigger D). The department keeps a row of its own by which it sees the state's answer.

The form's lines stay fully valid: the statute has no suspension.
"""

from chalicelib.actions.context import Context
from chalicelib.actions.reviews.review_case import other_open_reviews
from chalicelib.actions.reviews.triggered_reviews import new_review
from chalicelib.domain.action import Action
from chalicelib.domain.errors import ErrorKind, PortalError, invalid
from chalicelib.domain.exemption import ExemptionForm
from chalicelib.domain.jurisdiction_rows import Flag
from chalicelib.domain.results import Done, subject_of
from chalicelib.domain.review import Trigger
from chalicelib.law.review_triggers import public_health_review
from chalicelib.storage.jurisdiction_keys import flag_row
from chalicelib.storage.jurisdictions import flag_attributes


def flag_form(ctx: Context, form_id: str, reason: str) -> Done:
    """Open the review. Raises PortalError NOT_FOUND (a school of another jurisdiction), INVALID (no reason), CONFLICT
    (the state already reviews the form for such a reason)."""
    form = ctx.store.get(ExemptionForm, form_id)
    person = ctx.require(Action.FLAG_FORM, form)
    if not public_health_review(reason).allowed:
        raise invalid("REVIEW_REASON_MISSING", "reason")
    if any(review.trigger == Trigger.PUBLIC_HEALTH for review in other_open_reviews(ctx, form)):
        raise PortalError(ErrorKind.CONFLICT, "REVIEW_ALREADY_OPEN")
    review = new_review(ctx, form, Trigger.PUBLIC_HEALTH, reason=reason, opened_by=person.id)
    flag = Flag(form_id=form.id, review_id=review.id, flagged_on=ctx.on, flagged_by=person.id)
    work = ctx.unit_of_work(Action.FLAG_FORM)
    work.create(review, reason=reason)
    work.update(form, form.in_review_of(review.id), reason=reason)
    work.row(flag_row(form.jurisdiction, form.id, review.id), flag_attributes(flag))
    return work.commit(subject_of(review))
