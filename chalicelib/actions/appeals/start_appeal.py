"""A parent begins an appeal against a revocation (HSC 120372.05(a)). One appeal per revocation decision."""

from chalicelib.actions.context import Context
from chalicelib.actions.signing.issued_rows import link_attributes
from chalicelib.domain.action import Action
from chalicelib.domain.appeal import Appeal, AppealState
from chalicelib.domain.errors import wrong_state
from chalicelib.domain.exemption import ExemptionForm, Revocation
from chalicelib.domain.results import Done, subject_of
from chalicelib.domain.review import Review
from chalicelib.domain.stopped import may_be_appealed, revocation_to_appeal
from chalicelib.law.appeals import appeal_by
from chalicelib.storage import keys

_FIRST_QUESTION = "why"


def start_appeal(ctx: Context, form_id: str) -> Done:
    """Start a draft of an appeal, or continue one that exists.

    Raises PortalError FORBIDDEN for anyone but a parent (case 81), CONFLICT if there is nothing to appeal.
    """
    form = ctx.store.get(ExemptionForm, form_id)
    parent = ctx.require(Action.START_APPEAL, form)
    revocation = revocation_to_appeal(form)
    if revocation is None:
        raise wrong_state()
    ctx.store.load(
        [
            keys.record("review", revocation.review_id),
            *(keys.record("appeal", appeal_id) for appeal_id in form.appeal_ids),
        ]
    )
    begun = _draft_against(ctx, form, revocation)
    if begun:
        return Done(act=Action.START_APPEAL, subject=subject_of(begun), step=_FIRST_QUESTION)
    lines = [line for line in form.lines if line.revocation == revocation and may_be_appealed(line)]
    appeal = Appeal(
        id=ctx.new_id(),
        state=AppealState.DRAFT,
        form_id=form.id,
        form_number=form.number,
        review_id=revocation.review_id,
        child_id=form.child_id,
        parent_id=parent.id,
        physician_id=form.physician_id,
        reviewer_ids=_reviewers(ctx.store.find(Review, revocation.review_id)),
        vaccines=tuple(line.vaccine for line in lines),
        revoked_on=revocation.revoked_on,
        appeal_by=appeal_by(revocation.revoked_on),
        started_on=ctx.on,
        guardians=form.guardian_ids,
    )
    work = ctx.unit_of_work(Action.START_APPEAL)
    work.create(appeal)
    work.update(form, form.with_changes(appeal_ids=(*form.appeal_ids, appeal.id)))
    for guardian in form.guardian_ids:
        work.row(
            keys.case_link(guardian, "appeal", appeal.id), link_attributes("appeal", appeal.id, ctx.now.isoformat())
        )
    return work.commit(subject_of(appeal), _FIRST_QUESTION)


def _draft_against(ctx: Context, form: ExemptionForm, revocation: Revocation) -> Appeal | None:
    appeals = [ctx.store.find(Appeal, appeal_id) for appeal_id in form.appeal_ids]
    return next(
        (
            appeal
            for appeal in appeals
            if appeal and appeal.state == AppealState.DRAFT and appeal.review_id == revocation.review_id
        ),
        None,
    )


def _reviewers(review: Review | None) -> tuple[str, ...]:
    if review is None:
        return ()
    return tuple(sorted({person for person in (review.opened_by, review.reviewer_id, review.decided_by) if person}))
