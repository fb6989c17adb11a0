"""What comes out of a directory file."""

from datetime import date
from enum import StrEnum

from chalicelib.directory.problems import Problem
from chalicelib.domain.facility import Facility
from chalicelib.domain.record import FrozenModel
from chalicelib.law.enums import Grade


class FacilityStatus(StrEnum):
    """The state's word for whether the place operates. Only an active one is open."""

    ACTIVE = "active"
    CLOSED = "closed"
    MERGED = "merged"
    PENDING = "pending"
    INACTIVE = "inactive"


class DirectoryRow(FrozenModel):
    """One school or child care facility, and what the files tell beyond the facility's own record.

    `child_care_number` is the number under which a public preschool without a license of its own reports:
    "00" and the seven digits of the school. `reports_immunizations` is false for places that must enforce
    the law but send no yearly report (family homes, infant centers): their silence is no missing report.
    """

    facility: Facility
    status: FacilityStatus
    line: int
    district_code: str = ""  # the seven digits of county and district, for schools
    phone: str = ""
    grade_low: Grade | None = None
    grade_high: Grade | None = None
    closed_on: date | None = None
    child_care_number: str = ""
    street_confidential: bool = False
    reports_immunizations: bool = True


class DistrictRow(FrozenModel):
    """A district: a CDS code whose school part is all zeros."""

    code: str  # seven digits, county and district
    name: str
    county: str
    status: FacilityStatus


class ParsedDirectory(FrozenModel):
    """The rows of one file, and everything that was wrong with it."""

    rows: tuple[DirectoryRow, ...] = ()
    districts: tuple[DistrictRow, ...] = ()
    problems: tuple[Problem, ...] = ()
