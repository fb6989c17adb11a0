"""Capacity is counted by DynamoDB's rules."""

from typing import Any

import pytest

from chalicelib.runtime.settings import settings
from chalicelib.storage.table import typed
from infra.template import MAIN_TABLE
from tests.checks.kept_tables import shown_in_index
from tests.checks.memory_expressions import RefusedError
from tests.scale.capacity import MeteredStore, Spent
from tests.scale.costs import of_uses
from tests.scale.rush import heats
from tests.scale.tables_of_data import Use, prices, rush

_QUEUE = {"GSI1PK": "QUEUE#REVIEWS", "GSI1SK": "2026-11-20#1", "card": "x" * 100}
KB = 1024


@pytest.fixture
def store() -> MeteredStore:
    return MeteredStore(":memory:", {settings().table: shown_in_index()[MAIN_TABLE]})


def _put(size: int = 0, key: str = "A", **attributes: Any) -> dict[str, Any]:
    item = {"PK": key, "SK": "ONE", "body": "x" * size, **attributes}
    return {"TableName": settings().table, "Item": typed(item)}


def _spent(store: MeteredStore, operation: str, asked: dict[str, Any]) -> Spent:
    with store.counted() as spent:
        store.answer(operation, asked)
    return spent


@pytest.mark.parametrize(("size", "units"), [(10, 1), (KB - 20, 1), (KB, 2), (5 * KB, 6)])
def test_a_write_costs_a_unit_for_each_kilobyte_and_two_in_a_transaction(
    store: MeteredStore, size: int, units: int
) -> None:
    assert _spent(store, "PutItem", _put(size)).writes == units
    assert _spent(store, "TransactWriteItems", {"TransactItems": [{"Put": _put(size, "B")}]}).writes == 2 * units


def test_a_smaller_item_in_the_place_of_a_larger_one_costs_what_the_larger_one_did(store: MeteredStore) -> None:
    store.answer("PutItem", _put(3 * KB))
    assert _spent(store, "PutItem", _put(10)).writes == 4


def test_a_row_of_the_index_costs_its_own_unit_where_it_comes_moves_twice_and_stays_for_nothing(
    store: MeteredStore,
) -> None:
    assert _spent(store, "PutItem", _put(**_QUEUE)).writes == 2
    assert _spent(store, "PutItem", _put(1, **_QUEUE)).writes == 1
    assert _spent(store, "PutItem", _put(1, **{**_QUEUE, "card": "y"})).writes == 2
    assert _spent(store, "PutItem", _put(1, **{**_QUEUE, "GSI1SK": "2026-11-21#1"})).writes == 3
    assert _spent(store, "PutItem", _put()).writes == 2


def test_what_a_condition_refuses_is_paid_all_the_same(store: MeteredStore) -> None:
    store.answer("PutItem", _put(2 * KB))
    with store.counted() as spent, pytest.raises(RefusedError):
        store.answer("PutItem", {**_put(), "ConditionExpression": "attribute_not_exists(PK)"})
    assert spent.writes == 3


@pytest.mark.parametrize(("is_consistent", "units"), [(True, 2), (False, 1)])
def test_a_read_costs_a_unit_for_each_four_kilobytes_and_half_where_it_may_be_stale(
    store: MeteredStore, units: int, *, is_consistent: bool
) -> None:
    store.answer("PutItem", _put(5 * KB))
    wanted = {"Keys": [typed({"PK": "A", "SK": "ONE"})], "ConsistentRead": is_consistent}
    spent = _spent(store, "BatchGetItem", {"RequestItems": {settings().table: wanted}})
    assert (spent.reads, spent.items_read) == (units, 1)


def test_a_query_adds_its_rows_up_before_it_rounds_and_a_batch_rounds_each(store: MeteredStore) -> None:
    keys = [{"PK": "A", "SK": str(place)} for place in range(8)]
    for key in keys:
        store.answer("PutItem", {"TableName": settings().table, "Item": typed({**key, "body": "x" * 600})})
    query = {
        "TableName": settings().table,
        "KeyConditionExpression": "PK = :pk",
        "ExpressionAttributeValues": typed({":pk": "A"}),
        "ConsistentRead": True,
    }
    batch = {"RequestItems": {settings().table: {"Keys": list(map(typed, keys)), "ConsistentRead": True}}}
    assert _spent(store, "Query", query).reads == 2
    assert _spent(store, "BatchGetItem", batch).reads == 8


def test_a_rush_on_one_partition_is_its_share_of_what_a_partition_gives() -> None:
    """Given an address that writes two units to a queue and one to a person's partition, only the queue is shared."""
    spent = Spent()
    spent.write_units.update({("portal", "GSI1", "QUEUE#REVIEWS"): 2, ("portal", "", f"ACCOUNT#{'a' * 26}"): 1})
    measured = {use.place: Spent() for use in rush()} | {rush()[-1].place: spent}
    (heat,) = heats(measured)
    assert (heat.partition, heat.kind) == ("QUEUE#REVIEWS", "writes")
    assert heat.share == pytest.approx(2 * rush()[-1].times / 1000)


def test_a_page_costs_its_units_at_the_listed_price() -> None:
    spent = Spent()
    spent.read_units["portal", "", "A"] = 4
    spent.write_units["portal", "", "A"] = 2
    cost = of_uses({("GET", "/parents"): spent}, [Use("page", "GET", "/parents", 1_000_000)])
    assert cost["DynamoDB"] == pytest.approx(
        4 * prices()["DynamoDB read"].dollars + 2 * prices()["DynamoDB write"].dollars
    )
    assert cost["API Gateway"] == pytest.approx(prices()["API Gateway REST"].dollars)
