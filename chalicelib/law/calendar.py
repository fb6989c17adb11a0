"""The counting law: California days, months, years, deadlines, ages and school years.

Maximum periods clip back to the last day of a short month; minimum periods roll forward to the first day of
the next month. Deadlines leave out the first day, include the last, and move past weekends and holidays, days that
only the courts observe included. Business days are counted without those days: CCP 12a is about last days to act.
"""

import calendar
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import NamedTuple
from zoneinfo import ZoneInfo

from chalicelib.law.holidays import YearOutsideTable, holidays_of
from chalicelib.law.tables import Limit, number

__all__ = [
    "CALIFORNIA",
    "SchoolYear",
    "YearOutsideTable",
    "add_months_maximum",
    "add_months_minimum",
    "age_in_months",
    "age_in_years",
    "birthday",
    "business_days_after",
    "california_date",
    "day_after",
    "day_before",
    "deadline_in_days",
    "first_instant_of",
    "is_business_day",
    "is_holiday",
    "is_weekend",
    "is_working_day",
    "last_instant_of",
    "months_before",
    "next_business_day",
    "next_working_day",
    "one_year_after",
    "school_year_of",
]

CALIFORNIA = ZoneInfo("America/Los_Angeles")

_ONE_DAY = timedelta(days=1)
_ONE_MICROSECOND = timedelta(microseconds=1)
_WEEKEND = frozenset({calendar.SATURDAY, calendar.SUNDAY})


class NaiveInstantError(ValueError):
    """An instant without a time zone has no California date."""


def california_date(instant: datetime) -> date:
    """Return the legal date of an aware instant. Raises NaiveInstantError for one without a zone."""
    if instant.tzinfo is None:
        raise NaiveInstantError
    return instant.astimezone(CALIFORNIA).date()


def first_instant_of(day: date) -> datetime:
    """Return midnight in California at which the day begins, in UTC."""
    return datetime.combine(day, time.min, tzinfo=CALIFORNIA).astimezone(UTC)


def last_instant_of(day: date) -> datetime:
    """Return the last microsecond of the day in California, in UTC (Gov. Code 6806: midnight to midnight)."""
    return first_instant_of(day_after(day)) - _ONE_MICROSECOND


def day_after(day: date) -> date:
    """Return the next calendar day."""
    return day + _ONE_DAY


def day_before(day: date) -> date:
    return day - _ONE_DAY


def is_holiday(day: date) -> bool:
    """Return whether the day is in the holiday union; weekends alone are not. Raises YearOutsideTable."""
    return any(each.day == day for each in holidays_of(day.year))


def is_weekend(day: date) -> bool:
    """Return whether the day is a Saturday or a Sunday."""
    return day.weekday() in _WEEKEND


def is_working_day(day: date) -> bool:
    """Return whether the day is neither a Saturday, Sunday nor holiday (CCP 12a). Raises YearOutsideTable."""
    return not is_holiday(day) and not is_weekend(day)


def is_business_day(day: date) -> bool:
    """Return whether the day is neither weekend nor holiday; a day that only the courts observe is one (Civ. Code 9).
    Raises YearOutsideTable."""
    holidays = (each for each in holidays_of(day.year) if not each.moved_by_courts)
    return not is_weekend(day) and all(each.day != day for each in holidays)


def next_working_day(day: date) -> date:
    """Return the day itself, or the first working day after it. Raises YearOutsideTable."""
    while not is_working_day(day):
        day = day_after(day)
    return day


def deadline_in_days(start: date, days: int) -> date:
    """Return the last day to act: `days` calendar days after `start`, moved past weekends and holidays.

    Gov. Code 6800 and CCP 12, 12a. Raises YearOutsideTable when the holiday table does not reach so far.
    """
    return next_working_day(start + timedelta(days=days))


def next_business_day(day: date) -> date:
    """Return the day itself, or the first business day after it. Raises YearOutsideTable."""
    while not is_business_day(day):
        day = day_after(day)
    return day


def business_days_after(start: date, days: int) -> date:
    """Return the last of so many business days after `start`; the next one is day 1. Raises YearOutsideTable."""
    for _ in range(days):
        start = next_business_day(day_after(start))
    return start


def one_year_after(start: date) -> date:
    """Return the last day of a maximum of one year from `start`: the earlier of two counts.

    Gov. Code 6803 counts 365 days with February 28 and 29 as one; 17 CCR 6050 counts 12 calendar months.
    Not moved by weekends or holidays: a validity ends, no one has to act.
    """
    months = number(Limit.TEMPORARY_MAX_MONTHS, start)
    return min(_end_of_365_days(start), add_months_maximum(start, months))


def _end_of_365_days(start: date) -> date:
    """Return the day 365 days later, where February 28 and 29 are one day: one more if the pair's second day is
    passed."""
    end = start + timedelta(days=number(Limit.YEAR_DAYS, start))
    month, day = number(Limit.LEAP_PAIR_MONTH, start), number(Limit.LEAP_PAIR_SECOND_DAY, start)
    leap_days = [date(year, month, day) for year in (start.year, end.year) if calendar.isleap(year)]
    return day_after(end) if any(start < leap <= day_after(end) for leap in leap_days) else end


def _month_shifted(day: date, months: int) -> tuple[int, int]:
    per_year = number(Limit.YEAR_MONTHS, day)
    year, month_from_zero = divmod(day.year * per_year + day.month - 1 + months, per_year)
    return year, month_from_zero + 1


def _first_of_next_month(year: int, month: int) -> date:
    return date(*_month_shifted(date(year, month, 1), 1), 1)


def _days_in_month(year: int, month: int) -> int:
    return calendar.monthrange(year, month)[1]


def add_months_maximum(start: date, months: int) -> date:
    """Return the day `months` calendar months later; a day the month lacks clips back to its last day."""
    year, month = _month_shifted(start, months)
    return date(year, month, min(start.day, _days_in_month(year, month)))


@lru_cache  # every rule about a child counts from the same birth date
def add_months_minimum(start: date, months: int) -> date:
    """Return the day `months` calendar months later; a day the month lacks rolls forward to the 1st of the next
    month."""
    year, month = _month_shifted(start, months)
    if start.day > _days_in_month(year, month):
        return _first_of_next_month(year, month)
    return date(year, month, start.day)


def months_before(day: date, months: int) -> date:
    """Return the day `months` calendar months earlier, the first of a maximum; a day the month lacks clips back to its
    last day."""
    return add_months_maximum(day, -months)


def birthday(birth: date, age: int) -> date:
    """Return the day on which an age is reached; a birth on February 29 counts from March 1 in other years."""
    return add_months_minimum(birth, age * number(Limit.YEAR_MONTHS, birth))


def age_in_years(birth: date, on: date) -> int:
    """Return the whole years of age on a day; negative before birth."""
    years = on.year - birth.year
    return years if birthday(birth, years) <= on else years - 1


def age_in_months(birth: date, on: date) -> int:
    """Return the whole months of age on a day; negative before birth."""
    per_year = number(Limit.YEAR_MONTHS, on)
    months = (on.year - birth.year) * per_year + on.month - birth.month
    return months if add_months_minimum(birth, months) <= on else months - 1


class SchoolYear(NamedTuple):
    """A school year by the calendar year it starts in (Ed. Code 37200: from July 1 to June 30)."""

    starts_in: int

    @property
    def first_day(self) -> date:
        """July 1."""
        start_month = number(Limit.SCHOOL_YEAR_START_MONTH, date(self.starts_in, 1, 1))
        return date(self.starts_in, start_month, 1)

    @property
    def last_day(self) -> date:
        """June 30."""
        return day_before(SchoolYear(self.starts_in + 1).first_day)


def school_year_of(day: date) -> SchoolYear:
    """Return the school year a day lies in."""
    this_year = SchoolYear(day.year)
    return this_year if this_year.first_day <= day else SchoolYear(day.year - 1)
