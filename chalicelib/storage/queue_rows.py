"""The work queues by name, and the index attributes of a row in one. Which record stands in which: queues.py."""

import json
from typing import Any

from chalicelib.storage import keys

REVIEWS, APPEALS, STANDINGS, EMERGENCIES, AMENDMENTS = ("reviews", "appeals", "standings", "emergencies", "amendments")
LETTERS, OUTBOX, RETENTION, IMPORTS = ("letters", "outbox", "retention", "imports")
OWED_REVIEWS, REPORTING, REMINDERS, LICENSES = ("owed reviews", "reporting", "reminders", "licenses")
FIGURES = "figures"
LICENSE_CLAIMS, CHARGES = "license claims", "charges"
CHILD_PAIRS, REVOCATIONS = ("same children", "revocations")


def queue_row(name: str, at: str, item_id: str, card: dict[str, Any]) -> dict[str, str]:
    """The index attributes of an item in the queue `name`."""
    return {"GSI1PK": keys.queue(name), "GSI1SK": keys.queue_place(at, item_id), "card": json.dumps(card)}
