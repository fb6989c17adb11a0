"""A correction or renewal replaces lines of an earlier form, in the transaction that makes the new ones (H2)."""

from chalicelib.actions.context import Context
from chalicelib.domain.acts import Act
from chalicelib.domain.exemption import Form
from chalicelib.domain.notice import Recipient
from chalicelib.domain.notice_kinds import NoticeKind
from chalicelib.domain.request import FormDraft
from chalicelib.domain.review import Review, ReviewState
from chalicelib.law.enums import LineState
from chalicelib.storage.unit_of_work import UnitOfWork


def supersede_replaced_lines(work: UnitOfWork, old: Form, new: Form) -> None:
    """Mark the old form's issued lines of the same vaccines and span as superseded, and tell the parent."""
    vaccines = {line.vaccine for line in new.lines} if old.span == new.span else set()
    replaced = [line.but(state=LineState.SUPERSEDED, in_review=False) for line in old.lines
                if line.vaccine in vaccines and line.state == LineState.ISSUED]
    if not replaced:
        return
    work.update(old, old.but(lines=old.with_lines(*replaced), replaced_by_form_id=new.id), by=Act.SUPERSEDE_EXEMPTION)
    for guardian in old.guardian_ids:
        work.notify(NoticeKind.EXEMPTION_REPLACED, Recipient(kind="account", id=guardian), f"/parents/forms/{new.id}",
                    form_number=new.number)


def inherit_reviews(ctx: Context, work: UnitOfWork, draft: FormDraft, new: Form) -> Form:
    """Move the replaced form's open reviews to the new form; answer with the new form, marked as in review."""
    for review_id in draft.review_ids:
        review = ctx.store.find(Review, review_id)
        if review is not None and review.state != ReviewState.DECIDED:
            work.update(review, review.but(form_id=new.id, form_number=new.number), by=Act.SUPERSEDE_EXEMPTION)
            new = new.in_review_of(review.id)
    return new
