"""Each night the portal purges what is kept no longer (domain/retention.py): children grown up, requests that came to
nothing, accounts that nobody opened (S-70)."""

from collections import Counter
from collections.abc import Callable, Mapping
from datetime import datetime

from chalicelib.actions.context import Context
from chalicelib.actions.retention.purge_account import purge_account
from chalicelib.actions.retention.purge_child import purge_child
from chalicelib.actions.retention.purge_request import purge_request
from chalicelib.domain.errors import PortalError
from chalicelib.runtime.clock import system_clock
from chalicelib.runtime.entropy import new_id
from chalicelib.runtime.logging import log_failure
from chalicelib.storage.queues import RETENTION, due_cards
from chalicelib.storage.table import portal_table
from chalicelib.wiring import new_context

_PURGES: Mapping[str, Callable[[Context, str], bool]] = {
    "child": purge_child,
    "request": purge_request,
    "account": purge_account,
}


def purge_due(clock: Callable[[], datetime] = system_clock, limit: int = 1000) -> Counter[str]:
    """Purge up to `most` records that are due, oldest first; answer with how many were "purged", "kept" because a case
    is open, and "failed". One that fails holds up no other and is tried again the next night.

    Raises PortalError UNAVAILABLE where the queue cannot be read.
    """
    done: Counter[str] = Counter()
    today = new_context(clock(), new_id()).on
    for card in due_cards(portal_table(), RETENTION, today, limit):
        ctx = new_context(clock(), new_id())
        try:
            done["purged" if _PURGES[card["kind"]](ctx, card["id"]) else "kept"] += 1
        except PortalError as error:
            log_failure("purge.failed", error, request_id=ctx.request_id, kind=card["kind"])
            done["failed"] += 1
    return done
