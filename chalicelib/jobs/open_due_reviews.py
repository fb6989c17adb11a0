"""Open the reviews that are owed: the forms of a physician's year, or of a school (HSC 120372(d)(2)(A) to (C))."""

from collections import Counter
from collections.abc import Callable
from datetime import datetime
from functools import partial

from chalicelib.actions.context import Context
from chalicelib.actions.reviews.triggered_reviews import forms_owed, open_one, settle
from chalicelib.domain.errors import ErrorKind, PortalError
from chalicelib.jobs.each import FAILED, for_each
from chalicelib.runtime.clock import system_clock
from chalicelib.runtime.entropy import new_id
from chalicelib.storage import keys
from chalicelib.storage.owed_reviews import OwedReviews, read_owed
from chalicelib.storage.rows import OWED_REVIEWS
from chalicelib.storage.table import Item, portal_table
from chalicelib.wiring import new_context

_NEXT = "next"


def open_due_reviews(clock: Callable[[], datetime] = system_clock, limit: int = 100) -> Counter[str]:
    """Go over up to `limit` physicians and schools, the longest waiting first, and return how many cases were "opened",
    how many wait for the "next" run because someone changed the form, of how many physicians and schools all forms are
    in review ("settled"), and "failed".

    A form that fails holds up no other; the next run tries it again. Doing it twice, or in two places at once, opens no
    case twice. Raises PortalError UNAVAILABLE if the queue cannot be read.
    """
    done: Counter[str] = Counter()

    def fresh() -> Context:
        return new_context(clock(), new_id())

    def take(row: Item) -> str:
        owed = read_owed(row)
        opened = for_each(forms_owed(fresh(), owed), partial(_open, fresh, owed), failure="review.failed")
        done.update(opened)
        if opened[FAILED] or opened[_NEXT]:
            return ""
        settle(fresh(), row)
        return "settled"

    waiting = portal_table().queue(keys.queue(OWED_REVIEWS), limit=limit)
    done.update(for_each(waiting, take, failure="reviews.failed"))
    return done


def _open(fresh: Callable[[], Context], owed: OwedReviews, form_id: str) -> str:
    try:
        return "opened" if open_one(fresh(), owed, form_id) else ""
    except PortalError as error:
        if error.kind is not ErrorKind.CONFLICT:
            raise
        return _NEXT
