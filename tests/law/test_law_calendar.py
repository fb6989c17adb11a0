"""The counting law, against a slow second count and both sides of each edge."""

import json
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.law.calendar import (
    CALIFORNIA,
    NaiveInstantError,
    SchoolYear,
    YearOutsideTable,
    add_months_maximum,
    add_months_minimum,
    age_in_years,
    birthday,
    business_days_after,
    california_date,
    day_after,
    deadline_in_days,
    first_instant_of,
    is_business_day,
    is_holiday,
    is_working_day,
    last_instant_of,
    months_before,
    next_business_day,
    one_year_after,
    school_year_of,
)

CHECKED = json.loads((Path(__file__).parent / "data" / "holidays_2026_2028.json").read_text(encoding="utf-8"))
HOLIDAYS = {date.fromisoformat(row["date"]) for row in CHECKED["holidays"]}
DAYS = st.dates(date(2020, 1, 1), date(2045, 12, 31))
MONTHS = st.integers(0, 60)
NAIVE_2020, NAIVE_2046 = datetime.fromisoformat("2020-01-01"), datetime.fromisoformat("2046-01-01")


def every_day(first: date, last: date) -> list[date]:
    return [first + timedelta(days=step) for step in range((last - first).days + 1)]


def counted_by_hand(start: date, days: int) -> date:
    """Day by day: the first excluded, then on while the day is Saturday, Sunday or listed."""
    day = start
    for _ in range(days):
        day += timedelta(days=1)
    while day.weekday() >= 5 or day in HOLIDAYS:
        day += timedelta(days=1)
    return day


def test_a_deadline_equals_the_hand_count_on_every_day_of_2026_to_2028() -> None:
    for start in every_day(date(2026, 1, 1), date(2028, 11, 25)):
        assert deadline_in_days(start, 30) == counted_by_hand(start, 30), start


def test_a_deadline_is_the_first_working_day_from_day_thirty_on_every_day_of_the_table() -> None:
    for start in every_day(date(2020, 1, 1), date(2045, 12, 31)):
        candidates = (start + timedelta(days=days) for days in range(30, 40))
        assert deadline_in_days(start, 30) == next(day for day in candidates if is_working_day(day)), start


def test_revoked_tuesday_2026_09_01_the_thirtieth_day_is_thursday_2026_10_01() -> None:
    assert deadline_in_days(date(2026, 9, 1), 30) == date(2026, 10, 1)


def test_revoked_2026_09_03_day_thirty_is_a_saturday_and_moves_to_monday() -> None:
    assert deadline_in_days(date(2026, 9, 3), 30) == date(2026, 10, 5)


@pytest.mark.parametrize(
    ("start", "last_day"),
    [
        (date(2026, 11, 25), date(2026, 12, 28)),  # day 30 is Christmas, a Friday
        (date(2026, 10, 27), date(2026, 11, 30)),  # day 30 is Thanksgiving; the day after is judicial
        (date(2026, 9, 12), date(2026, 10, 13)),  # day 30 is Columbus Day, a state holiday only
        (date(2027, 9, 29), date(2027, 11, 1)),  # day 30 is Diwali, a Friday
        (date(2026, 6, 3), date(2026, 7, 6)),  # day 30 is the Friday on which courts observe July 4
        (date(2027, 5, 19), date(2027, 6, 21)),  # the Friday of Juneteenth
        (date(2027, 11, 24), date(2027, 12, 27)),  # the Friday of Christmas
        (date(2027, 12, 1), date(2028, 1, 3)),  # the Friday of New Year's Day, in the year before
        (date(2028, 1, 12), date(2028, 2, 14)),  # the Friday of Lincoln Day
        (date(2033, 5, 21), date(2033, 6, 21)),  # the Monday of a Juneteenth on a Sunday
    ],
)
def test_a_deadline_on_a_holiday_of_either_law_moves_on(start: date, last_day: date) -> None:
    assert deadline_in_days(start, 30) == last_day


def test_a_deadline_beyond_the_holiday_table_is_an_error() -> None:
    with pytest.raises(YearOutsideTable):
        deadline_in_days(date(2046, 12, 15), 30)


def test_a_weekend_day_is_no_holiday_but_no_working_day_either() -> None:
    assert (is_holiday(date(2026, 10, 3)), is_working_day(date(2026, 10, 3))) == (False, False)
    assert (is_holiday(date(2026, 10, 12)), is_working_day(date(2026, 10, 12))) == (True, False)
    assert (is_holiday(date(2026, 10, 13)), is_working_day(date(2026, 10, 13))) == (False, True)


def test_a_day_that_only_courts_observe_moves_a_last_day_and_is_a_business_day_all_the_same() -> None:
    friday = date(2026, 7, 3)

    assert (is_holiday(friday), is_working_day(friday), is_business_day(friday)) == (True, False, True)
    assert (next_business_day(friday), business_days_after(date(2026, 7, 1), 2)) == (friday, friday)


@pytest.mark.parametrize("day", ["2026-07-04", "2026-07-05", "2026-11-26", "2026-11-27", "2026-10-12"])
def test_a_weekend_and_a_holiday_of_either_list_is_no_business_day(day: str) -> None:
    assert not is_business_day(date.fromisoformat(day))
    assert next_business_day(date.fromisoformat(day)) > date.fromisoformat(day)


@given(DAYS, st.integers(0, 200))
def test_a_deadline_is_a_working_day_never_early_and_at_most_a_holiday_run_late(start: date, days: int) -> None:
    last_day = deadline_in_days(start, days)

    assert is_working_day(last_day)
    assert timedelta(0) <= last_day - (start + timedelta(days=days)) <= timedelta(days=5)


@given(DAYS, st.integers(0, 200))
def test_a_later_start_never_has_an_earlier_deadline(start: date, days: int) -> None:
    assert deadline_in_days(start, days) <= deadline_in_days(day_after(start), days)


def test_one_year_is_the_anniversary_on_every_day_of_twenty_six_years_and_february_28_for_the_29th() -> None:
    for start in every_day(date(2020, 1, 1), date(2045, 12, 31)):
        leap_day = (start.month, start.day) == (2, 29)
        anniversary = date(start.year + 1, 2, 28) if leap_day else start.replace(year=start.year + 1)
        assert one_year_after(start) == anniversary, start


@pytest.mark.parametrize(
    ("start", "last_day"),
    [
        (date(2027, 2, 27), date(2028, 2, 27)),
        (date(2027, 2, 28), date(2028, 2, 28)),  # the 365-day count would give the 29th; the earlier one holds
        (date(2027, 3, 1), date(2028, 3, 1)),
        (date(2028, 2, 28), date(2029, 2, 28)),
        (date(2028, 2, 29), date(2029, 2, 28)),
        (date(2028, 3, 1), date(2029, 3, 1)),
    ],
)
def test_one_year_around_february_29(start: date, last_day: date) -> None:
    assert one_year_after(start) == last_day


@given(DAYS, MONTHS)
def test_the_two_month_counts_differ_by_one_day_and_only_where_the_day_is_lacking(start: date, months: int) -> None:
    clipped, rolled = add_months_maximum(start, months), add_months_minimum(start, months)

    assert clipped == rolled or (rolled.day == 1 and rolled - clipped == timedelta(days=1))
    assert (clipped == rolled) == (clipped.day == start.day)


@given(DAYS, MONTHS)
def test_months_count_whole_calendar_months(start: date, months: int) -> None:
    end = add_months_maximum(start, months)

    assert (end.year - start.year) * 12 + end.month - start.month == months


def test_january_31_and_one_month() -> None:
    assert add_months_maximum(date(2027, 1, 31), 1) == date(2027, 2, 28)
    assert add_months_minimum(date(2027, 1, 31), 1) == date(2027, 3, 1)
    assert add_months_minimum(date(2028, 1, 31), 1) == date(2028, 3, 1)


def test_eleven_months_after_january_31_is_december_31() -> None:
    assert add_months_minimum(date(2026, 1, 31), 11) == date(2026, 12, 31)


@given(DAYS, MONTHS)
def test_months_before_keeps_the_day_or_clips_back_to_the_end_of_the_month(day: date, months: int) -> None:
    first = months_before(day, months)

    assert (day.year - first.year) * 12 + day.month - first.month == months
    assert first.day == day.day or (first.day < day.day and (first + timedelta(days=1)).day == 1)


@pytest.mark.parametrize(
    ("day", "earlier"), [("2028-02-28", "2027-02-28"), ("2028-02-29", "2027-02-28"), ("2028-03-01", "2027-03-01")]
)
def test_twelve_months_before_a_planned_february_29_is_the_last_of_february(day: str, earlier: str) -> None:
    assert months_before(date.fromisoformat(day), 12) == date.fromisoformat(earlier)


def test_one_month_before_march_31_is_the_last_of_february() -> None:
    assert months_before(date(2027, 3, 31), 1) == date(2027, 2, 28)
    assert months_before(date(2028, 3, 31), 1) == date(2028, 2, 29)


def test_age_changes_on_the_birthday_and_for_february_29_on_march_1() -> None:
    assert age_in_years(date(2009, 5, 14), date(2027, 5, 13)) == 17
    assert age_in_years(date(2009, 5, 14), date(2027, 5, 14)) == 18
    assert age_in_years(date(2008, 2, 29), date(2026, 2, 28)) == 17
    assert age_in_years(date(2008, 2, 29), date(2026, 3, 1)) == 18
    assert age_in_years(date(2008, 2, 29), date(2028, 2, 29)) == 20


@given(DAYS, st.integers(0, 20))
def test_an_age_begins_on_its_birthday(birth: date, age: int) -> None:
    reached = birthday(birth, age)

    assert age_in_years(birth, reached) == age
    assert age_in_years(birth, reached - timedelta(days=1)) == age - 1


def test_the_school_year_turns_on_july_1() -> None:
    assert school_year_of(date(2027, 6, 30)) == SchoolYear(2026)
    assert school_year_of(date(2027, 7, 1)) == SchoolYear(2027)
    assert (SchoolYear(2026).first_day, SchoolYear(2026).last_day) == (date(2026, 7, 1), date(2027, 6, 30))


@given(DAYS)
def test_every_day_lies_in_its_school_year(day: date) -> None:
    year = school_year_of(day)

    assert year.first_day <= day <= year.last_day


def test_a_revocation_at_ten_to_midnight_pacific_is_of_that_california_day() -> None:
    assert california_date(datetime(2026, 10, 16, 6, 50, tzinfo=UTC)) == date(2026, 10, 15)
    assert california_date(datetime(2026, 10, 16, 7, 0, tzinfo=UTC)) == date(2026, 10, 16)


def test_the_last_instant_of_november_14_2026_is_after_the_change_to_standard_time() -> None:
    assert last_instant_of(date(2026, 11, 14)) == datetime(2026, 11, 15, 7, 59, 59, 999999, tzinfo=UTC)
    assert last_instant_of(date(2026, 10, 15)) == datetime(2026, 10, 16, 6, 59, 59, 999999, tzinfo=UTC)


def test_the_days_of_the_clock_changes_have_23_and_25_hours() -> None:
    microsecond = timedelta(microseconds=1)
    spring, autumn = date(2027, 3, 14), date(2026, 11, 1)

    assert last_instant_of(spring) - first_instant_of(spring) + microsecond == timedelta(hours=23)
    assert last_instant_of(autumn) - first_instant_of(autumn) + microsecond == timedelta(hours=25)


@given(DAYS)
def test_the_last_instant_belongs_to_the_day_and_the_next_microsecond_to_the_next(day: date) -> None:
    last = last_instant_of(day)

    assert california_date(last) == day
    assert california_date(last + timedelta(microseconds=1)) == day_after(day)


@given(st.datetimes(NAIVE_2020, NAIVE_2046, timezones=st.just(UTC)))
def test_a_california_date_does_not_depend_on_the_zone_an_instant_is_written_in(instant: datetime) -> None:
    assert california_date(instant) == california_date(instant.astimezone(CALIFORNIA))


def test_an_instant_without_a_zone_has_no_california_date() -> None:
    with pytest.raises(NaiveInstantError):
        california_date(datetime(2026, 10, 15, 12, 0))  # noqa: DTZ001 - the naive instant is the point
