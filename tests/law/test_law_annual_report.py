"""Where the annual report counts a pupil, on both sides of each boundary (17 CCR 6075)."""

from datetime import date
from itertools import product

import pytest

from chalicelib.law import review_triggers
from chalicelib.law.annual_report import (
    DueDay,
    ReportCategory,
    ReportSection,
    VaccineStatus,
    audit_share,
    category_of,
    is_small_group,
    report_due,
    reported_vaccines,
    section_of,
    vaccine_status,
)
from chalicelib.law.calendar import SchoolYear
from chalicelib.law.citations import Cite
from chalicelib.law.enums import Grade, Vaccine
from chalicelib.law.review_triggers import Institution, school_report
from chalicelib.law.verdict import Outcome, ReasonCode, reason, verdict

ON = date(2026, 11, 20)
MET, ASKED_NOT, CONDITIONAL, TEMPORARY, PERMANENT, BELIEFS, OVERDUE = (
    VaccineStatus.MET,
    VaccineStatus.NOT_REQUIRED,
    VaccineStatus.CONDITIONAL,
    VaccineStatus.TEMPORARY,
    VaccineStatus.PERMANENT,
    VaccineStatus.BELIEFS,
    VaccineStatus.OVERDUE,
)


@pytest.mark.parametrize(
    ("grade", "born", "section"),
    [
        (Grade.PRESCHOOL, date(2024, 11, 20), ReportSection.PRE_KINDERGARTEN),
        (Grade.PRESCHOOL, date(2024, 11, 21), ReportSection.UNDER_TWO),
        (Grade.INFANT_TODDLER, date(2024, 11, 20), ReportSection.PRE_KINDERGARTEN),
        (Grade.INFANT_TODDLER, date(2025, 3, 1), ReportSection.UNDER_TWO),
        (Grade.TK, date(2022, 5, 1), ReportSection.KINDERGARTEN),
        (Grade.K, date(2021, 5, 1), ReportSection.KINDERGARTEN),
        (Grade.GRADE_1, date(2020, 5, 1), None),
        (Grade.GRADE_6, date(2015, 5, 1), None),
        (Grade.GRADE_7, date(2014, 5, 1), ReportSection.GRADE_7),
        (Grade.GRADE_8, date(2013, 5, 1), None),
        (Grade.UNGRADED, date(2014, 11, 21), None),
        (Grade.UNGRADED, date(2014, 11, 20), ReportSection.GRADE_7),
        (Grade.UNGRADED, date(2013, 11, 21), ReportSection.GRADE_7),
        (Grade.UNGRADED, date(2013, 11, 20), None),
    ],
)
def test_a_pupil_is_counted_in_the_part_of_the_grade_or_age(
    grade: Grade, born: date, section: ReportSection | None
) -> None:
    assert section_of(grade, born, ON) is section


@pytest.mark.parametrize(
    ("statuses", "category"),
    [
        ((MET, MET), ReportCategory.ALL_DOSES),
        ((MET, ASKED_NOT), ReportCategory.ALL_DOSES),
        ((), ReportCategory.ALL_DOSES),
        ((MET, PERMANENT), ReportCategory.PERMANENT),
        ((PERMANENT, PERMANENT), ReportCategory.PERMANENT),
        ((MET, TEMPORARY), ReportCategory.TEMPORARY),
        ((PERMANENT, TEMPORARY), ReportCategory.TEMPORARY),
        ((CONDITIONAL, TEMPORARY), ReportCategory.TEMPORARY),
        ((MET, CONDITIONAL), ReportCategory.CONDITIONAL),
        ((PERMANENT, CONDITIONAL), ReportCategory.CONDITIONAL),
        ((BELIEFS, MET), ReportCategory.OTHER),
        ((BELIEFS, PERMANENT), ReportCategory.OTHER),
        ((MET, OVERDUE), ReportCategory.OVERDUE),
        ((TEMPORARY, OVERDUE), ReportCategory.OVERDUE),
        ((CONDITIONAL, PERMANENT, OVERDUE), ReportCategory.OVERDUE),
    ],
)
def test_the_first_that_fits_is_the_category(statuses: tuple[VaccineStatus, ...], category: ReportCategory) -> None:
    assert category_of(statuses, has_other_code=False) is category


def test_a_code_of_special_education_or_study_at_home_is_asked_only_where_a_dose_is_past_due() -> None:
    """Given every pair of statuses, when the pupil has such a code, then only Overdue becomes Other."""
    for pair in product(VaccineStatus, VaccineStatus):
        plain, coded = (category_of(pair, has_other_code=code) for code in (False, True))
        expected = ReportCategory.OTHER if plain is ReportCategory.OVERDUE else plain
        assert coded is expected, pair


@pytest.mark.parametrize(
    ("outcome", "code", "status"),
    [
        (Outcome.ADMIT, ReasonCode.DOSES_COMPLETE, MET),
        (Outcome.ADMIT, ReasonCode.DOSES_NOT_REQUIRED, ASKED_NOT),
        (Outcome.ADMIT, ReasonCode.CHECKPOINT_ENDED, ASKED_NOT),
        (Outcome.ADMIT, ReasonCode.EXEMPT_PERMANENT, PERMANENT),
        (Outcome.ADMIT, ReasonCode.OLDER_EXEMPTION_COUNTS, PERMANENT),
        (Outcome.ADMIT, ReasonCode.BELIEFS_EXEMPTION_COUNTS, BELIEFS),
        (Outcome.ADMIT, ReasonCode.ENROLL_NOW_RECORDS_PENDING, OVERDUE),
        (Outcome.ADMIT_CONDITIONALLY_UNTIL, ReasonCode.EXEMPT_TEMPORARY, TEMPORARY),
        (Outcome.ADMIT_CONDITIONALLY_UNTIL, ReasonCode.SCHEDULE_RUNNING, CONDITIONAL),
        (Outcome.ADMIT_CONDITIONALLY_UNTIL, ReasonCode.AGE_DOSES_DUE_BY, CONDITIONAL),
        (Outcome.KEEP_ATTENDING_UNTIL, ReasonCode.REVOKED_START_BY, CONDITIONAL),
        (Outcome.KEEP_ATTENDING_UNTIL, ReasonCode.REVOKED_APPEAL_OPEN, CONDITIONAL),
        (Outcome.KEEP_ATTENDING_UNTIL, ReasonCode.NOTICE_RUNNING, OVERDUE),
        (Outcome.NOT_AN_EXEMPTION, ReasonCode.LINE_EXPIRED, OVERDUE),
        (Outcome.CHECK_RECORD, ReasonCode.DOSES_NOT_ON_RECORD, OVERDUE),
        (Outcome.EXCLUDE_FROM, ReasonCode.SCHEDULE_MISSED, OVERDUE),
        (Outcome.EXCLUDE_FROM, ReasonCode.REVOKED_NOT_STARTED, OVERDUE),
    ],
)
def test_what_the_school_is_told_of_a_vaccine_is_how_it_is_counted(
    outcome: Outcome, code: ReasonCode, status: VaccineStatus
) -> None:
    assert vaccine_status(verdict(outcome, reason(code, Cite.CCR_6025))) is status


def test_grade_7_is_told_by_tdap_alone_and_hib_is_asked_before_kindergarten_alone() -> None:
    assert reported_vaccines(ReportSection.GRADE_7, ON) == (Vaccine.TDAP,)
    before = set(reported_vaccines(ReportSection.PRE_KINDERGARTEN, ON))
    assert before - set(reported_vaccines(ReportSection.KINDERGARTEN, ON)) == {Vaccine.HIB}
    assert reported_vaccines(ReportSection.UNDER_TWO, ON) == ()


@pytest.mark.parametrize(
    ("unfinished", "enrolled", "outcome"),
    [
        (10, 100, Outcome.NOT_REQUIRED),
        (11, 100, Outcome.REQUIRED),
        (10_001, 100_000, Outcome.REQUIRED),
        (1, 10, Outcome.NOT_REQUIRED),
        (1, 9, Outcome.REQUIRED),
        (1, 40, Outcome.NOT_REQUIRED),  # case 114
        (0, 0, Outcome.NOT_REQUIRED),
    ],
)
def test_ten_percent_is_no_reason_for_an_audit_and_a_hair_more_is(
    unfinished: int, enrolled: int, outcome: Outcome
) -> None:
    assert audit_share(unfinished, enrolled, ON).outcome is outcome


def test_where_no_one_is_enrolled_the_answer_says_so() -> None:
    assert audit_share(0, 0, ON).codes == (ReasonCode.NO_PUPILS_REPORTED,)


def test_nineteen_are_few_and_twenty_are_not() -> None:
    assert (is_small_group(19, ON), is_small_group(20, ON)) == (True, False)


@pytest.mark.parametrize(
    ("complete", "outcome"), [(38, Outcome.NOT_REQUIRED), (37, Outcome.REQUIRED)], ids=["case-114", "case-115"]
)
def test_the_rate_of_a_report_starts_a_review_below_95_percent(complete: int, outcome: Outcome) -> None:
    assert review_triggers.school_rate(complete, 40, ON).outcome is outcome


def test_the_last_day_is_announced_a_stand_in_or_not_known() -> None:
    assert report_due(SchoolYear(2024)) == DueDay(date(2024, 12, 13), is_announced=True)
    assert report_due(SchoolYear(2026)) == DueDay(date(2026, 12, 4), is_announced=False)
    assert report_due(SchoolYear(2027)) is None


@pytest.mark.parametrize(
    ("on", "outcome"), [(date(2026, 12, 4), Outcome.NOT_REQUIRED), (date(2026, 12, 5), Outcome.REQUIRED)]
)
def test_a_missing_report_counts_from_the_day_after_the_last(on: date, outcome: Outcome) -> None:
    due = report_due(SchoolYear(2026))
    assert due
    assert school_report(Institution.SCHOOL, {Grade.K}, None, due.due_on, on).outcome is outcome
