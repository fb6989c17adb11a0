"""The holidays of EdC 37220 on a school's calendar: closed on the assumed one, asked about where a school teaches."""

import calendar as months
from datetime import date

import pytest

from chalicelib.law import tables
from chalicelib.law.calendar import SchoolYear, YearOutsideTable
from chalicelib.law.holidays import holidays_of
from chalicelib.law.school_year import (
    MONDAY_TO_FRIDAY,
    Closure,
    ClosureKind,
    SchoolCalendar,
    assumed_calendar,
    holidays_taught,
    moved_a_year,
    school_years,
)

HOLIDAY, RECESS = ClosureKind.HOLIDAY, ClosureKind.RECESS


def day(text: str) -> date:
    return date.fromisoformat(text)


def closure(first: str, last: str, label: str, kind: ClosureKind = HOLIDAY) -> Closure:
    return Closure(day(first), day(last), label, kind)


def taught(school: SchoolCalendar) -> list[tuple[str, str]]:
    return [(each.first.isoformat(), each.label) for each in holidays_taught(school)]


class TestTheClosuresOfTheAssumedCalendar:
    def test_each_has_its_days_its_name_and_its_kind(self) -> None:
        """Given 2028-29, where Veterans Day falls on a Saturday, then its Friday is closed as well."""
        assert assumed_calendar(SchoolYear(2028)).closures == (
            closure("2028-07-04", "2028-07-04", "Independence Day"),
            closure("2028-09-04", "2028-09-04", "Labor Day"),
            closure("2028-11-10", "2028-11-10", "Veterans Day"),
            closure("2028-11-11", "2028-11-11", "Veterans Day"),
            closure("2028-11-20", "2028-11-26", "Thanksgiving recess", RECESS),
            closure("2028-11-23", "2028-11-23", "Thanksgiving Day"),
            closure("2028-12-21", "2029-01-03", "Winter recess", RECESS),
            closure("2028-12-25", "2028-12-25", "Christmas Day"),
            closure("2029-01-01", "2029-01-01", "New Year's Day"),
            closure("2029-01-15", "2029-01-15", "Martin Luther King Jr. Day"),
            closure("2029-02-12", "2029-02-12", "Lincoln Day"),
            closure("2029-02-19", "2029-02-19", "Washington Day"),
            closure("2029-03-26", "2029-04-01", "Spring recess", RECESS),
            closure("2029-05-28", "2029-05-28", "Memorial Day"),
        )

    @pytest.mark.parametrize(
        ("text", "closed"), [("2027-07-05", True), ("2028-02-10", False), ("2028-02-11", True), ("2028-02-14", False)]
    )
    def test_a_holiday_on_a_weekend_closes_the_weekday_on_which_it_is_kept(self, text: str, *, closed: bool) -> None:
        """Given July 4, 2027 on a Sunday and February 12, 2028 on a Saturday, then Monday and Friday are closed."""
        closures = assumed_calendar(SchoolYear(2027)).closures
        assert any(each.covers(day(text)) for each in closures) is closed

    def test_a_table_that_begins_on_july_1_means_the_first_of_the_two_calendar_years(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        early = [
            {**row, "month": "7", "day": "1"} if row["part"] == "first_day" else row
            for row in tables.rows("assumed_calendar")
        ]
        monkeypatch.setattr(
            tables, "rows", lambda table, rows=tables.rows: early if table == "assumed_calendar" else rows(table)
        )
        assert assumed_calendar(SchoolYear(2026)).first_day == day("2026-07-01")

    @pytest.mark.parametrize("year", range(2019, 2046))
    def test_each_holiday_of_a_school_year_is_kept_on_a_weekday(self, year: int) -> None:
        """Every holiday that closes schools has a Monday to Friday of its own; none lies at the end of a school
        year."""
        of = SchoolYear(year)
        found = [each for each in (*holidays_of(year), *holidays_of(year + 1)) if of.first_day <= each.day]
        named = {row["holiday"] for row in tables.rows("assumed_calendar") if row["holiday"]}
        kept = [each for each in found if each.day <= of.last_day and each.name.removeprefix("obs ") in named]
        weekdays = {each.name.removeprefix("obs ") for each in kept if each.day.weekday() in MONDAY_TO_FRIDAY}
        assert weekdays == named
        assert all(of.first_day < each.day < of.last_day for each in kept)


class TestHolidaysTaught:
    FIRST, LAST = day("2026-08-17"), day("2027-06-10")

    def test_a_calendar_without_any_closure_is_asked_about_each_holiday_within_it(self) -> None:
        assert taught(SchoolCalendar(self.FIRST, self.LAST)) == [
            ("2026-09-07", "Labor Day"),
            ("2026-11-11", "Veterans Day"),
            ("2026-11-26", "Thanksgiving Day"),
            ("2026-12-25", "Christmas Day"),
            ("2027-01-01", "New Year's Day"),
            ("2027-01-18", "Martin Luther King Jr. Day"),
            ("2027-02-12", "Lincoln Day"),
            ("2027-02-15", "Washington Day"),
            ("2027-05-31", "Memorial Day"),
        ]

    def test_each_is_one_day_and_a_holiday(self) -> None:
        found = holidays_taught(SchoolCalendar(self.FIRST, self.LAST))
        assert found[0] == closure("2026-09-07", "2026-09-07", "Labor Day")
        assert all((each.first, each.kind) == (each.last, HOLIDAY) for each in found)

    @pytest.mark.parametrize("year", [2026, 2027, 2028])
    def test_the_assumed_calendar_teaches_on_none(self, year: int) -> None:
        assert holidays_taught(assumed_calendar(SchoolYear(year))) == []

    def test_only_the_days_without_school_are_left_out(self) -> None:
        """Given a school that closes on every holiday but Lincoln Day, then that one is asked about."""
        school = assumed_calendar(SchoolYear(2026))
        without = school._replace(closures=tuple(each for each in school.closures if each.label != "Lincoln Day"))
        assert taught(without) == [("2027-02-12", "Lincoln Day")]

    def test_an_extra_day_on_a_holiday_is_asked_about(self) -> None:
        school = assumed_calendar(SchoolYear(2026))._replace(extra_days=frozenset({day("2026-11-11")}))
        assert taught(school) == [("2026-11-11", "Veterans Day")]

    @pytest.mark.parametrize(
        ("first", "last", "asked"),
        [
            ("2026-09-07", "2026-11-10", ["Labor Day"]),
            ("2026-09-08", "2026-11-10", []),
            ("2026-09-08", "2026-11-11", ["Veterans Day"]),
            ("2026-09-07", "2026-09-07", ["Labor Day"]),
        ],
    )
    def test_the_first_and_the_last_day_of_the_calendar_count(self, first: str, last: str, asked: list[str]) -> None:
        assert [label for _, label in taught(SchoolCalendar(day(first), day(last)))] == asked

    def test_where_a_holiday_is_kept_on_another_day_that_day_is_asked_about(self) -> None:
        """Given Veterans Day on Saturday, November 11, 2028, then school on Friday the 10th is asked about."""
        assert taught(SchoolCalendar(day("2028-11-01"), day("2028-11-17"))) == [("2028-11-10", "Veterans Day")]

    def test_past_the_tables_nothing_is_said(self) -> None:
        with pytest.raises(YearOutsideTable):
            holidays_taught(SchoolCalendar(day("2046-08-15"), day("2047-06-10")))


class TestSeveralYearsAsOne:
    def test_the_summers_between_them_are_recesses(self) -> None:
        both = school_years(
            [SchoolCalendar(day("2026-08-17"), day("2027-06-10")), SchoolCalendar(day("2027-08-16"), day("2028-06-08"))]
        )
        assert both.closures == (
            closure("2026-07-01", "2026-08-16", "", RECESS),
            closure("2027-06-11", "2027-08-15", "", RECESS),
            closure("2028-06-09", "2028-06-30", "", RECESS),
        )

    def test_a_summer_of_one_day_is_a_day_without_school(self) -> None:
        """Given a year that ends on June 29, 2027 and one that begins on July 1, then June 30 has no school."""
        both = school_years(
            [SchoolCalendar(day("2026-07-01"), day("2027-06-29")), SchoolCalendar(day("2027-07-01"), day("2028-06-30"))]
        )
        found = [both.is_school_day(day(text)) for text in ("2027-06-29", "2027-06-30", "2027-07-01")]
        assert found == [True, False, True]

    def test_the_extra_days_of_each_year_are_school_days(self) -> None:
        """Given a make-up Saturday in each of two years, then both are taught and the Saturday after is not."""
        both = school_years(
            [
                SchoolCalendar(day("2026-08-17"), day("2027-06-10"), extra_days=frozenset({day("2026-10-03")})),
                SchoolCalendar(day("2027-08-16"), day("2028-06-08"), extra_days=frozenset({day("2027-10-02")})),
            ]
        )
        found = [both.is_school_day(day(text)) for text in ("2026-10-03", "2026-10-10", "2027-10-02", "2027-10-09")]
        assert found == [True, False, True, False]


class TestACalendarMovedAYear:
    def test_a_school_of_four_days_a_week_keeps_its_four_days(self) -> None:
        four = MONDAY_TO_FRIDAY - frozenset({months.FRIDAY})
        assert moved_a_year(SchoolCalendar(day("2026-08-17"), day("2027-06-10"), weekdays=four)).weekdays == four

    @pytest.mark.parametrize(("before", "after"), [("2027-11-11", "2028-11-10"), ("2028-11-10", "2029-11-12")])
    def test_a_holiday_goes_to_the_weekday_on_which_it_is_kept(self, before: str, after: str) -> None:
        """Given Veterans Day on a Saturday in 2028 and on a Sunday in 2029, then Friday and Monday are closed."""
        first = date(day(before).year, 8, 16)
        one = SchoolCalendar(first, date(first.year + 1, 6, 8), closures=(closure(before, before, "Veterans Day"),))
        assert moved_a_year(one).closures == (closure(after, after, "Veterans Day"),)
