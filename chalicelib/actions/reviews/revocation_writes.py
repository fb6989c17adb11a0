"""What a revocation writes beside the review: the lines, the locks, the physician's count, the four notices."""

from chalicelib.actions.context import Context
from chalicelib.actions.notifying import notify_of_form
from chalicelib.actions.reviews.decision_recipients import told_of_denial
from chalicelib.actions.signing.exemption_locks import release_lock
from chalicelib.domain.action import Action
from chalicelib.domain.exemption import ExemptionForm, Revocation
from chalicelib.domain.notice import Recipient
from chalicelib.domain.notice_kinds import NoticeKind
from chalicelib.domain.results import subject_of
from chalicelib.domain.review import Review
from chalicelib.domain.standing import PhysicianStanding, standing_id
from chalicelib.law.appeals import appeal_by
from chalicelib.law.enums import LineState
from chalicelib.law.revocation import is_reported_to_board, start_by
from chalicelib.storage.unit_of_work import UnitOfWork


def revoke_lines(ctx: Context, work: UnitOfWork, before: ExemptionForm, after: ExemptionForm, review: Review) -> None:
    """Revoke the lines that the decided review names. `after` is the form as the end of the review leaves it.

    The standing of the form's issuer must have been read.
    """
    ctx.require(Action.REVOKE_EXEMPTION, before)
    revocation = Revocation(revoked_on=ctx.on, review_id=review.id, reason=review.decision_reason)
    lines = [
        line.with_changes(state=LineState.REVOKED, revocation=revocation, in_review=False)
        for line in after.lines
        if line.vaccine in review.revoked_vaccines
    ]
    work.update(
        before,
        after.with_changes(lines=after.with_lines(*lines)),
        by=Action.REVOKE_EXEMPTION,
        reason=review.decision_reason,
    )
    for line in lines:
        release_lock(work, before, line, revoked=True)
    _count(ctx, work, before)
    notify_of_form(
        work,
        NoticeKind.EXEMPTION_REVOKED,
        before,
        *told_of_denial(before),
        letter=True,
        review_id=review.id,
        start_by=start_by(ctx.on).isoformat(),
        appeal_by=appeal_by(ctx.on).isoformat(),
    )


def _count(ctx: Context, work: UnitOfWork, form: ExemptionForm) -> None:
    """Count the form in the year of the decision; tell the issuer's board at the fifth (HSC 120372(d)(8), H7)."""
    before = ctx.store.get(PhysicianStanding, standing_id(form.physician))
    after = before.with_revoked_form(ctx.on.year, form.number)
    year = str(ctx.on.year)
    if after is before:
        return
    is_reported = is_reported_to_board(before.revoked_by_year.get(year, 0), after.revoked_by_year[year], ctx.on)
    work.update(before, after.reported_for(year) if is_reported else after, by=Action.REVOKE_EXEMPTION)
    if is_reported:
        work.enqueue_notification(
            NoticeKind.FIVE_FORMS_REVOKED,
            Recipient(kind="board", id=form.board),
            subject_of(before),
            standing_id=before.id,
            physician_id=form.physician_id,
            year=year,
            form_numbers=", ".join(after.revoked_numbers[year]),
        )
