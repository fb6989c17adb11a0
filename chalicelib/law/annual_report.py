"""The annual immunization report (17 CCR 6075): where a pupil is counted, and what the counts mean.

Each pupil of a reported grade stands in exactly one category, by what the school is told of the pupil on the day of
reporting. What the regulation leaves open is the portal's choice (`PORTAL-REPORT`).
"""

from collections.abc import Iterable, Mapping
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from chalicelib.law import tables
from chalicelib.law.calendar import SchoolYear, age_in_years, school_year_of
from chalicelib.law.citations import Cite
from chalicelib.law.enums import Confidence, Grade, Vaccine
from chalicelib.law.tables import Limit, number
from chalicelib.law.verdict import Outcome, ReasonCode, Verdict, reason, verdict


class ReportSection(StrEnum):
    """The parts of the report. Children under two are counted, but stand in no category (6075(c))."""

    UNDER_TWO = "under-two"
    PRE_KINDERGARTEN = "pre-kindergarten"
    KINDERGARTEN = "kindergarten"
    GRADE_7 = "grade-7"


class ReportCategory(StrEnum):
    """The six categories, in the order of the worksheet."""

    ALL_DOSES = "all"
    CONDITIONAL = "conditional"
    TEMPORARY = "temporary"
    PERMANENT = "permanent"
    OTHER = "other"
    OVERDUE = "overdue"


class VaccineStatus(StrEnum):
    """What the report says of one vaccine of one pupil."""

    MET = "met"
    NOT_REQUIRED = "not-required"
    CONDITIONAL = "conditional"
    TEMPORARY = "temporary"
    PERMANENT = "permanent"
    BELIEFS = "beliefs"
    OVERDUE = "overdue"


Statuses = Mapping[Vaccine, VaccineStatus]

_BY_REASON: tuple[tuple[VaccineStatus, frozenset[ReasonCode]], ...] = (
    (
        VaccineStatus.PERMANENT,
        frozenset({ReasonCode.EXEMPT_PERMANENT, ReasonCode.OLDER_EXEMPTION_COUNTS, ReasonCode.LETTER_OF_2020_COUNTS}),
    ),
    (VaccineStatus.TEMPORARY, frozenset({ReasonCode.EXEMPT_TEMPORARY})),
    (VaccineStatus.BELIEFS, frozenset({ReasonCode.BELIEFS_EXEMPTION_COUNTS})),
    # Foster and homeless children whose records are still gathered, and pupils within the days of a written notice,
    # attend, but a dose is past due.
    (VaccineStatus.OVERDUE, frozenset({ReasonCode.ENROLL_NOW_RECORDS_PENDING, ReasonCode.NOTICE_RUNNING})),
    (VaccineStatus.MET, frozenset({ReasonCode.DOSES_COMPLETE})),
)
_BY_OUTCOME: Mapping[Outcome, VaccineStatus] = {
    Outcome.ADMIT: VaccineStatus.NOT_REQUIRED,
    Outcome.ADMIT_CONDITIONALLY_UNTIL: VaccineStatus.CONDITIONAL,
    Outcome.KEEP_ATTENDING_UNTIL: VaccineStatus.CONDITIONAL,  # within the thirty days, or stayed by an appeal [R]
}
_SETTLED = frozenset({VaccineStatus.MET, VaccineStatus.NOT_REQUIRED})
_BEFORE_KINDERGARTEN = frozenset({Grade.INFANT_TODDLER, Grade.PRESCHOOL})
_KINDERGARTEN = frozenset({Grade.TK, Grade.K})


def section_of(grade: Grade, birth_date: date, on: date) -> ReportSection | None:
    """Return the part of the report in which a pupil is counted; None for grades that are not reported.

    Ungraded pupils are reported at the age of grade 7.
    """
    if grade in _BEFORE_KINDERGARTEN:
        is_small = age_in_years(birth_date, on) < number(Limit.REPORT_FROM_AGE, on)
        return ReportSection.UNDER_TWO if is_small else ReportSection.PRE_KINDERGARTEN
    if grade in _KINDERGARTEN:
        return ReportSection.KINDERGARTEN
    at_age = age_in_years(birth_date, on) == number(Limit.UNGRADED_SEVENTH_GRADE_AGE, on)
    is_seventh = grade is Grade.GRADE_7 or (grade is Grade.UNGRADED and at_age)
    return ReportSection.GRADE_7 if is_seventh else None


def reported_vaccines(section: ReportSection, on: date) -> tuple[Vaccine, ...]:
    """Return the vaccines by which the category of a pupil of this part is told, in the order of the worksheet."""
    rows = (row for row in tables.rows("report_vaccines") if tables.row_in_force(row, on))
    return tuple(Vaccine(each) for row in rows if row["section"] == section for each in row["vaccines"].split(";"))


def vaccine_status(given: Verdict) -> VaccineStatus:
    """Return how the report counts a vaccine of which the school is told this."""
    codes = frozenset(given.codes)
    by_reason = (status for status, known in _BY_REASON if known & codes)
    return next(by_reason, _BY_OUTCOME.get(given.outcome, VaccineStatus.OVERDUE))


def category_of(statuses: Iterable[VaccineStatus], *, has_other_code: bool) -> ReportCategory:
    """Return the one category of a pupil with these statuses of the reported vaccines.

    `has_other_code`: special education, independent study or a home-based private school. It is asked only where a
    dose is past due: who has all doses, a schedule or an exemption is counted there.
    """
    found = set(statuses)
    if found <= _SETTLED:
        return ReportCategory.ALL_DOSES
    if VaccineStatus.OVERDUE in found:
        return ReportCategory.OTHER if has_other_code else ReportCategory.OVERDUE
    if VaccineStatus.TEMPORARY in found:
        return ReportCategory.TEMPORARY
    if VaccineStatus.CONDITIONAL in found:
        return ReportCategory.CONDITIONAL
    return ReportCategory.OTHER if VaccineStatus.BELIEFS in found else ReportCategory.PERMANENT


def audit_share(unfinished: int, enrolled: int, on: date) -> Verdict:
    """Return REQUIRED where more than 10 percent of the pupils of a grade are conditional or overdue, unrounded: next
    year's audit looks at the school's records.

    `unfinished`: conditional and overdue pupils of the grade; whether temporary exemptions are among them was not
    found in writing, so the caller asks once with and once without them.
    """
    if not enrolled:
        return verdict(Outcome.NOT_REQUIRED, reason(ReasonCode.NO_PUPILS_REPORTED, Cite.PORTAL_REPORT))
    percent = number(Limit.AUDIT_SHARE_PERCENT, on)
    above = unfinished * number(Limit.PERCENT_WHOLE, on) > percent * enrolled
    code = ReasonCode.AUDIT_SHARE_ABOVE_LIMIT if above else ReasonCode.AUDIT_SHARE_WITHIN_LIMIT
    return verdict(
        Outcome.REQUIRED if above else Outcome.NOT_REQUIRED,
        reason(code, Cite.CDPH_AUDIT, unfinished=unfinished, pupils=enrolled, percent=percent),
    )


def is_small_group(enrolled: int, on: date) -> bool:
    """Return whether the state publishes no rate of so few pupils. The report and its reviews count them all the
    same."""
    return enrolled < number(Limit.SMALL_REPORT_UNDER, on)


class DueDay(NamedTuple):
    """The last day for the report of a school year. `is_announced`: the state has named it."""

    due_on: date
    is_announced: bool


def report_due(year: SchoolYear) -> DueDay | None:
    """Return the last day for the report of a school year; None for a year of which no day is known."""
    for row in tables.rows("report_due"):
        day = date.fromisoformat(row["date"])
        if school_year_of(day) == year:
            return DueDay(day, Confidence(row["tag"]) is not Confidence.RESOLVED)
    return None
