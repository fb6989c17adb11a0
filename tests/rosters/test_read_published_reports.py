"""The state's published file is read as it comes; what cannot be read is said by line, and nothing is guessed."""

from typing import NamedTuple

import pytest

from chalicelib.law.annual_report import ReportSection
from chalicelib.rosters.problems import MAX_PROBLEMS, PROBLEM_TEXTS, Effect, ProblemCode
from chalicelib.rosters.published_reports import MAX_LINES, ParsedPublished, PublishedLine, read_published
from chalicelib.rosters.published_values import FINE, WHOLE, Bounds, NotAValueError, read_value

HEADER = "school_code,reported,enrollment,count,percent"
STATE = (
    "SCHOOL_YEAR,SCHOOL_CODE,COUNTY,PUBLIC_PRIVATE,PUBLIC_SCHOOL_DISTRICT,CITY,SCHOOL_NAME,"
    "ENROLLMENT,REPORTED,CATEGORY,COUNT,PERCENT"
)
ANA, BEN = "19642120000001", "19642120000002"
GOOD = f"{ANA},Y,20,19,95"
P, FILE, LINE, ASKED = ProblemCode, Effect.FILE_REFUSED, Effect.LINE_LEFT_OUT, Effect.ASKED
KINDERGARTEN, SEVENTH = ReportSection.KINDERGARTEN, ReportSection.GRADE_7


def text(*lines: str, header: str = HEADER) -> bytes:
    return "\n".join((header, *lines, "")).encode()


def read(content: bytes, section: ReportSection = KINDERGARTEN, year: int = 2025) -> ParsedPublished:
    return read_published(content, year, section)


def only(content: bytes, section: ReportSection = KINDERGARTEN) -> PublishedLine:
    parsed = read(content, section)
    (row,) = parsed.rows
    return row


def codes(parsed: ParsedPublished) -> list[tuple[int, ProblemCode, Effect]]:
    return [(each.line, each.code, each.effect) for each in parsed.problems]


class TestTheStatesColumns:
    def test_one_line_for_each_category_gives_one_school(self) -> None:
        content = text(
            "2025-26,6005987,FRESNO,PUBLIC,A UNIFIED,FRESNO,A SCHOOL,84,Y,UP-TO-DATE,79,94",
            "2025-26,6005987,FRESNO,PUBLIC,A UNIFIED,FRESNO,A SCHOOL,84,Y,CONDITIONAL,3,4",
            "2025-26,6005987,FRESNO,PUBLIC,A UNIFIED,FRESNO,A SCHOOL,84,Y,PME,2,2",
            "2024-25,6005987,FRESNO,PUBLIC,A UNIFIED,FRESNO,A SCHOOL,80,Y,UP-TO-DATE,80,100",
            header=STATE,
        )
        parsed = read(content)

        assert [(row.number, row.county, row.low, row.of) for row in parsed.rows] == [("6005987", "FRESNO", 79, 84)]
        assert (parsed.others, parsed.left_out, parsed.problems) == (3, 0, ())

    def test_a_school_that_did_not_report_is_one_line_however_many_it_has(self) -> None:
        silent = [f"2025-2026,6005987,FRESNO,,,,A SCHOOL,,N,{category},," for category in ("UP-TO-DATE", "PME", "")]

        parsed = read(text(*silent, header=STATE))

        assert [row.is_reported for row in parsed.rows] == [False]
        assert parsed.others == 2

    def test_of_the_7th_grade_tdap_is_read(self) -> None:
        header = "SCHOOL_YEAR,SCHOOL_CODE,COUNTY,VACCINE,CATEGORY,ENROLLMENT,COUNT,PERCENT"
        content = text(
            "2025-26,6005987,Fresno,VARI,UP-TO-DATE,90,90,100",
            "2025-26,6005987,Fresno,TDAP,UP-TO-DATE,90,80,89",
            header=header,
        )
        assert only(content, SEVENTH).low == 80

    @pytest.mark.parametrize(
        "header",
        [
            "CDS Code,Reported (Y/N),Total Enrollment,Up-to-date count,% up to date",
            "facility_number\tREPORTED\tEnrolled\tCOUNT\tPCT",
            "\ufeffSchool Number;reported;ENROLLMENT;Count;Percent Up To Date",
        ],
    )
    def test_other_names_of_columns_and_other_delimiters(self, header: str) -> None:
        delimiter = "\t" if "\t" in header else ";" if ";" in header else ","
        row = only(text(delimiter.join((ANA, "Y", "20", "19", "95")), header=header))
        assert (row.number, row.low, row.of, row.enrolled) == (ANA, 19, 20, 20)

    @pytest.mark.parametrize(
        ("written", "number"),
        [("1642120000001", "01642120000001"), ("13420001", "013420001"), ("19-64212-0000001", ANA), (f"{ANA}.0", ANA)],
    )
    def test_numbers_get_back_what_a_spreadsheet_took(self, written: str, number: str) -> None:
        assert only(text(f"{written},Y,20,19,")).number == number

    @pytest.mark.parametrize("year", ["2025-26", "2025-2026", "2025", "2025/26", "2025–26"])
    def test_years_as_the_files_write_them(self, year: str) -> None:
        assert only(text(f"{year},{GOOD}", header=f"academic_year,{HEADER}")).number == ANA


class TestValues:
    @pytest.mark.parametrize(
        ("written", "low", "high"),
        [
            ("95", 95 * FINE, 95 * FINE),
            ("94.9%", 94_900_000, 94_900_000),
            ("95-98%", 95 * FINE, 98 * FINE),
            ("95% – 98%", 95 * FINE, 98 * FINE),
            ("95 to 98", 95 * FINE, 98 * FINE),
            (">=99.5%", 99_500_000, WHOLE),
            ("≥95", 95 * FINE, WHOLE),
            ("95%+", 95 * FINE, WHOLE),
            ("95 or more", 95 * FINE, WHOLE),
            (">94%", 94 * FINE + 1, WHOLE),
            ("<95%", 0, 95 * FINE - 1),
            ("less than 95", 0, 95 * FINE - 1),
            ("≤95 percent", 0, 95 * FINE),
            ("0", 0, 0),
            ("100%", WHOLE, WHOLE),
        ],
    )
    def test_what_a_percentage_means(self, written: str, low: int, high: int) -> None:
        found = read_value(written, 100)
        assert found is not None
        assert (found.low, found.high) == (low, high)

    @pytest.mark.parametrize("written", ["", "*", "**", "-", "--", "—", "S", "N/A", "suppressed", "†"])
    def test_what_is_hidden(self, written: str) -> None:
        assert read_value(written, 100) is None

    @pytest.mark.parametrize(
        "written", ["105", "98-95", "=1+1", "-5", "9 5x", "٩٥", "1e2", ">=101", "95-98-99", "95,5"]
    )
    def test_what_is_none(self, written: str) -> None:
        with pytest.raises(NotAValueError):
            read_value(written, 100)

    def test_thousands_have_a_comma(self) -> None:
        assert read_value("1,204", None) == Bounds(1204 * FINE, 1204 * FINE, is_exact=True)

    def test_a_range_of_students_is_a_range_of_the_rate(self) -> None:
        row = only(text(f"{ANA},Y,100,<11,*"))
        assert (row.low, row.high, row.of) == (0, 11 * FINE - 1, 100 * FINE)

    def test_more_than_so_many_students_is_as_good_as_hidden(self) -> None:
        assert only(text(f"{ANA},Y,100,>20,*")).of == 0

    def test_students_come_before_a_rounded_percentage(self) -> None:
        row = only(text(f"{ANA},Y,1000,949,95"))
        assert (row.low, row.high, row.of) == (949, 949, 1000)


class Hostile(NamedTuple):
    """`used` are the numbers of the lines that would be applied."""

    name: str
    content: bytes
    problems: list[tuple[int, ProblemCode, Effect]]
    used: list[int]


HOSTILE = (
    Hostile("nothing at all", b"", [(0, P.FILE_EMPTY, FILE)], []),
    Hostile("a header alone", text(), [(0, P.FILE_EMPTY, FILE)], []),
    Hostile("a spreadsheet", b"PK\x03\x04" + b"\0" * 60, [(0, P.NOT_A_TEXT_FILE, FILE)], []),
    Hostile("a printed page", b"%PDF-1.7\n" + text(GOOD), [(0, P.NOT_A_TEXT_FILE, FILE)], []),
    Hostile("UTF-16", text(GOOD).decode().encode("utf-16"), [(0, P.ENCODING_UNKNOWN, FILE)], []),
    Hostile("NUL in a number", text(GOOD, f"{BEN}\0,Y,20,19,"), [(3, P.UNREADABLE_CHARACTERS, LINE)], [2]),
    Hostile("NUL in the header", text(GOOD, header=f"{HEADER}\0"), [(0, P.ENCODING_UNKNOWN, FILE)], []),
    Hostile("an escape", text(GOOD, f"{BEN},Y,\x1b[2J20,19,"), [(3, P.UNREADABLE_CHARACTERS, LINE)], [2]),
    Hostile("a web page", b"<!doctype html>\n<p>Not found</p>\n", [(1, P.COLUMN_MISSING, FILE)], []),
    Hostile("no column of a rate", text(ANA, header="school_code"), [(1, P.COLUMN_MISSING, FILE)], []),
    Hostile("a column twice", text(f"{GOOD},19", header=f"{HEADER},COUNT"), [(1, P.COLUMN_TWICE, FILE)], []),
    Hostile("a column twice, by its other name", text(f"{GOOD},1", header=f"{HEADER},CDS Code"),
            [(1, P.COLUMN_TWICE, FILE)], []),
    Hostile("10,001 lines", text(*(f"{19642120000000 + each},Y,20,19," for each in range(MAX_LINES + 1))),
            [(MAX_LINES + 2, P.TOO_MANY_ROWS, FILE)], []),
    Hostile("another year", text(f"2019-20,{GOOD}", header=f"school_year,{HEADER}"),
            [(0, P.NOT_OF_THIS_YEAR, FILE)], []),
    Hostile("years that are none", text(f"2025-26,{GOOD}", f"2025-29,{BEN},Y,20,19,", f"=A1,{BEN},Y,20,19,",
            header=f"school_year,{HEADER}"), [(3, P.YEAR_SHAPE, LINE), (4, P.YEAR_SHAPE, LINE)], [2]),
    Hostile("a formula for a number", text(GOOD, "=1+1,Y,20,19,"), [(3, P.NUMBER_SHAPE, LINE)], [2]),
    Hostile("a formula for students", text(GOOD, f"{BEN},Y,=20,@SUM(A1),"),
            [(3, P.COUNT_SHAPE, LINE), (3, P.COUNT_SHAPE, LINE)], [2]),
    Hostile("a formula for a rate", text(GOOD, f"{BEN},Y,*,*,=95"), [(3, P.PERCENT_SHAPE, LINE)], [2]),
    Hostile("no number", text(GOOD, ",Y,20,19,"), [(3, P.CELL_MISSING, LINE)], [2]),
    Hostile("a number that a spreadsheet spoiled", text(GOOD, "1.96421E+13,Y,20,19,", "123,Y,20,19,"),
            [(3, P.NUMBER_SHAPE, LINE), (4, P.NUMBER_SHAPE, LINE)], [2]),
    Hostile("a school code without its county", text(GOOD, "6005987,Y,20,19,"), [(3, P.COUNTY_MISSING, LINE)], [2]),
    Hostile("more than all", text(GOOD, f"{BEN},Y,20,21,"), [(3, P.COUNT_TOO_LARGE, LINE)], [2]),
    Hostile("more than 100 percent", text(GOOD, f"{BEN},Y,*,*,105"), [(3, P.PERCENT_SHAPE, LINE)], [2]),
    Hostile("a range from high to low", text(GOOD, f"{BEN},Y,*,*,98-95%"), [(3, P.PERCENT_SHAPE, LINE)], [2]),
    Hostile("a share for a percentage", text(GOOD, f"{BEN},Y,*,*,0.95", f"{BEN},Y,*,*,1"),
            [(3, P.PERCENT_UNSURE, LINE), (4, P.PERCENT_UNSURE, LINE)], [2]),
    Hostile("half a student", text(GOOD, f"{BEN},Y,20,18.5,"), [(3, P.COUNT_SHAPE, LINE)], [2]),
    Hostile("a rate that is not that of the students", text(GOOD, f"{BEN},Y,20,19,50"),
            [(3, P.FIGURES_DIFFER, ASKED)], [2, 3]),
    Hostile("a word for yes and no", text(GOOD, f"{BEN},maybe,20,19,"), [(3, P.WORD_UNKNOWN, LINE)], [2]),
    Hostile("a school twice with other figures", text(GOOD, f"{ANA},Y,20,2,"), [(3, P.NUMBER_TWICE, LINE)], [2]),
    Hostile("reported and not reported", text(GOOD, f"{ANA},N,,,"), [(3, P.NUMBER_TWICE, LINE)], [2]),
    Hostile("a school twice with the same", text(GOOD, GOOD), [], [2]),
    Hostile("digits of another script", text(GOOD, "١٩٦٤٢١٢٠٠٠٠٠٠٢,Y,20,19,"), [(3, P.NUMBER_SHAPE, LINE)], [2]),
    Hostile("a quote that is never closed", text(GOOD, f'"{BEN},Y,20,19,', GOOD), [(3, P.QUOTE_NOT_CLOSED, FILE)], []),
    Hostile("a line that breaks off", text(GOOD, f"{BEN},Y"), [(3, P.WRONG_NUMBER_OF_CELLS, LINE)], [2]),
    Hostile("a cell without end", text(GOOD, f"{BEN},Y,{'9' * 400},19,"), [(3, P.CELL_TOO_LONG, LINE)], [2]),
)  # fmt: skip


def by_name(case: Hostile) -> str:
    return case.name


@pytest.mark.parametrize("case", HOSTILE, ids=by_name)
def test_a_hostile_file_gives_its_problems_and_uses_no_more_than_the_good_lines(case: Hostile) -> None:
    parsed = read(case.content)

    assert codes(parsed) == case.problems
    assert [row.line for row in parsed.rows] == case.used
    assert not parsed.rows or not parsed.is_refused
    for problem in parsed.problems:
        said = PROBLEM_TEXTS[problem.code] % problem.placeholders
        assert problem.line < 2 or f"Line {problem.line}" in said
        assert "SUM" not in said


def test_10_000_lines_are_taken() -> None:
    lines = (f"{19642120000000 + each},Y,20,19," for each in range(MAX_LINES))
    assert len(read(text(*lines)).rows) == MAX_LINES


def test_reading_stops_where_problems_are_too_many_to_read() -> None:
    parsed = read(text(*(f"{19642120000000 + each},Y,20,x," for each in range(MAX_PROBLEMS + 5))))
    assert (parsed.is_refused, parsed.rows) == (True, ())
    assert parsed.problems[-1].code is P.TOO_MANY_PROBLEMS


def test_a_line_that_is_left_out_is_counted() -> None:
    parsed = read(text(GOOD, f"{BEN},Y,20,x,", "broken"))
    assert (len(parsed.rows), parsed.left_out) == (1, 2)
