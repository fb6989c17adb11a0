"""Each night the portal purges what is kept no longer (domain/retention.py): children grown up, requests that came to
nothing, accounts that no one opened, children who left child care three years ago (S-70)."""

import json
from collections import Counter
from collections.abc import Callable, Mapping
from datetime import datetime

from chalicelib.actions.context import Context
from chalicelib.actions.retention.purge_account import purge_account
from chalicelib.actions.retention.purge_child import purge_child
from chalicelib.actions.retention.purge_request import purge_request
from chalicelib.actions.retention.purge_student import purge_student
from chalicelib.jobs.each import PART, for_each
from chalicelib.runtime.clock import system_clock
from chalicelib.runtime.entropy import new_id
from chalicelib.storage.queues import RETENTION, due_rows
from chalicelib.storage.table import Item, portal_table
from chalicelib.wiring import new_context

_PURGES: Mapping[str, Callable[[Context, str], bool]] = {
    "child": purge_child,
    "request": purge_request,
    "account": purge_account,
    "student": purge_student,
}


def purge_due(clock: Callable[[], datetime] = system_clock, limit: int = 1000) -> Counter[str]:
    """Purge up to `limit` records that are due, oldest first, and return how many were "purged", "kept" because a case
    is open, and "failed", with "part" where more may wait. One that fails holds up no other and is tried
    again the next night.

    Raises PortalError UNAVAILABLE if the queue cannot be read.
    """

    def purge(row: Item) -> str:
        card = json.loads(row["card"])
        return "purged" if _PURGES[card["kind"]](new_context(clock(), new_id()), card["id"]) else "kept"

    due = due_rows(portal_table(), RETENTION, new_context(clock(), new_id()).on)
    done = for_each(due, purge, failure="purge.failed", is_enough=lambda done: done["purged"] >= limit)
    done[PART] += done["purged"] >= limit
    return +done
