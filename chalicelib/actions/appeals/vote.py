"""A panelist votes, with a written reason. The third vote determines the appeal by majority, in its own transaction
(HSC 120372.05(c), (d)). Votes cast at the same moment sit in different seats and all count."""

from dataclasses import dataclass

from chalicelib.actions.accounts.reauthentication import proof_keys, require_reauthentication
from chalicelib.actions.appeals.appeal_case import cleared_seat_of, commit_or_again, load_appeal, with_seat
from chalicelib.actions.appeals.appeal_recipients import THE_AGENCY
from chalicelib.actions.context import Context
from chalicelib.actions.steps import require_step
from chalicelib.domain.action import Action
from chalicelib.domain.appeal import Appeal, AppealState, Seat, Vote
from chalicelib.domain.errors import ErrorKind, PortalError, invalid
from chalicelib.domain.notice_kinds import NoticeKind
from chalicelib.domain.results import Done, Subject, SubjectKind, subject_of
from chalicelib.law import appeals as law
from chalicelib.law.verdict import Outcome
from chalicelib.storage.unit_of_work import UnitOfWork


@dataclass(frozen=True)
class Ballot:
    """What the panelist states."""

    appeal_id: str
    vote: Vote
    reason: str
    password: str


def vote(ctx: Context, ballot: Ballot) -> Done:
    """Cast the vote.

    Raises PortalError REFUSED (voted already, conflicts not declared), INVALID (reason, password), CONFLICT.
    """
    _own_open_seat(ctx, ballot.appeal_id)
    if not ballot.reason.strip():
        raise invalid("VOTE_REASON_MISSING", "reason")
    ctx.store.load(proof_keys(ctx))
    require_reauthentication(ctx, ballot.password)
    return commit_or_again(ctx, lambda: _voting(ctx, ballot), Subject(kind=SubjectKind.APPEAL, id=ballot.appeal_id))


def _own_open_seat(ctx: Context, appeal_id: str) -> tuple[Appeal, Seat]:
    appeal = load_appeal(ctx, Action.VOTE, appeal_id)
    seat = cleared_seat_of(ctx, appeal)
    if seat.vote is not None:
        raise PortalError(ErrorKind.REFUSED, "VOTED_ALREADY")
    require_step(appeal, Action.VOTE, None)
    return appeal, seat


def _voting(ctx: Context, ballot: Ballot) -> UnitOfWork:
    appeal, seat = _own_open_seat(ctx, ballot.appeal_id)
    seats = with_seat(appeal, seat.with_changes(vote=ballot.vote, reason=ballot.reason, voted_on=ctx.on))
    voted = appeal.with_changes(seats=seats)
    result = law.majority(ballots_of(voted), ctx.on).outcome
    work = ctx.unit_of_work(Action.VOTE)
    if result == Outcome.CANNOT_DETERMINE:
        work.update(appeal, voted)
        return work
    work.update(
        appeal, voted.with_changes(state=AppealState.DETERMINED, determination=Vote(result.value), determined_on=ctx.on)
    )
    work.enqueue_notification(
        NoticeKind.APPEAL_DETERMINED,
        THE_AGENCY,
        subject_of(appeal),
        appeal_id=appeal.id,
        form_number=appeal.form_number,
    )
    return work


def ballots_of(appeal: Appeal) -> list[law.Ballot]:
    """Return the votes cast so far, as the law counts them."""
    return [law.Ballot(seat.panelist_id, law.Vote(seat.vote), seat.reason) for seat in appeal.seats if seat.vote]
