"""Rows that a release adds beside what an older one wrote."""

from __future__ import annotations

from chalicelib.storage.table import Item, Table, client, typed


def add_missing(table: Table, row: Item) -> bool:
    """Write an item, its key included, where none stands; return whether it was written."""
    try:
        client().put_item(TableName=table.name, Item=typed(row), ConditionExpression="attribute_not_exists(PK)")
    except client().exceptions.ConditionalCheckFailedException:
        return False
    return True
