"""State and judicial holidays: the union of Gov. Code 6700-6701 and CCP 135, which favors the family.

Weekends are not listed here; `calendar.is_working_day` adds them. Lunar dates, and the days that only the courts
observe in place of a weekend day (California Rules of Court, rule 1.11), are listed per year; the rest are computed
from dated rules. Weekdays are numbered as Python does, Monday 0.
"""

import calendar
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from typing import NamedTuple

from chalicelib.law import tables
from chalicelib.law.tables import Limit, Row, number

_ONE_DAY = timedelta(days=1)


class YearOutsideTable(LookupError):  # noqa: N818 - reads as the sentence it is
    """The holiday table does not cover this year, so nothing can be said about its working days."""

    def __init__(self, year: int) -> None:
        super().__init__(f"the holiday table does not cover {year}")
        self.year = year


class Holiday(NamedTuple):
    """One holiday: its day, its name, and which law makes it one.

    `moved_by_courts`: a day that only the courts observe, in place of a holiday on a Saturday or Sunday (rule 1.11).
    """

    day: date
    name: str
    judicial: bool
    state: bool
    moved_by_courts: bool = False


@cache
def holidays_of(year: int) -> tuple[Holiday, ...]:
    """Return every holiday of a calendar year, by date. Raises YearOutsideTable outside the table."""
    newest = date.max
    if not number(Limit.FIRST_HOLIDAY_YEAR, newest) <= year <= number(Limit.LAST_HOLIDAY_YEAR, newest):
        raise YearOutsideTable(year)
    found = [each for row in tables.rows("holiday_rules") for each in _from_rule(row, year)]
    found += [each for each in _court_holidays() if each.day.year == year]
    return tuple(sorted(found, key=lambda each: (each.day, each.name)))


def _court_holidays() -> Iterator[Holiday]:
    for row in tables.rows("court_holidays"):
        yield Holiday(
            date.fromisoformat(row["date"]), f"obs {row['name']}", judicial=True, state=False, moved_by_courts=True
        )


def _from_rule(row: Row, year: int) -> Iterator[Holiday]:
    judicial = _applies(row["judicial_from"], row["judicial_to"], year)
    state = _applies(row["state_from"], row["state_to"], year)
    if not (judicial or state):
        return
    name = row["name"]
    day = _RULES[row["rule"]](row, year)
    yield Holiday(day, name, judicial, state)
    if row["from_sunday_to_monday"] and day.weekday() == calendar.SUNDAY:
        yield Holiday(day + _ONE_DAY, f"obs {name}", judicial, state)
    if row["from_saturday_to_friday"] and day.weekday() == calendar.SATURDAY:
        yield Holiday(day - _ONE_DAY, f"obs {name}", judicial, state)


def _applies(first_year: str, last_year: str, year: int) -> bool:
    return bool(first_year) and int(first_year) <= year and (not last_year or year <= int(last_year))


def _fixed(row: Row, year: int) -> date:
    return date(year, int(row["month"]), int(row["day"]))


def _nth_weekday(row: Row, year: int) -> date:
    return _weekdays(row, year)[int(row["nth"]) - 1]


def _last_weekday(row: Row, year: int) -> date:
    return _weekdays(row, year)[-1]


def _day_after_nth_weekday(row: Row, year: int) -> date:
    return _nth_weekday(row, year) + _ONE_DAY


def _weekdays(row: Row, year: int) -> list[date]:
    month, weekday = int(row["month"]), int(row["weekday"])
    days = calendar.Calendar().itermonthdates(year, month)
    return [day for day in days if day.month == month and day.weekday() == weekday]


def _listed(row: Row, year: int) -> date:
    for listed in tables.rows("lunar_holidays"):
        day = date.fromisoformat(listed["date"])
        if listed["name"] == row["name"] and day.year == year:
            return day
    raise YearOutsideTable(year)


_RULES = {
    "fixed": _fixed,
    "nth": _nth_weekday,
    "last": _last_weekday,
    "day_after_nth": _day_after_nth_weekday,
    "listed": _listed,
}
