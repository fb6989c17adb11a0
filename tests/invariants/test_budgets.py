"""How many requests to the store each page and each act makes: the bar that keeps the portal fast and cheap."""

import pytest

from tests.builders import World
from tests.checks.recorder import StoreCall
from tests.invariants.everywhere import FORMS, PATHS
from tests.invariants.places import ROUTES, Visitor
from tests.invariants.store_use import exceptions, overspent, spent


@pytest.mark.parametrize("path", PATHS)
def test_a_page_stays_within_its_budget(world: World, path: str) -> None:
    visitor = Visitor.at(world, path)
    page = visitor.look()
    if page.method == "GET":
        assert list(overspent(path, page)) == [], [call.operation for call in page.calls]


@pytest.mark.parametrize("path", FORMS)
def test_an_act_stays_within_its_budget(world: World, path: str) -> None:
    visitor = Visitor.at(world, path)
    answer = visitor.send(visitor.form())
    assert list(overspent(path, answer)) == [], [call.operation for call in answer.calls]


def test_every_exception_is_an_address_and_says_why() -> None:
    assert set(exceptions()) <= set(ROUTES)
    silent = [path for path, methods in exceptions().items() if not all(each.get("why") for each in methods.values())]
    assert silent == []


def test_the_meter_counts_what_it_must() -> None:
    calls = [
        StoreCall("BatchGetItem", {}),
        StoreCall("Query", {"IndexName": "GSI1"}),
        StoreCall("PutItem", {"TableName": "portal-audit"}),
        StoreCall("PutItem", {"TableName": "portal"}),
        StoreCall("TransactWriteItems", {}),
        StoreCall("UpdateItem", {}),
    ]
    cost = spent(calls)
    assert (cost.reads, cost.views, cost.transactions, cost.counters, cost.queues) == (2, 1, 1, 1, 1)
