"""What a person typed when the session had ended: one text for each form, encrypted before it comes here, for an hour
(decision 46)."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from chalicelib.storage.entry_keys import kept_entries
from chalicelib.storage.keys import Key
from chalicelib.storage.table import Item, Table

_TYPE = "kept_entries"


def keep(table: Table, account_id: str, form: str, sealed: str, ends: datetime) -> None:
    """Keep the text for a form (the digest of its address), in place of what was kept there. Raises PortalError
    UNAVAILABLE."""
    table.update(
        _place(account_id, form),
        "SET #type = :type, form = :form, sealed = :sealed, #ttl = :ttl",
        {":type": _TYPE, ":form": form, ":sealed": sealed, ":ttl": int(ends.timestamp())},
        names={"#type": "type", "#ttl": "ttl"},
    )


def find(table: Table, account_id: str, form: str, now: datetime) -> str:
    """Return the text that is kept for the form; "" where there is none, or its hour is over. Raises PortalError
    UNAVAILABLE."""
    place = _place(account_id, form)
    item: Item | None = table.get_many([place]).get(place)
    return str(item["sealed"]) if item and _is_of(item, form, now) else ""


def forget(table: Table, account_id: str, form: str) -> None:
    """Empty what is kept for the form, which has been sent. Raises PortalError UNAVAILABLE."""
    table.update(_place(account_id, form), "SET sealed = :none", {":none": "", ":form": form}, condition="form = :form")


def _place(account_id: str, form: str) -> Key:
    return kept_entries(account_id, form[0])


def _is_of(item: Mapping[str, Any], form: str, now: datetime) -> bool:
    return item.get("form") == form and int(item["ttl"]) > now.timestamp()
