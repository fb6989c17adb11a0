"""Reviews that are owed: whose forms must go to review, until a case is open for each (HSC 120372(d)(2))."""

import json
from datetime import datetime
from typing import NamedTuple

from chalicelib.domain.review import Trigger
from chalicelib.storage import trigger_keys
from chalicelib.storage.keys import Key
from chalicelib.storage.rows import OWED_REVIEWS, queue_row
from chalicelib.storage.table import Item
from chalicelib.storage.unit_of_work import UnitOfWork
from chalicelib.storage.write_rules import EITHER_WAY


class OwedReviews(NamedTuple):
    """The forms that one physician signed in a calendar year, or those of one school.

    `owner_kind`: "account" (a physician's) or "facility"; `year`: the calendar year of the count, or the one in which
    the school year of the report starts.
    """

    trigger: Trigger
    owner_kind: str
    owner_id: str
    year: int

    @property
    def key(self) -> Key:
        return trigger_keys.owed_reviews(self.owner_kind, self.owner_id, self.trigger, self.year)


def owe_reviews(work: UnitOfWork, owed: OwedReviews) -> None:
    """Write down, with the act that brings them about, that these forms go to review."""
    work.row(owed.key, owed_row(owed, work.now), condition=EITHER_WAY)


def no_longer_owed(work: UnitOfWork, row: Item) -> None:
    """Take the row of the queue away, unless they are owed again since it was read."""
    work.remove(Key(row["PK"], row["SK"]), condition="card = :card", values={":card": row["card"]})


def read_owed(row: Item) -> OwedReviews:
    """Return what a row of the queue owes."""
    card = json.loads(row["card"])
    return OwedReviews(Trigger(card["trigger"]), card["owner_kind"], card["owner_id"], card["year"])


def owed_row(owed: OwedReviews, now: datetime) -> dict[str, str]:
    """Return the attributes of the row that owes them from an instant on."""
    since = now.isoformat()
    place = f"{owed.owner_id}#{owed.trigger}#{owed.year}"
    return {"type": "owed_reviews", **queue_row(OWED_REVIEWS, since, place, {**owed._asdict(), "since": since})}
