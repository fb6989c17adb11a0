"""The annual immunization report of a school as it was filed (17 CCR 6075): frozen, with the students behind each
number. A later filing is a new version of the record; the history keeps each version as it was."""

from datetime import date
from enum import StrEnum
from typing import Annotated, ClassVar

from chalicelib.domain.field_classes import Internal, Personal, Public, Withheld
from chalicelib.domain.record import FrozenModel, VersionedRecord
from chalicelib.law.annual_report import ReportCategory, ReportSection, VaccineStatus
from chalicelib.law.calendar import SchoolYear
from chalicelib.law.enums import Vaccine

MAX_REPORTED = 5000
"""Students of one report. The record and its history hold their ids twice, within what one item of the store holds."""


class ProgramType(StrEnum):
    """The types that 6075(b) asks for."""

    PUBLIC = "public"
    PRIVATE = "private"
    HEAD_START = "head-start"


class NoStudents(StrEnum):
    """Why a report names no students (6075(c))."""

    THIS_YEAR = "this-year"
    EVER = "ever"
    CLOSED = "closed"


class ReportHeader(FrozenModel):
    """Who reports, as 6075(b) lists it. Number, county, name and address are those of the directory on that day."""

    field_class = Public

    facility_id: str
    name: str
    county: str
    street_address: str
    mailing_address: str = ""  # "" where mail goes to the street address
    telephone: str
    program: ProgramType
    # Of the school's people, who are reached at work: no part of a child's file.
    staff_name: Annotated[str, Personal, Withheld]
    staff_email: Annotated[str, Personal, Withheld]
    staff_telephone: Annotated[str, Personal, Withheld]
    contact: Annotated[str, Personal, Withheld] = ""  # whom to ask, where that is another person


class ReportedVaccine(FrozenModel):
    """What the report says of one vaccine of the students of a group."""

    vaccine: Annotated[Vaccine, Internal]
    # The school's own report; the parent reads the child's answer where it comes from.
    status: Annotated[VaccineStatus, Personal, Withheld]


class ReportGroup(FrozenModel):
    """Students who are alike in everything that is reported. Every number of the report is a sum over groups.

    `is_taught_at_home`: independent study or a home-based private school. `is_to_check`: a dose is counted as overdue
    only because the record does not settle it. `is_stayed`: a revoked exemption within its days or under appeal.
    """

    section: Annotated[ReportSection, Internal]
    category: Annotated[ReportCategory, Personal, Withheld]  # the school's own report
    vaccines: tuple[ReportedVaccine, ...]
    is_taught_at_home: Annotated[bool, Personal, Withheld] = False  # the school's own report
    is_to_check: Annotated[bool, Internal] = False
    is_stayed: Annotated[bool, Personal, Withheld] = False  # the school's own report
    student_ids: Annotated[tuple[str, ...], Internal]

    def status_of(self, vaccine: Vaccine) -> VaccineStatus | None:
        """Return what is reported of a vaccine; None where it is not counted in this part."""
        return next((each.status for each in self.vaccines if each.vaccine == vaccine), None)


class SchoolReport(VersionedRecord):
    """The report of one school for one school year. `version` is the number of the filing.

    `why_changed`: of a second or later version, what was wrong before.
    """

    record_type: ClassVar[str] = "school_report"

    facility_id: Annotated[str, Internal]
    starts_in: Annotated[int, Internal]  # the calendar year in which the school year starts
    reported_on: Annotated[date, Internal]
    filed_by: Annotated[str, Internal]  # account id
    filed_by_name: Annotated[str, Personal, Withheld]  # someone of the school, at work
    header: ReportHeader
    groups: tuple[ReportGroup, ...]
    no_students: Annotated[NoStudents | None, Public] = None
    why_changed: Annotated[str, Internal] = ""

    @property
    def school_year(self) -> SchoolYear:
        return SchoolYear(self.starts_in)


def report_id(facility_id: str, starts_in: int) -> str:
    return f"{facility_id}-{starts_in}"
