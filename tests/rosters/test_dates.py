"""Dates in the cells of files and on cards: which order, which century, and what is told where it is none."""

from datetime import date

import pytest

from chalicelib.domain.month_names import month_number
from chalicelib.rosters.columns import Column
from chalicelib.rosters.dates import DateFault, DateOrder, WrittenDate, day_in, day_or_month_in, day_or_month_of
from chalicelib.rosters.delimited import Line
from chalicelib.rosters.problems import ProblemCode, Problems
from chalicelib.rosters.rows import DatePrecision
from chalicelib.rosters.typed_dates import typed_date

ON = date(2026, 11, 20)
BIRTH, FIRST_DAY = Column.BIRTH_DATE, Column.FIRST_DAY
DAY, MONTH = DatePrecision
SHAPE = DateFault(ProblemCode.DATE_SHAPE)


def line(number: int = 2, **cells: str) -> Line:
    return Line(number, {Column[name]: text for name, text in cells.items()}, Problems())


def day(year: int, month: int, day: int) -> WrittenDate:
    return WrittenDate(date(year, month, day), DAY)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("2017-03-27", day(2017, 3, 27)),
        ("2017-3-7 00:00:00.000", day(2017, 3, 7)),
        ("3/27/2017", day(2017, 3, 27)),
        ("3/27/17 00:00", day(2017, 3, 27)),
        ("11/20/26", day(2026, 11, 20)),
        ("11/21/26", day(1926, 11, 21)),
        ("2/29/00", day(2000, 2, 29)),
        ("2/29/27", SHAPE),
        ("1/1/1900", day(1900, 1, 1)),
        ("12/31/1899", SHAPE),
        ("27/3/2017", DateFault(ProblemCode.DAY_BEFORE_MONTH)),
        ("13/12/2017", DateFault(ProblemCode.DAY_BEFORE_MONTH)),
        ("12/13/2017", day(2017, 12, 13)),
        ("12/5/2017", day(2017, 12, 5)),
        ("13/13/2017", SHAPE),
        ("42821", DateFault(ProblemCode.DATE_IS_A_NUMBER)),
        ("42821.5", DateFault(ProblemCode.DATE_IS_A_NUMBER)),
        ("4282", SHAPE),
        ("soon", SHAPE),
        ("2017-03", WrittenDate(date(2017, 3, 1), MONTH)),
        ("3/2017", WrittenDate(date(2017, 3, 1), MONTH)),
        ("13/2017", SHAPE),
        ("2017-13", SHAPE),
    ],
)
def test_a_date_or_a_month_is_read_or_told(text: str, found: WrittenDate | DateFault) -> None:
    assert day_or_month_of(text, ON) == found
    assert day_or_month_in(line(BIRTH_DATE=text), BIRTH, DateOrder([]), ON) == found


def test_a_blank_cell_is_no_date_and_no_fault() -> None:
    assert day_in(line(), BIRTH, DateOrder([]), None, ON) is None
    assert day_or_month_in(line(), BIRTH, DateOrder([]), ON) is None


def test_a_two_digit_year_is_the_nearest_that_may_be() -> None:
    cell = line(BIRTH_DATE="1/5/80")
    assert day_in(cell, BIRTH, DateOrder([]), ON, ON) == day(1980, 1, 5)
    assert day_in(cell, BIRTH, DateOrder([]), None, ON) == day(1980, 1, 5)
    to_come = line(FIRST_DAY="1/5/70")
    assert day_in(to_come, FIRST_DAY, DateOrder([]), None, ON) == day(2070, 1, 5)
    assert day_in(to_come, FIRST_DAY, DateOrder([]), ON, ON) == day(1970, 1, 5)
    assert day_in(line(BIRTH_DATE="2/30/80"), BIRTH, DateOrder([]), ON, ON) == SHAPE


@pytest.mark.parametrize(
    ("others", "doubted_by"),
    [
        ((), None),
        (("27/3/2017",), 2),
        (("3/4/2017", "27/3/2017", "28/3/2017"), 3),
        (("27/3/2017", "3/27/2017"), None),
        (("3/27/2017", "27/3/2017"), None),
        (("27/13/2017",), None),
        (("12/12/2017",), None),
        (("13/12/2017",), 2),
        (("27/12/2017", "12/12/2017"), 2),
        (("27/3/2017", "27/28/2017"), None),
        (("2017-03-27",), None),
    ],
)
def test_a_line_with_the_day_first_puts_the_column_in_doubt_unless_another_has_the_month_first(
    others: tuple[str, ...], doubted_by: int | None
) -> None:
    order = DateOrder([line(number, BIRTH_DATE=text) for number, text in enumerate(others, start=2)])
    assert order.doubted_by(BIRTH) == doubted_by
    assert order.doubted_by(FIRST_DAY) is None


def test_in_doubt_a_date_that_could_be_either_is_asked_about() -> None:
    order = DateOrder([line(7, BIRTH_DATE="27/3/2017")])
    doubt = DateFault(ProblemCode.DAY_OR_MONTH, 7)
    for text, found in (("3/4/2017", doubt), ("3/12/17", doubt), ("4/4/2017", day(2017, 4, 4))):
        assert day_in(line(BIRTH_DATE=text), BIRTH, order, ON, ON) == found
        assert day_or_month_in(line(BIRTH_DATE=text), BIRTH, order, ON) == found
    assert day_in(line(BIRTH_DATE="3/13/2017"), BIRTH, order, ON, ON) == day(2017, 3, 13)
    assert day_in(line(FIRST_DAY="3/4/2017"), FIRST_DAY, order, ON, ON) == day(2017, 3, 4)
    assert (doubt.facts, SHAPE.facts) == ({"other_line": 7}, {})


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("  3/27/17 ", day(2017, 3, 27)),
        ("3-27-17", day(2017, 3, 27)),
        ("3-27-2017", day(2017, 3, 27)),
        ("11-21-26", day(1926, 11, 21)),
        ("Mar. 27, 2017", day(2017, 3, 27)),
        ("27 de marzo del 2017", day(2017, 3, 27)),
        ("March 2017", WrittenDate(date(2017, 3, 1), MONTH)),
        ("2017年3月27日", day(2017, 3, 27)),
        ("2017年3月", WrittenDate(date(2017, 3, 1), MONTH)),
        ("Smarch 27 2017", SHAPE),
        ("Mar 27", SHAPE),
        ("some day", SHAPE),
        ("Mar 32 2017", SHAPE),
    ],
)
def test_a_date_is_read_from_a_card_as_people_write_it(text: str, found: WrittenDate | DateFault) -> None:
    assert typed_date(text, ON) == found


@pytest.mark.parametrize(
    ("text", "number"),
    [("1", 1), ("12", 12), ("13", None), ("0", None), ("mar.", 3), ("3月", 3), ("十二", 12), ("X", None), ("ma", None)],
)
def test_a_month_is_a_number_or_the_beginning_of_a_name(text: str, number: int | None) -> None:
    assert month_number(text) == number
