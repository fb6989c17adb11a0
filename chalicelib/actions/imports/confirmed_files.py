"""How a job applies a confirmed file, whatever its lines become: in parts, in the name of whoever confirmed it. Killed
between two parts, it goes on where it stood; done twice at once, one of the two stops."""

from collections.abc import Callable
from enum import StrEnum
from typing import TypeVar

from chalicelib.actions.context import Context
from chalicelib.domain.account import Account
from chalicelib.domain.action import Action
from chalicelib.domain.confirmed_file import ConfirmedFile
from chalicelib.domain.errors import ErrorKind, PortalError
from chalicelib.domain.results import subject_of
from chalicelib.storage.unit_of_work import UnitOfWork

MAX_WRITES = 96
"""Of one transaction, which takes a hundred."""
_RIVALS = 3  # how often in one run someone else may be faster
_File = TypeVar("_File", bound=ConfirmedFile)


class Applied(StrEnum):
    """How far one run came."""

    FINISHED = "finished"
    PART = "part"
    STOPPED = "stopped"
    NOTHING = ""


Fresh = Callable[[], Context]
"""Gives a context that has read nothing."""
GoOn = Callable[[Fresh], bool]
"""Applies a file from the first line that is not done, in the name of whoever confirmed it, and returns whether all
lines are done. Raises PortalError CONFLICT: someone was faster."""


class Transactions:
    """How many transactions a run may still make."""

    def __init__(self, left: int) -> None:
        self.left = left

    def take(self) -> bool:
        """Return whether one more may be made, and count it."""
        self.left -= 1
        return self.left >= 0


def apply_confirmed(
    fresh: Fresh,
    found: tuple[type[_File], str],
    act: Action,
    lines_of: Callable[[Context, _File], GoOn],
    and_then: Callable[[UnitOfWork, _File], None] | None = None,
) -> Applied:
    """Apply a file as far as its lines go on. `found`: its kind and id; `and_then`: what its end changes besides.

    Raises PortalError UNAVAILABLE: the next run goes on.
    """
    ctx = fresh()
    file = ctx.store.find(*found)
    if file is None or not file.is_waiting:
        return Applied.NOTHING
    person = ctx.store.find(Account, file.confirmed_by)

    def acting() -> Context:
        return _acting_as(fresh(), person)

    def finish(now: Context, *, is_stopped: bool) -> None:
        work = now.unit_of_work(act)
        work.update(file, file.with_changes(finished_at=now.now, is_stopped=is_stopped))
        if and_then is not None:
            and_then(work, file)
        work.commit(subject_of(file))

    if not _may_still(_acting_as(ctx, person), act, file):
        finish(ctx, is_stopped=True)
        return Applied.STOPPED
    return _to_the_end(lines_of(ctx, file), acting, lambda: finish(acting(), is_stopped=False))


def _to_the_end(go_on: GoOn, fresh: Fresh, finish: Callable[[], None]) -> Applied:
    for _rival in range(_RIVALS):
        try:
            if not go_on(fresh):
                return Applied.PART
            finish()
        except PortalError as error:
            if error.kind is not ErrorKind.CONFLICT:
                raise
        else:
            return Applied.FINISHED
    return Applied.PART


def _acting_as(ctx: Context, person: Account | None) -> Context:
    ctx.actor = person
    return ctx


def _may_still(ctx: Context, act: Action, file: ConfirmedFile) -> bool:
    try:
        return not ctx.require(act, file).disabled
    except PortalError:
        return False
