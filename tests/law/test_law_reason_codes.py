"""Codes and citations of verdicts whose outcome and dates are tested elsewhere, and: every code is shown by a test."""

from datetime import date, datetime
from pathlib import Path

import pytest

from chalicelib.law import annual_report, appeals, review_triggers, suppression
from chalicelib.law import grade_spans as spans
from chalicelib.law import physician_standing as standing
from chalicelib.law import school_clocks as clocks
from chalicelib.law.admission import AdmissionFacts, AppealFacts, AppealStatus, NoticeFacts, ScheduleFacts, answer
from chalicelib.law.calendar import CALIFORNIA
from chalicelib.law.duration import LineFacts
from chalicelib.law.enums import Grade, GradeSpan, LineKind, LineState, Vaccine
from chalicelib.law.reason_codes import ReasonCode
from chalicelib.law.school_year import SchoolCalendar
from chalicelib.law.verdict import Reason, Verdict

ON = date(2026, 11, 20)
REVOKED_ON = date(2026, 9, 1)
IN_TIME = datetime(2026, 9, 20, 12, tzinfo=CALIFORNIA)
PERMANENT = LineFacts(LineKind.PERMANENT, date(2026, 3, 2))
SPAN_ENDED = LineFacts(LineKind.PERMANENT, date(2026, 3, 2), next_span_entry=date(2026, 8, 17))
REVOKED = AdmissionFacts(LineState.REVOKED, PERMANENT, revoked_on=REVOKED_ON)
SCHOOL = SchoolCalendar(date(2026, 8, 1), date(2027, 6, 30))
LATER = date(2026, 12, 24)
AWAY = standing.StandingFacts(IN_TIME, standing.Purpose.REGISTRATION, standing.LookUp.UNREACHABLE, "Rivera")


def after_appeal(status: AppealStatus, **days: date) -> AdmissionFacts:
    return REVOKED._replace(appeal=AppealFacts(IN_TIME, status, **days))


def noticed(on: date) -> Verdict:
    return answer(AdmissionFacts(None, notice=NoticeFacts(date(2026, 11, 2), date(2026, 11, 20))), on)


def second_reason(given: Verdict) -> Verdict:
    return Verdict(given.outcome, given.reasons[1:])


BALLOTS = [appeals.Ballot(each, appeals.Vote.UPHOLD, "Outside the criteria") for each in ("first", "second", "third")]

SHOWN = [
    (spans.requirement_applies(date(2010, 1, 1), ON), "UNDER_18", "17CCR-6015"),
    (spans.exemption_needed(spans.Instruction.SCHOOL_OR_CHILD_CARE), "CLASSROOM_INSTRUCTION", "HSC-120335-b"),
    (
        spans.check_vaccine_in_span(Vaccine.TDAP, GradeSpan.GRADES_7_TO_12, on=ON),
        "TDAP_WITH_PRIMARY_SERIES",
        "17CCR-6025",
    ),
    (appeals.timeliness(IN_TIME, REVOKED_ON), "APPEAL_IN_TIME", "HSC-120372.05-e"),
    (appeals.stay(IN_TIME, REVOKED_ON, still_open=True), "DUTY_STAYED", "HSC-120372.05-e"),
    (appeals.panel_ready(2, ON), "PANEL_NOT_THREE", "HSC-120372.05-b"),
    (standing.decide(AWAY), "LICENCE_SERVICE_UNREACHABLE", "PORTAL-F3"),
    (appeals.majority(BALLOTS, ON), "MAJORITY_REACHED", "PORTAL-VOTE"),
    (answer(AdmissionFacts(LineState.ISSUED, SPAN_ENDED), ON), "LINE_SPAN_ENDED", "HSC-120370-a"),
    (answer(AdmissionFacts(LineState.ISSUED, SPAN_ENDED, told_of_end=True), ON), "TOLD_OF_END", "PORTAL-H3"),
    (noticed(date(2026, 11, 20)), "NOTICE_RUNNING", "17CCR-6040"),
    (noticed(date(2026, 11, 21)), "NOTICE_ENDED", "17CCR-6055"),
    (answer(REVOKED, date(2026, 10, 2)), "REVOKED_NOT_STARTED", "HSC-120372-d6"),
    (answer(after_appeal(AppealStatus.UPHELD, decision_notice_on=ON), ON), "UPHELD_START_BY", "PORTAL-UPHELD"),
    (
        answer(after_appeal(AppealStatus.WITHDRAWN, withdrawn_on=ON), ON),
        "APPEAL_WITHDRAWN_START_BY",
        "PORTAL-WITHDRAWN",
    ),
    (
        answer(REVOKED._replace(schedule=ScheduleFacts(REVOKED_ON, date(2026, 11, 19))), ON),
        "SCHEDULE_MISSED",
        "17CCR-6035",
    ),
    (clocks.record_review(date(2026, 9, 1), LATER, SCHOOL), "RECORD_REVIEW_OVERDUE", "17CCR-6035"),
    (clocks.transfer_record(ON, ON, SCHOOL), "TRANSFER_RECORD_AWAITED", "17CCR-6035"),
    (clocks.transfer_record(date(2026, 9, 1), LATER, SCHOOL), "TRANSFER_RECORD_NOT_RECEIVED", "17CCR-6035"),
    (clocks.former_school(ON, ON, SCHOOL), "FORMER_SCHOOL_SENDS_BY", "EDC-49068"),
    (clocks.former_school(date(2026, 9, 1), LATER, SCHOOL), "FORMER_SCHOOL_OVERDUE", "EDC-49068"),
    (clocks.foster_records(ON, ON), "FOSTER_RECORDS_BY", "EDC-48853.5"),
    (clocks.foster_records(ON, LATER), "FOSTER_RECORDS_OVERDUE", "EDC-48853.5"),
    (clocks.age_requirement(ON, ON), "AGE_DOSES_DUE_BY", "PORTAL-T16"),  # day 30 is a Sunday
    (clocks.age_requirement(date(2026, 9, 1), date(2026, 9, 1)), "AGE_DOSES_DUE_BY", "17CCR-6025"),
    (clocks.age_requirement(ON, LATER), "AGE_DOSES_NOT_SHOWN", "17CCR-6025"),
    (clocks.missing_doses_found(clocks.SentNotice(ON), ON, SCHOOL), "NOTICE_RUNNING", "17CCR-6040"),
    (clocks.missing_doses_found(clocks.SentNotice(ON), LATER, SCHOOL), "NOTICE_ENDED", "17CCR-6055"),
    (clocks.district_notice(ON, ON), "DISTRICT_NOTICE_RUNNING", "PORTAL-T12"),
    (clocks.district_notice(ON, LATER), "DISTRICT_NOTICE_ENDED", "EDC-48216"),
    (review_triggers.school_rate(20, 20, ON), "RATE_NOT_BELOW_LIMIT", "HSC-120372-d2A"),
    (
        review_triggers.physician_forms([review_triggers.SignedForm(str(n), ON) for n in range(5)], 2026),
        "FORMS_REACH_REVIEW",
        "HSC-120372-d2B",
    ),
    (review_triggers.physician_forms([], 2026), "FORMS_BELOW_REVIEW", "HSC-120372-d2B"),
    (
        review_triggers.school_report(review_triggers.Institution.SCHOOL, (Grade.K,), None, ON, LATER),
        "REPORT_NOT_FILED",
        "HSC-120372-d2C",
    ),
    (
        review_triggers.report_to_board([review_triggers.RevokedLine(str(n), ON) for n in range(5)], 2026),
        "REVOKED_FORMS_REACH_REPORT",
        "HSC-120372-d8",
    ),
    (review_triggers.report_to_board([], 2026), "REVOKED_FORMS_BELOW_REPORT", "HSC-120372-d8"),
    (annual_report.audit_share(0, 0, ON), "NO_PUPILS_REPORTED", "PORTAL-REPORT"),
    (annual_report.audit_share(11, 100, ON), "AUDIT_SHARE_ABOVE_LIMIT", "CDPH-AUDIT"),
    (annual_report.audit_share(10, 100, ON), "AUDIT_SHARE_WITHIN_LIMIT", "CDPH-AUDIT"),
    (suppression.show_number(10, ON), "NUMBER_HIDDEN", "CALHHS-DEID"),
    (suppression.show_number(11, ON), "NUMBER_SHOWN", "CALHHS-DEID"),
    (second_reason(review_triggers.physician_forms((), 2026)), "WHICH_FORMS_COUNT", "PORTAL-H7"),
    (second_reason(review_triggers.report_to_board((), 2026)), "WHICH_REVOCATIONS_COUNT", "PORTAL-H7"),
]


@pytest.mark.parametrize(("verdict", "code", "law"), SHOWN, ids=[code for _, code, _ in SHOWN])
def test_the_first_reason_and_its_law(verdict: Verdict, code: str, law: str) -> None:
    first: Reason = verdict.reasons[0]

    assert (first.code, first.citation) == (ReasonCode(code), law)


def test_every_reason_code_is_shown_by_a_test() -> None:
    tests = "".join(path.read_text(encoding="utf-8") for path in Path(__file__).parent.glob("test_*.py"))

    assert {code for code in ReasonCode if code not in tests} == set()
