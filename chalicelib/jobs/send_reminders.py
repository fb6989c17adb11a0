"""Each morning people are reminded of days that come (lifecycle H1, H2). What is due stands in a queue by its day, so a
run costs as much as there is to say."""

from collections import Counter
from collections.abc import Callable
from datetime import datetime

from chalicelib.actions.reminders.remind import remind
from chalicelib.actions.reminders.remind_of_reviews import remind_of_reviews
from chalicelib.jobs.each import for_each
from chalicelib.runtime.clock import system_clock
from chalicelib.runtime.entropy import new_id
from chalicelib.storage.queues import due_rows
from chalicelib.storage.reminder_rows import AT_SCHOOL, reminded_record
from chalicelib.storage.rows import REMINDERS
from chalicelib.storage.table import Item, portal_table
from chalicelib.wiring import new_context


def send_reminders(clock: Callable[[], datetime] = system_clock) -> Counter[str]:
    """Remind of every record whose day has come, the longest waiting first, and return of how many people were
    "reminded", of how many there was nothing "new" to say, and "failed": those are tried again the next time.

    However often or late it runs, each is said once. Raises PortalError UNAVAILABLE if the queue cannot be read.
    """

    def take(row: Item) -> str:
        kind, of = reminded_record(row)
        ctx = new_context(clock(), new_id())
        return "reminded" if (remind_of_reviews(ctx, of) if kind == AT_SCHOOL else remind(ctx, kind, of)) else "new"

    return for_each(
        due_rows(portal_table(), REMINDERS, new_context(clock(), new_id()).on), take, failure="reminders.failed"
    )
