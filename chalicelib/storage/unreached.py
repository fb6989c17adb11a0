"""Whom the last mail did not reach, beside the chart of keys.py. A mark ends by itself after 120 days without another.

| item              | PK                     | SK               | by                                              |
|-------------------|------------------------|------------------|-------------------------------------------------|
| mail not delivered| ACCOUNT#id             | MAIL_FAILS       | home pages: first read; the people of a school  |
"""

from datetime import date, timedelta

from chalicelib.law.calendar import first_instant_of
from chalicelib.storage import keys
from chalicelib.storage.keys import Key
from chalicelib.storage.table import Item, Table

_KEPT = timedelta(days=120)


def unreached(account_id: str) -> Key:
    """Return where it stands that mail to this account does not arrive."""
    return Key(keys.account_partition(account_id), "MAIL_FAILS")


def note_unreached(table: Table, account_id: str, on: date) -> None:
    """Write that on this day mail to this account was given up or came back. Raises PortalError UNAVAILABLE."""
    table.update(
        unreached(account_id),
        "SET failed_on = :day, #type = :type, #ttl = :end",
        {":day": on.isoformat(), ":type": "unreached", ":end": int(first_instant_of(on + _KEPT).timestamp())},
        names={"#type": "type", "#ttl": "ttl"},
    )


def failed_on(item: Item | None) -> date | None:
    """Return the day of the mark; None where there is none."""
    return date.fromisoformat(str(item["failed_on"])) if item else None
