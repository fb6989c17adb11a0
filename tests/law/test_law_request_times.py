"""How long drafts and requests wait, when an exemption ends soon, and how prompt a written decision is."""

from datetime import date

import pytest

from chalicelib.law.appeals import decision_time
from chalicelib.law.duration import soon_from
from chalicelib.law.request_times import draft_wait, draft_waits_until, sent_wait, sent_waits_until
from chalicelib.law.verdict import Outcome, ReasonCode

SAVED = date(2026, 11, 1)


def test_a_draft_idle_for_180_days_has_lapsed() -> None:
    assert draft_waits_until(SAVED) == date(2027, 4, 29)
    assert draft_wait(SAVED, date(2027, 4, 29)).codes == (ReasonCode.REQUEST_WAITS,)

    lapsed = draft_wait(SAVED, date(2027, 4, 30))
    assert (lapsed.outcome, lapsed.codes) == (Outcome.LATE, (ReasonCode.REQUEST_HAS_LAPSED,))
    assert lapsed.fact("ended_on") == date(2027, 4, 29)


@pytest.mark.parametrize(("sent", "last"), [
    (date(2026, 11, 3), date(2027, 11, 3)), (date(2028, 2, 29), date(2029, 2, 28)),
])  # fmt: skip
def test_a_sent_request_waits_twelve_months(sent: date, last: date) -> None:
    assert sent_waits_until(sent) == last
    assert sent_wait(sent, last).outcome is Outcome.TIMELY
    assert sent_wait(sent, last).reasons[0].citation == "PORTAL-H1"


def test_an_exemption_ends_soon_from_sixty_days_before_its_last_day() -> None:
    assert soon_from(date(2027, 3, 2)) == date(2027, 1, 1)


@pytest.mark.parametrize(("on", "outcome", "code"), [
    (date(2026, 11, 4), Outcome.TIMELY, ReasonCode.DECISION_DUE),
    (date(2026, 11, 5), Outcome.LATE, ReasonCode.DECISION_PAST_TARGET),
    (date(2026, 11, 18), Outcome.LATE, ReasonCode.DECISION_PAST_TARGET),
    (date(2026, 11, 19), Outcome.LATE, ReasonCode.DECISION_OVERDUE),
])  # fmt: skip
def test_a_written_decision_is_prompt_for_thirty_days_and_far_too_late_from_day_45(
    on: date, outcome: Outcome, code: ReasonCode
) -> None:
    found = decision_time(date(2026, 10, 5), on)

    assert (found.outcome, found.codes) == (outcome, (code,))
    assert found.fact("until") == (date(2026, 11, 4) if outcome is Outcome.TIMELY else None)
    assert found.fact("due_on") == (None if outcome is Outcome.TIMELY else date(2026, 11, 4))
