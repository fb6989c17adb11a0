"""School days of a school's calendar, of several years as one, of the assumed calendar, and of a calendar copied."""

import calendar as months
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.law import school_clocks as clocks
from chalicelib.law import tables
from chalicelib.law.calendar import SchoolYear, YearOutsideTable
from chalicelib.law.school_year import (
    MONDAY_TO_FRIDAY,
    CalendarEndsError,
    Closure,
    ClosureKind,
    SchoolCalendar,
    assumed_calendar,
    has_few_school_days,
    moved_a_year,
    school_years,
)

FIRST_EASTER, LAST_EASTER = 2019, 2046
YEARS = st.integers(FIRST_EASTER, LAST_EASTER - 3)


def day(text: str) -> date:
    return date.fromisoformat(text)


def of_2026() -> SchoolCalendar:
    return assumed_calendar(SchoolYear(2026))


class TestSchoolDays:
    def test_an_extra_day_is_a_school_day_on_a_weekend_and_in_a_recess(self) -> None:
        """Given a make-up Saturday and a make-up day within the winter recess, then both are school days."""
        school = SchoolCalendar(
            day("2026-08-17"),
            day("2027-06-10"),
            closures=(Closure(day("2026-12-21"), day("2027-01-01"), "Winter recess", ClosureKind.RECESS),),
            extra_days=frozenset({day("2026-10-03"), day("2026-12-22")}),
        )
        found = ("2026-10-02", "2026-10-03", "2026-10-04", "2026-12-21", "2026-12-22", "2026-12-23", "2027-01-04")
        assert [school.is_school_day(day(text)) for text in found] == [True, True, False, False, True, False, True]

    def test_a_school_of_four_days_a_week_has_no_school_on_friday(self) -> None:
        school = SchoolCalendar(
            day("2026-08-17"), day("2027-06-10"), weekdays=MONDAY_TO_FRIDAY - frozenset({months.FRIDAY})
        )
        assert school.next_school_day(day("2026-08-20")) == day("2026-08-20")
        assert school.next_school_day(day("2026-08-21")) == day("2026-08-24")
        assert school.school_days_after(day("2026-08-17"), 4) == day("2026-08-24")

    @pytest.mark.parametrize(("first", "last"), [("2026-08-17", "2026-08-17"), ("2026-08-15", "2026-08-16")])
    def test_the_first_and_the_last_day_are_covered_and_no_other(self, first: str, last: str) -> None:
        school = SchoolCalendar(day(first), day(last))
        for covered in (day(first), day(last)):
            assert school.is_school_day(covered) is (covered.weekday() in MONDAY_TO_FRIDAY)
        for outside in (day(first) - timedelta(days=1), day(last) + timedelta(days=1)):
            with pytest.raises(CalendarEndsError, match=f"does not cover {outside.isoformat()}") as ends:
                school.is_school_day(outside)
            assert ends.value.day == outside

    @pytest.mark.parametrize(("days", "few"), [(174, True), (175, False)])
    def test_a_calendar_with_fewer_than_175_school_days_is_asked_about(self, days: int, *, few: bool) -> None:
        first = day("2026-08-17")
        last = SchoolCalendar(first, day("2027-06-30")).school_days_after(first, days - 1)
        assert has_few_school_days(SchoolCalendar(first, last)) is few


@given(YEARS)
def test_in_every_year_the_assumed_calendar_has_as_many_school_days_as_a_school_must_have(year: int) -> None:
    school = assumed_calendar(SchoolYear(year))
    assert 180 <= len(tuple(school.school_days())) <= 195
    assert not has_few_school_days(school)
    assert all(SchoolYear(year).first_day <= each.first <= each.last for each in school.closures)


class TestTheAssumedCalendar:
    @pytest.mark.parametrize(
        ("text", "taught"),
        [
            ("2026-08-17", True),
            ("2026-09-04", True),
            ("2026-09-07", False),  # Labor Day
            ("2026-09-09", True),  # Admission Day is taught
            ("2026-09-25", True),  # Native American Day is taught
            ("2026-11-10", True),
            ("2026-11-11", False),  # Veterans Day
            ("2026-11-20", True),
            ("2026-11-23", False),
            ("2026-11-27", False),
            ("2026-11-30", True),
            ("2026-12-18", True),
            ("2026-12-21", False),
            ("2027-01-01", False),
            ("2027-01-04", True),
            ("2027-01-18", False),  # Martin Luther King Jr. Day
            ("2027-02-12", False),  # Lincoln Day
            ("2027-02-15", False),  # Washington Day
            ("2027-03-19", True),
            ("2027-03-22", False),  # the week before Easter Monday
            ("2027-03-26", False),
            ("2027-03-29", True),  # Easter Monday
            ("2027-05-31", False),  # Memorial Day
            ("2027-06-10", True),
        ],
    )
    def test_its_days_on_both_sides_of_each_boundary(self, text: str, *, taught: bool) -> None:
        assert of_2026().is_school_day(day(text)) is taught

    def test_it_covers_august_15_through_june_10(self) -> None:
        assert (of_2026().first_day, of_2026().last_day) == (day("2026-08-15"), day("2027-06-10"))

    @pytest.mark.parametrize(("told_on", "last_day"), [("2026-11-16", "2026-12-07"), ("2026-12-14", "2027-01-11")])
    def test_ten_school_days_stand_still_in_a_recess(self, told_on: str, last_day: str) -> None:
        """Given a written notice before a recess, then the tenth school day is after it."""
        assert clocks.notice_ends(day(told_on), of_2026()) == day(last_day)

    def test_thirty_school_days_of_a_transfer_end_in_january(self) -> None:
        """Given a transfer student whose first day is November 16, then day 30 is January 15."""
        assert clocks.transfer_record_due(day("2026-11-16"), of_2026()) == day("2027-01-15")

    def test_it_is_said_of_each_row_that_it_is_our_choice_or_from_memory(self) -> None:
        assert {row["tag"] for row in tables.rows("assumed_calendar")} == {"R", "M"}
        assert {row["source"] for row in tables.rows("assumed_calendar") if row["part"] == "holiday"} == {"EDC-37220"}

    def test_a_year_beyond_the_tables_is_an_error_not_a_guess(self) -> None:
        assumed_calendar(SchoolYear(LAST_EASTER - 1))
        with pytest.raises(YearOutsideTable):
            assumed_calendar(SchoolYear(LAST_EASTER))

    def test_the_table_of_easter_has_no_gap_and_the_days_of_the_gregorian_rule(self) -> None:
        (text,) = filter(None, (row["easter_sundays"] for row in tables.rows("assumed_calendar")))
        listed = [day(each) for each in text.split(";")]
        assert listed == [easter(year) for year in range(FIRST_EASTER, LAST_EASTER + 1)]

    def test_a_year_whose_easter_is_not_listed_has_no_assumed_calendar(self, monkeypatch: pytest.MonkeyPatch) -> None:
        known = [{**row, "easter_sundays": "2026-04-05"} for row in tables.rows("assumed_calendar")]
        monkeypatch.setattr(
            tables, "rows", lambda table, rows=tables.rows: known if table == "assumed_calendar" else rows(table)
        )
        assumed_calendar(SchoolYear(2025))
        with pytest.raises(YearOutsideTable) as outside:
            assumed_calendar(SchoolYear(2026))
        assert outside.value.year == 2027


def easter(year: int) -> date:
    """Easter Sunday by the full moon of the Gregorian computus, counted another way than the table's maker did."""
    golden, century = year % 19 + 1, year // 100 + 1
    correction = 3 * century // 4 - 12
    moon = (8 * century + 5) // 25 - 5
    epact = (11 * golden + 20 + moon - correction) % 30
    epact += (epact == 25 and golden > 11) or epact == 24
    full = 44 - epact
    full += 30 * (full < 21)
    sunday = 5 * year // 4 - correction - 10
    full += 7 - (sunday + full) % 7
    return date(year, 3, 1) + timedelta(days=full - 1)


class TestYearsTogether:
    def test_a_clock_stands_still_in_summer(self) -> None:
        """Given a notice on June 3 and school through June 10, then day 10 is in the next school year."""
        both = school_years([assumed_calendar(SchoolYear(2027)), of_2026()])
        assert clocks.notice_ends(day("2027-06-03"), of_2026()._replace(last_day=day("2027-06-30"))) == day(
            "2027-06-17"
        )
        assert clocks.notice_ends(day("2027-06-03"), both) == day("2027-08-20")
        with pytest.raises(CalendarEndsError):
            clocks.notice_ends(day("2027-06-03"), of_2026())

    @pytest.mark.parametrize(
        ("text", "taught"),
        [
            ("2026-07-01", False),
            ("2026-08-14", False),
            ("2027-06-10", True),
            ("2027-06-11", False),
            ("2028-06-30", False),
        ],
    )
    def test_from_july_through_june_a_day_outside_school_is_no_school_day(self, text: str, *, taught: bool) -> None:
        both = school_years([of_2026(), assumed_calendar(SchoolYear(2027))])
        assert both.is_school_day(day(text)) is taught

    @pytest.mark.parametrize("text", ["2026-06-30", "2028-07-01"])
    def test_beyond_whole_school_years_nothing_is_said(self, text: str) -> None:
        both = school_years([of_2026(), assumed_calendar(SchoolYear(2027))])
        with pytest.raises(CalendarEndsError):
            both.is_school_day(day(text))

    def test_a_school_may_change_the_weekdays_that_it_teaches(self) -> None:
        """Given a year with and a year without Fridays, then each year keeps its own."""
        four = frozenset({months.MONDAY, months.TUESDAY, months.WEDNESDAY, months.THURSDAY})
        both = school_years([of_2026(), assumed_calendar(SchoolYear(2027))._replace(weekdays=four)])
        assert [both.is_school_day(day(text)) for text in ("2026-09-18", "2027-09-16", "2027-09-17")] == [
            True,
            True,
            False,
        ]

    def test_a_year_round_school_has_no_summer_between_its_years(self) -> None:
        first = SchoolCalendar(day("2026-07-01"), day("2027-06-30"))
        both = school_years([first, SchoolCalendar(day("2027-07-01"), day("2028-06-30"))])
        assert both.closures == ()
        assert both.school_days_after(day("2027-06-30"), 1) == day("2027-07-01")

    def test_without_a_calendar_there_are_no_years(self) -> None:
        with pytest.raises(ValueError, match=r"^no calendar$"):
            school_years([])


class TestACalendarMovedAYear:
    @pytest.mark.parametrize(
        ("before", "after"),
        [
            (("2026-09-07", "2026-09-07"), ("2027-09-06", "2027-09-06")),  # Labor Day keeps its Monday
            (("2026-11-11", "2026-11-11"), ("2027-11-11", "2027-11-11")),  # Veterans Day keeps its date
            (("2026-11-23", "2026-11-27"), ("2027-11-22", "2027-11-26")),
            (("2026-12-21", "2027-01-08"), ("2027-12-20", "2028-01-07")),
            (("2026-10-12", "2026-10-12"), ("2027-10-11", "2027-10-11")),  # a staff day on the like Monday
        ],
    )
    def test_a_date_goes_to_the_like_weekday_and_a_holiday_to_its_own(
        self, before: tuple[str, str], after: tuple[str, str]
    ) -> None:
        one = SchoolCalendar(day("2026-08-17"), day("2027-06-10"), closures=(Closure(*map(day, before), "Off"),))
        (moved,) = moved_a_year(one).closures
        assert (moved.first, moved.last, moved.label) == (*map(day, after), "Off")

    def test_the_week_of_thanksgiving_goes_with_the_holiday_where_52_weeks_would_miss_it(self) -> None:
        """Given the week of November 19, 2029, then the next is that of Thanksgiving, November 28, 2030."""
        week = Closure(day("2029-11-19"), day("2029-11-23"))
        (moved,) = moved_a_year(SchoolCalendar(day("2029-08-20"), day("2030-06-13"), closures=(week,))).closures
        assert (moved.first, moved.last) == (day("2030-11-25"), day("2030-11-29"))

    def test_first_and_last_day_move_and_extra_days_are_left_out(self) -> None:
        one = SchoolCalendar(
            day("2026-08-17"),
            day("2027-06-10"),
            closed_days=frozenset({day("2026-10-12")}),
            extra_days=frozenset({day("2026-10-03")}),
        )
        moved = moved_a_year(one)
        assert (moved.first_day, moved.last_day) == (day("2027-08-16"), day("2028-06-08"))
        assert (moved.closed_days, moved.extra_days) == (frozenset({day("2027-10-11")}), frozenset())


@given(YEARS, st.integers(0, 700))
def test_one_year_alone_has_the_school_days_of_the_year(year: int, offset: int) -> None:
    school, on = assumed_calendar(SchoolYear(year)), SchoolYear(year).first_day + timedelta(days=offset % 365)
    known = school.first_day <= on <= school.last_day and school.is_school_day(on)
    assert school_years([school]).is_school_day(on) == known


@given(YEARS)
def test_the_first_day_stays_within_a_week_of_its_date_and_on_its_weekday(year: int) -> None:
    first = date(year, 8, 17)
    moved = moved_a_year(SchoolCalendar(first, date(year + 1, 6, 10))).first_day
    assert moved.weekday() == first.weekday()
    assert abs((moved - date(year + 1, 8, 17)).days) <= 3
