"""School calendars as offices have them: lines, tables, iCal files, and what is wrong in them, line by line."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.calendar_files.found import MAX_LINE, MAX_LINES, Found, ProblemCode, kind_of
from chalicelib.calendar_files.lines import closure_lines, extra_day_lines
from chalicelib.calendar_files.read import read_calendar
from chalicelib.law.calendar import SchoolYear
from chalicelib.law.school_year import Closure, ClosureKind, assumed_calendar

YEAR = SchoolYear(2026)
HOLIDAY, RECESS, STAFF, EMERGENCY = ClosureKind


def read(text: str) -> Found:
    return read_calendar(text, YEAR)


def spans(found: Found) -> list[tuple[str, str, str]]:
    return [(each.first.isoformat(), each.last.isoformat(), each.label) for each in found.closures]


def problems(text: str) -> list[tuple[int, ProblemCode]]:
    return [(each.line, each.code) for each in read(text).problems]


class TestLines:
    @pytest.mark.parametrize(
        ("line", "first", "last", "label"),
        [
            ("Thanksgiving 11/23-11/27", "2026-11-23", "2026-11-27", "Thanksgiving"),
            ("11/11 Veterans Day", "2026-11-11", "2026-11-11", "Veterans Day"),
            ("Veterans Day: 11/11/26", "2026-11-11", "2026-11-11", "Veterans Day"),
            ("2026-12-21 to 2027-01-08 Winter recess", "2026-12-21", "2027-01-08", "Winter recess"),
            ("Winter recess (December 21 - January 8)", "2026-12-21", "2027-01-08", "Winter recess"),
            ("Winter recess Dec. 21, 2026 through Jan. 8, 2027", "2026-12-21", "2027-01-08", "Winter recess"),
            ("Nov 23\u201327 Thanksgiving", "2026-11-23", "2026-11-27", "Thanksgiving"),
            ("November 23-27, 2026\tThanksgiving", "2026-11-23", "2026-11-27", "Thanksgiving"),
            ("Monday, November 23 - Friday, November 27: Fall break", "2026-11-23", "2026-11-27", "Fall break"),
            ("Labor Day, Monday, September 7th", "2026-09-07", "2026-09-07", "Labor Day"),
            ("\u2022 Spring break 3/22 \u2013 3/26", "2027-03-22", "2027-03-26", "Spring break"),
            ("January 18", "2027-01-18", "2027-01-18", ""),
            ("7/1 Summer", "2026-07-01", "2026-07-01", "Summer"),
            ("6/30 Summer", "2027-06-30", "2027-06-30", "Summer"),
            ("2/12/2027 Minimum day 1/2 for staff", "2027-02-12", "2027-02-12", "Minimum day 1/2 for staff"),
        ],
    )
    def test_a_line_is_a_date_or_a_range_with_its_name(self, line: str, first: str, last: str, label: str) -> None:
        found = read(line)
        assert found.problems == []
        assert spans(found) == [(first, last, label)]

    @pytest.mark.parametrize(
        ("line", "code"),
        [
            ("Thanksgiving recess", ProblemCode.NO_DATE),
            ("Staff day 2/30", ProblemCode.NOT_A_DATE),
            ("Staff day 13/1", ProblemCode.NOT_A_DATE),
            ("Holidays 11/11 and 11/26", ProblemCode.MORE_DATES),
            ("Fall break 11/27-11/23", ProblemCode.ENDS_BEFORE_IT_STARTS),
            ("Labor Day 9/7/2025", ProblemCode.OUTSIDE_YEAR),
            ("Labor Day 2027-07-01", ProblemCode.OUTSIDE_YEAR),
            ("Labor Day 2026-06-30", ProblemCode.OUTSIDE_YEAR),
            (f"9/7 {'x' * 81}", ProblemCode.LABEL_TOO_LONG),
            (f"9/7 {'x' * MAX_LINE}", ProblemCode.LINE_TOO_LONG),
            ("Make-up days 2/6-2/7 [extra]", ProblemCode.MORE_DATES),
        ],
    )
    def test_a_line_that_cannot_be_read_is_named_and_the_others_are_read(self, line: str, code: ProblemCode) -> None:
        """Given one bad line between two good ones, then it is a problem with its number, and both are read."""
        found = read(f"Labor Day 9/7\n\n{line}\nVeterans Day 11/11")
        assert [(each.line, each.code) for each in found.problems] == [(3, code)]
        assert len(found.closures) == 2

    def test_past_the_limit_of_lines_nothing_is_read(self) -> None:
        found = read("9/7 Labor Day\n" * (MAX_LINES + 3))
        assert [(each.line, each.code) for each in found.problems] == [(MAX_LINES + 1, ProblemCode.TOO_MANY_LINES)]
        assert len(found.closures) == 1  # the same line again is no other day

    @pytest.mark.parametrize(
        ("label", "kind"),
        [
            ("Labor Day", HOLIDAY),
            ("", HOLIDAY),
            ("Winter Break", RECESS),
            ("Thanksgiving week", RECESS),
            ("Teacher work day", STAFF),
            ("Pupil-free day", STAFF),
            ("Non-student day", STAFF),
            ("Wildfire smoke closure", EMERGENCY),
            ("Power outage", EMERGENCY),
        ],
    )
    def test_the_name_tells_the_kind_and_a_mark_goes_before_it(self, label: str, kind: ClosureKind) -> None:
        assert kind_of(label) is kind
        (marked,) = read(f"10/12 {label} [emergency]").closures
        assert (marked.kind, marked.label) == (EMERGENCY, label)

    def test_words_in_brackets_that_are_no_kind_stay_in_the_name(self) -> None:
        assert spans(read("10/12 Staff day [tentative]")) == [("2026-10-12", "2026-10-12", "Staff day [tentative]")]

    def test_first_and_last_day_and_make_up_days_are_known_by_their_words(self) -> None:
        found = read("First day of school 8/17\nLast day of instruction: June 10\n2/6 Make-up day\n10/3 [extra]")
        assert (found.first_day, found.last_day) == (date(2026, 8, 17), date(2027, 6, 10))
        assert found.extra_days == [date(2026, 10, 3), date(2027, 2, 6)]
        assert found.closures == []

    def test_the_lines_of_a_calendar_are_read_back_as_they_were(self) -> None:
        closures = assumed_calendar(YEAR).closures
        found = read(closure_lines(closures))
        assert (tuple(found.closures), found.problems) == (closures, [])
        assert extra_day_lines([date(2026, 10, 3)]) == "10/3/2026"

    @given(
        st.dates(YEAR.first_day, YEAR.last_day),
        st.integers(0, 30),
        st.sampled_from(ClosureKind),
        st.text("abcdefghij KLM123456789/-.,'&", max_size=40).map(lambda text: text.strip(" -.,")),
    )
    def test_whatever_its_name_a_closure_is_read_back(
        self, first: date, more: int, kind: ClosureKind, label: str
    ) -> None:
        last = min(date.fromordinal(first.toordinal() + more), YEAR.last_day)
        closure = Closure(first, last, " ".join(label.split()), kind)
        if label[:1].isdigit():
            return  # a name that begins with a number reads as a part of the dates
        (found,) = read(closure_lines([closure])).closures
        assert found == closure

    @given(st.text(max_size=300))
    def test_whatever_is_pasted_is_read_or_named(self, text: str) -> None:
        found = read(text)
        said = [line for line in text.lstrip("\ufeff").splitlines() if line.strip()]
        assert len(found.problems) + len(found.closures) + len(found.extra_days) + len(found.left_out) <= len(said) + 2


class TestATable:
    def test_columns_are_known_by_their_names_in_any_order(self) -> None:
        found = read("Name,Kind,End Date,Start Date\nFall break,recess,11/27/2026,11/23/2026\nLabor Day,,,9/7\n")
        assert found.problems == []
        assert spans(found) == [("2026-09-07", "2026-09-07", "Labor Day"), ("2026-11-23", "2026-11-27", "Fall break")]

    def test_cells_from_a_spreadsheet_have_tabs(self) -> None:
        assert spans(read("date\tlabel\n2026-11-11\tVeterans Day")) == [("2026-11-11", "2026-11-11", "Veterans Day")]

    def test_a_row_that_cannot_be_read_is_named_by_its_line(self) -> None:
        text = 'date,label,kind\n9/7,"Labor\nDay",holiday\n,Nothing,\nsoon,Later,\n,,\n10/3,Make-up,extra\n'
        found = read(text)
        assert [(each.line, each.code) for each in found.problems] == [
            (4, ProblemCode.NO_DATE),
            (5, ProblemCode.NOT_A_DATE),
        ]
        assert (spans(found), found.extra_days) == ([("2026-09-07", "2026-09-07", "Labor Day")], [date(2026, 10, 3)])

    @pytest.mark.parametrize("broken", ['9/7,"Labor Day', '9/7,"Labor" Day', "9/7,\0Labor Day"])
    def test_a_broken_table_is_a_problem_and_no_error(self, broken: str) -> None:
        found = read(f"date,label\n{broken}\n")
        assert len(found.problems) + len(found.closures) == 1

    def test_a_formula_is_words_and_nothing_else(self) -> None:
        assert spans(read("date,label\n9/7,=1+1\n")) == [("2026-09-07", "2026-09-07", "=1+1")]


ICAL = """BEGIN:VCALENDAR\r
VERSION:2.0\r
BEGIN:VEVENT\r
DTSTART;VALUE=DATE:20261123\r
DTEND;VALUE=DATE:20261128\r
SUMMARY:Thanksgiving Break\\, no\r
  school\r
BEGIN:VALARM\r
DURATION:P3D\r
SUMMARY:Alarm\r
END:VALARM\r
END:VEVENT\r
BEGIN:VEVENT\r
DTSTART;VALUE=DATE:20261111\r
SUMMARY:Veterans Day\r
END:VEVENT\r
BEGIN:VEVENT\r
DTSTART;VALUE=DATE:20260817\r
DTEND;VALUE=DATE:20260818\r
SUMMARY:First Day of School\r
END:VEVENT\r
BEGIN:VEVENT\r
DTSTART;TZID=America/Los_Angeles:20260903T180000\r
DTEND;TZID=America/Los_Angeles:20260903T193000\r
SUMMARY:Back to School Night (holiday theme)\r
END:VEVENT\r
BEGIN:VEVENT\r
DTSTART;VALUE=DATE:20261016\r
SUMMARY:Picture day\r
END:VEVENT\r
BEGIN:VEVENT\r
DTSTART;VALUE=DATE:20251111\r
SUMMARY:Veterans Day\r
END:VEVENT\r
BEGIN:VEVENT\r
DTSTART;VALUE=DATE:20270322\r
DURATION:P1W\r
SUMMARY:Spring recess\r
END:VEVENT\r
END:VCALENDAR\r
"""


class TestAnICalFile:
    def test_all_day_events_that_speak_of_no_school_are_kept_through_the_day_before_their_end(self) -> None:
        found = read(ICAL)
        assert found.problems == []
        assert spans(found) == [
            ("2026-11-11", "2026-11-11", "Veterans Day"),
            ("2026-11-23", "2026-11-27", "Thanksgiving Break, no school"),
            ("2027-03-22", "2027-03-28", "Spring recess"),
        ]
        assert found.first_day == date(2026, 8, 17)

    def test_other_all_day_events_are_shown_as_left_out(self) -> None:
        assert [each.label for each in read(ICAL).left_out] == ["Picture day"]

    @pytest.mark.parametrize(
        ("event", "code"),
        [
            ("SUMMARY:Holiday", ProblemCode.NO_DATE),
            ("DTSTART;VALUE=DATE:20261332\nSUMMARY:Holiday", ProblemCode.NOT_A_DATE),
            ("DTSTART;VALUE=DATE:soon\nSUMMARY:Holiday", ProblemCode.NOT_A_DATE),
            ("DTSTART;VALUE=DATE:20261116\nRRULE:FREQ=DAILY\nSUMMARY:Holiday", ProblemCode.REPEATS),
            ("DTSTART;VALUE=DATE:20270629\nDTEND;VALUE=DATE:20270705\nSUMMARY:Holiday", ProblemCode.OUTSIDE_YEAR),
        ],
    )
    def test_an_event_that_cannot_be_read_is_named_by_its_line(self, event: str, code: ProblemCode) -> None:
        text = f"BEGIN:VCALENDAR\nVERSION:2.0\nBEGIN:VEVENT\n{event}\nEND:VEVENT\nEND:VCALENDAR\n"
        assert problems(text) == [(3, code)]

    def test_a_file_that_breaks_off_and_one_that_is_too_long_are_named(self) -> None:
        assert problems("BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:20261111") == [(2, ProblemCode.NOT_A_CALENDAR)]
        long = "BEGIN:VCALENDAR\n" + "X-FILL:1\n" * MAX_LINES
        assert problems(long) == [(MAX_LINES + 1, ProblemCode.TOO_MANY_LINES)]

    @given(st.text("BEGIN:VT\nDSARXY;=20261 \\,", max_size=400))
    def test_whatever_stands_in_it_no_error_leaves_the_reader(self, text: str) -> None:
        found = read(f"BEGIN:VCALENDAR\nBEGIN:VEVENT\n{text}\nEND:VEVENT\n")
        days = [day for each in found.closures for day in (each.first, each.last)]
        assert all(date(2026, 7, 1) <= day <= date(2027, 6, 30) for day in days)
