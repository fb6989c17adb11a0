"""Days, months and years, walked one step at a time."""

from datetime import date, datetime, timedelta
from functools import lru_cache

# The steps are as slow as ever; where they led is remembered for a while, since each rule walks them again.
walked_once = lru_cache(maxsize=1 << 15)

DAY = timedelta(days=1)
MONDAY, THURSDAY, FRIDAY, SATURDAY, SUNDAY = 0, 3, 4, 5, 6


def exists(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


@walked_once
def months_away(year: int, month: int, months: int) -> tuple[int, int]:
    """The year and month so many months later (or earlier), stepping month by month."""
    for _ in range(abs(months)):
        month += 1 if months > 0 else -1
        if month == 13:
            year, month = year + 1, 1
        if month == 0:
            year, month = year - 1, 12
    return year, month


@walked_once
def months_at_most(start: date, months: int) -> date:
    """A maximum: where the month lacks the day, back to its last day."""
    year, month = months_away(start.year, start.month, months)
    day = start.day
    while not exists(year, month, day):
        day -= 1
    return date(year, month, day)


@walked_once
def months_at_least(start: date, months: int) -> date:
    """A minimum: where the month lacks the day, on to the first of the next month."""
    year, month = months_away(start.year, start.month, months)
    if exists(year, month, start.day):
        return date(year, month, start.day)
    return date(*months_away(year, month, 1), 1)


def months_back(goal: date, months: int) -> date:
    """So many months earlier; from the 31st (or February 29) back to a shorter month, its last day."""
    year, month = months_away(goal.year, goal.month, -months)
    first_after = date(*months_away(year, month, 1), 1)
    return min(first_after - DAY, date(year, month, 1) + (goal.day - 1) * DAY)


@walked_once
def one_year(start: date) -> date:
    """Gov. Code 6803, counted day by day, against twelve calendar months: the earlier of the two."""
    counted, day = 0, start
    while counted < 365:
        day += DAY
        if not is_leap_day(day):  # February 28 and 29 are one day, and the 28th was it
            counted += 1
    if is_leap_day(day + DAY):
        day += DAY
    return min(day, months_at_most(start, 12))


def is_leap_day(day: date) -> bool:
    return (day.month, day.day) == (2, 29)


@walked_once
def birthday(birth: date, age: int) -> date:
    """The same month and day so many years later; March 1 for a birth on February 29."""
    if exists(birth.year + age, birth.month, birth.day):
        return date(birth.year + age, birth.month, birth.day)
    return date(birth.year + age, 3, 1)


@walked_once
def years_old(birth: date, on: date) -> int:
    """Birthdays had so far, counted one after the other."""
    years = 0
    while birthday(birth, years + 1) <= on:
        years += 1
    return years


@walked_once
def months_old(birth: date, on: date) -> int:
    """Months of age reached so far, counted one after the other."""
    months = 0
    while months_at_least(birth, months + 1) <= on:
        months += 1
    return months


@walked_once
def school_year(day: date) -> int:
    """The calendar year in which the school year began: walk back to the last July 1."""
    while (day.month, day.day) != (7, 1):
        day -= DAY
    return day.year


@walked_once
def nth(weekday: int, count: int, year: int, month: int) -> date:
    """The so-manieth Monday (and so on) of a month, looked for day by day."""
    day, seen = date(year, month, 1), 0
    while True:
        if day.weekday() == weekday:
            seen += 1
        if seen == count:
            return day
        day += DAY


@walked_once
def last(weekday: int, year: int, month: int) -> date:
    day = date(*months_away(year, month, 1), 1) - DAY
    while day.weekday() != weekday:
        day -= DAY
    return day


def pacific_day(utc: datetime) -> date:
    """The date on a California wall clock: eight hours behind UTC, seven in summer time.

    Summer time runs from 2 a.m. on the second Sunday of March to 2 a.m. on the first Sunday of November; before
    2007 nothing here is asked. `utc` is a UTC time without a zone.
    """
    starts = datetime.combine(nth(SUNDAY, 2, utc.year, 3), datetime.min.time()) + timedelta(hours=10)
    ends = datetime.combine(nth(SUNDAY, 1, utc.year, 11), datetime.min.time()) + timedelta(hours=9)
    return (utc - timedelta(hours=7 if starts <= utc < ends else 8)).date()
