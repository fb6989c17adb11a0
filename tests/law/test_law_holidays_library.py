"""The holiday table beside the `holidays` library, which knows California's days but for six of those listed.

The library serves this comparison only: it does not tell the two lists apart, moves Saturdays as federal law does, and
lacks Lincoln Day, Lunar New Year, Genocide Remembrance Day, Admission Day, Native American Day and Columbus Day.
"""

from datetime import date

import holidays as library
import pytest

from chalicelib.law.holidays import holidays_of

LACKING = {
    "Lincoln", "Lunar New Year", "Genocide Remembrance Day", "Admission Day", "Native American", "Columbus Day",
}  # fmt: skip
NO_HOLIDAY_HERE = {"Susan B. Anthony Day"}  # observed in schools, no holiday of Gov. Code 6700
BEFORE_IT_WAS_LAW_HERE = {date(2021, 6, 19), date(2022, 6, 19)}  # Juneteenth was federal first
LUNAR = "Diwali"  # computed by both; the library's computation does not reach every year
REACHED = 10  # years of the table


def of_library(year: int) -> dict[date, set[str]]:
    found = library.country_holidays("US", subdiv="CA", years=year, observed=False)
    named = {day: set(names.split("; ")) - NO_HOLIDAY_HERE for day, names in found.items()}
    return {day: names for day, names in named.items() if names and day not in BEFORE_IT_WAS_LAW_HERE}


def of_table(year: int) -> dict[date, str]:
    return {each.day: each.name for each in holidays_of(year) if not each.name.startswith("obs ")}


@pytest.mark.parametrize("year", range(2019, 2047))
def test_the_library_has_the_same_days_but_for_the_six_it_lacks(year: int) -> None:
    theirs = {day for day, names in of_library(year).items() if not any(LUNAR in name for name in names)}
    ours = {day for day, name in of_table(year).items() if name not in LACKING | {LUNAR}}

    assert theirs - set(of_table(year)) == set()
    assert ours - theirs == set()


def test_diwali_is_on_the_day_that_the_library_computes_where_it_reaches() -> None:
    theirs = {
        day
        for year in range(2026, 2047)
        for day, names in of_library(year).items()
        if any(LUNAR in name for name in names)
    }
    ours = {day for year in range(2026, 2047) for day, name in of_table(year).items() if name == LUNAR}

    assert len(theirs) >= REACHED
    assert theirs == {day for day in ours if day <= max(theirs)}


def test_it_still_lacks_the_six() -> None:
    days = {day: name for year in range(2026, 2047) for day, name in of_table(year).items()}
    known = {day for year in range(2026, 2047) for day in of_library(year)}

    assert {name for day, name in days.items() if day not in known} - {LUNAR} == LACKING
