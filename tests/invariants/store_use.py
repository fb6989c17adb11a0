"""What one request of a browser may ask of the store (perf/budgets.json): counted on every place of the portal."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from chalicelib.runtime.settings import settings
from tests.architecture.source import ROOT
from tests.checks.recorder import StoreCall
from tests.portal import Shown

_FILE = ROOT / "perf" / "budgets.json"


@dataclass(frozen=True)
class Budget:
    """The most a request may ask: reads, views written to the audit table, transactions, counters, index reads."""

    reads: int
    views: int = 0
    transactions: int = 0
    counters: int = 0
    queues: int = 0


@cache
def _budgets() -> dict[str, Any]:
    kept: dict[str, Any] = json.loads(_FILE.read_text())
    return kept


def budget_of(path: str, method: str) -> Budget:
    """The budget of an address: that of all, with what the file says of this one."""
    own = _budgets()["exceptions"].get(path, {}).get(method, {})
    return Budget(**{**_budgets()["all"][method], **{name: value for name, value in own.items() if name != "why"}})


def exceptions() -> dict[str, Any]:
    """The addresses with a budget of their own."""
    found: dict[str, Any] = _budgets()["exceptions"]
    return found


def spent(calls: list[StoreCall]) -> Budget:
    """What these requests amount to."""
    return Budget(
        reads=sum(call.is_read for call in calls),
        views=sum(
            call.operation == "PutItem" and call.arguments["TableName"] == settings().audit_table for call in calls
        ),
        transactions=sum(call.operation == "TransactWriteItems" for call in calls),
        counters=sum(call.operation == "UpdateItem" for call in calls),
        queues=sum(call.index != "" for call in calls),
    )


def overspent(path: str, shown: Shown) -> Iterator[str]:
    """Where an answer cost more than its budget, or was read in a way that is never right."""
    budget, cost = budget_of(path, shown.method), spent(shown.calls)
    for name in ("reads", "views", "transactions", "counters", "queues"):
        if getattr(cost, name) > getattr(budget, name):
            yield f"{name}: {getattr(cost, name)} of {getattr(budget, name)}"
    for call in shown.calls:
        known = call.is_read or call.operation in {"PutItem", "TransactWriteItems", "UpdateItem"}
        if not known or (call.operation == "PutItem" and call.arguments["TableName"] != settings().audit_table):
            yield f"an unforeseen request: {call.operation} {call.arguments.get('TableName', '')}"
        if call.is_read and not call.index and not call.is_consistent:
            yield f"a read that may be stale: {call.operation}"
