"""How long a line lasts: one year, the span, the earliest issue."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.law.calendar import one_year_after
from chalicelib.law.duration import LineFacts, check_line, earliest_issue, end_of_line, in_effect_from, latest_expiry
from chalicelib.law.enums import LineKind
from chalicelib.law.verdict import ReasonCode, Verdict

DAYS = st.dates(date(2020, 1, 1), date(2044, 12, 31))


def temporary(signed_on: str, expiry: str | None, **dates: str) -> Verdict:
    return check(LineKind.TEMPORARY, signed_on, expiry, **dates)


def permanent(signed_on: str, expiry: str | None = None, **dates: str) -> Verdict:
    return check(LineKind.PERMANENT, signed_on, expiry, **dates)


def check(kind: LineKind, signed_on: str, expiry: str | None, **dates: str) -> Verdict:
    return check_line(
        LineFacts(
            kind,
            date.fromisoformat(signed_on),
            date.fromisoformat(expiry) if expiry else None,
            **{name: date.fromisoformat(day) for name, day in dates.items()},
        )
    )


def test_case_1_an_expiry_on_the_anniversary_is_accepted() -> None:
    assert temporary("2026-11-20", "2027-11-20").allowed


def test_case_2_one_day_more_is_refused_and_the_anniversary_offered() -> None:
    given_back = temporary("2026-11-20", "2027-11-21")

    assert given_back.codes == (ReasonCode.TEMPORARY_LONGER_THAN_ONE_YEAR,)
    assert given_back.fact("latest_allowed") == date(2027, 11, 20)
    assert given_back.reasons[0].citation == "HSC-120372-a2G"


def test_case_3_three_hundred_sixty_six_days_without_a_leap_day_are_refused() -> None:
    assert temporary("2026-08-15", "2027-08-16").codes == (ReasonCode.TEMPORARY_LONGER_THAN_ONE_YEAR,)


def test_a_year_across_a_leap_day_is_the_anniversary_though_it_has_366_days() -> None:
    assert temporary("2027-08-15", "2028-08-15").allowed
    assert not temporary("2027-08-15", "2028-08-16").allowed


def test_signed_on_february_28_before_a_leap_year_the_28th_is_the_last_day() -> None:
    assert temporary("2027-02-28", "2028-02-28").allowed
    assert not temporary("2027-02-28", "2028-02-29").allowed


def test_case_7_a_temporary_line_without_expiry_is_refused_and_told_the_latest() -> None:
    given_back = temporary("2026-08-15", None)

    assert given_back.codes == (ReasonCode.TEMPORARY_WITHOUT_EXPIRY,)
    assert given_back.fact("latest_allowed") == date(2027, 8, 15)


@pytest.mark.parametrize("expiry", ["2026-08-15", "2026-08-14"])
def test_case_8_an_expiry_on_or_before_the_issue_date_is_refused(expiry: str) -> None:
    given_back = temporary("2026-08-15", expiry)

    assert given_back.codes == (ReasonCode.EXPIRY_NOT_AFTER_ISSUE,)
    assert given_back.fact("earliest_allowed") == date(2026, 8, 16)


def test_an_expiry_on_the_day_after_the_issue_is_accepted() -> None:
    assert temporary("2026-08-15", "2026-08-16").allowed


def test_case_9_a_permanent_line_with_an_expiry_is_refused_and_without_one_accepted() -> None:
    assert permanent("2026-08-15", "2027-08-15").codes == (ReasonCode.PERMANENT_WITH_EXPIRY,)
    assert permanent("2026-08-15").allowed


def test_case_16_a_form_for_the_next_span_may_be_signed_exactly_twelve_months_before() -> None:
    assert permanent("2026-08-16", planned_first_day="2027-08-16").allowed


def test_case_17_one_day_earlier_is_too_early_and_the_first_day_is_named() -> None:
    given_back = permanent("2026-08-15", planned_first_day="2027-08-16")

    assert given_back.codes == (ReasonCode.ISSUED_TOO_EARLY,)
    assert given_back.fact("earliest_allowed") == date(2026, 8, 16)


def test_case_101_a_temporary_line_ends_the_day_before_the_planned_entry_at_the_latest() -> None:
    given_back = temporary("2027-05-10", "2028-05-10", next_span_entry="2027-08-16")

    assert given_back.codes == (ReasonCode.TEMPORARY_OUTLASTS_SPAN,)
    assert given_back.fact("latest_allowed") == date(2027, 8, 15)
    assert temporary("2027-05-10", "2027-08-15", next_span_entry="2027-08-16").allowed
    assert not temporary("2027-05-10", "2027-08-16", next_span_entry="2027-08-16").allowed


def test_both_limits_broken_are_both_told_with_the_earlier_date() -> None:
    given_back = temporary("2027-05-10", "2028-05-11", next_span_entry="2027-08-16")

    assert given_back.codes == (ReasonCode.TEMPORARY_LONGER_THAN_ONE_YEAR, ReasonCode.TEMPORARY_OUTLASTS_SPAN)
    assert {each.facts["latest_allowed"] for each in given_back.reasons} == {date(2027, 8, 15)}


def test_a_temporary_line_for_a_future_span_must_reach_its_first_day() -> None:
    early = temporary("2026-09-01", "2027-08-15", planned_first_day="2027-08-16")

    assert early.codes == (ReasonCode.EXPIRY_BEFORE_FIRST_DAY,)
    assert temporary("2026-09-01", "2027-08-16", planned_first_day="2027-08-16").allowed


def test_a_line_for_a_span_already_left_is_refused_whatever_its_kind() -> None:
    assert permanent("2027-08-16", next_span_entry="2027-08-16").codes == (ReasonCode.SPAN_ALREADY_LEFT,)
    assert permanent("2027-08-15", next_span_entry="2027-08-16").allowed
    assert ReasonCode.SPAN_ALREADY_LEFT in temporary("2027-08-16", "2027-09-01", next_span_entry="2027-08-16").codes


def test_a_line_counts_from_the_later_of_signing_and_first_day() -> None:
    signed, first_day = date(2026, 8, 16), date(2027, 8, 16)

    assert in_effect_from(signed, None) == signed
    assert in_effect_from(signed, first_day) == first_day
    assert in_effect_from(first_day, signed) == first_day


def test_a_line_ends_with_its_expiry_or_the_day_before_the_next_span() -> None:
    expiry, entry = date(2027, 3, 10), date(2027, 8, 16)

    assert end_of_line(None, None) is None
    assert end_of_line(expiry, None) == end_of_line(expiry, entry) == expiry
    assert end_of_line(None, entry) == date(2027, 8, 15)


@given(DAYS, st.integers(-30, 800), st.none() | st.integers(1, 800))
def test_an_accepted_temporary_line_keeps_all_three_limits_and_a_refused_one_breaks_one(
    signed_on: date, length: int, entry_after: int | None
) -> None:
    expiry = signed_on + timedelta(days=length)
    entry = None if entry_after is None else signed_on + timedelta(days=entry_after)
    accepted = check_line(LineFacts(LineKind.TEMPORARY, signed_on, expiry, next_span_entry=entry)).allowed

    lawful = signed_on < expiry <= one_year_after(signed_on) and (entry is None or expiry < entry)
    assert accepted == lawful


@given(DAYS, st.none() | st.integers(2, 800))
def test_the_latest_expiry_offered_is_accepted_and_the_next_day_is_not(
    signed_on: date, entry_after: int | None
) -> None:
    entry = None if entry_after is None else signed_on + timedelta(days=entry_after)
    latest = latest_expiry(signed_on, entry)

    assert check_line(LineFacts(LineKind.TEMPORARY, signed_on, latest, next_span_entry=entry)).allowed
    after = latest + timedelta(days=1)
    assert not check_line(LineFacts(LineKind.TEMPORARY, signed_on, after, next_span_entry=entry)).allowed


@given(DAYS)
def test_the_earliest_issue_offered_is_accepted_and_the_day_before_is_not(first_day: date) -> None:
    earliest = earliest_issue(first_day)

    assert check_line(LineFacts(LineKind.PERMANENT, earliest, planned_first_day=first_day)).allowed
    before = earliest - timedelta(days=1)
    assert not check_line(LineFacts(LineKind.PERMANENT, before, planned_first_day=first_day)).allowed
