"""What every job that applies a confirmed file shares: how far a run came, and in whose name it acts."""

from enum import StrEnum

from chalicelib.actions.context import Context
from chalicelib.domain.account import Account
from chalicelib.domain.action import Action
from chalicelib.domain.errors import PortalError

RIVALS = 3
"""How often in one run someone else may be faster."""
MAX_WRITES = 96
"""Of one transaction, which takes a hundred."""


class Applied(StrEnum):
    """How far one run came."""

    FINISHED = "finished"
    PART = "part"
    STOPPED = "stopped"
    NOTHING = ""


def acting_as(ctx: Context, person: Account | None) -> Context:
    """Return the context, from now on in the name of this person."""
    ctx.actor = person
    return ctx


def may_still(ctx: Context, person: Account | None, action: Action, record: object = None) -> bool:
    """Return whether whoever confirmed the file may still do what it asks for."""
    try:
        return not acting_as(ctx, person).require(action, record).disabled
    except PortalError:
        return False
