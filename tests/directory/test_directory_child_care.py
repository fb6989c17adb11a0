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
from chalicelib.directory.problems import ProblemCode
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
