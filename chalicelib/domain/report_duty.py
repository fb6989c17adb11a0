"""Which school files which parts of the annual report, and what the report that was filed last, or a missing one, means
for the state's reviews (HSC 120372(d)(2)(A) and (C))."""

from collections.abc import Mapping
from datetime import date

from chalicelib.domain.facility import Facility, FacilityKind
from chalicelib.domain.report_figures import Figures
from chalicelib.domain.school_report import SchoolReport
from chalicelib.law.annual_report import ReportSection, report_due
from chalicelib.law.calendar import SchoolYear
from chalicelib.law.enums import Grade
from chalicelib.law.review_triggers import Institution, must_report, reported_grades, school_rate, school_report
from chalicelib.law.verdict import Verdict

INSTITUTIONS: Mapping[FacilityKind, Institution] = {
    FacilityKind.PUBLIC_SCHOOL: Institution.SCHOOL,
    FacilityKind.PRIVATE_SCHOOL: Institution.SCHOOL,
    FacilityKind.PRESCHOOL: Institution.CHILD_CARE_CENTER,
    FacilityKind.CHILD_CARE_CENTER: Institution.CHILD_CARE_CENTER,
    FacilityKind.FAMILY_CHILD_CARE_HOME: Institution.FAMILY_CHILD_CARE_HOME,
}
"""What the duty to report calls each kind. The directory does not tell infant centers from other centers."""

_PARTS: Mapping[Grade, tuple[ReportSection, ...]] = {
    Grade.PRESCHOOL: (ReportSection.UNDER_TWO, ReportSection.PRE_KINDERGARTEN),
    Grade.TK: (ReportSection.KINDERGARTEN,),
    Grade.K: (ReportSection.KINDERGARTEN,),
    Grade.GRADE_7: (ReportSection.GRADE_7,),
    Grade.UNGRADED: (ReportSection.GRADE_7,),
}
_IN_ORDER = tuple(Grade)


def grades_taught(facility: Facility) -> frozenset[Grade]:
    """Return the grades of a facility by the directory ("K-8"); all where it names none."""
    return grades_of_words(facility.grades)


def grades_of_words(grades: str) -> frozenset[Grade]:
    """Return the grades that the directory's words mean, for instance "K-8"; all for words that name none."""
    names = [name for name in grades.split("-") if name in _IN_ORDER]
    if not names:
        return frozenset(Grade)
    first, last = _IN_ORDER.index(Grade(names[0])), _IN_ORDER.index(Grade(names[-1]))
    return frozenset(_IN_ORDER[first : last + 1])


def sections_of(facility: Facility | None, on: date) -> tuple[ReportSection, ...]:
    """Return the parts of the report that a facility of this kind files; none: it files no report. One that is not in
    the directory is asked for all."""
    if facility is None:
        return tuple(ReportSection)
    grades = reported_grades(INSTITUTIONS[facility.kind], on)
    found = {section for grade in grades for section in _PARTS[grade]}
    return tuple(section for section in ReportSection if section in found)


def files_report(facility: Facility | None, on: date) -> bool:
    """Return whether a facility teaches a grade that is reported; one that is not in the directory is asked."""
    return facility is None or must_report(INSTITUTIONS[facility.kind], grades_taught(facility), on)


def files_section(facility: Facility, section: ReportSection, on: date) -> bool:
    """Return whether a facility that is open has to report this part: it is of a kind that files it, and teaches a
    grade of it by the directory."""
    grades = reported_grades(INSTITUTIONS[facility.kind], on) & grades_taught(facility)
    return facility.is_open and any(section in _PARTS[grade] for grade in grades)


def review_by_rate(report: SchoolReport) -> Verdict:
    """Return whether a filed report starts a review of all exemptions of the school (trigger A)."""
    figures = Figures(report.groups)
    return school_rate(figures.complete, figures.enrolled, report.reported_on)


def review_by_missing_report(
    facility: Facility, report: SchoolReport | None, year: SchoolYear, on: date
) -> Verdict | None:
    """Return whether the report of a year that was not filed starts one (trigger C); None for a year whose last day is
    not known. `report`: that of the same year."""
    due = report_due(year)
    if due is None:
        return None
    filed_on = report.reported_on if report else None
    return school_report(INSTITUTIONS[facility.kind], grades_taught(facility), filed_on, due.due_on, on)
