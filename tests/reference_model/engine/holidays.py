"""The holidays of Gov. Code 6700-6701 and of CCP 135 together, for 2019 to 2046, and what days of work follow."""

from datetime import date

from tests.reference_model.engine.days import DAY, FRIDAY, MONDAY, SATURDAY, SUNDAY, THURSDAY, last, nth, walked_once

FIRST_YEAR, LAST_YEAR = 2019, 2046

# A state holiday since 2023.
LUNAR_NEW_YEAR = [
    "2023-01-22", "2024-02-10", "2025-01-29", "2026-02-17", "2027-02-06", "2028-01-26", "2029-02-13", "2030-02-03",
    "2031-01-23", "2032-02-11", "2033-01-31", "2034-02-19", "2035-02-08", "2036-01-28", "2037-02-15", "2038-02-04",
    "2039-01-24", "2040-02-12", "2041-02-01", "2042-01-22", "2043-02-10", "2044-01-30", "2045-02-17", "2046-02-06",
]  # fmt: skip
# A state holiday since 2026.
DIWALI = [
    "2026-11-08", "2027-10-29", "2028-10-17", "2029-11-05", "2030-10-26", "2031-11-14", "2032-11-02", "2033-10-22",
    "2034-11-10", "2035-10-30", "2036-10-18", "2037-11-06", "2038-10-27", "2039-11-15", "2040-11-04", "2041-10-24",
    "2042-11-12", "2043-11-01", "2044-10-20", "2045-11-08", "2046-10-28",
]  # fmt: skip


def _of_year(year: int) -> set[date]:
    moved_from_sunday = {
        date(year, 1, 1),  # New Year
        date(year, 2, 12),  # Lincoln
        date(year, 3, 31),  # Cesar Chavez Day
        date(year, 7, 4),
        date(year, 9, 9),  # Admission Day, in Gov. Code only
        date(year, 11, 11),  # Veterans
        date(year, 12, 25),
    }
    found = {
        nth(MONDAY, 3, year, 1),  # Martin Luther King
        nth(MONDAY, 3, year, 2),  # Washington
        last(MONDAY, year, 5),  # Memorial
        nth(MONDAY, 1, year, 9),  # Labor
        nth(FRIDAY, 4, year, 9),  # Native American
        nth(MONDAY, 2, year, 10),  # Columbus, in Gov. Code only since 2022
        nth(THURSDAY, 4, year, 11),  # Thanksgiving
        nth(THURSDAY, 4, year, 11) + DAY,  # the day after it, in CCP only
    } | moved_from_sunday
    if year >= 2023:
        found |= {date(year, 4, 24), date(year, 6, 19)}  # Genocide Remembrance, Juneteenth
    found |= {day + DAY for day in moved_from_sunday if day.weekday() == SUNDAY}
    veterans = date(year, 11, 11)
    if veterans.weekday() == SATURDAY:
        found.add(veterans - DAY)
    return found


def _observed_by_courts(year: int) -> set[date]:
    """Rule 1.11: the judicial holidays of this year that fall on a weekend, where the courts keep them instead.

    Only a holiday with a date of its own can fall on a weekend; Admission Day is not judicial.
    """
    dated = {date(year, 1, 1), date(year, 2, 12), date(year, 3, 31), date(year, 7, 4), date(year, 11, 11),
             date(year, 12, 25)}  # fmt: skip
    if year >= 2023:
        dated.add(date(year, 6, 19))
    return {day - DAY for day in dated if day.weekday() == SATURDAY} | {
        day + DAY for day in dated if day.weekday() == SUNDAY
    }


YEARS = range(FIRST_YEAR, LAST_YEAR + 1)
OF_THE_STATE_OR_THE_COURTS = {day for year in YEARS for day in _of_year(year)} | {
    date.fromisoformat(text) for text in LUNAR_NEW_YEAR + DIWALI
}
HOLIDAYS = OF_THE_STATE_OR_THE_COURTS | {
    day for year in range(FIRST_YEAR, LAST_YEAR + 2) for day in _observed_by_courts(year) if day.year in YEARS
}


class NoTableError(Exception):
    """Nothing is known of the holidays of this year."""


def is_holiday(day: date) -> bool:
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise NoTableError
    return day in HOLIDAYS


def is_workday(day: date) -> bool:
    return not is_holiday(day) and day.weekday() not in (SATURDAY, SUNDAY)


@walked_once
def last_day_to_act(start: date, days: int) -> date:
    """Leave out the first day, count every day, include the last; if that one is no workday, the next that is."""
    day = start
    for _ in range(days):
        day += DAY
    while not is_workday(day):
        day += DAY
    return day


def is_business_day(day: date) -> bool:
    """Civil Code 9 knows nothing of the days to which the courts move a holiday: offices and schools are open."""
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise NoTableError
    return day not in OF_THE_STATE_OR_THE_COURTS and day.weekday() not in (SATURDAY, SUNDAY)


@walked_once
def business_days_later(start: date, days: int) -> date:
    """The day on which so many business days after the start have been counted."""
    day, seen = start, 0
    while seen < days:
        day += DAY
        if is_business_day(day):
            seen += 1
    return day
