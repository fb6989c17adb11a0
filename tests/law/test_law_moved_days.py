"""Every deadline at both sides of every day that only the courts observe, and the reason that a moved day carries."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from chalicelib.law import amendments, appeals, revocation, school_clocks
from chalicelib.law.calendar import first_instant_of
from chalicelib.law.citations import Cite
from chalicelib.law.holidays import holidays_of
from chalicelib.law.moved_days import moved_last_day
from chalicelib.law.verdict import ReasonCode

COURT_DAYS = [each.day for year in range(2019, 2047) for each in holidays_of(year) if each.moved_by_courts]
DEADLINES: dict[str, tuple[int, Callable[[date], date]]] = {
    "T4 start of the doses": (30, revocation.start_by),
    "T5 appeal": (30, appeals.appeal_by),
    "T12 two weeks of a district": (14, school_clocks.district_notice_ends),
    "T16 doses of a new age": (30, school_clocks.age_requirement_due),
    "denied appeal": (30, appeals.start_by_after_upheld),
    "withdrawn appeal": (30, lambda start: appeals.after_withdrawal(start, start)),
    "request to amend": (30, amendments.answer_by),
    "question of a review": (30, revocation.information_due),
}
DAY = timedelta(days=1)
BEFORE_THE_RULE = date(2020, 1, 31)  # the first day on which thirty days of the statute can end


@pytest.mark.parametrize("day", [day for day in COURT_DAYS if day > BEFORE_THE_RULE], ids=str)
@pytest.mark.parametrize("name", DEADLINES)
def test_a_last_day_on_a_day_of_the_courts_moves_and_the_day_before_it_stays(name: str, day: date) -> None:
    days, last_day_after = DEADLINES[name]
    start = day - timedelta(days=days)
    ends_before, ends_on, ends_after = (last_day_after(start + step * DAY) for step in (-1, 0, 1))

    if (day - DAY).weekday() < 5:
        assert ends_before == day - DAY
    assert ends_on > day
    assert ends_on.weekday() < 5
    assert ends_after == ends_on


def test_a_moved_day_says_which_day_was_counted_and_which_law_moves_it() -> None:
    (moved,) = moved_last_day(date(2026, 6, 3), 30)

    assert (moved.code, moved.citation) == (ReasonCode.LAST_DAY_MOVED, Cite.CCP_12A)
    assert dict(moved.facts) == {"counted_day": date(2026, 7, 3), "moved_to": date(2026, 7, 6)}


@pytest.mark.parametrize("start", [date(2026, 6, 2), date(2026, 6, 6)])
def test_a_day_that_stays_carries_no_reason(start: date) -> None:
    assert moved_last_day(start, 30) == ()


@pytest.mark.parametrize("revoked_on", [date(2026, 6, 2), date(2026, 6, 3)])
def test_an_appeal_in_time_or_late_names_the_law_that_moved_its_last_day(revoked_on: date) -> None:
    is_moved = revoked_on == date(2026, 6, 3)
    for filed_on in (revoked_on, date(2026, 8, 3)):
        found = appeals.timeliness(first_instant_of(filed_on), revoked_on)
        assert (ReasonCode.LAST_DAY_MOVED in found.codes) is is_moved
        assert found.codes[0] in {ReasonCode.APPEAL_IN_TIME, ReasonCode.APPEAL_LATE}
