"""The portal's law against the slow engine: every rule, on every day from 2020 to 2045.

`make test` compares a sample of days that changes each day, with every turn of the law and the turns of some years;
`make test-all` all of them.
"""

import ast
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from chalicelib.law import calendar, school_clocks
from chalicelib.law.calendar import YearOutsideTable
from chalicelib.law.school_year import Closure, SchoolCalendar
from tests.reference_model import engine
from tests.reference_model.comparisons import ALL_DAYS, RULES, disagreements
from tests.reference_model.comparisons_of_pupils import RULES_OF_PUPILS
from tests.reference_model.engine import holidays
from tests.reference_model.sampled import BRIEF, DAYS, WHOLE, days_of

_SHOWN = 5
TURNS = {date(2021, 1, 1), date(2021, 7, 1), date(2024, 2, 29), date(2025, 7, 1), date(2025, 9, 17)}
"""The first days of the state's form, of its duty, of no varicella check, of the criteria of 2025; a leap day."""
TURNS_OF_THE_YEAR = {date(year, *day) for year in (2020, 2028, 2045) for day in ((2, 28), (6, 30), (7, 1), (12, 31))}
_ENGINE_FILES = sorted(Path(engine.__path__[0]).glob("*.py"))


@pytest.mark.timeout(1800)
@pytest.mark.parametrize("name", [*RULES, *RULES_OF_PUPILS])
def test_both_engines_say_the_same_on_every_day(name: str) -> None:
    rule = {**RULES, **RULES_OF_PUPILS}[name]
    days = days_of(name)
    asked = sum(1 for _ in rule(days[0]))

    assert asked > 0
    found = disagreements(rule, days)
    assert [each for _, each in zip(range(_SHOWN), found, strict=False)] == []


def test_the_days_are_those_from_2020_to_2045() -> None:
    assert len(ALL_DAYS) == 9497
    assert (ALL_DAYS[0], ALL_DAYS[-1]) == (date(2020, 1, 1), date(2045, 12, 31))


def test_the_days_compared_are_all_of_them_or_a_sample_with_every_turn_of_the_law() -> None:
    if WHOLE:
        assert DAYS == ALL_DAYS
    assert all(earlier < later for earlier, later in pairwise(DAYS))
    assert (TURNS if BRIEF else TURNS | TURNS_OF_THE_YEAR) <= set(DAYS) <= set(ALL_DAYS)


def test_both_know_the_same_holidays_in_every_year_of_the_table_and_none_beside_it() -> None:
    day, last = date(2019, 1, 1), date(2046, 12, 31)
    while day <= last:
        assert calendar.is_holiday(day) == holidays.is_holiday(day), day
        day += timedelta(days=1)
    for outside in (date(2018, 12, 31), date(2047, 1, 1)):
        with pytest.raises(holidays.NoTableError):
            holidays.is_holiday(outside)
        with pytest.raises(YearOutsideTable):
            calendar.is_holiday(outside)


@pytest.mark.parametrize("text", [*holidays.LUNAR_NEW_YEAR, *holidays.DIWALI])
def test_a_typed_lunar_date_lies_at_a_new_moon(text: str) -> None:
    """Counted from the new moon of January 6, 2000 in mean months; the true moon strays by some hours."""
    since = (date.fromisoformat(text) - date(2000, 1, 6)).days
    age = since % 29.530588853

    assert min(age, 29.530588853 - age) < 2


def test_a_review_in_a_month_without_school_waits_for_the_next_day_of_school() -> None:
    summer = Closure(date(2026, 6, 10), date(2026, 8, 14))
    school = SchoolCalendar(date(2026, 1, 1), date(2026, 12, 31), frozenset(), (summer,))

    assert school_clocks.review_by(date(2026, 6, 9), school) == date(2026, 8, 17)


@pytest.mark.parametrize("path", _ENGINE_FILES, ids=lambda path: path.name)
def test_the_slow_engine_knows_nothing_of_the_portal(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    modules = {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    modules |= {each.name for node in ast.walk(tree) if isinstance(node, ast.Import) for each in node.names}

    own = {each for each in modules if each.startswith("tests.reference_model.engine")}
    assert modules - own <= {"collections.abc", "dataclasses", "datetime", "fractions", "functools", "typing"}
