"""What each page and act on the annual report begins with: the school, the report of this school year if one was filed,
and today's numbers from the school's list."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from chalicelib.actions.context import Context
from chalicelib.domain.action import Action
from chalicelib.domain.child import SchoolChoice
from chalicelib.domain.facility import Facility
from chalicelib.domain.report_duty import sections_of
from chalicelib.domain.report_figures import Figures, exempted_but_not_listed, groups_of
from chalicelib.domain.roster import RosterRow, StudentRow
from chalicelib.domain.school_report import SchoolReport, report_id
from chalicelib.law.annual_report import ReportSection
from chalicelib.law.calendar import SchoolYear, school_year_of
from chalicelib.storage import keys
from chalicelib.storage.keys import Key


@dataclass(frozen=True)
class ReportCase:
    """The report of a school for the school year of today. `students` and `rows`: what its list holds."""

    facility_id: str
    facility: Facility | None
    year: SchoolYear
    filed: SchoolReport | None
    sections: tuple[ReportSection, ...]
    figures: Figures
    students: Mapping[str, StudentRow]
    rows: tuple[RosterRow, ...]
    unlisted: tuple[RosterRow, ...]

    @property
    def id(self) -> str:
        return report_id(self.facility_id, self.year.starts_in)

    @property
    def version(self) -> int:
        """The number of the filing that the next one follows; 0 before the first."""
        return self.filed.version if self.filed else 0

    @cached_property
    def fingerprint(self) -> str:
        """Tells whether the numbers, or the students behind them, are still those that a person has seen."""
        told = json.dumps([group.model_dump(mode="json") for group in self.figures.groups], sort_keys=True)
        return hashlib.sha256(told.encode()).hexdigest()


def report_key(facility_id: str, starts_in: int) -> Key:
    """Return where a school's report of a school year is kept."""
    return keys.record(SchoolReport.record_type, report_id(facility_id, starts_in))


def load_report_case(ctx: Context, act: Action, facility_id: str) -> ReportCase:
    """Return the case with today's numbers. Raises PortalError NOT_FOUND (not this person's school), FORBIDDEN,
    UNAVAILABLE."""
    ctx.require(act, SchoolChoice(facility_id=facility_id))
    year = school_year_of(ctx.on)
    ctx.store.load([keys.record("facility", facility_id), report_key(facility_id, year.starts_in)])
    facility = ctx.store.facility(facility_id)
    students, rows = ctx.store.students(facility_id)
    sections = sections_of(facility, ctx.on)
    return ReportCase(
        facility_id,
        facility,
        year,
        ctx.store.find(SchoolReport, report_id(facility_id, year.starts_in)),
        sections,
        Figures(groups_of(students, rows, sections, ctx.on)),
        {row.student_id: row for row in students},
        tuple(rows),
        tuple(exempted_but_not_listed(students, rows, sections, ctx.on)),
    )
