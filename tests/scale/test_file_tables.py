"""The tables in a file answer as those in memory do, and a copy of a year is what the acts themselves would write."""

import json
import re
from collections import Counter
from typing import Any

from hypothesis import given
from hypothesis import settings as random_examples
from hypothesis import strategies as st

from chalicelib.runtime.settings import settings
from chalicelib.storage.keys import ROSTERS_BY_CHILD
from infra.template import AUDIT_TABLE, MAIN_TABLE
from tests.builders import World
from tests.checks.kept_tables import answered_by, emptied_tables, shown_in_index
from tests.checks.memory_expressions import Item
from tests.checks.memory_store import MemoryStore, store_in_use
from tests.checks.random_requests import REQUESTS
from tests.checks.told_answers import told
from tests.review_builder import ReviewState
from tests.sampling import WHOLE
from tests.scale.capacity import MeteredStore
from tests.scale.copied_years import Kept
from tests.scale.filled import FilledState

_DRAWN = re.compile(r"(?<![a-z0-9])(?:[a-z2-7]{26}|[0-9a-f]{64})(?![a-z0-9])")  # ids and hashes
_SEALED = re.compile(r"[A-Za-z0-9_-]{60,}")
_NUMBER = re.compile(r"[2-9A-HJ-NP-Z]{4}-[2-9A-HJ-NP-Z]{4}-[2-9A-HJ-NP-Z]{3}")


def _names() -> dict[str, str]:
    return {MAIN_TABLE: settings().table, AUDIT_TABLE: settings().audit_table}


@random_examples(max_examples=3000 if WHOLE else 60)
@given(st.lists(REQUESTS, min_size=1, max_size=8))
def test_any_requests_are_answered_as_by_the_tables_in_memory(requests: list[tuple[str, dict[str, Any]]]) -> None:
    requests = [each for each in requests if each[0] != "scan"]
    with emptied_tables(_names(), MemoryStore) as client:
        in_memory = [told(client, operation, arguments) for operation, arguments in requests]
    store = MeteredStore(":memory:", {_names()[table]: shown for table, shown in shown_in_index().items()})
    with answered_by(store) as client:
        assert [told(client, operation, arguments) for operation, arguments in requests] == in_memory


def test_a_copy_has_the_items_that_the_same_acts_write_for_other_people(world: World, empty_state: FilledState) -> None:
    """Given a form under review that was copied, when the same acts are done again for others, then their items and the
    copy's differ in nothing but what is drawn: ids, hashes, numbers,
    sealed words, and the county."""
    first = _items_of_a_review(world)
    empty_state.store.copies.keep("year", first, Kept())
    empty_state.store.copies.fill("year", 1)
    world.begin_anew()
    world.table.replace_many([{**ROSTERS_BY_CHILD.as_item(), "type": "mark"}], ())

    second = _items_of_a_review(world)

    for name, items in second.items():
        copy = _copy_of(empty_state, name, 0)
        assert Counter(map(_without_what_is_drawn, copy)) == Counter(map(_without_what_is_drawn, items))
        same = {_id_of(item) for item in copy} & set(map(_id_of, first[name]))
        assert {key for key in same if _DRAWN.search(key)} == set()


def _items_of_a_review(world: World) -> dict[str, list[Item]]:
    world._count = 0
    world.clock.set("2026-11-20")
    world.review(ReviewState.RECOMMENDED_REVOKE)
    store = store_in_use()
    assert store
    return {name: list(table.items.values()) for name, table in store.tables.items()}


def _copy_of(state: FilledState, name: str, copy: int) -> list[Item]:
    table = name.replace("-", "_")
    rows = state.store.connection.execute(
        f"SELECT pk, sk, original, copy, item, index_pk, index_sk FROM {table} WHERE copy = ?", (copy,)
    ).fetchall()
    items = [state.store.copies.item_of(table, row) for row in rows]
    for row, item in zip(rows, items, strict=True):
        assert row[:2] == (item["PK"]["S"], item["SK"]["S"])
        assert state.store.tables[name].items.get(row[:2]) == item
    return items


def _without_what_is_drawn(item: Item) -> str:
    text = json.dumps(item, sort_keys=True)
    for drawn in (_DRAWN, _SEALED, _NUMBER):
        text = drawn.sub(lambda found: f"<{len(found[0])}>", text)
    for drawn_by_it in (r"(?<!\d)6\d{4}(?!\d)", r"\bC\d\d\b", r"(?<=LOG#)\d\d"):  # license, county, part of the log
        text = re.sub(drawn_by_it, "<>", text)
    return text


def _id_of(item: Item) -> str:
    return f"{item['PK']['S']} {item['SK']['S']}"
