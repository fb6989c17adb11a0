"""What every act on a filed appeal begins with (lifecycle H5)."""

from collections.abc import Callable

from chalicelib.actions.context import Context
from chalicelib.domain.action import Action
from chalicelib.domain.appeal import Appeal, AppealState, Seat
from chalicelib.domain.errors import ErrorKind, PortalError, not_found, wrong_state
from chalicelib.domain.results import Done, Subject
from chalicelib.storage.store import Store
from chalicelib.storage.unit_of_work import UnitOfWork

PANEL_AT_WORK = frozenset({AppealState.PANEL_ASSIGNED, AppealState.IN_REVIEW, AppealState.INFO_REQUESTED})
"""From the naming of the panel until its last vote: seats can be emptied and filled again."""
_ATTEMPTS = 4


def load_appeal(ctx: Context, act: Action, appeal_id: str) -> Appeal:
    """Return the appeal, where this person may do `act` to it. What a parent has not filed yet is no one else's.

    Raises PortalError FORBIDDEN, NOT_FOUND.
    """
    appeal = ctx.store.get(Appeal, appeal_id)
    ctx.require(act, appeal)
    if appeal.filed_at is None:
        raise not_found()
    return appeal


def require_panel_at_work(appeal: Appeal) -> None:
    """Raise PortalError CONFLICT before a panel was named and after it has determined."""
    if appeal.state not in PANEL_AT_WORK:
        raise wrong_state()


def seat_of(appeal: Appeal, panelist_id: str) -> Seat:
    """Return the panelist's seat. Raises PortalError NOT_FOUND."""
    for seat in appeal.seats:
        if seat.panelist_id == panelist_id:
            return seat
    raise not_found()


def cleared_seat_of(ctx: Context, appeal: Appeal) -> Seat:
    """Return the signed-in panelist's seat, once it is free of conflicts: no document and no vote before that.

    Raises PortalError NOT_FOUND, REFUSED.
    """
    seat = seat_of(appeal, ctx.person.id)
    if seat.no_conflict_declared_on is None:
        raise PortalError(ErrorKind.REFUSED, "DECLARE_CONFLICTS_FIRST")
    return seat


def with_seat(appeal: Appeal, changed: Seat) -> tuple[Seat, ...]:
    """Return all seats, with that panelist's replaced by `changed`."""
    return tuple(changed if seat.panelist_id == changed.panelist_id else seat for seat in appeal.seats)


def commit_or_again(ctx: Context, make: Callable[[], UnitOfWork], subject: Subject) -> Done:
    """Commit what `make` gathers; where someone else was faster, read again, judge again and try again.

    For acts that do not touch each other though they change one record: two panelists in two seats. `make` reads
    through `ctx.store` and raises what the law or the state of things refuses. Raises PortalError CONFLICT.
    """
    for _ in range(_ATTEMPTS - 1):
        work = make()
        try:
            return work.commit(subject)
        except PortalError as outrun:
            if outrun.kind != ErrorKind.CONFLICT:
                raise
            ctx.store = Store(ctx.store.table)
    return make().commit(subject)
