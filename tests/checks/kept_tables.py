"""The tables of the tests: in memory, made once for each process and emptied for each test. Making a client and two
tables again took half of a test's time."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from functools import cache
from typing import Any

from moto.core import DEFAULT_ACCOUNT_ID
from moto.core.model_instances import reset_model_data
from moto.core.models import botocore_stubber
from moto.dynamodb.models import DynamoDBBackend, dynamodb_backends
from moto.dynamodb.models.dynamo_type import DynamoType

from chalicelib.storage import table
from chalicelib.storage.keys import ROSTERS_BY_CHILD
from chalicelib.storage.table import typed
from infra.template import AUDIT_TABLE, DATA, MAIN_TABLE, create_tables, load, table_definitions
from tests.checks import direct_moto
from tests.checks.memory_store import MemoryStore, store_in_use, using

_REGION = "us-west-2"


@contextmanager
def emptied_tables(names: Mapping[str, str], store: type[MemoryStore] | None = None) -> Iterator[Any]:
    """The portal's client within moto, and its tables (logical id -> name) without an item. `store`: the tables are in
    memory (memory_store.py), in one of these."""
    with _in_memory(names, store) if store else _in_moto(names) as client:
        client.put_item(TableName=names[MAIN_TABLE], Item=typed({**ROSTERS_BY_CHILD.as_item(), "type": "mark"}))
        yield client


def _in_memory(names: Mapping[str, str], make: type[MemoryStore]) -> AbstractContextManager[Any]:
    return answered_by(make({names[table]: shown for table, shown in shown_in_index().items() if table in names}))


@contextmanager
def answered_by(store: MemoryStore) -> Iterator[Any]:
    """The portal's client, which asks this store."""
    botocore_stubber.enabled = True
    try:
        client = table.client()
        direct_moto.connect(client, store)
        with using(store):
            yield client
    finally:
        direct_moto.disconnect(table.client())
        botocore_stubber.enabled = False


@cache
def shown_in_index() -> dict[str, frozenset[str]]:
    """By logical id of a table, what its index shows beside keys."""
    tables = table_definitions(load(DATA))
    indexes = {name: tables[name]["GlobalSecondaryIndexes"] for name in (MAIN_TABLE, AUDIT_TABLE)}
    return {name: frozenset(index["Projection"]["NonKeyAttributes"]) for name, (index,) in indexes.items()}


@contextmanager
def _in_moto(names: Mapping[str, str]) -> Iterator[Any]:
    botocore_stubber.enabled = True
    try:
        client = table.client()
        backend: DynamoDBBackend = dynamodb_backends[DEFAULT_ACCOUNT_ID][_REGION]
        if not set(names.values()) <= set(backend.tables):
            create_tables(client, names)
        empty(names.values())
        direct_moto.connect(client)
        yield client
    finally:
        direct_moto.disconnect(table.client())
        botocore_stubber.enabled = False
        forget_older_items()


def forget_older_items() -> None:
    """Let go of what the tables hold no longer: moto keeps a list of each item ever made. A test of many days calls
    this itself."""
    reset_model_data()


def items_in_memory(name: str) -> list[dict[str, Any]] | None:
    """Every item of a table as moto holds it, in DynamoDB's own form; None if the store is another. moto's way of
    writing an answer to a scan took a fifth of all tests' time."""
    if (store := store_in_use()) is not None:
        return [item for _key, item in sorted(store.tables[name].items.items())]
    backend: DynamoDBBackend = dynamodb_backends[DEFAULT_ACCOUNT_ID][_REGION]
    if not botocore_stubber.enabled or name not in backend.tables:
        return None
    items = [item for rows in backend.tables[name].items.values() for item in rows.values()]
    items.sort(key=lambda item: (item.hash_key.value, item.range_key.value))
    return [{key: _typed(value) for key, value in item.attrs.items()} for item in items]


def _typed(kept: DynamoType) -> dict[str, Any]:
    value = kept.value
    if isinstance(value, dict):
        return {kept.type: {key: _typed(each) for key, each in value.items()}}
    if kept.type == "L":
        return {kept.type: [_typed(each) for each in value]}
    return {kept.type: value}


def empty(names: Iterable[str]) -> None:
    """Take every item out of these tables."""
    if (store := store_in_use()) is not None:
        for name in names:
            store.tables[name].clear()
        return
    backend: DynamoDBBackend = dynamodb_backends[DEFAULT_ACCOUNT_ID][_REGION]
    for name in names:
        backend.tables[name].items.clear()
