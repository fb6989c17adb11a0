"""Which days the engines are compared on: every one in the whole run, else a fixed sample and all turning days."""

import os
from datetime import date

from tests.slow_law.comparisons import ALL_DAYS, FIRST_DAY, LAST_DAY
from tests.slow_law.engine.days import DAY
from tests.slow_law.engine.holidays import HOLIDAYS

WHOLE = os.environ.get("PORTAL_TESTS") == "whole"
_EVERY = 97

_TURNS_OF_THE_YEAR = ((2, 27), (2, 28), (3, 1), (6, 30), (7, 1), (12, 31), (1, 1))
_TURNS_OF_THE_LAW = (date(2021, 1, 1), date(2021, 7, 1), date(2025, 7, 1), date(2025, 9, 17))


def _turning_days() -> set[date]:
    of_years = {date(year, *each) for year in range(2020, 2046) for each in _TURNS_OF_THE_YEAR}
    leap_days = {day for day in ALL_DAYS if (day.month, day.day) == (2, 29)}
    of_the_law = {day - before * DAY for day in _TURNS_OF_THE_LAW for before in (0, 1)}
    holidays = {day for day in HOLIDAYS if day.year in (2026, 2027)}
    thirty_before = {day - 30 * DAY for day in holidays}
    return {day for day in of_years | leap_days | of_the_law | holidays | thirty_before if FIRST_DAY <= day <= LAST_DAY}


DAYS = ALL_DAYS if WHOLE else sorted(_turning_days() | set(ALL_DAYS[::_EVERY]))
