"""The holiday union: equal to the checked table for 2026-2028, dated, and never silently empty."""

import json
from datetime import date
from pathlib import Path

import pytest

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


def test_a_listed_date_on_sunday_moves_to_monday_and_on_saturday_only_veterans_day_moves() -> None:
    assert by_name(2023)["obs New Year"] == date(2023, 1, 2)
    assert by_name(2023)["obs Veterans"] == date(2023, 11, 10)
    assert by_name(2022)["obs Christmas"] == date(2022, 12, 26)
    assert "obs July 4" not in by_name(2026)
    assert "obs Christmas" not in by_name(2027)


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
