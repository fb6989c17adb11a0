"""Small numbers: hidden from 1 to 10, and no hidden one can be worked out from what is shown."""

from collections.abc import Iterator
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.law.suppression import CountTable, PublishedTable, is_hidden_number, publish

ON = date(2026, 11, 20)


@pytest.mark.parametrize(("count", "hidden"), [(0, False), (1, True), (10, True), (11, False), (5000, False)])
def test_one_to_ten_are_hidden(count: int, *, hidden: bool) -> None:
    assert is_hidden_number(count, ON) == hidden


def test_a_table_without_small_numbers_is_shown_whole() -> None:
    assert publish(CountTable(((11, 20), (0, 300))), ON) == PublishedTable(
        rows=((11, 20), (0, 300)), row_totals=(31, 300), column_totals=(11, 320), total=331
    )


def test_one_hidden_number_takes_a_partner_in_its_row_and_column() -> None:
    assert publish(CountTable(((5, 40, 60), (70, 30, 80))), ON) == PublishedTable(
        rows=((None, None, 60), (None, None, 80)), row_totals=(105, 180), column_totals=(75, 70, 140), total=285
    )


@pytest.mark.parametrize(
    ("row", "shown"),
    [((1, 2, 40), (None, None, None)), ((4, 6, 40), (None, None, None)), ((5, 6, 40), (None, None, 40))],
    ids=["3", "10", "11"],
)
def test_hidden_numbers_whose_sum_is_small_take_another(row: tuple[int, ...], shown: tuple[int | None, ...]) -> None:
    assert publish(CountTable((row, (20, 30, 50))), ON).rows[0] == shown


def test_a_small_total_is_hidden_too() -> None:
    shown = publish(CountTable(((3, 4), (50, 60))), ON)

    assert shown.row_totals[0] is None
    assert shown.rows[0] == (None, None)


def test_the_partner_of_a_hidden_number_is_the_smallest_figure_and_not_a_total() -> None:
    shown = publish(CountTable(((60, 5, 40), (95, 70, 80))), ON)

    assert shown.rows == ((60, None, None), (95, None, None))
    assert (shown.row_totals, shown.column_totals, shown.total) == ((105, 245), (155, 75, 120), 350)


def test_a_zero_is_hidden_last_because_everyone_would_guess_it() -> None:
    shown = publish(CountTable(((0, 5, 40), (95, 70, 80))), ON)

    assert shown.rows == ((0, None, None), (95, None, None))


def test_rows_of_unequal_length_are_an_error() -> None:
    with pytest.raises(ValueError, match=r"\(1, 2\), \(3,\)"):
        publish(CountTable(((1, 2), (3,))), ON)


CELLS = st.sampled_from([0, 0, 1, 2, 5, 10, 11, 12, 15, 40])
TABLES = st.tuples(st.integers(1, 4), st.integers(1, 4)).flatmap(
    lambda size: st.lists(
        st.lists(CELLS, min_size=size[0], max_size=size[0]).map(tuple), min_size=size[1], max_size=size[1]
    ).map(lambda rows: CountTable(tuple(rows)))
)


def with_totals(table: CountTable) -> list[list[int]]:
    wide = [[*row, sum(row)] for row in table.rows]
    return [*wide, [sum(column) for column in zip(*wide, strict=True)]]


def shown_grid(shown: PublishedTable) -> list[list[int | None]]:
    body = [[*row, total] for row, total in zip(shown.rows, shown.row_totals, strict=True)]
    return [*body, [*shown.column_totals, shown.total]]


@given(TABLES)
def test_no_small_number_is_shown_and_nothing_shown_is_changed(table: CountTable) -> None:
    true, shown = with_totals(table), shown_grid(publish(table, ON))

    for row, shown_row in zip(true, shown, strict=True):
        for count, figure in zip(row, shown_row, strict=True):
            assert figure in (None, count)
            assert figure is None or not 1 <= figure <= 10


@given(TABLES)
def test_along_no_line_does_one_hidden_number_or_a_small_sum_follow(table: CountTable) -> None:
    true, shown = with_totals(table), shown_grid(publish(table, ON))
    pairs = [list(zip(row, out, strict=True)) for row, out in zip(true, shown, strict=True)]

    for line in [*pairs, *map(list, zip(*pairs, strict=True))]:
        hidden = [count for count, figure in line if figure is None]
        assert len(hidden) != 1
        if hidden and line[-1][1] is not None:
            assert sum(hidden) > 10


def worked_out(grid: list[list[int | None]]) -> list[tuple[int, int]]:
    """The hidden cells that follow from the sums of all rows and columns together: the equations are solved."""
    hidden = [(down, across) for down, row in enumerate(grid) for across, each in enumerate(row) if each is None]
    lines = [[(down, across) for across in range(len(grid[0]))] for down in range(len(grid))]
    lines += [[(down, across) for down in range(len(grid))] for across in range(len(grid[0]))]
    equations = [[Fraction((place in line) * (-1 if place == line[-1] else 1)) for place in hidden] for line in lines]
    solved: list[list[Fraction]] = []
    for column in range(len(hidden)):
        found = next((each for each in equations if each[column]), None)
        if found is None:
            continue
        equations.remove(found)
        found = [each / found[column] for each in found]
        clear = [found if each is found else without(each, found, column) for each in (*equations, *solved)]
        equations, solved = clear[: len(equations)], [*clear[len(equations) :], found]
    return [hidden[row.index(1)] for row in solved if sum(map(bool, row)) == 1]


def without(equation: list[Fraction], other: list[Fraction], column: int) -> list[Fraction]:
    return [mine - equation[column] * theirs for mine, theirs in zip(equation, other, strict=True)]


def test_a_hidden_number_that_rows_and_columns_tell_together_takes_another() -> None:
    """Two hidden groups that one hidden cell ties together: each line hides two, and yet the 5 would follow."""
    counts = ((90, 2, 90, 0, 90), (40, 5, 15, 15, 2), (90, 15, 11, 5, 11), (5, 10, 90, 90, 11))
    lines_alone = [
        [None, None, 90, 0, 90, 272],
        [40, None, None, None, None, 77],
        [90, 15, None, None, None, 132],
        [None, None, 90, 90, 11, 206],
        [225, 32, 206, 110, 114, 687],
    ]
    assert worked_out(lines_alone) == [(1, 1)]
    shown = shown_grid(publish(CountTable(counts), ON))
    assert worked_out(shown) == []
    assert shown[1] == [40, None, None, None, None, 77]


@given(
    st.lists(st.lists(CELLS, min_size=5, max_size=5).map(tuple), min_size=3, max_size=5).map(
        lambda rows: CountTable(tuple(rows))
    )
)
def test_no_hidden_number_follows_from_any_sum_or_difference(table: CountTable) -> None:
    assert worked_out(shown_grid(publish(table, ON))) == []


def fillings(shown: PublishedTable) -> Iterator[tuple[int, int, int, int]]:
    """Every way to fill the hidden cells of a table of two rows and two columns whose totals are all shown."""
    (first, second), (left, right) = shown.row_totals, shown.column_totals
    assert first is not None
    assert second is not None
    assert left is not None
    assert right is not None
    figures = [figure for row in shown.rows for figure in row]
    for corner in range(min(first, left) + 1):
        cells = (corner, first - corner, left - corner, second - left + corner)
        agrees = all(figure in (None, cell) for figure, cell in zip(figures, cells, strict=True))
        if min(cells) >= 0 and agrees:
            yield cells


@given(st.lists(CELLS, min_size=4, max_size=4))
def test_every_hidden_small_number_of_a_small_table_could_be_another(cells: list[int]) -> None:
    shown = publish(CountTable(((cells[0], cells[1]), (cells[2], cells[3]))), ON)
    if None in (*shown.row_totals, *shown.column_totals):
        return
    possible = list(fillings(shown))
    assert tuple(cells) in possible
    for place, count in enumerate(cells):
        if 1 <= count <= 10:
            assert len({filled[place] for filled in possible}) > 1
