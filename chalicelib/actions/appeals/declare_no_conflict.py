"""A panelist declares to have no tie to the case; only then are its documents shown (HSC 120372.05(b)).

The third such declaration opens the panel's review.
"""

from chalicelib.actions.appeals.appeal_case import (
    commit_or_again,
    load_appeal,
    require_panel_at_work,
    seat_of,
    with_seat,
)
from chalicelib.actions.context import Context
from chalicelib.domain.action import Action
from chalicelib.domain.appeal import AppealState, Seat
from chalicelib.domain.errors import ErrorKind, PortalError
from chalicelib.domain.results import Done, Subject, SubjectKind
from chalicelib.law.appeals import panel_ready
from chalicelib.storage.unit_of_work import UnitOfWork


def declare_no_conflict(ctx: Context, appeal_id: str) -> Done:
    """Record that the panelist has no conflict of interest.

    Raises PortalError REFUSED (declared already), CONFLICT (the panel has determined).
    """
    return commit_or_again(ctx, lambda: _declaration(ctx, appeal_id), Subject(kind=SubjectKind.APPEAL, id=appeal_id))


def _declaration(ctx: Context, appeal_id: str) -> UnitOfWork:
    appeal = load_appeal(ctx, Action.DECLARE_NO_CONFLICT, appeal_id)
    require_panel_at_work(appeal)
    seat = seat_of(appeal, ctx.person.id)
    if seat.no_conflict_declared_on is not None:
        raise PortalError(ErrorKind.REFUSED, "CONFLICTS_DECLARED")
    seats = with_seat(appeal, seat.with_changes(no_conflict_declared_on=ctx.on))
    opens = appeal.state == AppealState.PANEL_ASSIGNED and _is_complete(ctx, seats)
    work = ctx.unit_of_work(Action.DECLARE_NO_CONFLICT)
    work.update(appeal, appeal.with_changes(seats=seats, state=AppealState.IN_REVIEW if opens else appeal.state))
    return work


def _is_complete(ctx: Context, seats: tuple[Seat, ...]) -> bool:
    return panel_ready(len(seats), ctx.on).allowed and all(seat.no_conflict_declared_on for seat in seats)
