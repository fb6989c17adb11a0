"""Saves the tables that moto or memory holds, and puts them back: far cheaper than writing the same items again."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from moto.core import DEFAULT_ACCOUNT_ID
from moto.core.models import botocore_stubber
from moto.dynamodb.models import dynamodb_backends
from moto.dynamodb.models.dynamo_type import DynamoType, Item, LimitedSizeDict

from tests.checks.memory_store import store_in_use

_REGION = "us-west-2"
Saved = dict[str, dict[Any, Any]]


def tables_of_moto() -> dict[str, Any]:
    """moto's tables by name; none where another store answers."""
    return dynamodb_backends[DEFAULT_ACCOUNT_ID][_REGION].tables if botocore_stubber.enabled else {}


def saved(names: Iterable[str]) -> Saved:
    """The items of these tables, as they are now."""
    if (store := store_in_use()) is not None:
        return {name: dict(store.tables[name].items) for name in names}
    tables = tables_of_moto()
    return {name: _copied(tables[name].items) for name in names}


def put_back(kept: Saved) -> None:
    """Make the tables hold what was saved, and nothing else. What is saved stays untouched by later writes."""
    if (store := store_in_use()) is not None:
        for name, items in kept.items():
            store.tables[name].hold(items)
        return
    tables = tables_of_moto()
    for name, items in kept.items():
        tables[name].items = defaultdict(dict, _copied(items))


def _copied(partitions: dict[Any, dict[Any, Item]]) -> dict[Any, dict[Any, Item]]:
    return {pk: {sk: _copy_of(item) for sk, item in rows.items()} for pk, rows in partitions.items()}


def _copy_of(item: Item) -> Item:
    """moto's own deep copy measures the whole item once for each of its attributes."""
    made = object.__new__(Item)
    made.__dict__.update(item.__dict__)
    made.attrs = LimitedSizeDict()
    dict.update(made.attrs, {name: _copy_of_value(value) for name, value in item.attrs.items()})
    return made


def _copy_of_value(value: DynamoType) -> DynamoType:
    return value if isinstance(value.value, str | bytes | bool) else DynamoType(value.to_regular_json())
