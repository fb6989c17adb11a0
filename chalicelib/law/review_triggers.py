"""What makes CDPH review exemptions: HSC 120372(d)(2), triggers A to D, and how forms are counted.

A: a school below 95 percent. B: a physician with five forms in a calendar year. C: a school that does not
report. D: any form, as necessary to protect public health. Beside them, (d)(8): five forms revoked in a year.
"""

from collections.abc import Collection, Iterable
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from chalicelib.law import tables
from chalicelib.law.citations import Cite
from chalicelib.law.enums import Grade
from chalicelib.law.tables import Limit, NotInForceError, number
from chalicelib.law.verdict import Outcome, ReasonCode, Verdict, conclude, reason, verdict

_REPORTERS = "reporters"


class Institution(StrEnum):
    """The kinds of school and child care, as far as the duty to report goes."""

    SCHOOL = "school"
    CHILD_CARE_CENTER = "child-care-center"
    INFANT_ONLY_CENTER = "infant-only-center"
    FAMILY_CHILD_CARE_HOME = "family-child-care-home"
    HOME_BASED_PRIVATE_SCHOOL = "home-based-private-school"


class SignedForm(NamedTuple):
    """A form of one physician: its number or id, its California signing date, whether it corrects another form.

    What became of the form since (held, refused, withdrawn, superseded) makes no difference.
    """

    form_id: str
    signed_on: date
    is_correction: bool = False


class RevokedLine(NamedTuple):
    """One revoked line: its form, and the California date of the decision. `reinstated`: after an appeal."""

    form_id: str
    decided_on: date
    reinstated: bool = False


def school_rate(complete: int, pupils: int, on: date) -> Verdict:
    """Return REQUIRED (trigger A) if fewer than 95 percent of the reported pupils have all doses, unrounded.

    `complete`: pupils with all required doses in the latest annual report; `pupils`: all in the reported grades.
    """
    if not pupils:
        return verdict(Outcome.NOT_REQUIRED, reason(ReasonCode.NO_PUPILS_REPORTED, Cite.PORTAL_RATE))
    percent = number(Limit.REVIEW_RATE_PERCENT, on)
    below = complete * number(Limit.PERCENT_WHOLE, on) < percent * pupils
    code = ReasonCode.RATE_BELOW_LIMIT if below else ReasonCode.RATE_NOT_BELOW_LIMIT
    return verdict(
        Outcome.REQUIRED if below else Outcome.NOT_REQUIRED,
        reason(code, Cite.HSC_120372_D2A, complete=complete, pupils=pupils, percent=percent),
    )


def counted_forms(forms: Iterable[SignedForm], year: int) -> tuple[SignedForm, ...]:
    """Return the forms that count toward five in a calendar year, by signing date; corrections are no new forms."""
    found = (form for form in forms if form.signed_on.year == year and not form.is_correction)
    return tuple(sorted(found, key=lambda form: form.signed_on))


def physician_forms(forms: Iterable[SignedForm], year: int) -> Verdict:
    """Return REQUIRED (trigger B) from the fifth form of a calendar year on, for all of that year's forms."""
    count = len(counted_forms(forms, year))
    needed = number(Limit.FORMS_REVIEWED_FROM, date(year, 1, 1))
    reached = count >= needed
    code = ReasonCode.FORMS_REACH_REVIEW if reached else ReasonCode.FORMS_BELOW_REVIEW
    return verdict(
        Outcome.REQUIRED if reached else Outcome.NOT_REQUIRED,
        reason(code, Cite.HSC_120372_D2B, forms=count, needed=needed, year=year),
        reason(ReasonCode.WHICH_FORMS_COUNT, Cite.PORTAL_H7),
    )


def forms_to_review(before: Iterable[SignedForm], signed: SignedForm) -> tuple[SignedForm, ...]:
    """Return the forms for which signing this one opens a case: none, all of the year at the fifth, later only this
    one."""
    year = signed.signed_on.year
    earlier = counted_forms(before, year)
    needed = number(Limit.FORMS_REVIEWED_FROM, signed.signed_on)
    if signed.is_correction or len(earlier) + 1 < needed:
        return ()
    return (signed,) if len(earlier) >= needed else (*earlier, signed)


def reported_grades(institution: Institution, on: date) -> frozenset[Grade]:
    """Return the grades on which this kind of institution files the annual report; none: it files no report.

    Raises NotInForceError before the rule was law.
    """
    for row in tables.rows(_REPORTERS):
        if row["institution"] == institution and tables.row_in_force(row, on):
            return frozenset(Grade(each) for each in row["grades"].split(";") if each)
    raise NotInForceError(_REPORTERS, on)


def must_report(institution: Institution, grades: Collection[Grade], on: date) -> bool:
    """Return whether an institution with these grades files the annual report: child care with children of ages 2 to
    5, a school with TK or kindergarten, a school with grade 7. Raises NotInForceError before the rule was law."""
    return not reported_grades(institution, on).isdisjoint(grades)


def school_report(
    institution: Institution, grades: Collection[Grade], reported_on: date | None, due_on: date, on: date
) -> Verdict:
    """Return REQUIRED (trigger C) after the last day of an annual report that has not been filed.

    `grades`: those that the institution teaches. `due_on` is set by CDPH each fall. Whoever does not have to report is
    never reviewed for it; a late report ends the trigger.
    """
    if not must_report(institution, grades, on):
        return verdict(Outcome.NOT_REQUIRED, reason(ReasonCode.NOT_A_REPORTER, Cite.CDPH_PREK_REPORTING))
    if reported_on is not None and reported_on <= on:
        filed = reason(ReasonCode.REPORT_FILED, Cite.HSC_120372_D2C, reported_on=reported_on)
        return verdict(Outcome.NOT_REQUIRED, filed)
    if on <= due_on:
        not_due = reason(ReasonCode.REPORT_NOT_DUE_YET, Cite.CCR_6075, until=due_on)
        return verdict(Outcome.NOT_REQUIRED, not_due)
    return verdict(Outcome.REQUIRED, reason(ReasonCode.REPORT_NOT_FILED, Cite.HSC_120372_D2C, due_on=due_on))


def public_health_review(written_reason: str) -> Verdict:
    """Trigger D: a reviewer may open a case on any form, with a written public-health reason."""
    if not written_reason.strip():
        return conclude([reason(ReasonCode.PUBLIC_HEALTH_REASON_MISSING, Cite.HSC_120372_D9, field="reason")])
    return conclude([], [reason(ReasonCode.REVIEW_FOR_PUBLIC_HEALTH, Cite.HSC_120372_D9)])


def revoked_forms(lines: Iterable[RevokedLine], year: int) -> frozenset[str]:
    """Return the forms revoked by decisions of a calendar year, each once however many lines; reinstated lines left
    out."""
    return frozenset(line.form_id for line in lines if line.decided_on.year == year and not line.reinstated)


def report_to_board(lines: Iterable[RevokedLine], year: int) -> Verdict:
    """Return REQUIRED when five or more of a physician's forms were revoked in a calendar year (HSC 120372(d)(8))."""
    count = len(revoked_forms(lines, year))
    needed = number(Limit.REVOKED_FORMS_REPORTED, date(year, 1, 1))
    reached = count >= needed
    code = ReasonCode.REVOKED_FORMS_REACH_REPORT if reached else ReasonCode.REVOKED_FORMS_BELOW_REPORT
    return verdict(
        Outcome.REQUIRED if reached else Outcome.NOT_REQUIRED,
        reason(code, Cite.HSC_120372_D8, forms=count, needed=needed, year=year),
        reason(ReasonCode.WHICH_REVOCATIONS_COUNT, Cite.PORTAL_H7),
    )
