"""Requests to amend a record: thirty days for the answer, counted as the law counts, and the ways after a refusal."""

from datetime import date

import pytest

from chalicelib.law import amendments
from chalicelib.law.citations import citation
from chalicelib.law.enums import Confidence
from chalicelib.law.tables import Limit, NotInForceError, dated_numbers
from chalicelib.law.verdict import Outcome, ReasonCode

RECEIVED = date(2026, 11, 20)
LAST_DAY = date(2026, 12, 21)  # day 30 is a Sunday


@pytest.mark.parametrize(("received_on", "last_day"), [
    (date(2026, 9, 1), date(2026, 10, 1)),  # thirty days, the first left out
    (RECEIVED, LAST_DAY),
    (date(2026, 11, 12), date(2026, 12, 14)),  # a Saturday
    (date(2026, 11, 25), date(2026, 12, 28)),  # December 25, then a weekend
    (date(2027, 1, 30), date(2027, 3, 1)),  # over the end of February
])  # fmt: skip
def test_the_answer_is_due_in_thirty_days_moved_past_weekends_and_holidays(received_on: date, last_day: date) -> None:
    assert amendments.answer_by(received_on) == last_day


@pytest.mark.parametrize(("on", "outcome", "code", "fact"), [
    (RECEIVED, Outcome.TIMELY, ReasonCode.AMENDMENT_ANSWER_BY, "until"),
    (LAST_DAY, Outcome.TIMELY, ReasonCode.AMENDMENT_ANSWER_BY, "until"),
    (date(2026, 12, 22), Outcome.LATE, ReasonCode.AMENDMENT_ANSWER_OVERDUE, "due_on"),
])  # fmt: skip
def test_an_answer_is_in_time_until_the_last_day_and_late_after_it(
    on: date, outcome: Outcome, code: ReasonCode, fact: str
) -> None:
    verdict = amendments.answer_due(RECEIVED, on)

    assert verdict.outcome is outcome
    assert verdict.codes[0] is code
    assert verdict.fact(fact) == LAST_DAY
    assert verdict.reasons[0].citation == "CIV-1798.35"


def test_a_day_moved_by_a_weekend_names_the_law_that_moves_it() -> None:
    moved = amendments.answer_due(RECEIVED, RECEIVED).reasons[1]

    assert (moved.code, moved.citation) == (ReasonCode.LAST_DAY_MOVED, "CCP-12a")
    assert (moved.facts["counted_day"], moved.facts["moved_to"]) == (date(2026, 12, 20), LAST_DAY)
    assert amendments.answer_due(date(2026, 9, 1), RECEIVED).codes == (ReasonCode.AMENDMENT_ANSWER_OVERDUE,)
    assert amendments.answer_due(date(2026, 9, 1), date(2026, 9, 1)).codes == (ReasonCode.AMENDMENT_ANSWER_BY,)


def test_after_a_refusal_the_head_of_the_agency_reviews_and_a_statement_goes_with_the_record() -> None:
    verdict = amendments.after_refusal(RECEIVED)

    assert verdict.outcome is Outcome.ALLOWED
    assert verdict.codes == (ReasonCode.AMENDMENT_REVIEW_OPEN, ReasonCode.AMENDMENT_STATEMENT_OPEN)
    assert verdict.fact("days") == 30
    assert [each.citation for each in verdict.reasons] == ["CIV-1798.36", "CIV-1798.37"]


@pytest.mark.parametrize("limit", [Limit.AMENDMENT_ANSWER_DAYS, Limit.AMENDMENT_REVIEW_DAYS])
def test_the_numbers_are_marked_as_not_read_in_the_official_text(limit: Limit) -> None:
    (row,) = dated_numbers(limit)

    assert row.tag is Confidence.SECOND_HAND
    assert citation(row.source).section.startswith("Civil Code section 1798.3")


def test_before_the_act_there_was_no_such_time() -> None:
    with pytest.raises(NotInForceError):
        amendments.answer_by(date(1978, 6, 30))
