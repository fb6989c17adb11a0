"""Which days the engines are compared on: every one in the whole run, else all turning days of the law and of some
years, and some days between. The other years' turns, and which days between, are drawn by the day's seed
(tests/sampling.py).

The brief sample serves the mutation run, where the tests run thousands of times.
"""

import hashlib
import os
from collections.abc import Collection
from datetime import date

from tests.reference_model.comparisons import ALL_DAYS, FIRST_DAY, LAST_DAY
from tests.reference_model.engine.days import DAY
from tests.reference_model.engine.holidays import HOLIDAYS

SEED = os.environ.get("PORTAL_SAMPLE_SEED", "")
WHOLE = os.environ.get("PORTAL_TESTS") == "whole"
BRIEF = os.environ.get("PORTAL_TESTS") == "brief"
_EVERY, _EVERY_BRIEFLY = 97, 1201

_TURNS_OF_THE_YEAR = ((2, 27), (2, 28), (3, 1), (6, 30), (7, 1), (12, 31), (1, 1))
_YEARS = range(FIRST_DAY.year, LAST_DAY.year + 1)
# The first, the last and a leap year; those in which the law turned.
_YEARS_ALWAYS = {2020, 2021, 2024, 2025, 2028, 2045}
_ONE_YEAR_IN = 3
_TURNS_OF_THE_LAW = (date(2021, 1, 1), date(2021, 7, 1), date(2025, 7, 1), date(2025, 9, 17))


def _drawn(name: str, one_in: int) -> int:
    """A number below `one_in`, by the day's seed."""
    return int.from_bytes(hashlib.sha256(f"{SEED} {name}".encode()).digest()[:4]) % one_in


def _turning_days(years: Collection[int] = _YEARS) -> set[date]:
    of_years = {date(year, *each) for year in years for each in _TURNS_OF_THE_YEAR}
    leap_days = {day for day in ALL_DAYS if (day.month, day.day) == (2, 29)}
    of_the_law = {day - before * DAY for day in _TURNS_OF_THE_LAW for before in (0, 1)}
    holidays = {day for day in HOLIDAYS if day.year in (2026, 2027)}
    thirty_before = {day - 30 * DAY for day in holidays}
    return {day for day in of_years | leap_days | of_the_law | holidays | thirty_before if FIRST_DAY <= day <= LAST_DAY}


def _brief() -> list[date]:
    ends_of_february = {day for day in _turning_days() if day.month in (2, 3) and day.year in (2023, 2024)}
    return sorted(set(_TURNS_OF_THE_LAW) | ends_of_february | set(ALL_DAYS[::_EVERY_BRIEFLY]))


def _chosen() -> list[date]:
    if WHOLE:
        return ALL_DAYS
    if BRIEF:
        return _brief()
    years = {year for year in _YEARS if year in _YEARS_ALWAYS or not _drawn(str(year), _ONE_YEAR_IN)}
    return sorted(_turning_days(years) | set(ALL_DAYS[_drawn("days between", _EVERY) :: _EVERY]))


DAYS = _chosen()


_COSTLY = frozenset({"answers_to_revocations", "schedule", "doses_by_age", "doses_by_grade"})
"""Rules that ask some two hundred questions a day: of their days one in three is drawn, beside turns of the law."""


def days_of(rule: str) -> list[date]:
    """The days on which this rule is compared."""
    if WHOLE or BRIEF or rule not in _COSTLY:
        return DAYS
    turns = {day for day in DAYS if day in _TURNS_OF_THE_LAW or day + DAY in _TURNS_OF_THE_LAW}
    leap_days = {day for day in DAYS if (day.month, day.day) == (2, 29)}
    return [day for day in DAYS if day in turns | leap_days or not _drawn(f"{rule} {day}", 3)]
