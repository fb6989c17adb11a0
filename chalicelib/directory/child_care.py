"""Licensed child care: the Community Care Licensing list, as its site exports it (tabs) or as the state's open data
(commas, underscores in the header).

A facility number has nine digits, the first two of the county. In the open data a zero that begins it can be lost:
eight digits get it back where the county's own code begins with one, with a note. The street of a family child care
home is confidential and is not even read in: what the directory does not hold, no page can show. Parents find such a
home by its number.
"""

import re
from typing import NamedTuple

from chalicelib.directory import cells
from chalicelib.directory.delimited_text import Line, Problems, read_lines
from chalicelib.directory.jurisdictions import Jurisdiction, county_named, jurisdiction_of
from chalicelib.directory.problems import ProblemCode
from chalicelib.directory.rows import DirectoryRow, FacilityStatus, ParsedDirectory
from chalicelib.domain.account import Address
from chalicelib.domain.facility import Facility, FacilityKind

REQUIRED_COLUMNS = (
    "Facility Type",
    "Facility Number",
    "Facility Name",
    "Facility Address",
    "Facility City",
    "Facility Zip",
    "Facility Telephone Number",
    "County Name",
    "Facility Status",
)
"""What the reader needs; "Closed Date" is used where it is."""

_NUMBER = re.compile(r"[0-9]{9}")
_WITHOUT_ZERO = re.compile(r"[1-9][0-9]{7}")


class _Type(NamedTuple):
    kind: FacilityKind
    reports: bool


_CENTER = _Type(FacilityKind.CHILD_CARE_CENTER, reports=True)
# Only centers for ages two to five send the yearly report (17 CCR 6075 and the state's reporting guide).
_SILENT_CENTER = _Type(FacilityKind.CHILD_CARE_CENTER, reports=False)
_HOME = _Type(FacilityKind.FAMILY_CHILD_CARE_HOME, reports=False)
_TYPES = {
    "day care center": _CENTER,
    "day care center - ill center": _CENTER,
    "single licensed child care center": _CENTER,
    "infant center": _SILENT_CENTER,
    "school age day care center": _SILENT_CENTER,
    "family day care home": _HOME,
    "small family child care home": _HOME,
    "large family child care home": _HOME,
}
_STATUSES = {
    "licensed": FacilityStatus.ACTIVE,
    "on probation": FacilityStatus.ACTIVE,
    "closed": FacilityStatus.CLOSED,
    "pending": FacilityStatus.PENDING,
    "inactive": FacilityStatus.INACTIVE,
}


def read_child_care(content: bytes) -> ParsedDirectory:
    """Return rows and problems of one file."""
    problems = Problems()
    rows: list[DirectoryRow] = []
    seen: set[str] = set()
    for line in read_lines(content, REQUIRED_COLUMNS, problems):
        county = county_named(line.text("County Name"))
        status = _STATUSES.get(line.text("Facility Status").casefold())
        licensed_as = _TYPES.get(line.text("Facility Type").casefold())
        number = cells.whole_number(line.text("Facility Number"))
        lost_its_zero = _lost_its_zero(number, county)
        number = f"0{number}" if lost_its_zero else number
        if _refused(line, county, status, licensed_as, number=number, is_known=number in seen):
            continue
        if county and status and licensed_as:
            seen.add(number)
            if lost_its_zero:
                line.note(ProblemCode.ZERO_PUT_BACK, "Facility Number")
            rows.append(_row(line, number, county, status, licensed_as))
    return ParsedDirectory(rows=tuple(rows), problems=problems.in_order())


def _lost_its_zero(number: str, county: Jurisdiction | None) -> bool:
    has_zero = county is not None and county.cds_county_code.startswith("0")
    return has_zero and _WITHOUT_ZERO.fullmatch(number) is not None


def _refused(
    line: Line,
    county: Jurisdiction | None,
    status: FacilityStatus | None,
    licensed_as: _Type | None,
    *,
    number: str,
    is_known: bool,
) -> bool:
    """Return whether the line cannot be used; every reason is told."""
    reasons = [
        (not _NUMBER.fullmatch(number), ProblemCode.FACILITY_NUMBER_SHAPE, "Facility Number"),
        (is_known, ProblemCode.NUMBER_TWICE, "Facility Number"),
        (county is None, ProblemCode.COUNTY_UNKNOWN, "County Name"),
        (status is None, ProblemCode.STATUS_UNKNOWN, "Facility Status"),
        (licensed_as is None, ProblemCode.TYPE_UNKNOWN, "Facility Type"),
        (not line.text("Facility Name"), ProblemCode.NAME_MISSING, "Facility Name"),
    ]
    for found, problem, column in reasons:
        if found:
            line.refuse(problem, column)
    return any(found for found, _, _ in reasons)


def _row(line: Line, number: str, county: Jurisdiction, status: FacilityStatus, licensed_as: _Type) -> DirectoryRow:
    confidential = licensed_as.kind is FacilityKind.FAMILY_CHILD_CARE_HOME
    city = _as_written_elsewhere(line.text("Facility City"))
    is_open = status is FacilityStatus.ACTIVE
    if is_open and not city:
        line.note(ProblemCode.CITY_MISSING, "Facility City")
    address = Address(
        street="" if confidential else line.text("Facility Address"),
        city=city,
        zip_code=cells.zip_code(line, "Facility Zip"),
    )
    facility = Facility(
        id=number,
        kind=licensed_as.kind,
        name=line.text("Facility Name"),
        address=address,
        county=county.county,
        jurisdiction=jurisdiction_of(county, city).id,
        is_open=is_open,
    )
    return DirectoryRow(
        facility=facility,
        status=status,
        line=line.number,
        phone=cells.phone(line, "Facility Telephone Number"),
        closed_on=cells.us_date(line, "Closed Date"),
        street_confidential=confidential,
        reports_immunizations=licensed_as.reports,
    )


def _as_written_elsewhere(city: str) -> str:
    """Return a city in the spelling of the schools' files; the list of child care uses capitals."""
    return city.title() if city.isupper() else city
