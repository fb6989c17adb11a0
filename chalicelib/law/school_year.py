"""School days: those of a school's own calendar, and of the calendar that is assumed where none is known (EdC 37220).

The holidays of `holidays.py` close courts and state offices; a school teaches on some of them. Only the school's
calendar, or what is assumed in its place, says which days are school days. Between two school years there is none, so
that a clock in school days stands still in summer.
"""

import calendar
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from enum import StrEnum
from typing import NamedTuple

from chalicelib.law import tables
from chalicelib.law.calendar import SchoolYear, add_months_minimum, day_after, day_before, school_year_of
from chalicelib.law.holidays import YearOutsideTable, holidays_of
from chalicelib.law.tables import Limit, Row, number

MONDAY_TO_FRIDAY = frozenset(
    {calendar.MONDAY, calendar.TUESDAY, calendar.WEDNESDAY, calendar.THURSDAY, calendar.FRIDAY}
)
"""The weekdays that most schools teach, numbered as Python does, Monday 0."""


class CalendarEndsError(LookupError):
    """The school's calendar does not cover this day, so nothing can be said about its school days."""

    def __init__(self, day: date) -> None:
        super().__init__(f"the school's calendar does not cover {day.isoformat()}")
        self.day = day


class ClosureKind(StrEnum):
    """Why there is no school."""

    HOLIDAY = "holiday"
    RECESS = "recess"
    STAFF = "staff"
    EMERGENCY = "emergency"


class Closure(NamedTuple):
    """Days without school, the first and the last included."""

    first: date
    last: date
    label: str = ""
    kind: ClosureKind = ClosureKind.HOLIDAY

    def covers(self, day: date) -> bool:
        return self.first <= day <= self.last


class SchoolCalendar(NamedTuple):
    """The days a school's calendar covers, the weekdays taught, the days without school, and the days taught besides.

    An extra day is a school day whatever else is said of it: a Saturday, or a make-up day within a recess.
    """

    first_day: date
    last_day: date
    closed_days: frozenset[date] = frozenset()
    closures: tuple[Closure, ...] = ()
    weekdays: frozenset[int] = MONDAY_TO_FRIDAY
    extra_days: frozenset[date] = frozenset()

    def is_school_day(self, day: date) -> bool:
        """Return whether there is school on a day. Raises CalendarEndsError outside the calendar."""
        if not self.first_day <= day <= self.last_day:
            raise CalendarEndsError(day)
        if day in self.extra_days:
            return True
        if day.weekday() not in self.weekdays or day in self.closed_days:
            return False
        return not any(each.covers(day) for each in self.closures)

    def next_school_day(self, day: date) -> date:
        """Return the day itself, or the first school day after it. Raises CalendarEndsError."""
        while not self.is_school_day(day):
            day = day_after(day)
        return day

    def school_days_after(self, start: date, days: int) -> date:
        """Return the last of so many school days after `start`; the first one after it is day 1. Raises
        CalendarEndsError."""
        for _ in range(days):
            start = self.next_school_day(day_after(start))
        return start

    def school_days(self) -> Iterator[date]:
        """Yield the school days, the earliest first."""
        return (day for day in days_between(self.first_day, self.last_day) if self.is_school_day(day))


def days_between(first: date, last: date) -> Iterator[date]:
    """Yield the days from the first through the last."""
    while first <= last:
        yield first
        first = day_after(first)


def school_years(years: Iterable[SchoolCalendar]) -> SchoolCalendar:
    """Return the calendars of consecutive school years as one, with the summers between them as days without school.

    It covers whole school years, from July 1 through June 30. Raises ValueError without any calendar.
    """
    known = sorted(years)
    if not known:
        raise ValueError("no calendar")
    first = school_year_of(known[0].first_day).first_day
    last = school_year_of(known[-1].first_day).last_day
    ends = [day_before(first), *(each.last_day for each in known)]
    starts = [*(each.first_day for each in known), day_after(last)]
    summers = (
        Closure(day_after(end), day_before(start), kind=ClosureKind.RECESS)
        for end, start in zip(ends, starts, strict=True)
    )
    weekdays = frozenset[int]().union(*(each.weekdays for each in known))
    return SchoolCalendar(
        first,
        last,
        frozenset(day for each in known for day in (*each.closed_days, *_untaught(each, weekdays))),
        (*(each for year in known for each in year.closures), *(each for each in summers if each.first <= each.last)),
        weekdays,
        frozenset(day for each in known for day in each.extra_days),
    )


def _untaught(year: SchoolCalendar, weekdays: frozenset[int]) -> Iterator[date]:
    """The days of the weekdays that only another of the years teaches."""
    others = weekdays - year.weekdays
    return (day for day in days_between(year.first_day, year.last_day) if day.weekday() in others)


def has_few_school_days(year: SchoolCalendar) -> bool:
    """Return whether the calendar has so few school days that a person should look at it again."""
    return len(tuple(year.school_days())) < number(Limit.FEWEST_SCHOOL_DAYS, year.first_day)


def assumed_calendar(year: SchoolYear) -> SchoolCalendar:
    """Return the calendar that is assumed where neither school nor district has given one: the portal's choice [R].

    No child is kept out on it before a person has checked the dates. Raises YearOutsideTable.
    """
    rows = [row for row in tables.rows("assumed_calendar") if tables.row_in_force(row, year.first_day)]
    ends = {row["part"]: _day_of(row["month"], row["day"], year) for row in rows if row["rule"] == "day"}
    closures = [each for row in rows if row["rule"] != "day" for each in _assumed_closures(row, year)]
    return SchoolCalendar(ends["first_day"], ends["last_day"], closures=tuple(sorted(closures)))


def _assumed_closures(row: Row, year: SchoolYear) -> Iterator[Closure]:
    for first, last in _SPANS[row["rule"]](row, year):
        yield Closure(first, last, row["label"], ClosureKind(row["part"]))


def _day_of(month: str, day: str, year: SchoolYear) -> date:
    """The day of a month in the school year: from July on in its first calendar year."""
    this_year = date(year.starts_in, int(month), int(day))
    return this_year if this_year >= year.first_day else date(year.last_day.year, int(month), int(day))


def _holiday(row: Row, year: SchoolYear) -> Iterator[tuple[date, date]]:
    for day in _days_of_holiday(row["holiday"], year):
        yield day, day


def _days_of_holiday(name: str, year: SchoolYear) -> list[date]:
    """The holiday in the school year, and the Monday or Friday on which it is kept where it falls on a weekend."""
    found = (*holidays_of(year.first_day.year), *holidays_of(year.last_day.year))
    return [
        each.day
        for each in found
        if each.name.removeprefix("obs ") == name and year.first_day <= each.day <= year.last_day
    ]


def _week_of(row: Row, year: SchoolYear) -> Iterator[tuple[date, date]]:
    day, *_observed = _days_of_holiday(row["holiday"], year)
    monday = day - timedelta(days=day.weekday())
    yield monday, day_before(monday + _weeks(1, day))


def _days(row: Row, year: SchoolYear) -> Iterator[tuple[date, date]]:
    yield _day_of(row["month"], row["day"], year), _day_of(row["to_month"], row["to_day"], year)


def _before_easter_monday(row: Row, year: SchoolYear) -> Iterator[tuple[date, date]]:
    for easter in map(date.fromisoformat, row["easter_sundays"].split(";")):
        if year.first_day <= easter <= year.last_day:
            yield day_after(easter - _weeks(1, easter)), easter
            return
    raise YearOutsideTable(year.last_day.year)


_SPANS = {"holiday": _holiday, "week_of": _week_of, "days": _days, "before_easter_monday": _before_easter_monday}


def _weeks(weeks: int, on: date) -> timedelta:
    return timedelta(days=weeks * number(Limit.WEEK_DAYS, on))


def holidays_taught(year: SchoolCalendar) -> list[Closure]:
    """Return the holidays of EdC 37220 on which this calendar has school: a person should look at them again.

    Raises YearOutsideTable.
    """
    of = school_year_of(year.first_day)
    rows = [row for row in tables.rows("assumed_calendar") if row["rule"] == "holiday"]
    kept = (Closure(_kept_on(row, of), _kept_on(row, of), row["label"]) for row in rows)
    return [
        each
        for each in sorted(kept)
        if year.first_day <= each.first <= year.last_day and year.is_school_day(each.first)
    ]


def moved_a_year(of: SchoolCalendar) -> SchoolCalendar:
    """Return the calendar of the next school year, to be checked: each date moved to the like weekday.

    A holiday of EdC 37220 goes to its own day, and a recess around one that keeps its weekday goes with it. Extra days
    are made for one year only, and are left out. Raises YearOutsideTable.
    """
    year = school_year_of(of.first_day)
    moves = list(_holiday_moves(year))
    return SchoolCalendar(
        of.first_day + _nearest_weeks(of.first_day),
        of.last_day + _nearest_weeks(of.last_day),
        frozenset(day + _move_of(Closure(day, day), moves) for day in of.closed_days),
        tuple(sorted(_moved(each, moves) for each in of.closures)),
        of.weekdays,
    )


def _moved(closure: Closure, moves: list[tuple[date, date]]) -> Closure:
    move = _move_of(closure, moves)
    return closure._replace(first=closure.first + move, last=closure.last + move)


def _holiday_moves(year: SchoolYear) -> Iterator[tuple[date, date]]:
    """Where each holiday on which schools close lies in this school year and in the next."""
    following = SchoolYear(year.starts_in + 1)
    for row in tables.rows("assumed_calendar"):
        if row["rule"] == "holiday":
            yield _kept_on(row, year), _kept_on(row, following)


def _kept_on(row: Row, year: SchoolYear) -> date:
    """The weekday on which a holiday is kept; its own day where no other is named for a weekend."""
    days = _days_of_holiday(row["holiday"], year)
    return next((day for day in days if day.weekday() in MONDAY_TO_FRIDAY), days[0])


def _move_of(closure: Closure, moves: list[tuple[date, date]]) -> timedelta:
    is_one_day = closure.first == closure.last
    for before, after in moves:
        if closure.covers(before) and (is_one_day or before.weekday() == after.weekday()):
            return after - before
    return _nearest_weeks(closure.first)


def _nearest_weeks(day: date) -> timedelta:
    """The whole weeks that lead nearest to the same date of the next year."""
    a_year = add_months_minimum(day, number(Limit.YEAR_MONTHS, day)) - day
    return _weeks(round(a_year / _weeks(1, day)), day)
