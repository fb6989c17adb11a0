"""The rules of calendars one at a time: which year a date is of, where limits lie, and what each problem says."""

from datetime import UTC, date, datetime

import pytest

from chalicelib.calendar_files.day_words import read_day
from chalicelib.calendar_files.found import MAX_LABEL, MAX_LINE, MAX_LINES, Found, LineError, LineProblem, ProblemCode
from chalicelib.calendar_files.ical import is_ical, read_ical
from chalicelib.calendar_files.lines import closure_lines, extra_day_lines
from chalicelib.calendar_files.read import read_calendar
from chalicelib.calendar_files.rows import read_rows
from chalicelib.calendar_files.written import WholeDay, written_ical
from chalicelib.domain.facility import Facility, FacilityKind
from chalicelib.domain.school_calendar import (
    CalendarClosure,
    CalendarOwner,
    SchoolYearCalendar,
    calendar_id,
    district_office,
    is_district_office,
    owner_of,
)
from chalicelib.law.calendar import SchoolYear
from chalicelib.law.school_year import Closure, ClosureKind

YEAR = SchoolYear(2026)
FIRST, LAST = date(2026, 7, 1), date(2027, 6, 30)
HOLIDAY, RECESS, STAFF, _EMERGENCY = ClosureKind


def ical(*lines: str) -> str:
    return "\r\n".join(("BEGIN:VCALENDAR", *lines, "END:VCALENDAR"))


def event(*lines: str) -> tuple[str, ...]:
    return ("BEGIN:VEVENT", *lines, "END:VEVENT")


def read(text: str) -> Found:
    return read_calendar(text, YEAR)


class TestYears:
    @pytest.mark.parametrize(
        ("line", "days"),
        [
            ("Nov 23-27 Break", (date(2026, 11, 23), date(2026, 11, 27))),
            ("Nov 23-27, 2026 Break", (date(2026, 11, 23), date(2026, 11, 27))),
            ("Dec 28 - Jan 8, 2027 Break", (date(2026, 12, 28), date(2027, 1, 8))),
            ("12/28 - 1/8/2027 Break", (date(2026, 12, 28), date(2027, 1, 8))),
            ("12/28 - 1/8/27 Break", (date(2026, 12, 28), date(2027, 1, 8))),
            ("Jan 4, 2027 - Jan 8 Break", (date(2027, 1, 4), date(2027, 1, 8))),
            ("1/4/00 Break", None),
            ("Nov 23-27, 2025 Break", None),
            ("11/23 - 11/27/2025 Break", None),
            ("Nov 23-27, 2028 Break", None),
            ("Jan 4-8, 2028 Break", None),
        ],
    )
    def test_a_range_is_of_the_school_year_unless_its_end_names_another(
        self, line: str, days: tuple[date, date] | None
    ) -> None:
        found = read(line)
        assert [(each.first, each.last) for each in found.closures] == ([days] if days else [])
        assert [each.code for each in found.problems] == ([] if days else [ProblemCode.OUTSIDE_YEAR])

    @pytest.mark.parametrize(
        ("text", "given_year", "day"),
        [
            ("11/23", None, date(2026, 11, 23)),
            ("11/23", 2026, date(2026, 11, 23)),
            ("11/23", 2027, date(2026, 11, 23)),
            ("11/23", 2025, date(2025, 11, 23)),
            ("Nov 23", 2028, date(2028, 11, 23)),
            ("1/4", 2026, date(2027, 1, 4)),
            ("1/4", 2028, date(2028, 1, 4)),
            ("Jan 4", 2025, date(2025, 1, 4)),
            ("Jan 4, 2024", 2025, date(2024, 1, 4)),
            ("1/4/2024", 2025, date(2024, 1, 4)),
            ("1/4/24", None, date(2024, 1, 4)),
            ("1/4/2000", None, date(2000, 1, 4)),
            ("7/1", None, FIRST),
            ("6/30", None, LAST),
        ],
    )
    def test_a_day_without_a_year_is_of_the_school_year_unless_another_year_was_given(
        self, text: str, given_year: int | None, day: date
    ) -> None:
        assert read_day(f" {text} ", YEAR, given_year) == day

    @pytest.mark.parametrize("text", ["13/1", "2/29/2027", "2026-02-30", "soon", ""])
    def test_a_day_that_no_calendar_has_is_told(self, text: str) -> None:
        with pytest.raises(LineError) as told:
            read_day(text, YEAR)
        assert told.value.code is ProblemCode.NOT_A_DATE
        assert str(told.value) == "not_a_date"


class TestLimits:
    def test_the_first_and_the_last_day_of_the_school_year_are_in_it(self) -> None:
        found = Found(YEAR)
        for day in (FIRST, LAST, FIRST):
            found.add_extra(day)
        assert found.extra_days == [FIRST, LAST]
        for day in (date(2026, 6, 30), date(2027, 7, 1)):
            with pytest.raises(LineError) as told:
                found.add_extra(day)
            assert told.value.code is ProblemCode.OUTSIDE_YEAR

    def test_a_name_has_up_to_eighty_letters(self) -> None:
        found = Found(YEAR)
        found.add(FIRST, FIRST, "x" * MAX_LABEL)
        with pytest.raises(LineError, match="label_too_long"):
            found.add(FIRST, FIRST, "x" * (MAX_LABEL + 1))
        assert len(found.closures) == 1

    def test_a_line_has_up_to_a_thousand_letters_and_a_problem_shows_how_it_begins(self) -> None:
        line = "11/11 Veterans Day".ljust(MAX_LINE)
        assert read(line).problems == []
        long = line.replace(" ", "x") + "x"
        assert read(long).problems == [LineProblem(1, ProblemCode.LINE_TOO_LONG, long[:MAX_LABEL])]
        assert read("  no date here ").problems == [LineProblem(1, ProblemCode.NO_DATE, "no date here")]

    def test_a_table_has_up_to_five_thousand_lines(self) -> None:
        rows = ["date,name", *["11/11,Veterans Day"] * (MAX_LINES - 1)]
        assert read("\n".join(rows)).problems == []
        found = read("\n".join([*rows, "11/12,Another"]))
        assert found.problems == [LineProblem(MAX_LINES + 1, ProblemCode.TOO_MANY_LINES)]
        assert len(found.closures) == 1


class TestLinesOfDates:
    @pytest.mark.parametrize(
        ("line", "label"),
        [
            ("Fall 11/23 break", "Fall break"),
            ("11/23 break", "break"),
            ("Monday 11/23", ""),
            ("Mon. 11/23 (Fall break)", "Fall break"),
            ("\u2022 11/23 - Fall break *", "Fall break"),
        ],
    )
    def test_the_name_is_what_stands_around_the_date(self, line: str, label: str) -> None:
        assert [each.label for each in read(line).closures] == [label]

    def test_what_is_written_is_read_back(self) -> None:
        closures = [
            Closure(date(2026, 11, 11), date(2026, 11, 11), "Veterans Day", HOLIDAY),
            Closure(date(2026, 11, 23), date(2026, 11, 27), "Days off", RECESS),
        ]
        text = "11/11/2026 Veterans Day\n11/23/2026-11/27/2026 Days off [recess]"
        assert closure_lines(closures) == text
        assert read(text).closures == closures
        assert extra_day_lines([date(2026, 9, 12), date(2027, 1, 9)]) == "9/12/2026\n1/9/2027"

    def test_a_mark_that_is_no_kind_is_a_part_of_the_name(self) -> None:
        assert [each.label for each in read("11/23 Break [see note]").closures] == ["Break [see note]"]
        assert [each.label for each in read("11/23 Break [XXXX]").closures] == ["Break [XXXX]"]


class TestTables:
    @pytest.mark.parametrize(
        "text",
        [
            'Start_Date\t"End Date"\tEvent\tType\n11/23\t11/27\tDays off\tRecess',
            "\ufeffevent;kind;start date;end\r\nDays off;RECESS;11/23;11/27\r\n",
            '"name","type","from","to"\n"Days off","recess","11/23","11/27"',
        ],
    )
    def test_columns_are_known_by_their_names_in_any_order(self, text: str) -> None:
        found = read(text)
        assert found.problems == []
        assert found.closures == [Closure(date(2026, 11, 23), date(2026, 11, 27), "Days off", RECESS)]

    def test_a_table_of_first_days_alone_has_days_without_names(self) -> None:
        assert read("date,name\n11/11\n11/12").closures == read("date\n11/11\n11/12").closures
        found = read("date\n11/11\n\n11/12")
        assert found.closures == [Closure(day, day, "", HOLIDAY) for day in (date(2026, 11, 11), date(2026, 11, 12))]

    def test_a_kind_that_is_unknown_is_told_by_the_name(self) -> None:
        assert [each.kind for each in read("date,name,kind\n11/12,Staff day,other\n11/13,Days off,staff").closures] == [
            STAFF,
            STAFF,
        ]

    def test_a_row_of_kind_extra_is_a_day_that_is_taught(self) -> None:
        assert read("date,kind\n1/9,Extra").extra_days == [date(2027, 1, 9)]

    @pytest.mark.parametrize(
        ("row", "code", "words"),
        [
            ("soon,Break", ProblemCode.NOT_A_DATE, "soon Break"),
            (",Break", ProblemCode.NO_DATE, "Break"),
            ("11/11/2029,Break", ProblemCode.OUTSIDE_YEAR, "11/11/2029 Break"),
            ("11/11," + "x" * (MAX_LINE - 5), ProblemCode.LINE_TOO_LONG, ("11/11 " + "x" * 80)[:MAX_LABEL]),
        ],
    )
    def test_a_row_that_cannot_be_read_is_told_with_its_line(self, row: str, code: ProblemCode, words: str) -> None:
        assert read(f"date,name\n11/12,Other\n{row}").problems == [LineProblem(3, code, words)]

    def test_a_row_of_just_the_longest_length_is_read_as_far_as_its_name_goes(self) -> None:
        row = "11/11," + "x" * (MAX_LINE - 6)
        assert [each.code for each in read(f"date,name\n{row}").problems] == [ProblemCode.LABEL_TOO_LONG]

    def test_a_quotation_mark_that_is_never_closed_is_told_with_its_line(self) -> None:
        assert read('date,name\n11/11,"Break').problems == [LineProblem(2, ProblemCode.NOT_A_CALENDAR)]

    def test_without_a_column_of_first_days_it_is_no_table(self) -> None:
        found = Found(YEAR)
        read_rows("name,kind\nBreak,recess", found)
        assert found.problems == [LineProblem(1, ProblemCode.COLUMNS_MISSING)]

    def test_the_first_line_alone_tells_what_parts_the_cells(self) -> None:
        found = read("date;name\n11/11;Break, with, many, commas\n")
        assert [each.label for each in found.closures] == ["Break, with, many, commas"]
        assert found.problems == []


class TestICal:
    @pytest.mark.parametrize("before", ["", "\ufeff", "\r\n", " \t"])
    def test_it_is_known_by_its_beginning(self, before: str) -> None:
        assert is_ical(f"{before}begin:vcalendar\n")
        assert not is_ical("BEGIN:VEVENT")
        assert not is_ical(f"X{before}BEGIN:VCALENDAR")

    def test_an_event_is_read_without_what_stands_inside_it_or_around_it(self) -> None:
        alarm = ("BEGIN:VALARM", "BEGIN:X", "SUMMARY:inner", "END:X", "DURATION:P9D", "SUMMARY:Alarm", "END:VALARM")
        found = read(
            ical(
                "SUMMARY:The calendar",
                *event("DTSTART;VALUE=DATE:20261111", *alarm, "SUMMARY:Holiday: Veterans Day"),
                "DTSTART:20261112",
                *event("DTSTART:20261123", "DURATION:P1W", "SUMMARY:Fall break", *alarm),
            )
        )
        assert found.problems == []
        assert [(each.first, each.last, each.label) for each in found.closures] == [
            (date(2026, 11, 11), date(2026, 11, 11), "Holiday: Veterans Day"),
            (date(2026, 11, 23), date(2026, 11, 29), "Fall break"),
        ]

    @pytest.mark.parametrize(
        ("length", "last"),
        [
            ("DURATION:P1D", 11), ("DURATION:p3d", 13), ("DURATION:P2W", 24), ("DURATION:PT1H", 11), ("X:1", 11),
            ("DTEND:20261114", 13), ("DTEND:20261111", 11), ("DTEND:20261101", 11),
        ],
    )  # fmt: skip
    def test_an_event_ends_before_its_end_or_after_its_length(self, length: str, last: int) -> None:
        (closure,) = read(ical(*event("DTSTART:20261111", length, "SUMMARY:Holiday"))).closures
        assert closure.last == date(2026, 11, last)

    def test_a_line_that_begins_with_a_blank_goes_on_from_the_one_before(self) -> None:
        found = read(ical(*event("DTSTART:20261111", "SUMMARY:No sch", " ool", "\t: rest")))
        assert [each.label for each in found.closures] == ["No school: rest"]
        long = "x" * MAX_LINE
        found = read(ical(*event("DTSTART:20261111", f"SUMMARY:{long}", *[f" {long}"] * 9)))
        assert [each.code for each in found.problems] == [ProblemCode.LABEL_TOO_LONG]

    def test_signs_that_the_format_escapes_are_read_as_meant(self) -> None:
        found = read(ical(*event("DTSTART:20261111", r"SUMMARY:Holiday\, no\Nschool\; a\\b\nnow")))
        assert [each.label for each in found.closures] == [r"Holiday, no school; a\b now"]

    @pytest.mark.parametrize(
        ("lines", "code"),
        [
            (("SUMMARY:Holiday",), ProblemCode.NO_DATE),
            (("DTSTART:2026", "SUMMARY:Holiday"), ProblemCode.NOT_A_DATE),
            (("DTSTART:20261332", "SUMMARY:Holiday"), ProblemCode.NOT_A_DATE),
            (("DTSTART:20261111", "RRULE:FREQ=DAILY", "SUMMARY:Holiday"), ProblemCode.REPEATS),
            (("DTSTART:20261111", "RDATE:20261112", "SUMMARY:Holiday"), ProblemCode.REPEATS),
        ],
    )
    def test_an_event_that_cannot_be_read_is_told_with_its_first_line(
        self, lines: tuple[str, ...], code: ProblemCode
    ) -> None:
        assert read(ical(*event(*lines))).problems == [LineProblem(2, code, "Holiday")]

    def test_an_event_without_words_is_left_out_without_any(self) -> None:
        found = read(ical(*event("DTSTART:20261111")))
        assert found.left_out == [Closure(date(2026, 11, 11), date(2026, 11, 11), "", HOLIDAY)]
        assert found.closures == []

    def test_an_event_that_is_never_closed_is_told_and_what_comes_after_the_limit_is_not_read(self) -> None:
        found = Found(YEAR)
        read_ical("BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:20261111", found)
        assert found.problems == [LineProblem(2, ProblemCode.NOT_A_CALENDAR)]
        whole = ical(*event("DTSTART:20261111", "SUMMARY:Holiday"))
        padded = whole.replace("END:VCALENDAR", "\r\n".join(["X:1"] * MAX_LINES))
        found = read(padded)
        assert [each.code for each in found.problems] == [ProblemCode.TOO_MANY_LINES]
        assert len(found.closures) == 1

    def test_an_event_beyond_the_school_year_is_of_another_and_one_at_its_edge_is_not(self) -> None:
        days = ("20260630", "20260701", "20270630", "20270701")
        found = read(ical(*(line for day in days for line in event(f"DTSTART:{day}", "SUMMARY:Holiday"))))
        assert [each.first for each in found.closures] == [FIRST, LAST]
        assert found.problems == []

    def test_a_calendar_is_written_in_lines_of_75_octets_with_its_signs_escaped(self) -> None:
        day = WholeDay("u1", date(2026, 12, 31), "Doses; due, \\ soon", "é" * 60, "https://portal.example/1")
        text = written_ical("Follow-up, school", [day], datetime(2026, 11, 20, 18, 5, 9, tzinfo=UTC))
        assert text == "\r\n".join(
            [
                "BEGIN:VCALENDAR",
                "VERSION:2.0",
                "PRODID:-//Exemption Portal//Follow-up//EN",
                "CALSCALE:GREGORIAN",
                r"X-WR-CALNAME:Follow-up\, school",
                "BEGIN:VEVENT",
                "UID:u1",
                "DTSTAMP:20261120T180509Z",
                "DTSTART;VALUE=DATE:20261231",
                "DTEND;VALUE=DATE:20270101",
                r"SUMMARY:Doses\; due\, \\ soon",
                "DESCRIPTION:" + "é" * 31,
                " " + "é" * 29,
                "URL:https://portal.example/1",
                "TRANSP:TRANSPARENT",
                "END:VEVENT",
                "END:VCALENDAR",
                "",
            ]
        )
        exact = WholeDay("u1", date(2026, 12, 31), "s" * (75 - len("SUMMARY:")), "d" * (75 - 12 + 74 + 1), "u")
        lines = written_ical("n", [exact], datetime(2026, 11, 20, tzinfo=UTC)).split("\r\n")
        assert f"SUMMARY:{exact.summary}" in lines
        assert [len(line) for line in lines if set(line) <= set(" dDESCRIPTION:") and "d" in line] == [75, 75, 2]


class TestWhoseCalendar:
    def test_a_public_schools_calendar_is_its_districts_too(self) -> None:
        school, office = "19647331932946", "19647330000000"
        assert district_office(school) == office
        assert district_office(office) == district_office("191234567") == district_office("") == ""
        assert is_district_office(office)
        assert not any(map(is_district_office, (school, "1964733", "0000000", office + "0")))
        facts = {"id": school, "version": 1, "name": "Toyon School", "county": "Los Angeles", "jurisdiction": "C19"}
        public = Facility.model_construct(**facts, kind=FacilityKind.PUBLIC_SCHOOL)
        private = Facility.model_construct(**facts, kind=FacilityKind.PRIVATE_SCHOOL)
        assert owner_of(school, public) == CalendarOwner(facility_id=school, district_id=office)
        assert owner_of(school, private) == owner_of(school, None) == CalendarOwner(facility_id=school)

    def test_a_calendar_gives_the_law_its_days(self) -> None:
        kept = SchoolYearCalendar(
            id=calendar_id("f1", 2026),
            version=1,
            facility_id="f1",
            starts_in=2026,
            first_day=date(2026, 8, 17),
            last_day=date(2027, 6, 4),
            weekdays=(0, 1, 2, 3),
            closures=(CalendarClosure(first=FIRST, last=LAST, label="Break", kind=RECESS),),
            extra_days=(date(2027, 1, 9),),
        )
        days = kept.as_school_days()
        assert kept.id == "f1-2026"
        assert (days.first_day, days.last_day, days.weekdays) == (
            kept.first_day,
            kept.last_day,
            frozenset({0, 1, 2, 3}),
        )
        assert days.closures == (Closure(FIRST, LAST, "Break", RECESS),)
        assert days.extra_days == frozenset(kept.extra_days)
