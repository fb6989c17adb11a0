"""A panelist votes on each vaccine, with a written reason. The third vote determines the appeal by majority, vaccine by
vaccine, in its own transaction (HSC 120372.05(c), (d)). Votes cast at the same moment sit in different seats and all
count."""

from dataclasses import dataclass

from chalicelib.actions.accounts.reauthentication import proof_keys, require_reauthentication
from chalicelib.actions.appeals.appeal_case import cleared_seat_of, commit_or_again, load_appeal, with_seat
from chalicelib.actions.appeals.appeal_recipients import THE_AGENCY
from chalicelib.actions.context import Context
from chalicelib.actions.steps import require_step
from chalicelib.domain.action import Action
from chalicelib.domain.appeal import Appeal, AppealState, Determination, DraftedVote, Seat, VaccineVote, Vote
from chalicelib.domain.errors import ErrorKind, PortalError, invalid
from chalicelib.domain.notice_kinds import NoticeKind
from chalicelib.domain.results import Done, Subject, SubjectKind, subject_of
from chalicelib.law import appeals as law
from chalicelib.law.enums import Vaccine
from chalicelib.law.verdict import Outcome
from chalicelib.storage.unit_of_work import UnitOfWork


@dataclass(frozen=True)
class Ballot:
    """What the panelist states: one vote for each vaccine of the appeal."""

    appeal_id: str
    votes: tuple[VaccineVote, ...]
    password: str


def vote(ctx: Context, ballot: Ballot) -> Done:
    """Cast the votes.

    Raises PortalError REFUSED (voted already, conflicts not declared), INVALID (vote, reason, password), CONFLICT.
    """
    appeal, _seat = own_open_seat(ctx, ballot.appeal_id)
    require_votes(appeal, ballot.votes)
    ctx.store.load(proof_keys(ctx))
    require_reauthentication(ctx, ballot.password)
    return commit_or_again(ctx, lambda: _voting(ctx, ballot), Subject(kind=SubjectKind.APPEAL, id=ballot.appeal_id))


def save_vote_draft(ctx: Context, appeal_id: str, drafts: tuple[DraftedVote, ...]) -> Done:
    """Keep what the panelist has in mind, for no one else to read. Raises PortalError REFUSED, CONFLICT."""

    def saving() -> UnitOfWork:
        appeal, seat = own_open_seat(ctx, appeal_id)
        kept = tuple(each for each in drafts if each.vaccine in appeal.vaccines)
        work = ctx.unit_of_work(Action.SAVE_VOTE_DRAFT)
        work.update(appeal, appeal.with_changes(seats=with_seat(appeal, seat.with_changes(drafts=kept))))
        return work

    return commit_or_again(ctx, saving, Subject(kind=SubjectKind.APPEAL, id=appeal_id))


def own_open_seat(ctx: Context, appeal_id: str) -> tuple[Appeal, Seat]:
    """Return the appeal and the panelist's seat, while its vote can be cast. Raises PortalError REFUSED, CONFLICT."""
    appeal = load_appeal(ctx, Action.VOTE, appeal_id)
    seat = cleared_seat_of(ctx, appeal)
    if seat.has_voted:
        raise PortalError(ErrorKind.REFUSED, "VOTED_ALREADY")
    require_step(appeal, Action.VOTE, None)
    return appeal, seat


def vote_field(vaccine: Vaccine) -> str:
    """Return the name of the form field with the vote on that vaccine."""
    return f"vote_{vaccine.lower()}"


def reason_field(vaccine: Vaccine) -> str:
    """Return the name of the form field with the reason of that vote."""
    return f"reason_{vaccine.lower()}"


def require_votes(appeal: Appeal, votes: tuple[VaccineVote, ...]) -> None:
    """Raise PortalError INVALID unless there is one vote with a reason for each vaccine of the appeal, and no other."""
    given = {each.vaccine: each for each in votes}
    for vaccine in appeal.vaccines:
        if vaccine not in given:
            raise invalid("VOTE_MISSING", vote_field(vaccine))
        if not given[vaccine].reason.strip():
            raise invalid("VOTE_REASON_MISSING", reason_field(vaccine))
    if len(votes) != len(appeal.vaccines):
        raise invalid("VOTE_MISSING", vote_field(votes[-1].vaccine))


def _voting(ctx: Context, ballot: Ballot) -> UnitOfWork:
    appeal, seat = own_open_seat(ctx, ballot.appeal_id)
    cast = seat.with_votes(ballot.votes, ctx.on, ctx.new_id())
    voted = appeal.with_changes(seats=with_seat(appeal, cast))
    found = determinations(ctx, voted)
    work = ctx.unit_of_work(Action.VOTE)
    if not found:
        work.update(appeal, voted)
        return work
    same = {each.vote for each in found}
    determined = voted.with_changes(
        state=AppealState.DETERMINED,
        determination=same.pop() if len(same) == 1 else None,
        determinations=found,
        determined_on=ctx.on,
    )
    work.update(appeal, determined)
    work.enqueue_notification(
        NoticeKind.APPEAL_DETERMINED,
        THE_AGENCY,
        subject_of(appeal),
        appeal_id=appeal.id,
        form_number=appeal.form_number,
    )
    return work


def determinations(ctx: Context, appeal: Appeal) -> tuple[Determination, ...]:
    """Return what the majority determined of each vaccine; none while a vote is missing."""
    found = [(each, law.majority(ballots_on(appeal, each), ctx.on).outcome) for each in appeal.vaccines]
    if any(outcome == Outcome.CANNOT_DETERMINE for _vaccine, outcome in found):
        return ()
    return tuple(Determination(vaccine=vaccine, vote=Vote(outcome.value)) for vaccine, outcome in found)


def ballots_on(appeal: Appeal, vaccine: Vaccine) -> list[law.Ballot]:
    """Return the votes cast so far on that vaccine, as the law counts them."""
    return [
        law.Ballot(seat.panelist_id, law.Vote(cast.vote), cast.reason)
        for seat in appeal.seats
        if (cast := seat.vote_on(vaccine))
    ]
