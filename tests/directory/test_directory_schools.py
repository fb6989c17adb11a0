"""The public file of schools: what is read, and what is told about bad lines."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.directory.delimited_text import LONGEST_CELL, MAX_BYTES, MAX_PROBLEMS
from chalicelib.directory.problems import PROBLEM_TEXTS, Problem, ProblemCode
from chalicelib.directory.rows import DirectoryRow, DistrictRow, FacilityStatus, ParsedDirectory
from chalicelib.directory.schools import REQUIRED_COLUMNS, read_schools
from chalicelib.domain.facility import FacilityKind
from chalicelib.law.enums import Grade

COLUMNS = (*REQUIRED_COLUMNS, "ClosedDate", "EILCode", "Latitude")
SCHOOL = {
    "CDSCode": "01990019900001",
    "StatusType": "Active",
    "County": "Alameda",
    "District": "Plover Unified",
    "School": "Wrenwick Elementary",
    "Street": "12 Larch Road",
    "City": "Oakland",
    "Zip": "94612-1234",
    "Phone": "(510) 555-0142",
    "GSoffered": "K-5",
    "ClosedDate": "No Data",
    "EILCode": "ELEM",
    "Latitude": "No Data",
}
DISTRICT = SCHOOL | {"CDSCode": "01990010000000", "School": "No Data", "GSoffered": "No Data", "EILCode": "No Data"}


def text(*rows: dict[str, str], columns: tuple[str, ...] = COLUMNS) -> bytes:
    lines = [columns, *([row[column] for column in columns] for row in rows)]
    return "\r\n".join("\t".join(line) for line in lines).encode()


def read_one(**changes: str) -> DirectoryRow:
    """The one school of a file, kept without a complaint."""
    parsed = read_schools(text(SCHOOL | changes))
    assert parsed.problems == ()
    (row,) = parsed.rows
    return row


def refused(parsed: ParsedDirectory) -> list[tuple[int, ProblemCode, str]]:
    return [(problem.line, problem.code, problem.column) for problem in parsed.problems if not problem.row_kept]


def test_a_school_is_read_whole() -> None:
    row = read_one()

    assert row.facility.id == "01990019900001"
    assert row.facility.kind is FacilityKind.PUBLIC_SCHOOL
    assert row.facility.name == "Wrenwick Elementary"
    assert row.facility.address.street == "12 Larch Road"
    assert (row.facility.address.city, row.facility.address.zip_code) == ("Oakland", "94612-1234")
    assert (row.facility.county, row.facility.jurisdiction) == ("Alameda", "C01")
    assert (row.phone, row.facility.grades) == ("(510) 555-0142", "K-5")
    assert (row.grade_low, row.grade_high) == (Grade.K, Grade.GRADE_5)
    assert (row.status, row.facility.is_open, row.closed_on) == (FacilityStatus.ACTIVE, True, None)
    assert (row.district_code, row.line, row.child_care_number) == ("0199001", 2, "")
    assert row.reports_immunizations
    assert not row.street_confidential


def test_a_code_that_ends_in_seven_zeros_is_a_district() -> None:
    parsed = read_schools(text(DISTRICT, SCHOOL))

    assert parsed.problems == ()
    assert [row.facility.id for row in parsed.rows] == ["01990019900001"]
    assert parsed.districts == (
        DistrictRow(code="0199001", name="Plover Unified", county="Alameda", status=FacilityStatus.ACTIVE),
    )


@given(st.permutations([*COLUMNS, "NewColumn"]))
def test_the_order_of_the_columns_does_not_matter(columns: list[str]) -> None:
    content = text(SCHOOL | {"NewColumn": "x"}, columns=tuple(columns))

    assert read_schools(content).rows == (read_one(),)


@pytest.mark.parametrize(
    "content",
    [
        b"\xef\xbb\xbf" + text(SCHOOL),
        text(SCHOOL).replace(b"\r\n", b"\n"),
        text(SCHOOL) + b"\r\n\r\n\t\t\r\n",
        text(SCHOOL).replace(b"CDSCode", b" cdscode "),
        text(SCHOOL) + b"\t\t",
        text(SCHOOL, columns=REQUIRED_COLUMNS),
        text(SCHOOL).replace(b"12 Larch", b"  12   Larch "),
    ],
    ids=["byte order mark", "line ends", "blank lines", "header case", "empty cells after", "fewest columns", "spaces"],
)
def test_small_differences_of_the_file_are_no_problem(content: bytes) -> None:
    parsed = read_schools(content)

    assert parsed.problems == ()
    assert parsed.rows == (read_one(),)


@pytest.mark.parametrize(
    ("told", "status", "is_open"),
    [
        ("Active", FacilityStatus.ACTIVE, True),
        ("Closed", FacilityStatus.CLOSED, False),
        ("Merged", FacilityStatus.MERGED, False),
        ("Pending", FacilityStatus.PENDING, False),
        ("CLOSED", FacilityStatus.CLOSED, False),
    ],
)
def test_a_school_that_no_longer_operates_stays_and_is_marked(
    told: str, status: FacilityStatus, *, is_open: bool
) -> None:
    row = read_one(StatusType=told, ClosedDate="06/30/2021")

    assert (row.status, row.facility.is_open, row.closed_on) == (status, is_open, date(2021, 6, 30))


def test_a_closed_school_may_lack_its_address() -> None:
    row = read_one(StatusType="Closed", Street="No Data", City="No Data", Zip="No Data", Phone="No Data")

    assert (row.facility.address.street, row.facility.address.city, row.phone) == ("", "", "")
    assert row.facility.jurisdiction == "C01"


@pytest.mark.parametrize(
    ("code", "county", "city", "jurisdiction"),
    [
        ("01", "Alameda", "Berkeley", "MBerkeley"),
        ("01", "Alameda", "BERKELEY", "MBerkeley"),
        ("19", "Los Angeles", "Long Beach", "MLongBeach"),
        ("19", "Los Angeles", "Pasadena", "MPasadena"),
        ("19", "Los Angeles", "South Pasadena", "C19"),
        ("19", "Los Angeles", "Vernon", "C19"),
        ("07", "Contra Costa", "Berkeley", "C07"),
        ("38", "San Francisco", "San Francisco", "C38"),
        ("58", "Yuba", "Marysville", "C58"),
        ("19", "No Data", "Pasadena", "MPasadena"),
    ],
)
def test_three_cities_have_their_own_jurisdiction_and_all_else_is_the_county(
    code: str, county: str, city: str, jurisdiction: str
) -> None:
    row = read_one(CDSCode=f"{code}990019900001", County=county, City=city)

    assert row.facility.jurisdiction == jurisdiction


@pytest.mark.parametrize(
    ("told", "low", "high", "shown"),
    [
        ("K-12", "K", "12", "K-12"),
        ("TK-6", "TK", "6", "TK-6"),
        ("P-5", "preschool", "5", "preschool-5"),
        ("9-12", "9", "12", "9-12"),
        ("7", "7", "7", "7"),
        ("K-Adult", "K", "12", "K-12"),
        ("KG-08", "K", "8", "K-8"),
        ("UG", "ungraded", "ungraded", "ungraded"),
        ("Adult", None, None, ""),
        ("No Data", None, None, ""),
    ],
)
def test_grades_are_read_in_the_file_s_words(told: str, low: str | None, high: str | None, shown: str) -> None:
    row = read_one(GSoffered=told)

    assert (row.grade_low, row.grade_high) == (low and Grade(low), high and Grade(high))
    assert row.facility.grades == shown


@pytest.mark.parametrize(
    "changes", [{"EILCode": "PS", "GSoffered": "No Data"}, {"GSoffered": "P"}, {"GSoffered": "PK-PK"}]
)
def test_a_preschool_reports_under_00_and_its_school_number(changes: dict[str, str]) -> None:
    row = read_one(**changes)

    assert row.facility.kind is FacilityKind.PRESCHOOL
    assert row.child_care_number == "009900001"


def test_a_private_file_in_the_same_shape_gives_private_schools() -> None:
    (row,) = read_schools(text(SCHOOL), FacilityKind.PRIVATE_SCHOOL).rows

    assert row.facility.kind is FacilityKind.PRIVATE_SCHOOL


@pytest.mark.parametrize(
    ("changes", "code", "column"),
    [
        ({"CDSCode": "0199001990000"}, ProblemCode.CDS_CODE_SHAPE, "CDSCode"),
        ({"CDSCode": "1990019900001"}, ProblemCode.CDS_CODE_SHAPE, "CDSCode"),
        ({"CDSCode": "1.99002E+12"}, ProblemCode.CDS_CODE_SHAPE, "CDSCode"),
        ({"CDSCode": "٠١990019900001"}, ProblemCode.CDS_CODE_SHAPE, "CDSCode"),
        ({"CDSCode": "No Data"}, ProblemCode.CDS_CODE_SHAPE, "CDSCode"),
        ({"CDSCode": "00990019900001"}, ProblemCode.COUNTY_UNKNOWN, "CDSCode"),
        ({"CDSCode": "59990019900001"}, ProblemCode.COUNTY_UNKNOWN, "CDSCode"),
        ({"StatusType": "Asleep"}, ProblemCode.STATUS_UNKNOWN, "StatusType"),
        ({"StatusType": "No Data"}, ProblemCode.STATUS_UNKNOWN, "StatusType"),
        ({"School": "No Data"}, ProblemCode.NAME_MISSING, "School"),
        ({"School": " "}, ProblemCode.NAME_MISSING, "School"),
        ({"CDSCode": "01990010000000", "District": ""}, ProblemCode.NAME_MISSING, "District"),
        ({"School": "x" * (LONGEST_CELL + 1)}, ProblemCode.CELL_TOO_LONG, "school"),
        ({"School": "Wren\x00wick"}, ProblemCode.UNREADABLE_CHARACTERS, "school"),
        ({"School": "Wren\u202ewick"}, ProblemCode.UNREADABLE_CHARACTERS, "school"),
        ({"School": "Wren\ufffdwick"}, ProblemCode.UNREADABLE_CHARACTERS, "school"),
        ({"School": "Wren\rwick"}, ProblemCode.UNREADABLE_CHARACTERS, "school"),
        ({"School": "Wren\twick"}, ProblemCode.WRONG_NUMBER_OF_CELLS, ""),
        ({"School": "Wren\nwick"}, ProblemCode.WRONG_NUMBER_OF_CELLS, ""),
    ],
)
def test_a_line_that_cannot_be_used_is_told_and_the_next_is_read(
    changes: dict[str, str], code: ProblemCode, column: str
) -> None:
    other = SCHOOL | {"CDSCode": "01990019900002"}

    parsed = read_schools(text(SCHOOL | changes, other))

    assert refused(parsed)[0] == (2, code, column)
    assert [row.facility.id for row in parsed.rows] == ["01990019900002"]


@pytest.mark.parametrize(
    ("changes", "code", "column"),
    [
        ({"County": "Fresno"}, ProblemCode.COUNTY_DIFFERS, "County"),
        ({"County": "Atlantis"}, ProblemCode.COUNTY_DIFFERS, "County"),
        ({"City": ""}, ProblemCode.CITY_MISSING, "City"),
        ({"Zip": "9461"}, ProblemCode.ZIP_SHAPE, "Zip"),
        ({"Zip": "94612-12"}, ProblemCode.ZIP_SHAPE, "Zip"),
        ({"Phone": "555-0142"}, ProblemCode.PHONE_SHAPE, "Phone"),
        ({"Phone": "call 5105550142"}, ProblemCode.PHONE_SHAPE, "Phone"),
        ({"ClosedDate": "2021-06-30"}, ProblemCode.DATE_SHAPE, "ClosedDate"),
        ({"ClosedDate": "02/30/2021"}, ProblemCode.DATE_SHAPE, "ClosedDate"),
        ({"GSoffered": "K-13"}, ProblemCode.GRADES_UNKNOWN, "GSoffered"),
        ({"GSoffered": "8-K"}, ProblemCode.GRADES_UNKNOWN, "GSoffered"),
        ({"GSoffered": "K-"}, ProblemCode.GRADES_UNKNOWN, "GSoffered"),
        ({"GSoffered": "K-5-8"}, ProblemCode.GRADES_UNKNOWN, "GSoffered"),
        ({"GSoffered": "UG-8"}, ProblemCode.GRADES_UNKNOWN, "GSoffered"),
    ],
)
def test_a_bad_cell_is_told_and_left_out_and_the_school_stays(
    changes: dict[str, str], code: ProblemCode, column: str
) -> None:
    parsed = read_schools(text(SCHOOL | changes))

    assert [row.facility.id for row in parsed.rows] == ["01990019900001"]
    found = changes[column] if changes[column] != "No Data" else ""
    assert parsed.problems == (Problem(line=2, code=code, column=column, found=found, row_kept=True),)


def test_every_reason_against_a_line_is_told_at_once() -> None:
    parsed = read_schools(text(SCHOOL | {"StatusType": "?", "School": ""}))

    assert {code for _, code, _ in refused(parsed)} == {ProblemCode.STATUS_UNKNOWN, ProblemCode.NAME_MISSING}


def test_a_code_that_comes_twice_is_kept_once() -> None:
    parsed = read_schools(text(SCHOOL, SCHOOL | {"School": "Another"}))

    assert [row.facility.name for row in parsed.rows] == ["Wrenwick Elementary"]
    assert refused(parsed) == [(3, ProblemCode.NUMBER_TWICE, "CDSCode")]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"", [(0, ProblemCode.FILE_EMPTY, "")]),
        (b"\r\n\r\n", [(0, ProblemCode.FILE_EMPTY, "")]),
        (b"a,b\n1,2\n", [(1, ProblemCode.COLUMN_MISSING, column) for column in REQUIRED_COLUMNS]),
        (
            text(SCHOOL, columns=tuple(column for column in COLUMNS if column != "Zip")),
            [(1, ProblemCode.COLUMN_MISSING, "Zip")],
        ),
        (text(SCHOOL, columns=(*COLUMNS, "Zip")), [(1, ProblemCode.COLUMN_TWICE, "Zip")]),
        (b" " * (MAX_BYTES + 1), [(0, ProblemCode.FILE_TOO_LARGE, "")]),
    ],
    ids=["empty", "only line ends", "another kind of file", "a column gone", "a column twice", "too large"],
)
def test_a_file_that_is_not_the_right_one_gives_no_rows(
    content: bytes, expected: list[tuple[int, ProblemCode, str]]
) -> None:
    parsed = read_schools(content)

    assert parsed.rows == ()
    assert refused(parsed) == expected


def test_reading_stops_when_there_are_more_problems_than_a_person_reads() -> None:
    bad = SCHOOL | {"CDSCode": "x"}

    parsed = read_schools(text(*[bad] * (MAX_PROBLEMS + 500)))

    assert len(parsed.problems) == MAX_PROBLEMS + 1
    assert parsed.problems[-1].code is ProblemCode.TOO_MANY_PROBLEMS


def test_an_older_encoding_is_read_too() -> None:
    content = text(SCHOOL | {"School": "Peñasco Elementary"}).decode().encode("cp1252")

    assert read_schools(content).rows[0].facility.name == "Peñasco Elementary"


def test_a_quotation_mark_swallows_no_lines() -> None:
    parsed = read_schools(text(SCHOOL | {"School": '"Wrenwick'}, SCHOOL | {"CDSCode": "01990019900002"}))

    assert [row.facility.name for row in parsed.rows] == ['"Wrenwick', "Wrenwick Elementary"]


def test_what_is_quoted_from_the_file_is_short() -> None:
    parsed = read_schools(text(SCHOOL | {"Phone": "9" * LONGEST_CELL}))

    assert len(parsed.problems[0].found) == 60


@given(st.binary(max_size=300))
def test_any_bytes_below_a_good_header_are_read_or_told(tail: bytes) -> None:
    parsed = read_schools(text(SCHOOL) + b"\r\n" + tail)

    assert parsed.rows[:1] == (read_one(),) or parsed.problems


@given(st.fixed_dictionaries({column: st.text(max_size=12) for column in COLUMNS}))
def test_any_cells_are_read_or_told(row: dict[str, str]) -> None:
    parsed = read_schools(text(row))

    kept = len(parsed.rows) + len(parsed.districts)
    assert kept == 1 or parsed.problems or not any(cell.strip() for cell in row.values())


@pytest.mark.parametrize("code", list(ProblemCode))
def test_every_problem_has_a_sentence_that_takes_its_facts(code: ProblemCode) -> None:
    sentence = PROBLEM_TEXTS[code] % {"line": 7, "column": "Zip", "found": "x"}

    assert sentence.endswith(".")
    assert "%" not in sentence
