"""What a health department's rows say on one day: which status a line has, and how each school stands. Nothing here is
written."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from fractions import Fraction

from chalicelib.domain.day_summary import DaySummary
from chalicelib.domain.effective_status import reading_of
from chalicelib.domain.facility import FacilityKind
from chalicelib.domain.jurisdiction_rows import FormInJurisdiction, ReportInJurisdiction, SchoolInJurisdiction
from chalicelib.domain.report_duty import INSTITUTIONS, grades_of_words
from chalicelib.domain.roster import RosterLine
from chalicelib.domain.school_roster import Task
from chalicelib.law.admission import EffectiveStatus
from chalicelib.law.enums import LineKind, LineState, Vaccine
from chalicelib.law.review_triggers import must_report

RECENT = timedelta(days=30)
LEAST_SHARE = Fraction(95, 100)  # HSC 120372(d)(2)(A)


class LineStatus(StrEnum):
    """How an exemption from one vaccine stands today, by what a department looks for."""

    PERMANENT = "permanent"
    TEMPORARY = "temporary"
    NOT_YET = "not-yet"
    ENDED = "ended"
    HELD = "held"
    REVOKED = "revoked"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    REPLACED = "replaced"


_BY_STATE = {
    LineState.HELD: LineStatus.HELD,
    LineState.REVOKED: LineStatus.REVOKED,
    LineState.REFUSED: LineStatus.REFUSED,
    LineState.WITHDRAWN: LineStatus.WITHDRAWN,
    LineState.SUPERSEDED: LineStatus.REPLACED,
}
IN_FORCE = frozenset({LineStatus.PERMANENT, LineStatus.TEMPORARY})


def status_of(form: FormInJurisdiction, line: RosterLine, on: date) -> LineStatus:
    """Return how the line stands on a day."""
    reading = reading_of(form, line, on)
    if reading is None:
        return _BY_STATE[line.state]
    if reading is EffectiveStatus.VALID:
        return LineStatus.PERMANENT if line.kind is LineKind.PERMANENT else LineStatus.TEMPORARY
    return LineStatus.NOT_YET if reading is EffectiveStatus.NOT_YET_IN_EFFECT else LineStatus.ENDED


@dataclass(frozen=True)
class Revoked:
    """A line that the state revoked, with its form."""

    form: FormInJurisdiction
    line: RosterLine
    on: date


def revoked_since(forms: Iterable[FormInJurisdiction], since: date) -> list[Revoked]:
    """Return the lines that were revoked on that day or later and stand revoked, the newest first."""

    def found() -> Iterator[Revoked]:
        for form in forms:
            for line in form.lines:
                if line.state is LineState.REVOKED and line.revoked_on and line.revoked_on >= since:
                    yield Revoked(form, line, line.revoked_on)

    return sorted(found(), key=lambda each: (-each.on.toordinal(), each.form.school_name, each.form.form_id))


@dataclass(frozen=True)
class SchoolToday:
    """One school of the jurisdiction: its counts and report if there are any, and its students with an exemption in
    force today, by vaccine and in all. `has_list`: the school keeps its students here."""

    school: SchoolInJurisdiction
    counts: DaySummary | None
    report: ReportInJurisdiction | None
    exempt: dict[Vaccine, int]
    children: int
    owes_report: bool

    @property
    def kept_out(self) -> int:
        return self.counts.on_list(Task.EXCLUDE) if self.counts else 0

    def share(self, vaccine: Vaccine) -> Fraction | None:
        """Return which part of those who are asked for the vaccine have all its doses: by the school's list of today,
        or where it keeps none by its report; None where neither says."""
        if self.counts and self.counts.asked.get(vaccine):
            return Fraction(self.counts.with_doses.get(vaccine, 0), self.counts.asked[vaccine])
        if self.report and self.report.enrolled:
            return Fraction(self.report.with_doses.get(vaccine, 0), self.report.enrolled)
        return None

    def is_below(self, vaccine: Vaccine) -> bool:
        """Return whether the share is known and under 95 percent."""
        share = self.share(vaccine)
        return share is not None and share < LEAST_SHARE

    def has_reported(self, starts_in: int) -> bool:
        return self.report is not None and self.report.starts_in >= starts_in


def schools_today(
    schools: Iterable[SchoolInJurisdiction],
    counts: dict[str, DaySummary],
    reports: dict[str, ReportInJurisdiction],
    forms: Iterable[FormInJurisdiction],
    on: date,
) -> list[SchoolToday]:
    """Return each school as it stands on a day, by name."""
    exempt: dict[str, dict[str, set[Vaccine]]] = {}
    for form in forms:
        valid = {line.vaccine for line in form.lines if status_of(form, line, on) in IN_FORCE}
        if valid:
            exempt.setdefault(form.facility_id, {}).setdefault(form.child_id, set()).update(valid)
    found = []
    for school in schools:
        children = exempt.get(school.facility_id, {})
        by_vaccine = {vaccine: sum(vaccine in each for each in children.values()) for vaccine in Vaccine}
        found.append(
            SchoolToday(
                school,
                counts.get(school.facility_id),
                reports.get(school.facility_id),
                {vaccine: count for vaccine, count in by_vaccine.items() if count},
                len(children),
                owes_report(school, on),
            )
        )
    return sorted(found, key=lambda each: (each.school.name.casefold(), each.school.facility_id))


def owes_report(school: SchoolInJurisdiction, on: date) -> bool:
    """Return whether the school teaches a grade that is reported."""
    return must_report(INSTITUTIONS[school.kind], grades_of_words(school.grades), on)


def lowest_first(schools: Iterable[SchoolToday], vaccine: Vaccine) -> list[SchoolToday]:
    """Return the schools with the lowest share first; those of which no share is known come behind, those with
    exemptions before the others."""

    def place(each: SchoolToday) -> tuple[bool, Fraction, int, str, str]:
        share = each.share(vaccine)
        return (
            share is None,
            share or Fraction(0),
            -each.children if share is None else 0,
            each.school.name.casefold(),
            each.school.facility_id,
        )

    return sorted(schools, key=place)


class SchoolGroup(StrEnum):
    """The kinds of schools that the list can be narrowed to."""

    PUBLIC = "public"
    PRIVATE = "private"
    CHILD_CARE = "child-care"


GROUPS = {
    FacilityKind.PUBLIC_SCHOOL: SchoolGroup.PUBLIC,
    FacilityKind.PRIVATE_SCHOOL: SchoolGroup.PRIVATE,
    FacilityKind.PRESCHOOL: SchoolGroup.CHILD_CARE,
    FacilityKind.CHILD_CARE_CENTER: SchoolGroup.CHILD_CARE,
    FacilityKind.FAMILY_CHILD_CARE_HOME: SchoolGroup.CHILD_CARE,
}
