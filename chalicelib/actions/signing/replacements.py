"""A correction or renewal replaces lines of an earlier form, in the transaction that makes the new ones (H2)."""

from collections.abc import Iterable, Iterator

from chalicelib.actions.context import Context
from chalicelib.actions.notifying import notify_of_form, parents_of
from chalicelib.actions.reviews.triggered_reviews import new_review
from chalicelib.domain.action import Action
from chalicelib.domain.errors import ErrorKind, PortalError
from chalicelib.domain.exemption import ExemptionForm, ExemptionLine
from chalicelib.domain.notice_kinds import NoticeKind
from chalicelib.domain.results import Subject, SubjectKind
from chalicelib.domain.review import Review, ReviewState, Trigger
from chalicelib.law.duration import in_effect_from
from chalicelib.law.enums import LineState
from chalicelib.storage import keys
from chalicelib.storage.unit_of_work import UnitOfWork


def supersede_replaced_lines(work: UnitOfWork, old: ExemptionForm, new: ExemptionForm) -> None:
    """Mark the old form's issued lines of the same vaccines and span as superseded, and tell the parent."""
    replaced = [
        line.with_changes(state=LineState.SUPERSEDED, in_review=False, stopped_on=work.on)
        for line in _replaced_lines(old, new)
    ]
    if not replaced:
        return
    work.update(
        old,
        old.with_changes(lines=old.with_lines(*replaced), replaced_by_form_id=new.id),
        by=Action.SUPERSEDE_EXEMPTION,
    )
    notify_of_form(work, NoticeKind.EXEMPTION_REPLACED, new, *parents_of(old))


def tell_parents_of_replacement(work: UnitOfWork, form: ExemptionForm, counting: Iterable[str]) -> None:
    """Tell each parent of each form (by its id) whose lines count in place of lines of `form`."""
    for form_id in counting:
        for parent in parents_of(form):
            about = Subject(kind=SubjectKind.FORM, id=form_id)
            work.enqueue_notification(NoticeKind.EXEMPTION_REPLACED, parent, about, form_id=form_id)


def require_same_content(old: ExemptionForm, new: ExemptionForm) -> None:
    """Raise PortalError REFUSED unless a correction keeps each issued vaccine, permanent or temporary as it was."""
    if {(line.vaccine, line.kind) for line in new.lines} != {(line.vaccine, line.kind) for line in old.issued_lines}:
        raise PortalError(ErrorKind.REFUSED, "CORRECTION_CHANGES_CONTENT")


def require_hold_ends_nothing(old: ExemptionForm, new: ExemptionForm) -> None:
    """Raise PortalError REFUSED if a held line, which is not valid yet, would replace one that still counts: the child
    would lose a valid exemption (120372(d)(7) stops new forms only)."""
    first_day = in_effect_from(new.signed_on, new.span_starts_on)
    if any(line.lock_until(old.next_span_entry) >= first_day for line in _replaced_lines(old, new)):
        raise PortalError(ErrorKind.REFUSED, "HOLD_WOULD_END_VALID")


def inherit_reviews(ctx: Context, work: UnitOfWork, old: ExemptionForm, new: ExemptionForm) -> ExemptionForm:
    """Take over the replaced form's open reviews, and return the new form, marked as in review (H2).

    Where the new form replaces every issued line the case itself moves. Otherwise it stays with the lines that are
    left, and a case of the same trigger opens for the new form.
    """
    moves = {line.vaccine for line in old.issued_lines} <= {line.vaccine for line in new.lines}
    for review in _open_reviews(ctx, old):
        if moves:
            work.update(
                review, review.with_changes(form_id=new.id, form_number=new.number), by=Action.SUPERSEDE_EXEMPTION
            )
            new = new.in_review_of(review.id)
        else:
            new = with_new_review(
                ctx, work, new, review.trigger, reason=review.public_health_reason, opened_by=review.opened_by
            )
    return new


def with_new_review(
    ctx: Context, work: UnitOfWork, form: ExemptionForm, trigger: Trigger, *, reason: str = "", opened_by: str = ""
) -> ExemptionForm:
    """Open a review of a form that is being signed, and return the form, marked as in review."""
    review = new_review(ctx, form, trigger, reason=reason, opened_by=opened_by)
    work.create(review, by=Action.ISSUE_EXEMPTION)
    return form.in_review_of(review.id)


def _replaced_lines(old: ExemptionForm, new: ExemptionForm) -> list[ExemptionLine]:
    vaccines = {line.vaccine for line in new.lines} if old.span == new.span else set()
    return [line for line in old.issued_lines if line.vaccine in vaccines]


def _open_reviews(ctx: Context, old: ExemptionForm) -> Iterator[Review]:
    # The draft names the reviews that were open when it began, and they are read already; one that was opened since
    # costs a read of its own.
    ctx.store.load(keys.record("review", review_id) for review_id in old.review_ids)
    found = (ctx.store.find(Review, review_id) for review_id in old.review_ids)
    return (review for review in found if review is not None and review.state != ReviewState.DECIDED)
