"""The tables in memory answer as moto does (and as the embedded store of the local run:
tests/infra/test_memory_beside_the_store.py)."""

from typing import Any

from hypothesis import given
from hypothesis import settings as random_examples
from hypothesis import strategies as st

from chalicelib.runtime.settings import settings
from infra.template import AUDIT_TABLE, MAIN_TABLE
from tests.checks.after_each_test import all_items
from tests.checks.kept_tables import emptied_tables
from tests.checks.memory_store import MemoryStore
from tests.checks.random_requests import REQUESTS
from tests.checks.told_answers import told
from tests.sampling import WHOLE


def _answers_to(requests: list[tuple[str, dict[str, Any]]], *, in_memory: bool) -> list[Any]:
    """What the client says to each request, and what the table holds in the end."""
    names = {MAIN_TABLE: settings().table, AUDIT_TABLE: settings().audit_table}
    with emptied_tables(names, MemoryStore if in_memory else None) as client:
        answers = [told(client, operation, arguments) for operation, arguments in requests]
        return [*answers, sorted(repr(sorted(each.items(), key=str)) for each in all_items(settings().table))]


@random_examples(max_examples=3000 if WHOLE else 60)
@given(st.lists(REQUESTS, min_size=1, max_size=8))
def test_any_requests_are_answered_as_by_moto(requests: list[tuple[str, dict[str, Any]]]) -> None:
    assert _answers_to(requests, in_memory=True) == _answers_to(requests, in_memory=False)
