"""What must be true of every write at the moment it is done, whatever act or job sends it (reliability invariants 12,
13, 16, 21, 23): a record changes only in a transaction, by one version, together with its event and the events' chain;
a notice comes into being only in the transaction of an act; an operation is marked once."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from chalicelib.domain.events import ChangeEvent
from chalicelib.runtime.settings import settings
from chalicelib.storage import audit_keys, keys
from chalicelib.storage.keys import Key
from chalicelib.storage.record_types import RECORD_TYPES

if TYPE_CHECKING:
    from tests.checks.memory_store import MemoryStore

_Item = dict[str, Any]
MARK, _NOTICE = "OPERATION#", "notice"
_READS = frozenset({"BatchGetItem", "GetItem", "Query", "Scan"})
_OPERATIONAL = frozenset({"UpdateItem", "PutItem", "DeleteItem"})


@dataclass(frozen=True)
class Change:
    """One item that a request writes: what was there, and what is to be (None: nothing)."""

    table: str
    key: tuple[str, str]
    before: _Item | None
    put: _Item | None
    kind: str


@dataclass(frozen=True)
class Request:
    """One request that writes."""

    operation: str
    changes: list[Change]


class Writes:
    """`done`: the operations, in the order in which they were marked. `wrong`: what no write may do. `touched`: the
    items that were written since it was last emptied."""

    def __init__(self, store: "MemoryStore") -> None:
        self._store = store
        self.done: list[str] = []
        self.wrong: list[str] = []
        self.touched: set[tuple[str, tuple[str, str]]] = set()
        self.transactions = 0

    def before(self, operation: str, asked: _Item) -> Request | None:
        """What this request is about to write; None for one that reads."""
        if operation in _READS:
            return None
        return Request(operation, list(self._changes(operation, asked)))

    def after(self, request: Request) -> None:
        """Judge a request that was done."""
        self.touched.update((each.table, each.key) for each in request.changes)
        if request.operation == "TransactWriteItems":
            self.transactions += 1
            self.wrong += _wrong_in_transaction(request.changes)
            marks = [each.key[0].removeprefix(MARK) for each in request.changes if each.key[0].startswith(MARK)]
            self.wrong += [f"{len(marks)} operation marks in one transaction"] if len(marks) != 1 else []
            self.done += marks
        else:
            self.wrong += list(_wrong_alone(request))

    def _changes(self, operation: str, asked: _Item) -> Iterator[Change]:
        if operation == "TransactWriteItems":
            writes = [(kind, each) for part in asked["TransactItems"] for kind, each in part.items()]
        elif operation == "BatchWriteItem":
            writes = [
                (kind.removesuffix("Request"), {"TableName": name, **each})
                for name, parts in asked["RequestItems"].items()
                for part in parts
                for kind, each in part.items()
            ]
        else:
            writes = [(operation.removesuffix("Item"), asked)]
        for kind, each in writes:
            if kind != "ConditionCheck":
                place = each.get("Key") or each["Item"]
                key = (place["PK"]["S"], place["SK"]["S"])
                before = self._store.tables[each["TableName"]].items.get(key)
                yield Change(each["TableName"], key, before, each.get("Item"), kind)


def is_record(item: _Item | None) -> bool:
    """Whether it is a stateful record, or what a purge left of one."""
    return item is not None and item.get("type", {}).get("S") in RECORD_TYPES and ("body" in item or "purged" in item)


def _is_notice(item: _Item | None) -> bool:
    return item is not None and item.get("type", {}).get("S") == _NOTICE


def _wrong_alone(request: Request) -> Iterator[str]:
    for each in request.changes:
        if is_record(each.before) or is_record(each.put):
            yield f"a record was written outside a transaction: {each.key[0]} by {request.operation}"
        if _is_notice(each.put) and request.operation in _OPERATIONAL and each.before is None:
            yield f"a notice was written outside a transaction: {json.loads(each.put['body']['S'])['kind']}"


def _wrong_in_transaction(changes: list[Change]) -> Iterator[str]:
    events = {each.key: each for each in changes if each.table == settings().audit_table}
    told = 0
    for each in changes:
        if each.table != settings().table:
            continue
        if is_record(each.put):
            told += 1
            yield from _wrong_in_record(each, events)
        elif is_record(each.before):
            yield f"a record was removed or written in part: {each.key[0]}"
        if each.key[0].startswith(MARK) and each.before is not None:
            yield "an operation was done twice"
        if _is_notice(each.put) and each.before is not None:
            yield f"a notice was written over another: {each.key[0]}"
    if told != len(events):
        yield f"{told} records and {len(events)} events in one transaction"


def _wrong_in_record(change: Change, events: dict[tuple[str, str], Change]) -> Iterator[str]:
    put, before = change.put or {}, change.before
    version, kind = int(put["version"]["N"]), put["type"]["S"]
    where = f"{kind} at version {version}"
    if version != (int(before["version"]["N"]) if before else 0) + 1:
        yield f"{where} does not follow the version before it"
    place = audit_keys.change_event(kind, keys.record_id(Key(*change.key)), version)
    event = events.get((place.pk, place.sk))
    if event is None or event.put is None:
        yield f"{where} without its event"
        return
    told = ChangeEvent.model_validate_json(event.put["body"]["S"])
    if told.previous != (before["chain"]["S"] if before else "") or told.digest() != put["chain"]["S"]:
        yield f"{where}: the chain of events breaks"
