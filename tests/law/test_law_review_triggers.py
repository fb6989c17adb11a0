"""What starts a review, on both sides of each boundary, and which forms count."""

from datetime import date

import pytest

from chalicelib.law.enums import Grade
from chalicelib.law.review_triggers import (
    Institution,
    RevokedLine,
    SignedForm,
    counted_forms,
    forms_to_review,
    must_report,
    physician_forms,
    public_health_review,
    report_to_board,
    revoked_forms,
    school_rate,
    school_report,
)
from chalicelib.law.tables import NotInForceError
from chalicelib.law.verdict import Outcome, ReasonCode

ON = date(2026, 11, 20)
ELEMENTARY = (Grade.K, Grade.GRADE_1, Grade.GRADE_2)
FIVE = tuple(SignedForm(f"form-{month}", date(2026, month, 1)) for month in range(1, 6))


@pytest.mark.parametrize(
    ("complete", "pupils", "outcome"),
    [
        (19, 20, Outcome.NOT_REQUIRED),
        (18, 20, Outcome.REQUIRED),
        (94_999, 100_000, Outcome.REQUIRED),
        (95_000, 100_000, Outcome.NOT_REQUIRED),
        (94_999_999, 100_000_000, Outcome.REQUIRED),
        (0, 0, Outcome.NOT_REQUIRED),
        (1, 1, Outcome.NOT_REQUIRED),
        (0, 1, Outcome.REQUIRED),
    ],
)
def test_case_58_a_school_below_95_percent_is_reviewed_and_one_at_95_is_not(
    complete: int, pupils: int, outcome: Outcome
) -> None:
    assert school_rate(complete, pupils, ON).outcome is outcome


def test_the_rate_is_named_in_the_reason() -> None:
    below = school_rate(18, 20, ON)

    assert below.codes == (ReasonCode.RATE_BELOW_LIMIT,)
    assert dict(below.reasons[0].facts) == {"complete": 18, "pupils": 20, "percent": 95}
    assert school_rate(0, 0, ON).codes == (ReasonCode.NO_PUPILS_REPORTED,)


def test_the_fifth_form_of_a_year_starts_a_review_of_all_five_and_the_sixth_of_itself() -> None:
    sixth = SignedForm("form-6", date(2026, 12, 31))

    assert physician_forms(FIVE[:4], 2026).outcome is Outcome.NOT_REQUIRED
    assert physician_forms(FIVE, 2026).outcome is Outcome.REQUIRED
    assert forms_to_review(FIVE[:3], FIVE[3]) == ()
    assert forms_to_review(FIVE[:4], FIVE[4]) == FIVE
    assert forms_to_review(FIVE, sixth) == (sixth,)


def test_a_year_is_the_calendar_year_of_the_signing() -> None:
    new_year = SignedForm("next", date(2027, 1, 1))
    new_years_eve = SignedForm("eve", date(2026, 12, 31))

    assert forms_to_review(FIVE[:4], new_year) == ()
    assert forms_to_review(FIVE[:4], new_years_eve) == (*FIVE[:4], new_years_eve)
    assert counted_forms((new_year, new_years_eve), 2027) == (new_year,)


def test_case_104_a_correction_is_no_new_form_and_never_the_fifth() -> None:
    correction = SignedForm("corrected", date(2026, 6, 1), is_correction=True)

    assert physician_forms((*FIVE[:4], correction), 2026).fact("forms") == 4
    assert forms_to_review(FIVE[:4], correction) == ()
    assert forms_to_review(FIVE, correction) == ()
    assert forms_to_review((*FIVE[:3], correction), FIVE[3]) == ()


def test_forms_are_counted_from_2020() -> None:
    assert physician_forms((), 2020).outcome is Outcome.NOT_REQUIRED
    with pytest.raises(NotInForceError):
        physician_forms((), 2019)


def test_case_59_a_school_that_did_not_file_is_reviewed_from_the_day_after_the_last_day() -> None:
    due = date(2026, 11, 15)

    assert school_report(Institution.SCHOOL, ELEMENTARY, None, due, due).codes == (ReasonCode.REPORT_NOT_DUE_YET,)
    late = school_report(Institution.SCHOOL, ELEMENTARY, None, due, date(2026, 11, 16))
    assert (late.outcome, late.fact("due_on")) == (Outcome.REQUIRED, due)


def test_a_late_report_ends_the_trigger_from_its_day() -> None:
    due, filed = date(2026, 11, 15), date(2026, 12, 1)

    assert school_report(Institution.SCHOOL, ELEMENTARY, filed, due, date(2026, 11, 30)).outcome is Outcome.REQUIRED
    assert school_report(Institution.SCHOOL, ELEMENTARY, filed, due, filed).codes == (ReasonCode.REPORT_FILED,)


HIGH_SCHOOL = (Grade.GRADE_9, Grade.GRADE_10, Grade.GRADE_11, Grade.GRADE_12)


@pytest.mark.parametrize(
    ("institution", "grades", "reports"),
    [
        (Institution.SCHOOL, ELEMENTARY, True),
        (Institution.SCHOOL, (Grade.TK,), True),
        (Institution.SCHOOL, (Grade.GRADE_6, Grade.GRADE_7), True),
        (Institution.SCHOOL, (Grade.UNGRADED,), True),
        (Institution.SCHOOL, HIGH_SCHOOL, False),
        (Institution.SCHOOL, (Grade.GRADE_8, *HIGH_SCHOOL), False),
        (Institution.SCHOOL, (Grade.GRADE_1, Grade.GRADE_6), False),
        (Institution.CHILD_CARE_CENTER, (Grade.PRESCHOOL,), True),
        (Institution.CHILD_CARE_CENTER, (Grade.INFANT_TODDLER,), False),
        (Institution.INFANT_ONLY_CENTER, (Grade.INFANT_TODDLER,), False),
        (Institution.FAMILY_CHILD_CARE_HOME, (Grade.PRESCHOOL,), False),
        (Institution.HOME_BASED_PRIVATE_SCHOOL, ELEMENTARY, False),
    ],
)
def test_cases_60_and_97_who_need_not_report_is_never_reviewed_for_it(
    institution: Institution, grades: tuple[Grade, ...], *, reports: bool
) -> None:
    found = school_report(institution, grades, None, date(2026, 11, 15), ON)

    assert must_report(institution, grades, ON) == reports
    assert found.outcome is (Outcome.REQUIRED if reports else Outcome.NOT_REQUIRED)
    assert (ReasonCode.NOT_A_REPORTER in found.codes) != reports


@pytest.mark.parametrize("grade", [Grade.GRADE_1, Grade.GRADE_8])
def test_grades_1_and_8_were_asked_for_until_june_2023(grade: Grade) -> None:
    assert must_report(Institution.SCHOOL, (grade,), date(2023, 6, 30))
    assert not must_report(Institution.SCHOOL, (grade,), date(2023, 7, 1))


def test_who_reports_is_known_only_while_the_rule_is_law() -> None:
    with pytest.raises(NotInForceError, match="reporters"):
        must_report(Institution.SCHOOL, ELEMENTARY, date(2019, 6, 30))


@pytest.mark.parametrize("blank", ["", "  ", "\n"])
def test_case_61_a_review_for_public_health_needs_a_written_reason(blank: str) -> None:
    refused = public_health_review(blank)

    assert refused.codes == (ReasonCode.PUBLIC_HEALTH_REASON_MISSING,)
    assert not refused.allowed
    assert public_health_review("Outbreak at the school").codes == (ReasonCode.REVIEW_FOR_PUBLIC_HEALTH,)


def revoked(*forms: str, on: date = date(2026, 5, 1)) -> tuple[RevokedLine, ...]:
    return tuple(RevokedLine(form, on) for form in forms)


def test_case_73_five_forms_revoked_in_a_year_are_reported() -> None:
    assert report_to_board(revoked("a", "b", "c", "d"), 2026).outcome is Outcome.NOT_REQUIRED
    fifth = report_to_board(revoked("a", "b", "c", "d", "e"), 2026)
    assert (fifth.outcome, fifth.fact("forms")) == (Outcome.REQUIRED, 5)


def test_case_74_four_in_one_year_and_one_in_the_next_are_not() -> None:
    lines = (*revoked("a", "b", "c", "d", on=date(2026, 12, 31)), *revoked("e", on=date(2027, 1, 1)))

    assert report_to_board(lines, 2026).outcome is Outcome.NOT_REQUIRED
    assert report_to_board(lines, 2027).fact("forms") == 1


def test_a_form_counts_once_however_many_lines_and_not_when_reinstated() -> None:
    lines = (*revoked("a", "a", "b"), RevokedLine("c", date(2026, 5, 1), reinstated=True))

    assert revoked_forms(lines, 2026) == {"a", "b"}
