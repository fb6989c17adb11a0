"""The holiday union: equal to the checked table for 2026-2028, dated, and never silently empty."""

import json
from datetime import date, timedelta
from pathlib import Path

import pytest

from chalicelib.law import tables
from chalicelib.law.enums import Confidence
from chalicelib.law.holidays import YearOutsideTable, holidays_of

CHECKED = json.loads((Path(__file__).parent / "data" / "holidays_2026_2028.json").read_text(encoding="utf-8"))


def by_name(year: int) -> dict[str, date]:
    return {each.name: each.day for each in holidays_of(year)}


def flags(year: int, name: str) -> tuple[bool, bool] | None:
    return next(((each.judicial, each.state) for each in holidays_of(year) if each.name == name), None)


def test_2026_to_2028_equal_the_checked_table_row_for_row() -> None:
    computed = [
        {"date": each.day.isoformat(), "name": each.name, "judicial_ccp135": each.judicial, "state_gov6700": each.state}
        for year in (2026, 2027, 2028)
        for each in holidays_of(year)
    ]

    assert computed == CHECKED["holidays"]


@pytest.mark.parametrize("year", [2018, 2047, 1, 9999])
def test_a_year_outside_the_table_is_an_error_never_no_holidays(year: int) -> None:
    with pytest.raises(YearOutsideTable) as raised:
        holidays_of(year)
    assert raised.value.year == year


@pytest.mark.parametrize("year", range(2019, 2047))
def test_every_year_in_the_table_has_its_lunar_days_in_their_season(year: int) -> None:
    days = by_name(year)

    assert ("Lunar New Year" in days) == (year >= 2023)
    assert ("Diwali" in days) == (year >= 2026)
    if year >= 2023:
        assert date(year, 1, 20) < days["Lunar New Year"] < date(year, 2, 21)
    if year >= 2026:
        assert date(year, 10, 15) < days["Diwali"] < date(year, 11, 17)


@pytest.mark.parametrize(
    ("name", "last_without", "first_with"),
    [
        ("Lunar New Year", 2022, 2023),
        ("Genocide Remembrance Day", 2022, 2023),
        ("Juneteenth", 2022, 2023),
        ("Diwali", 2025, 2026),
    ],
)
def test_a_new_holiday_counts_from_its_first_year(name: str, last_without: int, first_with: int) -> None:
    assert flags(last_without, name) is None
    assert flags(first_with, name) is not None


def test_native_american_day_took_the_place_of_columbus_day_in_the_courts_in_2022() -> None:
    assert flags(2021, "Columbus Day") == (True, True)
    assert flags(2022, "Columbus Day") == (False, True)
    assert flags(2021, "Native American") == (False, True)
    assert flags(2022, "Native American") == (True, True)


def test_a_listed_date_on_sunday_moves_to_monday_and_veterans_day_on_saturday_to_friday_for_the_state_too() -> None:
    assert by_name(2023)["obs New Year"] == date(2023, 1, 2)
    assert by_name(2023)["obs Veterans"] == date(2023, 11, 10)
    assert by_name(2022)["obs Christmas"] == date(2022, 12, 26)
    assert flags(2023, "obs Veterans") == (True, True)


def of_rule_1_11(first: int, last: int) -> set[tuple[date, str]]:
    """The courts' days by the rule itself: a judicial holiday on a Saturday the Friday before, on a Sunday the Monday
    after, where the state does not move it too."""
    found = set()
    for year in range(first, last + 1):
        for each in holidays_of(year):
            moved = {5: -1, 6: 1}.get(each.day.weekday())
            if not each.judicial or moved is None:
                continue
            day = each.day + timedelta(days=moved)
            if not any(other.day == day and other.state for other in holidays_of(day.year)):
                found.add((day, f"obs {each.name}"))
    return found


def test_the_listed_court_days_are_those_of_rule_1_11_in_every_year_of_the_table() -> None:
    listed = {(each.day, each.name) for year in range(2019, 2047) for each in holidays_of(year) if each.moved_by_courts}

    assert listed == of_rule_1_11(2019, 2046)
    assert len(listed) == 26


def test_a_court_day_can_lie_in_the_year_before_its_holiday() -> None:
    assert (date(2027, 12, 31), "obs New Year") in {(each.day, each.name) for each in holidays_of(2027)}
    assert "obs New Year" not in by_name(2028)


def test_a_court_day_is_a_holiday_of_the_courts_alone() -> None:
    assert by_name(2026)["obs July 4"] == date(2026, 7, 3)
    assert flags(2026, "obs July 4") == (True, False)


def test_only_a_court_day_seen_in_a_courts_list_is_marked_as_read() -> None:
    read = {row["date"] for row in tables.rows("court_holidays") if row["tag"] == Confidence.READ}

    assert read == {"2026-07-03"}
    assert {row["tag"] for row in tables.rows("court_holidays")} == {Confidence.READ, Confidence.RESOLVED}


def test_admission_day_on_sunday_moves_for_the_state_only() -> None:
    assert by_name(2029)["obs Admission Day"] == date(2029, 9, 10)
    assert flags(2029, "obs Admission Day") == (False, True)


@pytest.mark.parametrize("year", range(2019, 2047))
def test_moving_holidays_fall_on_their_weekday(year: int) -> None:
    days = by_name(year)

    for name in ("MLK", "Washington", "Memorial", "Labor", "Columbus Day"):
        assert days[name].weekday() == 0
    assert days["Native American"].weekday() == 4
    assert days["Thanksgiving"].weekday() == 3
    assert (days["Day after Thanksgiving"] - days["Thanksgiving"]).days == 1
