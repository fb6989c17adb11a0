"""Revocation: who, what, who is told, by when."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.law.appeals import appeal_by
from chalicelib.law.enums import Vaccine
from chalicelib.law.revocation import (
    Appointment,
    LineToRevoke,
    Office,
    Recipient,
    RevocationFacts,
    information_due,
    is_reported_to_board,
    may_decide,
    may_revoke,
    recipients,
    start_by,
)
from chalicelib.law.verdict import ReasonCode

REVOKED = date(2026, 9, 1)
DESIGNEE = Appointment(Office.DESIGNATED_PHYSICIAN, date(2026, 1, 1), date(2026, 12, 31))
MMR = LineToRevoke(Vaccine.MMR, recommended_by="reviewer")
FACTS = RevocationFacts(
    decided_on=REVOKED,
    decider="designee",
    appointment=DESIGNEE,
    form_issued_on=date(2026, 3, 1),
    issuer_disciplined=False,
    lines=(MMR,),
    written_reason="No criterion is met.",
)


def test_a_designated_physician_and_the_officer_may_revoke_what_another_recommended() -> None:
    assert may_revoke(FACTS).allowed
    officer = Appointment(Office.STATE_PUBLIC_HEALTH_OFFICER, date(2025, 1, 1))
    assert may_revoke(FACTS._replace(appointment=officer)).allowed


@pytest.mark.parametrize("office", [Office.NURSE_REVIEWER, Office.PHYSICIAN_REVIEWER, Office.OTHER])
def test_case_62_a_reviewer_may_only_recommend(office: Office) -> None:
    verdict = may_revoke(FACTS._replace(appointment=Appointment(office, date(2026, 1, 1))))

    assert verdict.codes == (ReasonCode.NOT_THE_OFFICER_OR_DESIGNEE,)
    assert verdict.reasons[0].citation == "HSC-120372-d3C"


def test_a_person_without_any_appointment_may_not_revoke() -> None:
    assert may_revoke(FACTS._replace(appointment=None)).codes == (ReasonCode.NOT_THE_OFFICER_OR_DESIGNEE,)


def test_case_63_who_recommended_does_not_decide() -> None:
    assert may_revoke(FACTS._replace(decider="reviewer")).codes == (ReasonCode.DECIDER_RECOMMENDED,)


def test_who_recommended_one_line_of_two_does_not_decide_either() -> None:
    own = LineToRevoke(Vaccine.VAR, recommended_by="designee")

    assert may_revoke(FACTS._replace(lines=(MMR, own))).codes == (ReasonCode.DECIDER_RECOMMENDED,)


@pytest.mark.parametrize(
    ("decided_on", "in_force"),
    [(date(2025, 12, 31), False), (date(2026, 1, 1), True), (date(2026, 12, 31), True), (date(2027, 1, 1), False)],
)
def test_an_appointment_holds_from_its_first_through_its_last_day(decided_on: date, in_force: bool) -> None:
    verdict = may_revoke(FACTS._replace(decided_on=decided_on))

    assert verdict.codes == (() if in_force else (ReasonCode.APPOINTMENT_NOT_IN_FORCE,))


@pytest.mark.parametrize(
    ("issued_on", "disciplined", "allowed"),
    [(date(2019, 12, 31), False, False), (date(2019, 12, 31), True, True), (date(2020, 1, 1), False, True)],
)
def test_before_2020_only_a_disciplined_physicians_exemption_can_be_revoked(
    issued_on: date, disciplined: bool, allowed: bool
) -> None:
    verdict = may_revoke(FACTS._replace(form_issued_on=issued_on, issuer_disciplined=disciplined))

    assert verdict.codes == (() if allowed else (ReasonCode.ISSUED_BEFORE_2020_NO_DISCIPLINE,))


def test_each_line_needs_its_own_recommendation_and_a_reason_is_written() -> None:
    without = LineToRevoke(Vaccine.VAR, recommended_by=None)
    verdict = may_revoke(FACTS._replace(lines=(MMR, without), written_reason=" "))

    assert verdict.codes == (ReasonCode.WRITTEN_REASON_MISSING, ReasonCode.NO_RECOMMENDATION_FOR_LINE)
    assert verdict.fact("vaccine") == "VAR"
    assert may_revoke(FACTS._replace(lines=())).codes == (ReasonCode.NO_LINE_NAMED,)


def test_an_ended_line_is_not_revoked() -> None:
    assert may_revoke(FACTS._replace(lines=(MMR._replace(ended=True),))).codes == (ReasonCode.LINE_ALREADY_ENDED,)


def test_case_64_four_are_told_and_both_clocks_end_on_october_1() -> None:
    assert recipients() == (
        Recipient.PARENT,
        Recipient.ISSUING_PHYSICIAN,
        Recipient.SCHOOL,
        Recipient.LOCAL_HEALTH_OFFICER,
    )
    assert start_by(REVOKED) == appeal_by(REVOKED) == date(2026, 10, 1)


def test_case_67_a_last_day_on_saturday_moves_to_monday() -> None:
    assert start_by(date(2026, 9, 3)) == appeal_by(date(2026, 9, 3)) == date(2026, 10, 5)


@given(st.dates(date(2020, 1, 1), date(2045, 12, 31)))
def test_both_clocks_give_thirty_days_at_least_and_never_five_more(revoked_on: date) -> None:
    assert start_by(revoked_on) == appeal_by(revoked_on)
    assert 30 <= (start_by(revoked_on) - revoked_on).days <= 35


def test_a_case_may_be_ended_without_a_revocation_by_the_same_office_another_person_and_with_a_reason() -> None:
    nothing = FACTS._replace(lines=(LineToRevoke(Vaccine.MMR, recommended_by="reviewer", ended=True),))

    assert may_decide(nothing).allowed
    assert may_decide(nothing._replace(appointment=None)).codes == (ReasonCode.NOT_THE_OFFICER_OR_DESIGNEE,)
    assert may_decide(nothing._replace(decider="reviewer")).codes == (ReasonCode.DECIDER_RECOMMENDED,)
    assert may_decide(nothing._replace(written_reason="")).codes == (ReasonCode.WRITTEN_REASON_MISSING,)


@pytest.mark.parametrize(
    ("asked_on", "due_on"), [(date(2026, 9, 1), date(2026, 10, 1)), (date(2026, 9, 3), date(2026, 10, 5))]
)
def test_a_question_of_the_review_is_due_in_thirty_days_moved_past_a_weekend(asked_on: date, due_on: date) -> None:
    assert information_due(asked_on) == due_on


@pytest.mark.parametrize(("before", "now", "told"), [(3, 4, False), (4, 5, True), (5, 5, False), (5, 6, False)])
def test_cases_73_and_74_the_board_is_told_at_the_fifth_form_and_once(before: int, now: int, told: bool) -> None:
    assert is_reported_to_board(before, now, date(2026, 12, 1)) is told
