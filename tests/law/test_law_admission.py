"""What a school is told, row by row, and the strictest answer for a pupil."""

from datetime import date, datetime, timedelta
from itertools import pairwise, permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.law.admission import (
    AdmissionFacts,
    AppealFacts,
    AppealStatus,
    EffectiveStatus,
    FactMissingError,
    NoticeFacts,
    ScheduleFacts,
    answer,
    answer_date,
    reading,
    strictest,
)
from chalicelib.law.calendar import CALIFORNIA, next_business_day
from chalicelib.law.duration import LineFacts
from chalicelib.law.enums import LineKind, LineState
from chalicelib.law.revocation import start_by
from chalicelib.law.verdict import Outcome, ReasonCode, Verdict

PERMANENT = LineFacts(LineKind.PERMANENT, date(2026, 3, 2))
TEMPORARY = LineFacts(LineKind.TEMPORARY, date(2026, 8, 15), expiry=date(2027, 8, 15))
FUTURE = LineFacts(LineKind.PERMANENT, date(2026, 8, 16), planned_first_day=date(2027, 8, 16))
SPAN = LineFacts(LineKind.PERMANENT, date(2026, 10, 5), next_span_entry=date(2027, 8, 16))
REVOKED = AdmissionFacts(LineState.REVOKED, PERMANENT, revoked_on=date(2026, 9, 1))
IN_TIME = datetime(2026, 10, 1, 23, 59, 59, tzinfo=CALIFORNIA)
TOO_LATE = datetime(2026, 10, 2, 0, 0, tzinfo=CALIFORNIA)
END = date(2027, 5, 1)
OPEN = AppealFacts(IN_TIME, AppealStatus.OPEN)


def issued(line: LineFacts) -> AdmissionFacts:
    return AdmissionFacts(LineState.ISSUED, line)


def told(facts: AdmissionFacts, on: date) -> tuple[Outcome, date | None]:
    given_back = answer(facts, on)
    return given_back.outcome, answer_date(given_back)


def appealed(appeal: AppealFacts) -> AdmissionFacts:
    return REVOKED._replace(appeal=appeal)


def test_case_10_a_temporary_line_is_valid_through_a_sunday_and_not_moved_to_monday() -> None:
    sunday = date(2027, 8, 15)

    assert sunday.weekday() == 6
    assert reading(TEMPORARY, sunday) is EffectiveStatus.VALID
    assert reading(TEMPORARY, date(2027, 8, 16)) is EffectiveStatus.EXPIRED


def test_case_15_a_permanent_line_ends_with_its_span() -> None:
    assert reading(SPAN, date(2027, 8, 15)) is EffectiveStatus.VALID
    assert reading(SPAN, date(2027, 8, 16)) is EffectiveStatus.SPAN_ENDED


def test_case_21_a_preschool_line_ends_when_the_child_enters_tk() -> None:
    preschool = LineFacts(LineKind.PERMANENT, date(2026, 2, 2), next_span_entry=date(2026, 8, 17))

    assert reading(preschool, date(2026, 8, 16)) is EffectiveStatus.VALID
    assert reading(preschool, date(2026, 8, 17)) is EffectiveStatus.SPAN_ENDED
    assert answer(issued(preschool), date(2026, 8, 17)).outcome is Outcome.NOT_AN_EXEMPTION


def test_case_22_without_an_entry_into_the_next_span_a_permanent_line_stays_valid() -> None:
    assert reading(PERMANENT, date(2040, 1, 1)) is EffectiveStatus.VALID


def test_case_19_a_line_for_the_next_span_is_not_an_exemption_yet() -> None:
    given_back = answer(issued(FUTURE), date(2026, 12, 1))

    assert reading(FUTURE, date(2026, 12, 1)) is EffectiveStatus.NOT_YET_IN_EFFECT
    assert given_back.outcome is Outcome.NOT_AN_EXEMPTION
    assert given_back.fact("in_effect_from") == date(2027, 8, 16)
    assert told(issued(FUTURE), date(2027, 8, 16)) == (Outcome.ADMIT, None)


def test_of_two_ends_the_first_is_named_and_on_one_day_the_span() -> None:
    both = TEMPORARY._replace(next_span_entry=date(2027, 8, 16))

    assert reading(both, date(2027, 8, 16)) is EffectiveStatus.SPAN_ENDED
    assert reading(both._replace(expiry=date(2027, 8, 14)), date(2027, 9, 1)) is EffectiveStatus.EXPIRED


def test_a_permanent_line_admits_and_a_temporary_one_admits_until_its_end() -> None:
    assert told(issued(PERMANENT), date(2026, 9, 1)) == (Outcome.ADMIT, None)
    assert told(issued(TEMPORARY), date(2027, 8, 15)) == (Outcome.ADMIT_CONDITIONALLY_UNTIL, date(2027, 8, 15))


@pytest.mark.parametrize(
    ("state", "code"),
    [
        (LineState.HELD, ReasonCode.HELD),
        (LineState.REFUSED, ReasonCode.LINE_REFUSED),
        (LineState.WITHDRAWN, ReasonCode.LINE_WITHDRAWN),
        (LineState.SUPERSEDED, ReasonCode.LINE_SUPERSEDED),
        (None, ReasonCode.NEVER_EXEMPT),
    ],
)
def test_a_line_that_is_not_issued_is_not_an_exemption(state: LineState | None, code: ReasonCode) -> None:
    given_back = answer(AdmissionFacts(state, enrolled=False), date(2026, 9, 1))

    assert (given_back.outcome, given_back.codes) == (Outcome.NOT_AN_EXEMPTION, (code,))


@pytest.mark.parametrize("state", [LineState.HELD, LineState.SUPERSEDED])
def test_a_held_or_superseded_line_starts_no_notice(state: LineState) -> None:
    assert ReasonCode.WRITTEN_NOTICE_FIRST not in answer(AdmissionFacts(state), date(2026, 9, 1)).codes


@pytest.mark.parametrize("state", [LineState.REFUSED, LineState.WITHDRAWN, None])
def test_an_enrolled_pupil_gets_a_written_notice_and_then_ten_school_days(state: LineState | None) -> None:
    without = answer(AdmissionFacts(state), date(2026, 9, 1))
    notice = NoticeFacts(given_on=date(2026, 9, 1), tenth_school_day=date(2026, 9, 16))
    noticed = AdmissionFacts(state, notice=notice)

    assert without.outcome is Outcome.NOT_AN_EXEMPTION
    assert without.fact("school_days") == 10
    assert told(noticed, date(2026, 9, 16)) == (Outcome.KEEP_ATTENDING_UNTIL, date(2026, 9, 16))
    assert told(noticed, date(2026, 9, 17)) == (Outcome.EXCLUDE_FROM, date(2026, 9, 17))


def test_an_ended_line_of_which_the_parent_was_told_excludes_from_the_next_school_day() -> None:
    expired = issued(TEMPORARY)._replace(told_of_end=True)

    assert told(expired, date(2027, 8, 16)) == (Outcome.EXCLUDE_FROM, date(2027, 8, 16))
    on_holidays = expired._replace(next_school_day=date(2027, 8, 23))
    assert told(on_holidays, date(2027, 8, 16)) == (Outcome.EXCLUDE_FROM, date(2027, 8, 23))


def test_an_ended_line_of_which_the_parent_was_not_told_waits_for_the_notice() -> None:
    untold = answer(issued(TEMPORARY), date(2027, 8, 16))

    assert untold.codes == (ReasonCode.LINE_EXPIRED, ReasonCode.WRITTEN_NOTICE_FIRST)
    assert untold.outcome is Outcome.NOT_AN_EXEMPTION


def test_case_64_after_a_revocation_the_child_attends_and_starts_by_october_1() -> None:
    assert told(REVOKED, date(2026, 9, 1)) == (Outcome.KEEP_ATTENDING_UNTIL, date(2026, 10, 1))
    assert told(REVOKED, date(2026, 10, 1)) == (Outcome.KEEP_ATTENDING_UNTIL, date(2026, 10, 1))


def test_case_76_without_dose_or_appeal_the_school_excludes_from_october_2() -> None:
    assert told(REVOKED, date(2026, 10, 2)) == (Outcome.EXCLUDE_FROM, date(2026, 10, 2))


def test_case_77_a_first_dose_meets_the_duty_until_the_next_dose_is_missed() -> None:
    started = REVOKED._replace(schedule=ScheduleFacts(date(2026, 9, 28), next_dose_by=date(2027, 1, 28)))

    assert told(started, date(2026, 10, 2)) == (Outcome.ADMIT_CONDITIONALLY_UNTIL, date(2027, 1, 28))
    assert told(started, date(2027, 1, 28)) == (Outcome.ADMIT_CONDITIONALLY_UNTIL, date(2027, 1, 28))
    assert told(started, date(2027, 1, 29)) == (Outcome.EXCLUDE_FROM, date(2027, 1, 29))


@pytest.mark.parametrize("on", [date(2026, 10, 1), date(2026, 10, 2), date(2030, 1, 1)])
def test_case_78_while_a_timely_appeal_is_open_nothing_is_due(on: date) -> None:
    assert told(appealed(OPEN), on) == (Outcome.KEEP_ATTENDING_UNTIL, None)


def test_an_open_timely_appeal_outweighs_a_missed_dose() -> None:
    missed = appealed(OPEN)._replace(schedule=ScheduleFacts(date(2026, 9, 10), next_dose_by=date(2027, 1, 10)))

    assert answer(missed, date(2027, 2, 1)).codes == (ReasonCode.REVOKED_APPEAL_OPEN,)


@pytest.mark.parametrize(
    "status", [AppealStatus.OPEN, AppealStatus.REFUSED_LATE, AppealStatus.WITHDRAWN, AppealStatus.UPHELD]
)
def test_case_79_under_a_late_appeal_the_first_clock_runs_on(status: AppealStatus) -> None:
    late = appealed(AppealFacts(TOO_LATE, status, date(2026, 10, 20), date(2026, 12, 1)))

    assert told(late, date(2026, 10, 1)) == (Outcome.KEEP_ATTENDING_UNTIL, date(2026, 10, 1))
    assert told(late, date(2026, 10, 2)) == (Outcome.EXCLUDE_FROM, date(2026, 10, 2))


def test_the_school_is_told_whether_a_late_appeal_stands_beside_the_clock() -> None:
    late = appealed(AppealFacts(TOO_LATE, AppealStatus.OPEN))

    assert answer(late, date(2026, 10, 1)).codes == (ReasonCode.REVOKED_APPEAL_LATE,)
    assert answer(REVOKED, date(2026, 10, 1)).codes == (ReasonCode.REVOKED_START_BY,)


def test_after_upheld_the_child_attends_thirty_days_from_the_notice() -> None:
    upheld = appealed(AppealFacts(IN_TIME, AppealStatus.UPHELD, decision_notice_on=date(2026, 12, 1)))

    assert told(upheld, date(2026, 12, 31)) == (Outcome.KEEP_ATTENDING_UNTIL, date(2026, 12, 31))
    assert told(upheld, date(2027, 1, 1)) == (Outcome.EXCLUDE_FROM, date(2027, 1, 4)), "a holiday and a weekend"


def test_an_appeal_in_time_that_was_refused_as_late_leaves_the_clock_of_the_revocation() -> None:
    refused = appealed(AppealFacts(IN_TIME, AppealStatus.REFUSED_LATE))

    assert answer(refused, date(2026, 10, 1)).codes == (ReasonCode.REVOKED_START_BY,)
    assert told(refused, date(2026, 10, 1)) == (Outcome.KEEP_ATTENDING_UNTIL, date(2026, 10, 1))
    assert told(refused, date(2026, 10, 2)) == (Outcome.EXCLUDE_FROM, date(2026, 10, 2))


def test_after_a_withdrawn_appeal_the_later_of_both_dates_counts() -> None:
    withdrawn = appealed(AppealFacts(IN_TIME, AppealStatus.WITHDRAWN, withdrawn_on=date(2026, 10, 10)))

    assert told(withdrawn, date(2026, 11, 9)) == (Outcome.KEEP_ATTENDING_UNTIL, date(2026, 11, 9))
    assert told(withdrawn, date(2026, 11, 10)) == (Outcome.EXCLUDE_FROM, date(2026, 11, 10))


@pytest.mark.parametrize("filed_at", [IN_TIME, TOO_LATE])
def test_case_84_after_a_reinstatement_the_line_admits_again(filed_at: datetime) -> None:
    given_back = answer(appealed(AppealFacts(filed_at, AppealStatus.REINSTATED)), date(2026, 12, 5))

    assert given_back.outcome is Outcome.ADMIT
    assert given_back.codes == (ReasonCode.EXEMPT_PERMANENT, ReasonCode.REINSTATED)


def test_case_102_each_vaccine_has_its_answer_and_the_pupil_the_stricter() -> None:
    on = date(2026, 9, 2)
    mmr, varicella = answer(REVOKED, on), answer(issued(PERMANENT), on)

    assert varicella.outcome is Outcome.ADMIT
    for answers in ([mmr, varicella], [varicella, mmr]):
        assert (strictest(answers).outcome, answer_date(strictest(answers))) == (
            Outcome.KEEP_ATTENDING_UNTIL,
            date(2026, 10, 1),
        )


def test_the_order_of_strictness_and_the_earlier_date_among_equals() -> None:
    excluded = answer(REVOKED, date(2026, 10, 2))
    none = answer(AdmissionFacts(None, enrolled=False), date(2026, 9, 2))
    due, stayed = answer(REVOKED, date(2026, 9, 2)), answer(appealed(OPEN), date(2026, 9, 2))
    sooner, later = (
        answer(issued(TEMPORARY._replace(expiry=day)), date(2026, 9, 2)) for day in (END, date(2027, 6, 1))
    )
    admitted = answer(issued(PERMANENT), date(2026, 9, 2))
    in_order = [excluded, none, due, stayed, sooner, later, admitted]

    for stricter, milder in pairwise(in_order):
        for pair in permutations([stricter, milder]):
            assert strictest(pair) == stricter


def test_no_answers_have_no_strictest() -> None:
    with pytest.raises(ValueError, match="empty"):
        strictest([])


@pytest.mark.parametrize(
    ("facts", "missing"),
    [
        (AdmissionFacts(LineState.ISSUED), "line"),
        (AdmissionFacts(LineState.REVOKED, PERMANENT), "revoked_on"),
        (appealed(AppealFacts(IN_TIME, AppealStatus.UPHELD)), "decision_notice_on"),
        (appealed(AppealFacts(IN_TIME, AppealStatus.WITHDRAWN)), "withdrawn_on"),
        (issued(LineFacts(LineKind.TEMPORARY, date(2026, 3, 2))), "expiry"),
    ],
)
def test_a_state_without_its_own_fact_is_an_error_not_a_guess(facts: AdmissionFacts, missing: str) -> None:
    with pytest.raises(FactMissingError) as raised:
        answer(facts, date(2026, 12, 1))
    assert raised.value.fact == missing


DAYS = st.dates(date(2020, 1, 1), date(2044, 12, 31))


@given(DAYS, st.integers(0, 365), st.none() | st.integers(1, 900), st.integers(-5, 900))
def test_an_issued_line_admits_exactly_on_the_days_it_is_in_effect(
    signed_on: date, length: int, entry_after: int | None, offset: int
) -> None:
    expiry, on = signed_on + timedelta(days=length), signed_on + timedelta(days=offset)
    entry = None if entry_after is None else signed_on + timedelta(days=entry_after)
    given_back: Verdict = answer(issued(LineFacts(LineKind.TEMPORARY, signed_on, expiry, next_span_entry=entry)), on)

    in_effect = signed_on <= on <= expiry and (entry is None or on < entry)
    assert given_back.allowed == in_effect


@given(DAYS, st.integers(0, 60))
def test_a_revoked_pupil_attends_through_the_last_day_and_not_one_longer(revoked_on: date, offset: int) -> None:
    on = revoked_on + timedelta(days=offset)
    given_back = answer(AdmissionFacts(LineState.REVOKED, PERMANENT, revoked_on=revoked_on), on)

    last_day = start_by(revoked_on)
    assert given_back.allowed == (on <= last_day)
    first_day_out = next_business_day(last_day + timedelta(days=1))
    assert answer_date(given_back) == (last_day if on <= last_day else first_day_out)
