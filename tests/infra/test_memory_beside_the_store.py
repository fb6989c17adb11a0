"""The tables in memory answer as the embedded store of the local run does."""

from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import settings as random_examples
from hypothesis import strategies as st

from chalicelib.runtime.settings import settings
from infra.local.stack import LocalStack
from infra.template import AUDIT_TABLE, MAIN_TABLE
from tests.checks.kept_tables import emptied_tables
from tests.checks.memory_store import MemoryStore
from tests.checks.random_requests import REQUESTS
from tests.checks.told_answers import told_to_the_end
from tests.sampling import WHOLE

pytestmark = [pytest.mark.ministack, pytest.mark.timeout(1800)]


@pytest.fixture(scope="module")
def store() -> Iterator[Any]:
    with LocalStack() as started:
        yield started.client()


def _empty(client: Any) -> None:
    for item in client.scan(TableName="portal", ConsistentRead=True)["Items"]:
        client.delete_item(TableName="portal", Key={name: item[name] for name in ("PK", "SK")})


@random_examples(max_examples=1000 if WHOLE else 30)
@given(requests=st.lists(REQUESTS, min_size=1, max_size=8))
def test_any_requests_are_answered_as_by_the_embedded_store(
    store: Any, requests: list[tuple[str, dict[str, Any]]]
) -> None:
    names = {MAIN_TABLE: settings().table, AUDIT_TABLE: settings().audit_table}
    with emptied_tables(names, MemoryStore) as client:
        in_memory = [told_to_the_end(client, *request) for request in requests]
    _empty(store)
    assert [told_to_the_end(store, *request) for request in requests] == in_memory
