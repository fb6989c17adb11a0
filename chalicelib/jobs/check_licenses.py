"""Each night the license of every physician with live forms or open requests is looked up again, one after the other,
within the limits of the boards' service (licenses F2)."""

import time
from collections import Counter
from collections.abc import Callable
from datetime import datetime, timedelta

from chalicelib.actions.physicians.recheck_license import Recheck, recheck_license
from chalicelib.jobs.each import PART, for_each
from chalicelib.runtime.clock import system_clock
from chalicelib.runtime.entropy import new_id
from chalicelib.storage.license_rows import physician_of
from chalicelib.storage.queues import due_rows
from chalicelib.storage.rows import LICENSES
from chalicelib.storage.table import Item, portal_table
from chalicelib.wiring import new_context

PAUSE_SECONDS = 0.4
"""Between two questions: the pace of the clients that the department has approved [P]."""
UNANSWERED = 3
"""After as many questions without an answer, one after the other, the service is left alone until the next run."""
LONGEST = timedelta(minutes=9)
"""Of one run. The next, ten minutes after its start, goes on with those that are still due."""


def check_licenses(
    clock: Callable[[], datetime] = system_clock, wait: Callable[[float], None] = time.sleep
) -> Counter[str]:
    """Look up every license that is due, the longest waiting first, and return how many were "unchanged", "changed", of
    physicians who have "left" nothing here, "unreachable", and "failed", with "part" where some are still due.

    One that is not answered stays due. Raises PortalError UNAVAILABLE if the queue cannot be read.
    """
    started_at = clock()
    due = due_rows(portal_table(), LICENSES, new_context(started_at, new_id()).on)
    in_a_row = 0

    def take(row: Item) -> str:
        nonlocal in_a_row
        if in_a_row or row is not due[0]:
            wait(PAUSE_SECONDS)
        found = recheck_license(new_context(clock(), new_id()), physician_of(row))
        in_a_row = {Recheck.UNREACHABLE: in_a_row + 1, Recheck.TOO_MANY: UNANSWERED}.get(found, 0)
        return Recheck.UNREACHABLE if found is Recheck.TOO_MANY else found

    done = for_each(
        due,
        take,
        failure="license.failed",
        is_enough=lambda _done: in_a_row >= UNANSWERED or clock() - started_at >= LONGEST,
    )
    done[PART] += done[Recheck.UNREACHABLE] > 0 or sum(done.values()) < len(due)
    return +done
