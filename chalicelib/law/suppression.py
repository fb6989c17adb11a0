"""Small numbers in public figures: 1 to 10 are hidden, and whatever would let a hidden one be worked out.

A table has rows and columns of counts with their totals. Along every row and column, totals included, either
nothing is hidden, or at least two figures are, and what is hidden together is itself no small number. No hidden figure
follows from several rows and columns together either.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import product
from typing import NamedTuple

from chalicelib.law.citations import Cite
from chalicelib.law.tables import Limit, number
from chalicelib.law.verdict import ReasonCode, Verdict, conclude, reason

Place = tuple[int, int]


class CountTable(NamedTuple):
    """Counts of people by rows and columns, all rows of one length. Raises ValueError in `publish` otherwise."""

    rows: tuple[tuple[int, ...], ...]


class PublishedTable(NamedTuple):
    """What may be shown: None is a hidden figure. Totals are hidden like any other figure."""

    rows: tuple[tuple[int | None, ...], ...]
    row_totals: tuple[int | None, ...]
    column_totals: tuple[int | None, ...]
    total: int | None


def is_hidden_number(count: int, on: date) -> bool:
    """Return whether a count of people is too small to be shown; zero is shown."""
    return count in _small(on)


def show_number(count: int, on: date) -> Verdict:
    """Return ALLOWED for zero and for eleven or more people, REFUSED for one to ten."""
    small = _small(on)
    if count in small:
        hidden = reason(ReasonCode.NUMBER_HIDDEN, Cite.CALHHS_DEID, first=small[0], last=small[-1])
        return conclude([hidden])
    return conclude([], [reason(ReasonCode.NUMBER_SHOWN, Cite.CALHHS_DEID, first=small[0], last=small[-1])])


def _small(on: date) -> range:
    return range(number(Limit.HIDDEN_FROM, on), number(Limit.HIDDEN_TO, on) + 1)


def publish(table: CountTable, on: date) -> PublishedTable:
    """Return the table with every small figure hidden, and as many others as it takes that none can be worked out."""
    grid = _with_totals(table)
    small = _small(on)
    hidden = {place for place, count in _places(grid) if count in small}
    while others := _one_more_of(grid, hidden, small):
        hidden.add(min(others, key=lambda place: _worth(grid, place)))
    return _published(grid, hidden)


def _with_totals(table: CountTable) -> list[list[int]]:
    if len({len(row) for row in table.rows}) > 1:
        raise ValueError(table.rows)
    wide = [[*row, sum(row)] for row in table.rows]
    return [*wide, [sum(column) for column in zip(*wide, strict=True)]]


def _places(grid: Sequence[Sequence[int]]) -> Iterator[tuple[Place, int]]:
    for down, row in enumerate(grid):
        for across, count in enumerate(row):
            yield (down, across), count


def _lines(grid: Sequence[Sequence[int]]) -> Iterator[list[Place]]:
    """Yield every row and every column, its total last."""
    height, width = len(grid), len(grid[0])
    yield from ([(down, across) for across in range(width)] for down in range(height))
    yield from ([(down, across) for down in range(height)] for across in range(width))


def _one_more_of(grid: Sequence[Sequence[int]], hidden: set[Place], small: range) -> list[Place]:
    """Return the figures of which one more must be hidden; none where nothing hidden can be worked out."""
    line = _telling_line(grid, hidden, small)
    return [place for place in line if place not in hidden] if line else _telling_over_lines(hidden)


def _telling_line(grid: Sequence[Sequence[int]], hidden: set[Place], small: range) -> list[Place] | None:
    """Return a row or column from whose shown figures a hidden one, or a small sum of hidden ones, follows."""
    for line in _lines(grid):
        out = [place for place in line if place in hidden]
        total_shown = line[-1] not in hidden
        if len(out) == 1 or (out and total_shown and _sum(grid, out) <= small[-1]):
            return line
    return None


def _telling_over_lines(hidden: set[Place]) -> list[Place]:
    """Return the figures of which one more must be hidden because rows and columns together tell a hidden one; none
    where nothing follows.

    Hidden figures tie their row to their column. Where a single one ties two groups of lines together, the sum of the
    rows of its group less that of the columns is that figure; a second tie ends that.
    """
    for down, across in sorted(hidden):
        rest = hidden - {(down, across)}
        rows, columns = _tied(rest, {down}, set())
        if across not in columns:
            far_rows, far_columns = _tied(rest, set(), {across})
            return [
                place for place in (*product(rows, far_columns), *product(far_rows, columns)) if place != (down, across)
            ]
    return []


def _tied(hidden: set[Place], rows: set[int], columns: set[int]) -> tuple[set[int], set[int]]:
    """Return the rows and columns that hidden figures tie to these, however many lines are between."""
    while further := [place for place in hidden if (place[0] in rows) != (place[1] in columns)]:
        rows, columns = rows | {down for down, _ in further}, columns | {across for _, across in further}
    return rows, columns


def _sum(grid: Sequence[Sequence[int]], places: list[Place]) -> int:
    return sum(grid[down][across] for down, across in places)


def _worth(grid: Sequence[Sequence[int]], place: Place) -> tuple[bool, int]:
    """Return what orders the figures that could be hidden: the smallest first, so a total after what it sums up, and
    zeros last of all."""
    down, across = place
    return not grid[down][across], grid[down][across]


def _published(grid: Sequence[Sequence[int]], hidden: set[Place]) -> PublishedTable:
    shown = [
        tuple(None if (down, across) in hidden else count for across, count in enumerate(row))
        for down, row in enumerate(grid)
    ]
    *body, last = shown
    return PublishedTable(
        rows=tuple(row[:-1] for row in body),
        row_totals=tuple(row[-1] for row in body),
        column_totals=last[:-1],
        total=last[-1],
    )
