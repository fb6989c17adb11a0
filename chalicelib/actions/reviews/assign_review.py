"""A reviewer takes a case. Who wrote the form, or is the child's primary care physician, does not review it (H4).

The same action continues with a case whose question was not answered by its last day.
"""

from chalicelib.actions.context import Context
from chalicelib.actions.reviews.review_case import load_case
from chalicelib.actions.steps import require_step
from chalicelib.domain.action import Action
from chalicelib.domain.errors import ErrorKind, PortalError
from chalicelib.domain.exemption import ExemptionForm
from chalicelib.domain.results import Done, subject_of
from chalicelib.domain.review import Review, ReviewState
from chalicelib.domain.standing import standing_id
from chalicelib.law.names import plain_letters

_TITLES = frozenset({"dr", "doctor", "md", "do"})


def assign_review(ctx: Context, review_id: str, form_id: str, expected_version: int | None) -> Done:
    """Take the case. Raises PortalError REFUSED (conflict, answer not due yet), CONFLICT."""
    review, form = load_case(ctx, Action.ASSIGN_REVIEW, review_id, form_id)
    require_step(review, Action.ASSIGN_REVIEW, expected_version)
    require_no_conflict(ctx.person.display_name, form)
    if review.state == ReviewState.INFO_REQUESTED and not is_overdue(ctx, review):
        raise PortalError(ErrorKind.REFUSED, "ANSWER_NOT_DUE_YET")
    taken = review.with_changes(
        state=ReviewState.ASSIGNED, reviewer_id=ctx.person.id, standing_id=standing_id(form.physician)
    )
    work = ctx.unit_of_work(Action.ASSIGN_REVIEW)
    work.update(review, taken)
    return work.commit(subject_of(review))


def is_overdue(ctx: Context, review: Review) -> bool:
    """Return whether the last day for the physician's answer is over."""
    return bool(review.information) and review.information[-1].due_on < ctx.on


def require_no_conflict(reviewer: str, form: ExemptionForm) -> None:
    """Raise PortalError REFUSED if the reviewer has the name of the issuer or the primary care physician."""
    primary_care = form.primary_care.name if form.primary_care else ""
    if _bare(reviewer) in {_bare(form.physician_name), _bare(primary_care)}:
        raise PortalError(ErrorKind.REFUSED, "REVIEWER_TREATS_THE_CHILD")


def _bare(name: str) -> tuple[str, ...]:
    words = plain_letters(name).replace(".", "").replace(",", " ").split()
    return tuple(word for word in words if word not in _TITLES)
