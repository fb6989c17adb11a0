"""One page of a list: fifty rows, and the places where the pages beside it begin (S-40).

A place names a row, not a number: rows that come and go meanwhile move no one's place, so that none is left out or
shown twice. Numbers of rows ("51 to 100") are only told. docs/decisions/0012-lists-go-on-by-cursor.md says more.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from chalicelib.storage.rows import Rows
from chalicelib.storage.table import REQUEST_LIMIT, Item, Table

PAGE_SIZE = 50
_MAX_REQUESTS = 10  # of one page where a filter passes few rows: a thousand rows looked at, then "Next page"
_NEIGHBOURS = 3
_R = TypeVar("_R")


@dataclass(frozen=True)
class Place:
    """Behind a row (`backwards`: before it), with so many rows `before` the place. The start of a list has no row.

    `beside` holds the key of that row; in a list that is not in the order of its keys, of its next neighbors, too:
    one of them tells the place where the row itself is gone.
    """

    beside: tuple[str, ...] = ()
    before: int = 0
    backwards: bool = False

    @property
    def row(self) -> str:
        """The key of the row beside the place, "" at the start."""
        return self.beside[0] if self.beside else ""


START = Place()


@dataclass(frozen=True)
class ListPage(Generic[_R]):
    """The rows of one page and the number of the first. `everything`: the list's rows before any filter, where the
    first request brought them all."""

    rows: list[_R]
    first: int
    previous: Place | None
    next: Place | None
    everything: list[_R] | None = None

    def of(self, rows: list["_S"]) -> "ListPage[_S]":
        """Return the same page, its rows read as something else."""
        return ListPage(rows, self.first, self.previous, self.next)


_S = TypeVar("_S")


@dataclass(frozen=True)
class _Read:
    """What was found in reading order; the last row looked at, and whether there may be more beyond it."""

    found: list[Item]
    reached: str
    goes_on: bool
    everything: list[Item] | None


def read_page(
    table: Table, rows: Rows, place: Place = START, keep: Callable[[Item], bool] | None = None
) -> ListPage[Item]:
    """Return the page that begins (backwards: ends) at this place, of the rows that `keep` passes.

    Raises PortalError UNAVAILABLE.
    """
    read = _read(table, rows, place, keep)
    more = read.goes_on or len(read.found) > PAGE_SIZE
    if place.backwards and not more:
        return read_page(table, rows, START, keep)  # the list's first page, whole, as it is now
    shown = read.found[:PAGE_SIZE]
    edge = str(shown[-1][rows.sort_key]) if len(read.found) > PAGE_SIZE else read.reached
    if place.backwards:
        first = max(1, place.before - len(shown) + 1)
        end = str(shown[0][rows.sort_key]) if shown else place.row
        return ListPage(
            shown[::-1], first, Place((edge,), first - 1, backwards=True), Place((end,), first - 1 + len(shown))
        )
    first = place.before + 1
    begin = str(shown[0][rows.sort_key]) if shown else f"{place.row}~"  # so that the row beside the place counts, too
    return ListPage(
        shown,
        first,
        Place((begin,), place.before, backwards=True) if place.row else None,
        Place((edge,), place.before + len(shown)) if more else None,
        read.everything,
    )


def _read(table: Table, rows: Rows, place: Place, keep: Callable[[Item], bool] | None) -> _Read:
    found: list[Item] = []
    reached, goes_on, everything = place.row, True, None
    limit = REQUEST_LIMIT if keep else PAGE_SIZE + 2  # the row beside the place, and one to see that there are more
    for request in range(_MAX_REQUESTS):
        items, goes_on = table.rows_beside(rows, reached, limit=limit, backwards=place.backwards)
        if request == 0 and not goes_on and not place.row:
            everything = items
        found += filter(keep, items) if keep else items
        reached = str(items[-1][rows.sort_key]) if items else reached
        if not goes_on or len(found) > PAGE_SIZE:
            break
    return _Read(found, reached, goes_on, everything)


def page_of(rows: Sequence[_R], place: Place, key_of: Callable[[_R], str], size: int = PAGE_SIZE) -> ListPage[_R]:
    """Return the same of a list that was read whole, in an order of its own (a school's pupils by name)."""
    keys = [key_of(row) for row in rows]
    end = _start(keys, place)
    start = max(0, end - size) if place.backwards else end
    shown = list(rows[start : start + size])
    before = tuple(keys[start : start + _NEIGHBOURS])
    behind = tuple(keys[max(start, start + len(shown) - _NEIGHBOURS) : start + len(shown)][::-1])
    return ListPage(
        shown,
        start + 1,
        Place(before, start, backwards=True) if start else None,
        Place(behind, start + len(shown)) if start + len(shown) < len(rows) else None,
    )


def _start(keys: list[str], place: Place) -> int:
    """Return the number of rows before the place, by the nearest row that is still there. Where none is, by the
    count: then rather three rows twice than one left out."""
    for row in place.beside:
        if row in keys:
            return keys.index(row) + (not place.backwards)
    return min(len(keys), max(0, place.before - len(place.beside) * (not place.backwards)))
