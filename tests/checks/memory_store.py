"""DynamoDB's tables in memory, as far as the portal asks for them: the engine of the large matrices and of the scripted
years, where moto's time is most of the tests' time. Everything else runs on moto. `test_memory_store.py` compares the
answers to random requests with those of moto and of the embedded store of the local run.

An item is never changed in place: saving a table keeps its items as they are, and a transaction is undone by keeping
what was.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from typing import Any, NamedTuple

from tests.checks.memory_expressions import (
    Given,
    Item,
    RefusedError,
    UnknownRequestError,
    invalid,
    read_change,
    read_condition,
)
from tests.checks.memory_tables import INDEX_KEYS, MemoryTable, Wanted, size_of

_PAGE = 1_000_000  # bytes of one answer to a query
_LARGEST = 409_600  # bytes of an item
_MOST_WRITES = 100
_KEY_CONDITION = re.compile(r"(\w+) = (:\w+)(?: AND (?:begins_with\((\w+), (:\w+)\)|(\w+) BETWEEN (:\w+) AND (:\w+)))?")
_FAILED = "The conditional request failed"


class MemoryStore:
    """All tables by name. `answer` is what the store says to a request."""

    def __init__(self, shown: Mapping[str, frozenset[str]]) -> None:
        self.tables: dict[str, Any] = {name: MemoryTable(names) for name, names in shown.items()}

    def answer(self, operation: str, asked: dict[str, Any]) -> dict[str, Any]:
        """Do what is asked. Raises RefusedError."""
        return _ANSWERS[operation](self, asked)

    def _get_item(self, asked: dict[str, Any]) -> dict[str, Any]:
        item = self.tables[asked["TableName"]].items.get(_key(asked["Key"]))
        return {} if item is None else {"Item": dict(item)}

    def _batch_get_item(self, asked: dict[str, Any]) -> dict[str, Any]:
        answers = {}
        for name, wanted in asked["RequestItems"].items():
            keys = [_key(each) for each in wanted["Keys"]]
            if len(keys) != len(set(keys)):
                raise invalid("Provided list of item keys contains duplicates")
            if len(keys) > _MOST_WRITES:
                raise invalid("Too many items requested for the BatchGetItem call")
            found = self.tables[name].items
            answers[name] = [dict(found[key]) for key in keys if key in found]
        return {"Responses": answers, "UnprocessedKeys": {}}

    def _batch_write_item(self, asked: dict[str, Any]) -> dict[str, Any]:
        for name, writes in asked["RequestItems"].items():
            for write in writes:
                ((kind, each),) = write.items()
                self._write(kind.removesuffix("Request"), {"TableName": name, **each})
        return {"UnprocessedItems": {}}

    def _put_item(self, asked: dict[str, Any]) -> dict[str, Any]:
        return self._write_one("Put", asked)

    def _delete_item(self, asked: dict[str, Any]) -> dict[str, Any]:
        return self._write_one("Delete", asked)

    def _update_item(self, asked: dict[str, Any]) -> dict[str, Any]:
        self._write_one("Update", asked)
        if asked.get("ReturnValues") != "ALL_NEW":
            return {}
        return {"Attributes": dict(self.tables[asked["TableName"]].items[_key(asked["Key"])])}

    def _write_one(self, kind: str, asked: dict[str, Any]) -> dict[str, Any]:
        _require_stand_ins(asked)
        if not self._may(asked):
            raise RefusedError("ConditionalCheckFailedException", _FAILED)
        self._write(kind, asked)
        return {}

    def _transact_write_items(self, asked: dict[str, Any]) -> dict[str, Any]:
        writes = [(kind, each) for part in asked["TransactItems"] for kind, each in part.items()]
        if len(writes) > _MOST_WRITES:
            raise invalid("Member must have length less than or equal to 100")
        places = [(each["TableName"], _key(each.get("Key") or each["Item"])) for _kind, each in writes]
        if len(places) != len(set(places)):
            raise invalid("Transaction request cannot include multiple operations on one item")
        for _kind, each in writes:
            _require_stand_ins(each)
        holds = [self._may(each) for _kind, each in writes]
        if not all(holds):
            raise _canceled(holds)
        before = [self.tables[name].items.get(key) for name, key in places]
        try:
            for kind, each in writes:
                self._write(kind, each)
        except RefusedError:
            for (name, key), item in zip(places, before, strict=True):
                self._put_back(self.tables[name], key, item)
            raise
        return {}

    @staticmethod
    def _put_back(table: Any, key: tuple[str, str], item: Item | None) -> None:
        if item is None:
            table.drop(key)
        else:
            table.put(key, item)

    def _may(self, asked: dict[str, Any]) -> bool:
        condition = asked.get("ConditionExpression")
        if condition is None:
            return True
        item = self.tables[asked["TableName"]].items.get(_key(asked.get("Key") or asked["Item"])) or {}
        return bool(read_condition(condition).run(_given(asked, item)))

    def _write(self, kind: str, asked: dict[str, Any]) -> None:
        table, key = self.tables[asked["TableName"]], _key(asked.get("Key") or asked["Item"])
        if kind == "Put":
            table.put(key, _required_small(asked["Item"]))
        elif kind == "Delete":
            table.drop(key)
        elif kind == "Update":
            before = table.items.get(key) or dict(asked["Key"])
            after = dict(before)
            read_change(asked["UpdateExpression"]).run(_given(asked, before), after)
            table.put(key, _required_small(after))
        elif kind != "ConditionCheck":
            raise UnknownRequestError(kind)

    def _query(self, asked: dict[str, Any]) -> dict[str, Any]:
        table, wanted = self.tables[asked["TableName"]], _wanted(asked)
        found: list[Item] = []
        size, last, is_cut = 0, None, False
        for place, item in table.found(wanted):
            shown = {name: item[name] for name in item if name in table.shown} if wanted.is_index else dict(item)
            size += size_of(shown)
            is_cut = bool(found) and size > _PAGE
            if is_cut:
                break
            found.append(shown)
            last = place
            is_cut = len(found) == asked.get("Limit")
            if is_cut:
                break
        answer: dict[str, Any] = {"Items": found, "Count": len(found), "ScannedCount": len(found)}
        if is_cut and last and not table.ends_with(wanted, last):
            names = ("PK", "SK", *(INDEX_KEYS if wanted.is_index else ()))
            answer["LastEvaluatedKey"] = {name: found[-1][name] for name in names}
        return answer

    def _scan(self, asked: dict[str, Any]) -> dict[str, Any]:
        items = self.tables[asked["TableName"]].items
        order = sorted(items)
        if start := asked.get("ExclusiveStartKey"):
            order = order[bisect_right(order, _key(start)) :]
        found = [dict(items[key]) for key in order[: asked.get("Limit", 1000)]]
        answer: dict[str, Any] = {"Items": found, "Count": len(found), "ScannedCount": len(found)}
        if len(found) < len(order):
            answer["LastEvaluatedKey"] = {name: found[-1][name] for name in ("PK", "SK")}
        return answer


_in_use: list[MemoryStore] = []


@contextmanager
def using(store: MemoryStore) -> Iterator[None]:
    """Within this block the tests' tables are this store's."""
    _in_use.append(store)
    try:
        yield
    finally:
        _in_use.pop()


def store_in_use() -> MemoryStore | None:
    """The store that holds the tests' tables now; None where moto or another does."""
    return _in_use[-1] if _in_use else None


_ANSWERS: dict[str, Any] = {
    "BatchGetItem": MemoryStore._batch_get_item,
    "BatchWriteItem": MemoryStore._batch_write_item,
    "DeleteItem": MemoryStore._delete_item,
    "GetItem": MemoryStore._get_item,
    "PutItem": MemoryStore._put_item,
    "Query": MemoryStore._query,
    "Scan": MemoryStore._scan,
    "TransactWriteItems": MemoryStore._transact_write_items,
    "UpdateItem": MemoryStore._update_item,
}


OPERATIONS = frozenset(_ANSWERS)


class _KeyCondition(NamedTuple):
    partition: str
    prefix: str | None
    first: str | None
    last: str | None


@cache
def _key_condition(text: str) -> _KeyCondition:
    match = _KEY_CONDITION.fullmatch(text)
    if match is None:
        raise UnknownRequestError(text)
    _name, partition, _sort_key, prefix, _between, first, last = match.groups()
    return _KeyCondition(partition, prefix, first, last)


def _wanted(asked: dict[str, Any]) -> Wanted:
    condition, values = _key_condition(asked["KeyConditionExpression"]), asked["ExpressionAttributeValues"]
    is_index, start = "IndexName" in asked, asked.get("ExclusiveStartKey")
    return Wanted(
        values[condition.partition]["S"],
        is_index=is_index,
        is_forward=asked.get("ScanIndexForward", True),
        prefix=values[condition.prefix]["S"] if condition.prefix else "",
        between=(values[condition.first]["S"], values[condition.last]["S"])
        if condition.first and condition.last
        else None,
        behind=tuple(start[name]["S"] for name in (("GSI1SK", "PK", "SK") if is_index else ("SK",))) if start else None,
    )


def _key(key: Mapping[str, Any]) -> tuple[str, str]:
    try:
        pk, sk = key["PK"]["S"], key["SK"]["S"]
    except KeyError:
        raise invalid("One of the required keys was not given a value") from None
    if not pk or not sk:
        raise invalid("One or more parameter values are not valid. The AttributeValue for a key attribute is empty")
    return pk, sk


def _given(asked: dict[str, Any], item: Item) -> Given:
    return Given(item, asked.get("ExpressionAttributeNames", {}), asked.get("ExpressionAttributeValues", {}))


def _require_stand_ins(asked: dict[str, Any]) -> None:
    """Every stand-in that is given is used, and every one that is used is given."""
    used: frozenset[str] = frozenset()
    if "ConditionExpression" in asked:
        used |= read_condition(asked["ConditionExpression"]).stand_ins
    if "UpdateExpression" in asked:
        used |= read_change(asked["UpdateExpression"]).stand_ins
    given = {*asked.get("ExpressionAttributeNames", ()), *asked.get("ExpressionAttributeValues", ())}
    if used != given:
        raise invalid(f"used {sorted(used)}, given {sorted(given)}")


def _canceled(holds: list[bool]) -> RefusedError:
    reasons = [{"Code": "None"} if each else {"Code": "ConditionalCheckFailed", "Message": _FAILED} for each in holds]
    told = ", ".join(each["Code"] for each in reasons)
    message = f"Transaction canceled, please refer cancellation reasons for specific reasons [{told}]"
    return RefusedError("TransactionCanceledException", message, CancellationReasons=reasons)


def _required_small(item: Item) -> Item:
    if size_of(item) > _LARGEST:
        raise invalid("Item size has exceeded the maximum allowed size")
    return item
