"""The tables of the tests: in memory, made once for each process and emptied for each test. Making a client and two
tables again took half of a test's time."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from moto.core import DEFAULT_ACCOUNT_ID
from moto.core.model_instances import reset_model_data
from moto.core.models import botocore_stubber
from moto.dynamodb.models import DynamoDBBackend, dynamodb_backends
from moto.dynamodb.models.dynamo_type import DynamoType

from chalicelib.storage import table
from chalicelib.storage.keys import ROSTERS_BY_CHILD
from chalicelib.storage.table import typed
from infra.template import MAIN_TABLE, create_tables
from tests.checks import direct_moto

_REGION = "us-west-2"


@contextmanager
def emptied_tables(names: Mapping[str, str]) -> Iterator[Any]:
    """The portal's client within moto, and its tables (logical id -> name) without an item."""
    botocore_stubber.enabled = True
    try:
        client = table.client()
        backend: DynamoDBBackend = dynamodb_backends[DEFAULT_ACCOUNT_ID][_REGION]
        if not set(names.values()) <= set(backend.tables):
            create_tables(client, names)
        empty(names.values())
        direct_moto.connect(client)
        client.put_item(TableName=names[MAIN_TABLE], Item=typed({**ROSTERS_BY_CHILD.as_item(), "type": "mark"}))
        yield client
    finally:
        direct_moto.disconnect(table.client())
        botocore_stubber.enabled = False
        reset_model_data()  # moto keeps a list of each item ever made


def items_in_memory(name: str) -> list[dict[str, Any]] | None:
    """Every item of a table as moto holds it, in DynamoDB's own form; None if the store is another. moto's way of
    writing an answer to a scan took a fifth of all tests' time."""
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
    backend: DynamoDBBackend = dynamodb_backends[DEFAULT_ACCOUNT_ID][_REGION]
    for name in names:
        backend.tables[name].items.clear()
