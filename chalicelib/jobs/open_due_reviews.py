"""Open the reviews that are owed: the forms of a physician's year, or of a school (HSC 120372(d)(2)(A) to (C))."""

from collections import Counter
from collections.abc import Callable
from datetime import datetime

from chalicelib.actions.reviews.triggered_reviews import open_owed
from chalicelib.jobs.each import for_each
from chalicelib.runtime.clock import system_clock
from chalicelib.runtime.entropy import new_id
from chalicelib.storage import keys
from chalicelib.storage.queue_rows import OWED_REVIEWS
from chalicelib.storage.table import Item, portal_table
from chalicelib.wiring import new_context


def open_due_reviews(clock: Callable[[], datetime] = system_clock, limit: int = 100) -> Counter[str]:
    """Go over up to `limit` physicians and schools, the longest waiting first, and return of how many all forms are in
    review ("opened"), how many are left for the next run ("part") and "failed".

    Doing it twice, or in two places at once, opens no case twice. Raises PortalError UNAVAILABLE if the queue cannot be
    read.
    """

    def take(row: Item) -> str:
        return "opened" if open_owed(lambda: new_context(clock(), new_id()), row) else "part"

    return for_each(portal_table().queue(keys.queue(OWED_REVIEWS), limit=limit), take, failure="reviews.failed")
