"""What the tables in memory hold, in the order in which DynamoDB gives it out (memory_store.py answers requests)."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from tests.checks.memory_expressions import Item

Place = tuple[str, ...]
"""Where an item stands among those of its partition."""
INDEX_KEYS = ("GSI1PK", "GSI1SK")


class Wanted(NamedTuple):
    """What a query asks for: rows of a partition whose sort key begins with `prefix`, or is `between` two keys, ends
    included; those `behind` a place, in the order asked for."""

    partition: str
    is_index: bool
    is_forward: bool = True
    prefix: str = ""
    between: tuple[str, str] | None = None
    behind: Place | None = None


class Rows:
    """Items in the order of their places; sorted again only after one came or went."""

    def __init__(self) -> None:
        self.items: dict[Place, Item] = {}
        self._order: list[Place] | None = []

    def put(self, place: Place, item: Item) -> None:
        if place not in self.items:
            self._order = None
        self.items[place] = item

    def drop(self, place: Place) -> None:
        del self.items[place]
        self._order = None

    @property
    def order(self) -> list[Place]:
        if self._order is None:
            self._order = sorted(self.items)
        return self._order


class MemoryTable:
    """One table with the keys PK and SK, and the index GSI1, which shows its keys and `shown`."""

    def __init__(self, shown: frozenset[str]) -> None:
        self.shown = shown | {"PK", "SK", *INDEX_KEYS}
        self.clear()

    def clear(self) -> None:
        """Take every item out."""
        self.items: dict[tuple[str, str], Item] = {}
        self._partitions: dict[str, Rows] = {}
        self._index: dict[str, Rows] = {}

    def hold(self, items: Mapping[tuple[str, str], Item]) -> None:
        """Hold these items, and nothing else."""
        self.clear()
        for key, item in items.items():
            self.put(key, item)

    def put(self, key: tuple[str, str], item: Item) -> None:
        """Put an item in the place of any that is there."""
        self.drop(key)
        self.items[key] = item
        self._partitions.setdefault(key[0], Rows()).put((key[1],), item)
        if place := place_in_index(item):
            self._index.setdefault(item["GSI1PK"]["S"], Rows()).put(place, item)

    def drop(self, key: tuple[str, str]) -> None:
        """Take an item out, if it is there."""
        item = self.items.pop(key, None)
        if item is None:
            return
        self._partitions[key[0]].drop((key[1],))
        if place := place_in_index(item):
            self._index[item["GSI1PK"]["S"]].drop(place)

    def found(self, wanted: Wanted) -> Iterator[tuple[Place, Item]]:
        """The items that a query asks for, each with its place."""
        rows = self._rows(wanted)
        order = rows.order
        if wanted.prefix:
            order = order[bisect_left(order, (wanted.prefix,)) :]
            order = [place for place in order if place[0].startswith(wanted.prefix)]
        elif wanted.between:
            first, last = wanted.between
            order = [place for place in order[bisect_left(order, (first,)) :] if place[0] <= last]
        if wanted.behind:
            behind = wanted.behind
            order = order[bisect_right(order, behind) :] if wanted.is_forward else order[: bisect_left(order, behind)]
        return ((place, rows.items[place]) for place in (order if wanted.is_forward else order[::-1]))

    def ends_with(self, wanted: Wanted, place: Place) -> bool:
        """Whether a partition ends with this place, in the order asked for."""
        return place == self._rows(wanted).order[-1 if wanted.is_forward else 0]

    def _rows(self, wanted: Wanted) -> Rows:
        return (self._index if wanted.is_index else self._partitions).get(wanted.partition) or Rows()


def place_in_index(item: Item) -> tuple[str, str, str] | None:
    """Where an item stands in the index; None where it has none of its keys."""
    if not all(name in item for name in INDEX_KEYS):
        return None
    return item["GSI1SK"]["S"], item["PK"]["S"], item["SK"]["S"]


def size_of(item: Item) -> int:
    """About how many bytes DynamoDB counts for an item."""
    return sum(len(name) + _size(value) for name, value in item.items())


def _size(value: Mapping[str, Any]) -> int:
    ((kind, kept),) = value.items()
    if kind in {"S", "N"}:
        return len(kept) if kept.isascii() else len(kept.encode())
    if kind == "B":
        return len(kept)
    if kind == "M":
        return 3 + sum(1 + len(name) + _size(each) for name, each in kept.items())
    if kind == "L":
        return 3 + sum(1 + _size(each) for each in kept)
    return sum(len(each) for each in kept) if kind in {"SS", "NS", "BS"} else 1
