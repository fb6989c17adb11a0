"""Each night the students of every school that keeps a list are counted by what is to be done, so that the desk of a
district or of a health department shows the counts of the day before anyone of the school has looked."""

from collections import Counter
from collections.abc import Callable
from datetime import datetime
from itertools import islice

from chalicelib.actions.districts.count_school import count_school
from chalicelib.jobs.each import PART, for_each
from chalicelib.law.calendar import california_date
from chalicelib.runtime.clock import system_clock
from chalicelib.runtime.entropy import new_id
from chalicelib.storage.day_summaries import counted_before, never_counted
from chalicelib.storage.table import portal_table
from chalicelib.wiring import new_context

AT_ONCE = 400
"""Schools of one run. The night has many runs, and each goes on with those that were counted the longest ago."""


def count_schools(clock: Callable[[], datetime] = system_clock, limit: int = AT_ONCE) -> Counter[str]:
    """Count up to `limit` schools that were not counted today, and return how many were "counted" and "failed", with
    "part" where more wait.

    Doing it twice, or in two places at once, counts the same. Raises PortalError UNAVAILABLE if the queue cannot be
    read.
    """

    def count(facility_id: str) -> str:
        count_school(new_context(clock(), new_id()), facility_id)
        return "counted"

    table = portal_table()
    waiting = list(islice(counted_before(table, california_date(clock())), limit + 1))
    if len(waiting) <= limit:
        waiting += islice(never_counted(table), limit + 1 - len(waiting))
    done = for_each(waiting[:limit], count, failure="count.failed")
    done[PART] += len(waiting) > limit
    return +done
