"""The open cases of the state's review, read whole: their cards say whose they are and when they are due, so that the
desk can count them and put them in an order of its own. An index read: never an answer about a student."""

import json
from dataclasses import dataclass
from datetime import date, timedelta

from chalicelib.domain.review import ReviewState, Trigger
from chalicelib.law.revocation import review_due
from chalicelib.storage import keys
from chalicelib.storage.rows import REVIEWS
from chalicelib.storage.table import Item, Table

_MAX_OPEN = 5000  # no honest use reaches it: past it the page fails, and the log says so


@dataclass(frozen=True)
class OpenCase:
    """A case that is not decided, as its card says. `standing_id`: the license that signed; "" in an older card."""

    id: str
    form_id: str
    form_number: str
    state: ReviewState
    trigger: Trigger
    reviewer_id: str
    opened_on: date
    due_on: date
    standing_id: str

    def is_overdue(self, on: date) -> bool:
        return self.due_on < on

    def days_left(self, on: date) -> int:
        """Return the days until it is due; negative when it is overdue."""
        return (self.due_on - on) // timedelta(days=1)


def open_cases(table: Table) -> list[OpenCase]:
    """Return all open cases, the soonest due first. One request for about 2,000 of them.

    Raises TooManyRowsError, PortalError UNAVAILABLE.
    """
    found = [_case_of(item) for item in table.whole_queue(keys.queue(REVIEWS), ceiling=_MAX_OPEN)]
    return sorted(found, key=lambda case: (case.due_on, case.opened_on, case.id))


def _case_of(item: Item) -> OpenCase:
    card = json.loads(item["card"])
    opened_on = date.fromisoformat(card["opened_on"])
    return OpenCase(
        id=card["id"],
        form_id=card["form_id"],
        form_number=card["form_number"],
        state=ReviewState(card["state"]),
        trigger=Trigger(card["trigger"]),
        reviewer_id=card["reviewer_id"],
        opened_on=opened_on,
        due_on=date.fromisoformat(card["due_on"]) if "due_on" in card else review_due(opened_on),
        standing_id=card.get("standing_id", ""),
    )
