"""What is asked of the table for the rows of a list; the work queues by name, and the index attributes of a row in
one. Which record stands in which: queues.py."""

import json
from dataclasses import dataclass
from typing import Any

from chalicelib.storage import keys
from chalicelib.storage.attributes import typed

REVIEWS, APPEALS, STANDINGS, EMERGENCIES, AMENDMENTS = ("reviews", "appeals", "standings", "emergencies", "amendments")
LETTERS, OUTBOX, RETENTION, IMPORTS = ("letters", "outbox", "retention", "imports")
OWED_REVIEWS, REPORTING, REMINDERS, LICENSES = ("owed reviews", "reporting", "reminders", "licenses")
FIGURES = "figures"
LICENSE_CLAIMS, CHARGES = "license claims", "charges"
CHILD_PAIRS, REVOCATIONS = ("same children", "revocations")
_LOWEST, _HIGHEST = " ", "~"  # below and above every letter of a sort key of a list


@dataclass(frozen=True)
class Rows:
    """The rows of a list: a partition's, in the order of their sort keys; or those of a work queue, in the index."""

    partition: str
    prefix: str = ""
    is_queue: bool = False

    @property
    def sort_key(self) -> str:
        """The attribute that the rows are in the order of."""
        return "GSI1SK" if self.is_queue else "SK"

    def from_the_end(self, table: str) -> dict[str, Any]:
        """The request for the rows from the list's start or, backwards, from its end."""
        if not self.is_queue:
            return in_order(table, self.partition, self.prefix)
        condition, values = "GSI1PK = :pk", {":pk": self.partition}
        if self.prefix:
            condition, values = f"{condition} AND begins_with(GSI1SK, :prefix)", {**values, ":prefix": self.prefix}
        return {
            "TableName": table,
            "IndexName": "GSI1",
            "KeyConditionExpression": condition,
            "ExpressionAttributeValues": typed(values),
        }

    def beside(self, table: str, row: str, *, backwards: bool) -> dict[str, Any]:
        """The request for the rows from one on, that one included, whether or not it is still there."""
        asked = self.from_the_end(table)
        ends = (self.prefix or _LOWEST, row) if backwards else (row, f"{self.prefix}{_HIGHEST}")
        first, last = ends
        values = typed({":pk": self.partition, ":first": first, ":last": last})
        key = asked["KeyConditionExpression"].partition(" = ")[0]
        return {
            **asked,
            "KeyConditionExpression": f"{key} = :pk AND {self.sort_key} BETWEEN :first AND :last",
            "ExpressionAttributeValues": values,
        }


def in_order(table: str, partition: str, prefix: str, *, newest_first: bool = False) -> dict[str, Any]:
    """The request for the items of a partition whose sort key begins with `prefix`."""
    condition, values = "PK = :pk", {":pk": partition}
    if prefix:
        condition, values = f"{condition} AND begins_with(SK, :prefix)", {**values, ":prefix": prefix}
    asked = {
        "TableName": table,
        "KeyConditionExpression": condition,
        "ExpressionAttributeValues": typed(values),
        "ConsistentRead": True,
    }
    return {**asked, "ScanIndexForward": False} if newest_first else asked


def queue_row(name: str, at: str, item_id: str, card: dict[str, Any]) -> dict[str, str]:
    """The index attributes of an item in the queue `name`."""
    return {"GSI1PK": keys.queue(name), "GSI1SK": keys.queue_place(at, item_id), "card": json.dumps(card)}
