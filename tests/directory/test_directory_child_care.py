"""The list of licensed child care, the health jurisdictions, and the sample directory."""

from collections import Counter
from datetime import date

import pytest

from chalicelib.directory.child_care import REQUIRED_COLUMNS, read_child_care
from chalicelib.directory.jurisdictions import (
    CITIES,
    COUNTIES,
    JURISDICTIONS,
    county_coded,
    county_named,
    jurisdiction_of,
)
from chalicelib.directory.problems import Problem, ProblemCode
from chalicelib.directory.rows import FacilityStatus
from chalicelib.domain.facility import FacilityKind
from infra.sample_directory import read_sample

COLUMNS = (*REQUIRED_COLUMNS, "Closed Date", "Licensee")
CENTER = {
    "Facility Type": "DAY CARE CENTER",
    "Facility Number": "013420001",
    "Facility Name": "Otter Center",
    "Facility Address": "7 Finch Way",
    "Facility City": "SOUTH PASADENA",
    "Facility Zip": "91030",
    "Facility Telephone Number": "6265550101",
    "County Name": "LOS ANGELES",
    "Facility Status": "LICENSED",
    "Closed Date": "",
    "Licensee": "Somebody",
}
HOME = CENTER | {"Facility Type": "FAMILY DAY CARE HOME", "Facility Number": "013420002"}


def text(*rows: dict[str, str], columns: tuple[str, ...] = COLUMNS) -> bytes:
    return "\n".join("\t".join(line) for line in [columns, *([row[name] for name in columns] for row in rows)]).encode()


def test_a_center_is_read_whole() -> None:
    parsed = read_child_care(text(CENTER))

    assert parsed.problems == ()
    (row,) = parsed.rows
    assert (row.facility.id, row.facility.kind) == ("013420001", FacilityKind.CHILD_CARE_CENTER)
    assert (row.facility.address.street, row.facility.address.city) == ("7 Finch Way", "South Pasadena")
    assert (row.facility.county, row.facility.jurisdiction) == ("Los Angeles", "C19")
    assert (row.phone, row.facility.is_open) == ("(626) 555-0101", True)
    assert not row.street_confidential


def test_the_street_of_a_family_home_is_not_even_read_in() -> None:
    (row,) = read_child_care(text(HOME)).rows

    assert row.facility.kind is FacilityKind.FAMILY_CHILD_CARE_HOME
    assert row.street_confidential
    assert "Finch" not in repr(row)


def test_neither_does_the_licensee_s_name_come_along() -> None:
    assert "Somebody" not in repr(read_child_care(text(CENTER, HOME)))


@pytest.mark.parametrize(
    ("licensed_as", "kind", "reports"),
    [
        ("DAY CARE CENTER", FacilityKind.CHILD_CARE_CENTER, True),
        ("Single Licensed Child Care Center", FacilityKind.CHILD_CARE_CENTER, True),
        ("INFANT CENTER", FacilityKind.CHILD_CARE_CENTER, False),
        ("SCHOOL AGE DAY CARE CENTER", FacilityKind.CHILD_CARE_CENTER, False),
        ("FAMILY DAY CARE HOME", FacilityKind.FAMILY_CHILD_CARE_HOME, False),
    ],
)
def test_only_centers_for_ages_two_to_five_owe_a_report(licensed_as: str, kind: FacilityKind, *, reports: bool) -> None:
    (row,) = read_child_care(text(CENTER | {"Facility Type": licensed_as})).rows

    assert (row.facility.kind, row.reports_immunizations) == (kind, reports)


@pytest.mark.parametrize(
    ("told", "status", "is_open"),
    [
        ("LICENSED", FacilityStatus.ACTIVE, True),
        ("ON PROBATION", FacilityStatus.ACTIVE, True),
        ("CLOSED", FacilityStatus.CLOSED, False),
        ("PENDING", FacilityStatus.PENDING, False),
        ("INACTIVE", FacilityStatus.INACTIVE, False),
    ],
)
def test_the_license_status_tells_whether_it_is_open(told: str, status: FacilityStatus, *, is_open: bool) -> None:
    (row,) = read_child_care(text(CENTER | {"Facility Status": told, "Closed Date": "8/31/2024"})).rows

    assert (row.status, row.facility.is_open, row.closed_on) == (status, is_open, date(2024, 8, 31))


@pytest.mark.parametrize(
    ("changes", "code", "column"),
    [
        ({"Facility Number": "13420001"}, ProblemCode.FACILITY_NUMBER_SHAPE, "Facility Number"),
        ({"Facility Number": "01342000"}, ProblemCode.FACILITY_NUMBER_SHAPE, "Facility Number"),
        ({"Facility Number": "0134200011"}, ProblemCode.FACILITY_NUMBER_SHAPE, "Facility Number"),
        ({"Facility Number": "No Data"}, ProblemCode.FACILITY_NUMBER_SHAPE, "Facility Number"),
        ({"County Name": "ATLANTIS"}, ProblemCode.COUNTY_UNKNOWN, "County Name"),
        ({"County Name": ""}, ProblemCode.COUNTY_UNKNOWN, "County Name"),
        ({"Facility Status": "OPEN"}, ProblemCode.STATUS_UNKNOWN, "Facility Status"),
        ({"Facility Type": "SUMMER CAMP"}, ProblemCode.TYPE_UNKNOWN, "Facility Type"),
        ({"Facility Name": ""}, ProblemCode.NAME_MISSING, "Facility Name"),
    ],
)
def test_a_line_that_cannot_be_used_is_told_and_the_next_is_read(
    changes: dict[str, str], code: ProblemCode, column: str
) -> None:
    parsed = read_child_care(text(CENTER | changes, HOME))

    assert [(problem.line, problem.code, problem.column) for problem in parsed.problems] == [(2, code, column)]
    assert [row.facility.id for row in parsed.rows] == ["013420002"]


OPEN_DATA_COLUMNS = (
    "facility_type,facility_number,facility_name,licensee,facility_administrator,facility_telephone_number,"
    "facility_address,facility_city,facility_state,facility_zip,county_name,regional_office,facility_capacity,"
    "facility_status,license_first_date,closed_date,file_date"
)


def open_data(*lines: str) -> bytes:
    """The state's open file: commas, underscores in the header."""
    return "\r\n".join((OPEN_DATA_COLUMNS, *lines)).encode()


def test_the_state_s_open_file_is_read_as_it_comes() -> None:
    """Given the open data's file with commas, underscores, a number and a ZIP code that went through a spreadsheet,
    then the center is read, and the zero that was put back is told."""
    parsed = read_child_care(
        open_data(
            'DAY CARE CENTER,15201981,"Otter, Finch & Co.",Someone,Else,5105550101.0,7 FINCH WAY,OAKLAND,CA,94601.0,'
            "ALAMEDA,01,24,LICENSED,1/2/2011,,10/1/2026"
        )
    )

    (row,) = parsed.rows
    assert (row.facility.id, row.facility.name) == ("015201981", "Otter, Finch & Co.")
    assert (row.facility.address.street, row.facility.address.zip_code) == ("7 FINCH WAY", "94601")
    assert row.phone == "(510) 555-0101"
    assert parsed.problems == (
        Problem(line=2, code=ProblemCode.ZERO_PUT_BACK, column="Facility Number", found="15201981", row_kept=True),
    )


def test_a_number_is_the_same_with_and_without_its_lost_zero() -> None:
    """Given the same center twice, once without the zero, then it is kept once."""
    line = "DAY CARE CENTER,{},Otter,S,E,,7 FINCH WAY,OAKLAND,CA,94601,ALAMEDA,01,24,LICENSED,,,"

    parsed = read_child_care(open_data(line.format("015201981"), line.format("15201981")))

    assert [row.facility.id for row in parsed.rows] == ["015201981"]
    assert [problem.code for problem in parsed.problems] == [ProblemCode.NUMBER_TWICE]


def test_a_county_whose_numbers_begin_with_another_digit_gets_no_zero() -> None:
    """Given eight digits in Los Angeles, whose code is 19, then the line is refused: which digit is lost is unknown."""
    line = "DAY CARE CENTER,15201981,Otter,S,E,,7 FINCH WAY,LOS ANGELES,CA,90012,LOS ANGELES,19,24,LICENSED,,,"

    parsed = read_child_care(open_data(line))

    assert parsed.rows == ()
    assert [problem.code for problem in parsed.problems] == [ProblemCode.FACILITY_NUMBER_SHAPE]


@pytest.mark.parametrize("size", ["LARGE", "SMALL"])
def test_the_open_file_s_family_homes_keep_their_street_to_themselves(size: str) -> None:
    """Given a large or a small family child care home, then it is a family home, and its street is not read in."""
    line = f"{size} FAMILY CHILD CARE HOME,013420002,Finch Home,S,E,Unavailable,9 SECRET LANE,OAKLAND,CA,94601,ALAMEDA"
    parsed = read_child_care(open_data(f"{line},01,8,LICENSED,,,"))

    (row,) = parsed.rows
    assert row.facility.kind is FacilityKind.FAMILY_CHILD_CARE_HOME
    assert (row.street_confidential, row.reports_immunizations, row.phone) == (True, False, "")
    assert "SECRET" not in repr(row)
    assert parsed.problems == ()


def test_what_the_state_calls_unavailable_is_blank() -> None:
    """Given a center whose street is "Unavailable", then the directory has none: it is no street."""
    (row,) = read_child_care(text(CENTER | {"Facility Address": "Unavailable"})).rows

    assert row.facility.address.street == ""


@pytest.mark.parametrize(
    "line",
    [
        'DAY CARE CENTER,013420003,"Otter,S,E,,7 FINCH WAY,OAKLAND,CA,94601,ALAMEDA,01,24,LICENSED,,,',
        "DAY CARE CENTER,013420003,Otter,S",
        "DAY CARE CENTER,013420003,Otter,Care,S,E,,7 FINCH WAY,OAKLAND,CA,94601,ALAMEDA,01,24,LICENSED,,,10/1/2026",
    ],
    ids=["a quotation mark that does not close", "too few cells", "a comma without quotation marks"],
)
def test_a_broken_line_between_commas_is_told_and_the_next_is_read(line: str) -> None:
    """Given a line whose cells do not fit the header, then it is told, and no other line is lost with it."""
    good = "DAY CARE CENTER,013420004,Larch,S,E,,7 FINCH WAY,OAKLAND,CA,94601,ALAMEDA,01,24,LICENSED,,,"

    parsed = read_child_care(open_data(line, good))

    assert [row.facility.id for row in parsed.rows] == ["013420004"]
    assert [(each.line, each.code) for each in parsed.problems] == [(2, ProblemCode.WRONG_NUMBER_OF_CELLS)]


def test_a_number_that_comes_twice_is_kept_once() -> None:
    parsed = read_child_care(text(CENTER, CENTER))

    assert len(parsed.rows) == 1
    assert [problem.code for problem in parsed.problems] == [ProblemCode.NUMBER_TWICE]


def test_a_center_without_a_city_goes_to_its_county() -> None:
    parsed = read_child_care(text(CENTER | {"Facility City": ""}))

    assert parsed.rows[0].facility.jurisdiction == "C19"
    assert [problem.code for problem in parsed.problems] == [ProblemCode.CITY_MISSING]


def test_there_are_61_jurisdictions_of_58_counties_and_three_cities() -> None:
    assert (len(COUNTIES), len(CITIES), len({place.id for place in JURISDICTIONS})) == (58, 3, 61)
    assert {city.name: (city.id, city.county) for city in CITIES} == {
        "Berkeley": ("MBerkeley", "Alameda"),
        "Long Beach": ("MLongBeach", "Los Angeles"),
        "Pasadena": ("MPasadena", "Los Angeles"),
    }


@pytest.mark.parametrize(
    ("code", "name", "fips"),
    [
        ("01", "Alameda County", "06001"),
        ("19", "Los Angeles County", "06037"),
        ("38", "San Francisco (City and County)", "06075"),
        ("58", "Yuba County", "06115"),
    ],
)
def test_counties_carry_their_state_and_federal_codes(code: str, name: str, fips: str) -> None:
    county = county_coded(code)

    assert county is not None
    assert (county.id, county.name, county.county_fips) == (f"C{code}", name, fips)


@pytest.mark.parametrize("written", ["Contra Costa", "CONTRA COSTA", " contra  costa county "])
def test_a_county_is_known_in_any_writing(written: str) -> None:
    county = county_named(written)

    assert county is not None
    assert county.id == "C07"
    assert jurisdiction_of(county, "Concord") == county


@pytest.mark.parametrize("written", ["", "County", "Contra", "Nowhere"])
def test_what_is_no_county_is_none(written: str) -> None:
    assert county_named(written) is None
    assert county_coded("00") is None


def test_the_sample_directory_shows_every_kind_of_place() -> None:
    parsed = read_sample()
    rows = [row for directory in parsed for row in directory.rows]
    kinds = Counter(row.facility.kind for row in rows)

    assert [directory.problems for directory in parsed] == [(), (), ()]
    assert kinds[FacilityKind.PUBLIC_SCHOOL] + kinds[FacilityKind.PRESCHOOL] == 240
    assert kinds[FacilityKind.PRESCHOOL] >= 5
    assert kinds[FacilityKind.PRIVATE_SCHOOL] == 60
    assert kinds[FacilityKind.CHILD_CARE_CENTER] == 60
    assert kinds[FacilityKind.FAMILY_CHILD_CARE_HOME] == 20
    assert len({row.facility.county for row in rows}) == 21
    assert {city.id for city in CITIES} <= {row.facility.jurisdiction for row in rows}
    assert {row.status for row in rows} >= set(FacilityStatus) - {FacilityStatus.INACTIVE}
    assert len(parsed[0].districts) == 32
    assert len({row.facility.id for row in rows}) == len(rows)
    assert len({row.facility.name for row in rows}) == len(rows)
