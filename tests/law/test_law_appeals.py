"""Appeals: in time to the last instant, the stay, the panel, the vote."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.law.appeals import (
    Ballot,
    ConflictFacts,
    Filer,
    Vote,
    after_withdrawal,
    appeal_by,
    eligible_panelist,
    majority,
    may_adopt,
    may_file,
    panel_ready,
    start_by_after_upheld,
    stay,
    timeliness,
)
from chalicelib.law.calendar import CALIFORNIA, last_instant_of
from chalicelib.law.verdict import Outcome, ReasonCode

REVOKED = date(2026, 9, 1)
ON = date(2026, 12, 1)
ELIGIBLE = ConflictFacts(licensed_physician=True, has_experience=True, declared=True)


def ballots(*votes: Vote) -> list[Ballot]:
    return [Ballot(f"panelist {position}", vote, "Reasoned.") for position, vote in enumerate(votes)]


def test_case_78_an_appeal_in_the_last_second_of_day_30_is_timely_and_stays_the_duty() -> None:
    filed_at = datetime(2026, 10, 1, 23, 59, 59, tzinfo=CALIFORNIA)

    assert timeliness(filed_at, REVOKED).outcome is Outcome.TIMELY
    assert stay(filed_at, REVOKED, still_open=True).outcome is Outcome.STAYED


def test_case_79_an_appeal_at_midnight_of_day_31_is_late_taken_and_stays_nothing() -> None:
    filed_at = datetime(2026, 10, 2, 0, 0, tzinfo=CALIFORNIA)
    verdict = timeliness(filed_at, REVOKED)

    assert verdict.outcome is Outcome.LATE
    assert verdict.fact("last_day") == date(2026, 10, 1)
    assert stay(filed_at, REVOKED, still_open=True).codes == (ReasonCode.DUTY_NOT_STAYED_LATE,)


def test_the_stay_ends_when_the_appeal_is_closed() -> None:
    filed_at = datetime(2026, 9, 15, 12, 0, tzinfo=CALIFORNIA)

    assert stay(filed_at, REVOKED, still_open=False).codes == (ReasonCode.DUTY_NOT_STAYED_CLOSED,)


def test_a_last_day_on_saturday_after_the_clock_change_ends_on_monday_night_pacific_standard_time() -> None:
    revoked_on = date(2026, 10, 15)
    last = datetime(2026, 11, 17, 7, 59, 59, 999999, tzinfo=UTC)

    assert appeal_by(revoked_on) == date(2026, 11, 16)
    assert timeliness(last, revoked_on).outcome is Outcome.TIMELY
    assert timeliness(last + timedelta(microseconds=1), revoked_on).outcome is Outcome.LATE


@given(st.dates(date(2020, 1, 1), date(2045, 12, 31)))
def test_the_last_instant_of_the_last_day_is_in_time_and_the_next_is_not(revoked_on: date) -> None:
    last = last_instant_of(appeal_by(revoked_on))

    assert timeliness(last, revoked_on).outcome is Outcome.TIMELY
    assert timeliness(last + timedelta(microseconds=1), revoked_on).outcome is Outcome.LATE


def test_case_81_a_physician_may_not_appeal_but_may_add_information() -> None:
    assert may_file(Filer.PARENT_OR_GUARDIAN).allowed
    assert may_file(Filer.ISSUING_PHYSICIAN).codes == (
        ReasonCode.ONLY_PARENT_MAY_APPEAL,
        ReasonCode.PHYSICIAN_MAY_ADD_INFORMATION,
    )
    assert may_file(Filer.OTHER).codes == (ReasonCode.ONLY_PARENT_MAY_APPEAL,)


@pytest.mark.parametrize(("panelists", "ready"), [(2, False), (3, True), (4, False)])
def test_case_82_exactly_three_panelists_sit(panelists: int, ready: bool) -> None:
    assert panel_ready(panelists, ON).allowed == ready


def test_case_84_two_of_three_decide_and_the_secretary_cannot_change_it() -> None:
    determination = majority(ballots(Vote.REINSTATE, Vote.UPHOLD, Vote.REINSTATE), ON)

    assert determination.outcome is Outcome.REINSTATE
    assert determination.fact("votes") == 2
    assert may_adopt(Vote.REINSTATE, Vote.REINSTATE).allowed
    assert may_adopt(Vote.REINSTATE, Vote.UPHOLD).codes == (ReasonCode.SECRETARY_MUST_ADOPT,)


@given(st.lists(st.sampled_from(Vote), min_size=3, max_size=3))
def test_three_ballots_always_decide_for_the_more_frequent_vote(votes: list[Vote]) -> None:
    determination = majority(ballots(*votes), ON)

    assert determination.outcome.value == max(Vote, key=votes.count).value


def test_two_ballots_a_double_vote_and_a_ballot_without_reason_decide_nothing() -> None:
    three = ballots(Vote.UPHOLD, Vote.UPHOLD, Vote.UPHOLD)

    assert majority(three[:2], ON).outcome is Outcome.CANNOT_DETERMINE
    assert majority([three[0], *three[:2]], ON).codes == (ReasonCode.BALLOTS_NOT_THREE,)
    silent = [*three[:2], three[2]._replace(written_reason=" ")]
    assert majority(silent, ON).codes == (ReasonCode.BALLOT_WITHOUT_REASON,)
    assert majority([*three, three[0]._replace(panelist="fourth")], ON).outcome is Outcome.CANNOT_DETERMINE


def test_after_upheld_the_schedule_starts_thirty_days_from_the_notice() -> None:
    assert start_by_after_upheld(date(2026, 12, 1)) == date(2026, 12, 31)
    assert start_by_after_upheld(date(2026, 12, 2)) == date(2027, 1, 4)


def test_after_a_withdrawal_thirty_days_run_from_then_unless_the_first_date_is_later() -> None:
    first_date = date(2026, 10, 1)

    assert after_withdrawal(date(2026, 10, 10), first_date) == date(2026, 11, 9)
    assert after_withdrawal(date(2026, 9, 1), first_date) == first_date
    assert after_withdrawal(date(2026, 9, 1), date(2026, 10, 5)) == date(2026, 10, 5)


def test_a_panelist_without_conflict_who_declared_is_eligible() -> None:
    assert eligible_panelist(ELIGIBLE).allowed


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"licensed_physician": False}, ReasonCode.PANELIST_NOT_LICENSED),
        ({"has_experience": False}, ReasonCode.PANELIST_LACKS_EXPERIENCE),
        ({"works_for_cdph": True}, ReasonCode.PANELIST_WORKS_FOR_CDPH),
        ({"treated_child": True}, ReasonCode.PANELIST_TREATED_CHILD),
        ({"shares_practice": True}, ReasonCode.PANELIST_SHARES_PRACTICE),
        ({"issued_or_cosigned_exemption": True}, ReasonCode.PANELIST_ISSUED_EXEMPTION),
        ({"took_part_in_review": True}, ReasonCode.PANELIST_IN_REVIEW),
        ({"family_tie": True}, ReasonCode.PANELIST_FAMILY_TIE),
        ({"financial_tie": True}, ReasonCode.PANELIST_FINANCIAL_TIE),
        ({"declared": False}, ReasonCode.PANELIST_NOT_DECLARED),
    ],
)
def test_each_conflict_excludes_a_panelist(changed: dict[str, bool], code: ReasonCode) -> None:
    assert eligible_panelist(ELIGIBLE._replace(**changed)).codes == (code,)
