"""Writes past the portal, for tests of what it does with rows that it never wrote."""

from typing import Any

from chalicelib.storage import data_keys
from chalicelib.storage.keys import Key
from chalicelib.storage.table import client, typed


def put_row(table: str, item: dict[str, Any]) -> None:
    """Put this row as it is."""
    client().put_item(TableName=table, Item=typed(item))


def remove_row(table: str, key: Key) -> None:
    """Take this row out."""
    client().delete_item(TableName=table, Key=typed(key.as_item()))


def forget_open_keys() -> None:
    """As in a new process: the keys of the children's data are closed."""
    data_keys._OPEN.clear()
