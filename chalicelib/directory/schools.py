"""The Department of Education's public file of schools, `pubschls.txt`, and private schools in its shape.

A CDS code has 14 digits: two of the county, five of the district, seven of the school; a record whose
school part is all zeros is a district. Closed and merged schools stay in the directory, marked: old forms
name them.
"""

import re

from chalicelib.directory import cells
from chalicelib.directory.delimited_text import Line, Problems, read_lines
from chalicelib.directory.jurisdictions import Jurisdiction, county_coded, county_named, jurisdiction_of
from chalicelib.directory.problems import ProblemCode
from chalicelib.directory.rows import DirectoryRow, DistrictRow, FacilityStatus, ParsedDirectory
from chalicelib.domain.account import Address
from chalicelib.domain.facility import Facility, FacilityKind
from chalicelib.domain.mail_domains import domain_of_email, domain_of_website
from chalicelib.law.enums import Grade

REQUIRED_COLUMNS = (
    "CDSCode",
    "StatusType",
    "County",
    "District",
    "School",
    "Street",
    "City",
    "Zip",
    "Phone",
    "GSoffered",
)
"""What the reader needs. Other columns may be there; "ClosedDate", "EILCode", "Email", "WebSite", "AdmFName" and
"AdmLName" are used where they are."""

_CDS_CODE = re.compile(r"[0-9]{14}")
_DISTRICT_DIGITS = 7
_NO_SCHOOL = "0000000"
_PRESCHOOL_LEVEL = "PS"
_STATUSES = {
    "active": FacilityStatus.ACTIVE,
    "closed": FacilityStatus.CLOSED,
    "merged": FacilityStatus.MERGED,
    "pending": FacilityStatus.PENDING,
}


def read_schools(content: bytes, kind: FacilityKind = FacilityKind.PUBLIC_SCHOOL) -> ParsedDirectory:
    """Return rows, districts and problems of one file. Its schools are of `kind`, but for preschools."""
    problems = Problems()
    rows: list[DirectoryRow] = []
    districts: list[DistrictRow] = []
    seen: set[str] = set()
    for line in read_lines(content, REQUIRED_COLUMNS, problems):
        code, county = _code_and_county(line)
        status = _STATUSES.get(line.text("StatusType").casefold())
        if county is None or _refused(line, code, status, seen) or status is None:
            continue
        seen.add(code)
        if code.endswith(_NO_SCHOOL):
            districts.append(_district(line, code, county, status))
        else:
            rows.append(_school(line, code, county, status, kind))
    return ParsedDirectory(rows=tuple(rows), districts=tuple(districts), problems=problems.in_order())


def _code_and_county(line: Line) -> tuple[str, Jurisdiction | None]:
    code = line.text("CDSCode")
    if not _CDS_CODE.fullmatch(code):
        line.refuse(ProblemCode.CDS_CODE_SHAPE, "CDSCode")
        return code, None
    county = county_coded(code[:2])
    if county is None:
        line.refuse(ProblemCode.COUNTY_UNKNOWN, "CDSCode")
    elif line.text("County") and county_named(line.text("County")) != county:
        line.note(ProblemCode.COUNTY_DIFFERS, "County")
    return code, county


def _refused(line: Line, code: str, status: FacilityStatus | None, seen: set[str]) -> bool:
    """Return whether the line cannot be used; every reason is told."""
    name_column = "District" if code.endswith(_NO_SCHOOL) else "School"
    reasons = [
        (code in seen, ProblemCode.NUMBER_TWICE, "CDSCode"),
        (status is None, ProblemCode.STATUS_UNKNOWN, "StatusType"),
        (not line.text(name_column), ProblemCode.NAME_MISSING, name_column),
    ]
    for found, problem, column in reasons:
        if found:
            line.refuse(problem, column)
    return any(found for found, _, _ in reasons)


def _district(line: Line, code: str, county: Jurisdiction, status: FacilityStatus) -> DistrictRow:
    return DistrictRow(code=code[:_DISTRICT_DIGITS], name=line.text("District"), county=county.county, status=status)


def _school(line: Line, code: str, county: Jurisdiction, status: FacilityStatus, kind: FacilityKind) -> DirectoryRow:
    low, high = cells.grades(line, "GSoffered")
    city = line.text("City")
    is_open = status is FacilityStatus.ACTIVE
    is_preschool = line.text("EILCode").upper() == _PRESCHOOL_LEVEL or high is Grade.PRESCHOOL
    if is_open and not city:
        line.note(ProblemCode.CITY_MISSING, "City")
    facility = Facility(
        id=code,
        kind=FacilityKind.PRESCHOOL if is_preschool else kind,
        name=line.text("School"),
        address=Address(street=line.text("Street"), city=city, zip_code=cells.zip_code(line, "Zip")),
        county=county.county,
        jurisdiction=jurisdiction_of(county, city).id,
        grades=cells.grades_shown(low, high),
        is_open=is_open,
        mail_domains=_mail_domains(line),
        administrator=f"{line.text('AdmFName')} {line.text('AdmLName')}".strip(),
    )
    return DirectoryRow(
        facility=facility,
        status=status,
        line=line.number,
        district_code=code[:_DISTRICT_DIGITS],
        phone=cells.phone(line, "Phone"),
        grade_low=low,
        grade_high=high,
        closed_on=cells.us_date(line, "ClosedDate"),
        child_care_number=f"00{code[_DISTRICT_DIGITS:]}" if is_preschool else "",
    )


def _mail_domains(line: Line) -> tuple[str, ...]:
    """Return the domains by which a person of the school can be known; none that is anyone's."""
    found = (domain_of_email(line.text("Email")), domain_of_website(line.text("WebSite")))
    return tuple(dict.fromkeys(filter(None, found)))
