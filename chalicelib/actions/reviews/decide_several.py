"""The Officer or a designated physician ends several cases of one physician with one signature, where the reviewer
recommended that the form stay as it is. Nothing is revoked here. No one decides what they recommended themselves.

Ten cases fit one transaction. Where there are more, each transaction is whole for itself, and what a broken one left
out, a second press decides: a case that this person has decided so already is passed over.
"""

from dataclasses import replace

from chalicelib.actions.accounts.reauthentication import proof_keys, require_reauthentication
from chalicelib.actions.context import Context
from chalicelib.actions.notifying import account, notify_of_form, parents_of
from chalicelib.actions.reviews.clear_several import ChosenCase, case_keys, load_cases
from chalicelib.actions.reviews.decide_review import Decision, check_decision
from chalicelib.actions.reviews.review_case import other_open_reviews
from chalicelib.domain.action import Action
from chalicelib.domain.errors import wrong_state
from chalicelib.domain.exemption import ExemptionForm
from chalicelib.domain.notice_kinds import NoticeKind
from chalicelib.domain.results import Done, subject_of
from chalicelib.domain.review import Outcome, Review, ReviewState
from chalicelib.domain.standing import PhysicianStanding
from chalicelib.storage import keys
from chalicelib.storage.unit_of_work import UnitOfWork

_IN_ONE_TRANSACTION = 10
"""Nine items for a case with one guardian: the review and the form with their events, the school's row, the notices."""


def check_several(
    ctx: Context, standing_id: str, cases: tuple[ChosenCase, ...], reason: str
) -> list[tuple[Review, ExemptionForm]]:
    """Return the cases that are to be decided, where the law and their state allow it to this person today.

    Raises PortalError INVALID (fields "cases", "reason"), FORBIDDEN, NOT_FOUND, CONFLICT, REFUSED with the law's
    reasons.
    """
    found = load_cases(ctx, Action.DECIDE_REVIEW, standing_id, cases)
    left = [case for case, (review, _form) in zip(cases, found, strict=True) if not _is_decided(ctx, review)]
    checked = [
        check_decision(ctx, Decision(case.review_id, case.form_id, case.version, Outcome.CLEARED, (), reason))
        for case in left
    ]
    if not checked or any(review.state != ReviewState.RECOMMENDED_CLEAR for review, _form in checked):
        raise wrong_state()
    return checked


def decide_several(
    ctx: Context, standing: PhysicianStanding, cases: tuple[ChosenCase, ...], reason: str, password: str
) -> Done:
    """End the cases; the forms stay as they are, and parents and physician are told of each.

    Raises what `check_several` raises, and PortalError INVALID (field "password"), TOO_MANY. What was decided before an
    error stays.
    """
    ctx.store.load([*proof_keys(ctx), *case_keys(cases)])
    left = check_several(ctx, standing.id, cases, reason)
    require_reauthentication(ctx, password)
    ctx.store.load(keys.record("review", each) for _review, form in left for each in form.review_ids)
    parts = [left[first : first + _IN_ONE_TRANSACTION] for first in range(0, len(left), _IN_ONE_TRANSACTION)]
    subject, step = subject_of(standing), str(len(cases))
    for part in parts[:-1]:
        own = replace(ctx, idempotency_key=f"{ctx.idempotency_key}-{part[0][0].id}")
        _decided(own, part, reason).commit(subject, step)
    return _decided(ctx, parts[-1], reason).commit(subject, step)


def _is_decided(ctx: Context, review: Review) -> bool:
    return (
        review.state == ReviewState.DECIDED and review.decided_by == ctx.person.id and review.outcome == Outcome.CLEARED
    )


def _decided(ctx: Context, cases: list[tuple[Review, ExemptionForm]], reason: str) -> UnitOfWork:
    work = ctx.unit_of_work(Action.DECIDE_REVIEW)
    for review, form in cases:
        decided = review.with_changes(
            state=ReviewState.DECIDED,
            outcome=Outcome.CLEARED,
            decided_by=ctx.person.id,
            decided_on=ctx.on,
            decision_reason=reason,
        )
        work.update(review, decided, reason=reason)
        still_open = bool(other_open_reviews(ctx, form, review.id))
        lines = tuple(line.with_changes(in_review=line.in_review and still_open) for line in form.lines)
        if lines != form.lines:
            work.update(form, form.with_changes(lines=lines))
        to = (*parents_of(form), account(form.physician_id))
        notify_of_form(work, NoticeKind.REVIEW_CLEARED, form, *to, review_id=review.id)
    return work
