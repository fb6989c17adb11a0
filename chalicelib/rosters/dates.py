"""Dates as people write them: ISO, or month/day/year. A two-digit year is the nearest that is not in the future."""

import re
from collections.abc import Iterable
from datetime import date, timedelta
from typing import NamedTuple

from chalicelib.rosters.columns import DOSE_COLUMNS, Column
from chalicelib.rosters.delimited import Line
from chalicelib.rosters.problems import ProblemCode
from chalicelib.rosters.rows import DatePrecision

DATE_COLUMNS = (Column.BIRTH_DATE, Column.FIRST_DAY, Column.LAST_DAY, Column.DOSE_DATE, *DOSE_COLUMNS)
_MIDNIGHT = r"(?:[ T]00:00(?::00(?:\.0+)?)?)?"
_ISO = re.compile(rf"([0-9]{{4}})-([0-9]{{1,2}})-([0-9]{{1,2}}){_MIDNIGHT}")
_US = re.compile(rf"([0-9]{{1,2}})/([0-9]{{1,2}})/([0-9]{{4}}|[0-9]{{2}}){_MIDNIGHT}")
_ISO_MONTH = re.compile(r"([0-9]{4})-([0-9]{1,2})")
_US_MONTH = re.compile(r"([0-9]{1,2})/([0-9]{4})")
_SERIAL = re.compile(r"[0-9]{5}(\.[0-9]+)?")
_FIRST_YEAR = 1900
_CENTURY = 100
_MONTHS = 12
_HALF_CENTURY = timedelta(days=365 * 50)


class WrittenDate(NamedTuple):
    """A date, or the first day of a month."""

    day: date
    precision: DatePrecision


class DateOrder:
    """For each column, the lines that show whether the day or the month comes first: one part over 12 shows it."""

    def __init__(self, lines: Iterable[Line]) -> None:
        self._day_first: dict[str, int] = {}
        self._month_first: set[str] = set()
        for line in lines:
            for column in DATE_COLUMNS:
                self._look_at(line, column)

    def _look_at(self, line: Line, column: str) -> None:
        match = _US.fullmatch(line.text(column)) if line.text(column) else None
        if match and int(match[1]) > _MONTHS >= int(match[2]):
            self._day_first.setdefault(column, line.number)
        elif match and int(match[2]) > _MONTHS:
            self._month_first.add(column)

    def doubted_by(self, column: str) -> int | None:
        """Return a line that has the day first, unless another line of the column has the month first."""
        return None if column in self._month_first else self._day_first.get(column)


class DateFault(NamedTuple):
    """Why a cell is no date. `other_line`: the line that makes it doubtful."""

    code: ProblemCode
    other_line: int | None = None

    @property
    def facts(self) -> dict[str, int]:
        return {} if self.other_line is None else {"other_line": self.other_line}


def day_in(line: Line, column: str, order: DateOrder, latest: date | None, on: date) -> WrittenDate | DateFault | None:
    """Return the day in a cell, what is wrong with it, or None for a blank cell.

    `latest` is the last day that a two-digit year may lead to; None where days to come are usual.
    """
    text = line.text(column)
    return _day_of(text, order.doubted_by(column), latest, on) if text else None


def _day_of(text: str, doubted_by: int | None, latest: date | None, on: date) -> WrittenDate | DateFault:
    if iso := _ISO.fullmatch(text):
        return _day(int(iso[1]), int(iso[2]), int(iso[3]))
    us = _US.fullmatch(text)
    if not us:
        return DateFault(ProblemCode.DATE_IS_A_NUMBER if _SERIAL.fullmatch(text) else ProblemCode.DATE_SHAPE)
    month, day = int(us[1]), int(us[2])
    if fault := _order_fault(month, day, doubted_by):
        return fault
    if len(us[3]) > len("26"):
        return _day(int(us[3]), month, day)
    return _in_its_century(int(us[3]), month, day, latest, on)


def _order_fault(month: int, day: int, doubted_by: int | None) -> DateFault | None:
    if month > _MONTHS >= day:
        return DateFault(ProblemCode.DAY_BEFORE_MONTH)
    if doubted_by is not None and day <= _MONTHS and day != month:
        return DateFault(ProblemCode.DAY_OR_MONTH, doubted_by)
    return None


def day_or_month_in(line: Line, column: str, order: DateOrder, on: date) -> WrittenDate | DateFault | None:
    """Return what `day_in` does, and take a month without a day as well: old records have them."""
    text = line.text(column)
    return day_or_month_of(text, on, order.doubted_by(column)) if text else None


def day_or_month_of(text: str, on: date, doubted_by: int | None = None) -> WrittenDate | DateFault:
    """Return the day or the month of a text, or what is wrong with it. `doubted_by`: see `DateOrder`."""
    if match := _ISO_MONTH.fullmatch(text):
        found = _day(int(match[1]), int(match[2]), 1)
    elif match := _US_MONTH.fullmatch(text):
        found = _day(int(match[2]), int(match[1]), 1)
    else:
        return _day_of(text, doubted_by, on, on)
    return found._replace(precision=DatePrecision.MONTH) if isinstance(found, WrittenDate) else found


def _day(year: int, month: int, day: int) -> WrittenDate | DateFault:
    try:
        found = date(year, month, day)
    except ValueError:
        return DateFault(ProblemCode.DATE_SHAPE)
    return WrittenDate(found, DatePrecision.DAY) if year >= _FIRST_YEAR else DateFault(ProblemCode.DATE_SHAPE)


def _in_its_century(two_digits: int, month: int, day: int, latest: date | None, on: date) -> WrittenDate | DateFault:
    """Return the latest such day that is not after `latest`."""
    ceiling = latest or on + _HALF_CENTURY
    year = ceiling.year - ceiling.year % _CENTURY + two_digits
    for candidate in (year, year - _CENTURY):
        found = _day(candidate, month, day)
        if isinstance(found, WrittenDate) and found.day <= ceiling:
            return found
    return DateFault(ProblemCode.DATE_SHAPE)
