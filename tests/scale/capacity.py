"""What DynamoDB would count for the requests that a page or an act makes: requests, items, bytes and capacity units, in
all and for each partition.

The rules (developer guide, "Read/write capacity", "Transactions", "Global secondary indexes"): a read unit is 4 KB,
half of one where the read may be stale; a query adds its rows up before it rounds, a batch rounds each item. A write
unit is 1 KB of the larger of what was there and what comes, two in a transaction. A row of an index costs its own units
where it comes, goes or changes, and two writes where it moves. What a condition refuses is paid all the same.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from chalicelib.runtime import envelope
from chalicelib.storage import data_keys
from tests.checks.memory_expressions import Item, RefusedError
from tests.checks.memory_tables import place_in_index, size_of
from tests.scale.file_tables import FileStore

READ_UNIT, WRITE_UNIT = 4096, 1024
_STALE, _IN_TRANSACTION = 0.5, 2
_BY_A_CONDITION = frozenset({"ConditionalCheckFailedException", "TransactionCanceledException"})


@dataclass
class Spent:
    """What one page or act took, and how it was answered. Partitions are named by table, index ("" for the table
    itself) and key; `keys_asked` are the requests that a stage makes of KMS."""

    status: int = 200
    requests: int = 0
    items_read: int = 0
    items_written: int = 0
    bytes_read: int = 0
    bytes_written: int = 0
    keys_asked: int = 0
    read_units: Counter[tuple[str, str, str]] = field(default_factory=Counter)
    write_units: Counter[tuple[str, str, str]] = field(default_factory=Counter)
    operations: Counter[str] = field(default_factory=Counter)

    @property
    def reads(self) -> float:
        """Read units in all."""
        return sum(self.read_units.values())

    @property
    def writes(self) -> float:
        """Write units in all."""
        return sum(self.write_units.values())

    def figures(self) -> tuple[float, ...]:
        """All of it as plain numbers, for comparing two sizes."""
        return (
            self.requests,
            self.items_read,
            self.items_written,
            self.bytes_read,
            self.bytes_written,
            self.reads,
            self.writes,
        )


def units(size: int, unit: int) -> int:
    """How many units so many bytes are; at least one."""
    return max(1, -(-size // unit))


class MeteredStore(FileStore):
    """A store that counts what DynamoDB would."""

    def __init__(self, *args: Any) -> None:
        super().__init__(*args)
        self.spent = Spent()
        self._factor = 1

    @contextmanager
    def counted(self) -> Iterator[Spent]:
        """What is asked within this block."""
        self.spent = spent = Spent()
        with _heard(spent):
            yield spent
        self.spent = Spent()

    def answer(self, operation: str, asked: dict[str, Any]) -> dict[str, Any]:
        """Do what is asked, and count it. Raises RefusedError."""
        self.spent.requests += 1
        self.spent.operations[operation] += 1
        self._factor = _IN_TRANSACTION if operation == "TransactWriteItems" else 1
        try:
            answer = super().answer(operation, asked)
        except RefusedError as error:
            if error.code in _BY_A_CONDITION:
                self._count_refused(operation, asked)
            raise
        if operation == "BatchGetItem":
            for name, wanted in asked["RequestItems"].items():
                self._count_batch(name, wanted, answer["Responses"][name])
        elif operation == "GetItem":
            self._count_batch(asked["TableName"], {**asked, "Keys": [asked["Key"]]}, [answer.get("Item")])
        elif operation == "Query":
            self._count_query(asked, answer["Items"])
        elif operation == "Scan":
            self._count_read((asked["TableName"], "", "*"), sum(map(size_of, answer["Items"])), len(answer["Items"]))
        return answer

    def _count_batch(self, name: str, wanted: dict[str, Any], found: list[Any]) -> None:
        sizes = {(item["PK"]["S"], item["SK"]["S"]): size_of(item) for item in found if item}
        share = 1 if wanted.get("ConsistentRead") else _STALE
        for key in wanted["Keys"]:
            size = sizes.get((key["PK"]["S"], key["SK"]["S"]), 0)
            self._count_read((name, "", key["PK"]["S"]), size, int(size > 0), share)

    def _count_query(self, asked: dict[str, Any], found: list[Item]) -> None:
        partition = next(
            value["S"]
            for name, value in asked["ExpressionAttributeValues"].items()
            if f"PK = {name}" in asked["KeyConditionExpression"]
        )
        place = (asked["TableName"], asked.get("IndexName", ""), partition)
        self._count_read(place, sum(map(size_of, found)), len(found), 1 if asked.get("ConsistentRead") else _STALE)

    def _count_read(self, place: tuple[str, str, str], size: int, items: int, share: float = _STALE) -> None:
        self.spent.items_read += items
        self.spent.bytes_read += size
        self.spent.read_units[place] += units(size, READ_UNIT) * share

    def _write(self, kind: str, asked: dict[str, Any]) -> None:
        name, key = asked["TableName"], _key_of(asked)
        before = self.tables[name].items.get(key)
        super()._write(kind, asked)
        after = self.tables[name].items.get(key)
        size = max(size_of(item) if item else 0 for item in (before, after))
        self.spent.items_written += kind != "ConditionCheck"
        self.spent.bytes_written += size_of(after) if after and kind != "ConditionCheck" else 0
        self.spent.write_units[name, "", key[0]] += units(size, WRITE_UNIT) * self._factor
        self._count_index(name, before, after)

    def _count_index(self, name: str, before: Item | None, after: Item | None) -> None:
        was, now = (self._in_index(name, item) for item in (before, after))
        if was == now:
            return
        moves = (
            was is None or now is None or place_in_index(was) != place_in_index(now) or was["GSI1PK"] != now["GSI1PK"]
        )
        if moves:
            written = [(each, size_of(each)) for each in (was, now) if each]
        else:
            written = [(each, max(size_of(was), size_of(now))) for each in (now,)]
        for item, size in written:
            self.spent.write_units[name, "GSI1", item["GSI1PK"]["S"]] += units(size, WRITE_UNIT)

    def _in_index(self, name: str, item: Item | None) -> Item | None:
        if item is None or place_in_index(item) is None:
            return None
        return {attribute: value for attribute, value in item.items() if attribute in self.tables[name].shown}

    def _count_refused(self, operation: str, asked: dict[str, Any]) -> None:
        parts = asked.get("TransactItems") or [{operation.removesuffix("Item"): asked}]
        for each in (one for part in parts for one in part.values()):
            before = self.tables[each["TableName"]].items.get(_key_of(each))
            size = size_of(before) if before else 0
            self.spent.write_units[each["TableName"], "", _key_of(each)[0]] += units(size, WRITE_UNIT) * self._factor


@contextmanager
def _heard(spent: Spent) -> Iterator[None]:
    """Count what would be asked of KMS: each wrapping and unwrapping of a key or a field, in a process that has not
    seen these records yet."""
    data_keys._OPEN.clear()
    before = envelope.encrypt, envelope.decrypt

    def heard(real: Callable[..., Any]) -> Callable[..., Any]:
        def ask(*args: Any, **named: Any) -> Any:
            spent.keys_asked += 1
            return real(*args, **named)

        return ask

    envelope.encrypt, envelope.decrypt = map(heard, before)
    try:
        yield
    finally:
        envelope.encrypt, envelope.decrypt = before


def _key_of(asked: dict[str, Any]) -> tuple[str, str]:
    key = asked.get("Key") or asked["Item"]
    return key["PK"]["S"], key["SK"]["S"]
