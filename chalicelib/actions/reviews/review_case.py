"""What every act on a review case begins with: the case and its form together, and the case in the right hands."""

from chalicelib.actions.context import Context
from chalicelib.domain.action import Action
from chalicelib.domain.errors import ErrorKind, PortalError, not_found
from chalicelib.domain.exemption import ExemptionForm
from chalicelib.domain.review import Review, ReviewState
from chalicelib.storage import keys


def load_case(ctx: Context, act: Action, review_id: str, form_id: str) -> tuple[Review, ExemptionForm]:
    """Return the review and the form that it is about. Raises PortalError FORBIDDEN, NOT_FOUND (also where they do not
    belong together)."""
    ctx.require(act)
    ctx.store.load([keys.record("review", review_id), keys.record("form", form_id)])
    review, form = ctx.store.get(Review, review_id), ctx.store.get(ExemptionForm, form_id)
    if review.form_id != form.id:
        raise not_found()
    ctx.require(act, review)
    return review, form


def require_own_case(ctx: Context, review: Review) -> None:
    """Raise PortalError REFUSED if the case is another reviewer's."""
    if review.reviewer_id != ctx.person.id:
        raise PortalError(ErrorKind.REFUSED, "CASE_OF_ANOTHER_REVIEWER")


def other_open_reviews(ctx: Context, form: ExemptionForm, review_id: str = "") -> list[Review]:
    """Return the form's other reviews that are not decided yet, in one read."""
    others = [other_id for other_id in form.review_ids if other_id != review_id]
    ctx.store.load(keys.record("review", other_id) for other_id in others)
    found = (ctx.store.find(Review, other_id) for other_id in others)
    return [review for review in found if review and review.state != ReviewState.DECIDED]
