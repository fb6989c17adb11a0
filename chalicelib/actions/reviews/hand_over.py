"""A case goes to a colleague, or back to those that no one has. The colleague is told; whoever acts is not."""

from typing import NamedTuple

from chalicelib.actions.context import Context
from chalicelib.actions.notifying import account
from chalicelib.actions.reviews.assign_review import require_no_conflict
from chalicelib.actions.reviews.review_case import load_case, require_own_case
from chalicelib.actions.steps import require_state, require_unchanged
from chalicelib.domain.account import Role
from chalicelib.domain.action import Action
from chalicelib.domain.errors import invalid
from chalicelib.domain.notice_kinds import NoticeKind
from chalicelib.domain.results import Done, subject_of
from chalicelib.domain.review import Review, ReviewState
from chalicelib.domain.standing import standing_id
from chalicelib.storage import keys
from chalicelib.storage.unit_of_work import UnitOfWork

_STATE = ("cdph", "main")
_MAX_STAFF = 500


class Colleague(NamedTuple):
    """Someone who reviews for the state."""

    id: str
    name: str


def colleagues(ctx: Context) -> list[Colleague]:
    """Return everyone else who can review, by name. Raises TooManyRowsError, PortalError UNAVAILABLE."""
    ctx.require(Action.REASSIGN_REVIEW)
    rows = ctx.store.table.whole(keys.office_partition(*_STATE), keys.MEMBER_PREFIX, ceiling=_MAX_STAFF)
    found = [Colleague(str(row["account_id"]), str(row["name"])) for row in rows]
    return sorted((each for each in found if each.id != ctx.person.id), key=lambda each: each.name)


def require_may_reassign(ctx: Context, review: Review) -> None:
    """Raise PortalError REFUSED (another reviewer's case, for all but an officer), CONFLICT (it is decided)."""
    require_state(review, Action.REASSIGN_REVIEW)
    if review.reviewer_id and ctx.person.role != Role.OFFICER:
        require_own_case(ctx, review)


def require_may_hand_back(ctx: Context, review: Review) -> None:
    """Raise PortalError REFUSED (another's case), CONFLICT (no one has it, the physician is asked, it is decided)."""
    require_state(review, Action.HAND_BACK_REVIEW)
    require_own_case(ctx, review)


def reassign_review(ctx: Context, review_id: str, form_id: str, to: str, expected_version: int | None) -> Done:
    """Give the case to a colleague: one's own, or one that no one has; an officer gives any.

    Raises PortalError INVALID (field "to"), REFUSED (another reviewer's case, the colleague treats the child),
    CONFLICT.
    """
    review, form = load_case(ctx, Action.REASSIGN_REVIEW, review_id, form_id)
    require_unchanged(review, expected_version)
    require_may_reassign(ctx, review)
    chosen = next((each for each in colleagues(ctx) if each.id == to), None)
    if chosen is None or chosen.id == review.reviewer_id:
        raise invalid("NO_SUCH_COLLEAGUE", "to")
    require_no_conflict(chosen.name, form)
    state = ReviewState.ASSIGNED if review.state == ReviewState.OPEN else review.state
    given = review.with_changes(state=state, reviewer_id=chosen.id, standing_id=standing_id(form.physician))
    work = ctx.unit_of_work(Action.REASSIGN_REVIEW)
    work.update(review, given)
    _tell(work, NoticeKind.CASE_GIVEN, chosen.id, given)
    if review.reviewer_id not in {"", ctx.person.id}:
        _tell(work, NoticeKind.CASE_TAKEN_OVER, review.reviewer_id, given)
    return work.commit(subject_of(given))


def hand_back_review(ctx: Context, review_id: str, form_id: str, expected_version: int | None) -> Done:
    """Give one's own case back to those that no one has. Raises PortalError REFUSED (another's case), CONFLICT."""
    review, form = load_case(ctx, Action.HAND_BACK_REVIEW, review_id, form_id)
    require_unchanged(review, expected_version)
    require_may_hand_back(ctx, review)
    back = review.with_changes(state=ReviewState.OPEN, reviewer_id="", standing_id=standing_id(form.physician))
    work = ctx.unit_of_work(Action.HAND_BACK_REVIEW)
    work.update(review, back)
    return work.commit(subject_of(back))


def _tell(work: UnitOfWork, kind: NoticeKind, to: str, review: Review) -> None:
    work.enqueue_notification(
        kind,
        account(to),
        subject_of(review),
        review_id=review.id,
        form_id=review.form_id,
        form_number=review.form_number,
    )
