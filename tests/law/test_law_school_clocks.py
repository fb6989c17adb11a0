"""The school's clocks, on its own calendar."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.law import school_clocks as clocks
from chalicelib.law.citations import Cite
from chalicelib.law.enums import NoticeWay
from chalicelib.law.school_clocks import ReceivedBeforeSentError, SentNotice
from chalicelib.law.school_year import CalendarEndsError, Closure, SchoolCalendar
from chalicelib.law.verdict import Outcome, ReasonCode

THANKSGIVING = Closure(date(2026, 11, 23), date(2026, 11, 27))
WINTER = Closure(date(2026, 12, 21), date(2027, 1, 8))
SCHOOL = SchoolCalendar(
    first_day=date(2026, 8, 12),
    last_day=date(2027, 6, 30),
    closed_days=frozenset({date(2026, 9, 7), date(2026, 11, 11)}),
    closures=(THANKSGIVING, WINTER),
)


@pytest.mark.parametrize(
    ("day", "open_day"),
    [
        ("2026-09-04", True),
        ("2026-09-05", False),
        ("2026-09-06", False),
        ("2026-09-07", False),
        ("2026-11-20", True),
        ("2026-11-23", False),
        ("2026-11-27", False),
        ("2026-11-30", True),
        ("2026-08-12", True),
        ("2027-06-30", True),
    ],
)
def test_a_school_day_is_no_weekend_and_no_day_the_school_is_closed(day: str, *, open_day: bool) -> None:
    assert SCHOOL.is_school_day(date.fromisoformat(day)) == open_day


@pytest.mark.parametrize("day", [date(2026, 8, 11), date(2027, 7, 1)])
def test_a_day_outside_the_calendar_is_an_error_not_a_guess(day: date) -> None:
    with pytest.raises(CalendarEndsError) as raised:
        SCHOOL.is_school_day(day)
    assert raised.value.day == day


def test_ten_school_days_after_the_notice_leave_out_labor_day_and_weekends() -> None:
    assert clocks.notice_ends(date(2026, 9, 1), SCHOOL) == date(2026, 9, 16)
    assert clocks.notice_ends(date(2026, 11, 18), SCHOOL) == date(2026, 12, 9)

    notice = SentNotice(date(2026, 9, 1))
    last_day = clocks.missing_doses_found(notice, date(2026, 9, 16), SCHOOL)
    day_after = clocks.missing_doses_found(notice, date(2026, 9, 17), SCHOOL)
    assert (last_day.outcome, last_day.fact("until")) == (Outcome.KEEP_ATTENDING_UNTIL, date(2026, 9, 16))
    assert last_day.codes == (ReasonCode.NOTICE_RUNNING,)
    assert (day_after.outcome, day_after.fact("exclude_from")) == (Outcome.EXCLUDE_FROM, date(2026, 9, 17))
    assert [each.citation for each in day_after.reasons] == [Cite.CCR_6055]


@pytest.mark.parametrize(
    ("notice", "received_on"),
    [
        (SentNotice(date(2026, 9, 1)), date(2026, 9, 1)),
        (SentNotice(date(2026, 9, 1), NoticeWay.BY_HAND), date(2026, 9, 1)),
        (SentNotice(date(2026, 9, 1), NoticeWay.EMAIL), date(2026, 9, 1)),
        (SentNotice(date(2026, 9, 1), NoticeWay.POST), date(2026, 9, 4)),
        (SentNotice(date(2026, 9, 1), NoticeWay.POST, date(2026, 9, 2)), date(2026, 9, 2)),
        (SentNotice(date(2026, 9, 1), NoticeWay.POST, date(2026, 9, 9)), date(2026, 9, 9)),
        (SentNotice(date(2026, 9, 1), NoticeWay.EMAIL, date(2026, 9, 1)), date(2026, 9, 1)),
    ],
)
def test_the_ten_school_days_run_from_the_receipt_of_the_notice(notice: SentNotice, received_on: date) -> None:
    last_day = clocks.notice_ends(received_on, SCHOOL)

    assert clocks.notice_received(notice) == received_on
    assert clocks.missing_doses_found(notice, last_day, SCHOOL).fact("until") == last_day
    assert clocks.missing_doses_found(notice, last_day + timedelta(days=1), SCHOOL).outcome is Outcome.EXCLUDE_FROM


def test_a_mailed_notice_says_from_which_day_it_counts_until_the_receipt_is_recorded() -> None:
    mailed = SentNotice(date(2026, 9, 1), NoticeWay.POST)
    presumed = clocks.missing_doses_found(mailed, date(2026, 9, 1), SCHOOL)
    recorded = clocks.missing_doses_found(mailed._replace(received_on=date(2026, 9, 3)), date(2026, 9, 1), SCHOOL)

    assert presumed.codes == (ReasonCode.NOTICE_RUNNING, ReasonCode.NOTICE_BY_POST)
    assert presumed.reasons[1].citation == Cite.PORTAL_NOTICE
    assert (presumed.fact("sent_on"), presumed.fact("received_on")) == (date(2026, 9, 1), date(2026, 9, 4))
    assert recorded.codes == (ReasonCode.NOTICE_RUNNING,)


def test_a_notice_is_not_received_before_it_was_sent() -> None:
    with pytest.raises(ReceivedBeforeSentError):
        clocks.notice_received(SentNotice(date(2026, 9, 2), NoticeWay.POST, date(2026, 9, 1)))


def test_a_child_is_kept_out_from_a_day_with_school() -> None:
    friday = date(2026, 11, 20)  # the school is closed all of the next week
    notice = SentNotice(date(2026, 11, 5))
    out = clocks.missing_doses_found(notice, date(2026, 11, 21), SCHOOL)

    assert clocks.notice_ends(date(2026, 11, 5), SCHOOL) == friday
    assert out.fact("exclude_from") == date(2026, 11, 30)
    assert out.codes == (ReasonCode.NOTICE_ENDED, ReasonCode.OUT_FROM_A_SCHOOL_DAY)
    assert (out.reasons[1].citation, out.fact("last_day")) == (Cite.PORTAL_SCHOOL_DAY, friday)


def test_without_a_calendar_the_next_business_day_stands_in_for_the_next_school_day() -> None:
    assert clocks.next_school_day(date(2026, 11, 25)) == date(2026, 11, 25)
    assert clocks.next_school_day(date(2026, 11, 26)) == date(2026, 11, 30)
    assert clocks.next_school_day(date(2026, 11, 26), SCHOOL) == date(2026, 11, 30)
    assert clocks.next_school_day(date(2026, 12, 21), SCHOOL) == date(2027, 1, 11)
    assert clocks.next_school_day(date(2026, 7, 3)) == date(2026, 7, 3)  # the courts are closed, a school may be open


def test_the_clocks_of_a_district_and_of_child_care_keep_out_from_a_day_with_school_too() -> None:
    by_district = clocks.district_notice(date(2026, 9, 4), date(2026, 9, 19))
    at_school = clocks.district_notice(date(2026, 11, 6), date(2026, 11, 21), SCHOOL)
    by_age = clocks.age_requirement(date(2026, 8, 26), date(2026, 9, 29))
    in_care = clocks.age_requirement(date(2026, 10, 21), date(2026, 11, 21), SCHOOL)

    assert (by_district.fact("exclude_from"), by_district.fact("last_day")) == (date(2026, 9, 21), date(2026, 9, 18))
    assert at_school.fact("exclude_from") == date(2026, 11, 30)
    assert (by_age.fact("exclude_from"), by_age.codes) == (date(2026, 9, 29), (ReasonCode.AGE_DOSES_NOT_SHOWN,))
    assert in_care.fact("exclude_from") == date(2026, 11, 30)


def test_a_transfer_pupil_is_kept_out_from_a_day_with_school() -> None:
    first = date(2026, 10, 9)
    last_day = clocks.transfer_record_due(first, SCHOOL)

    assert last_day == date(2026, 11, 20)
    assert clocks.transfer_record(first, date(2026, 11, 21), SCHOOL).fact("exclude_from") == date(2026, 11, 30)


def test_a_district_may_choose_two_weeks_moved_past_a_holiday() -> None:
    assert clocks.district_notice_ends(date(2026, 9, 1)) == date(2026, 9, 15)
    assert clocks.district_notice_ends(date(2026, 10, 28)) == date(2026, 11, 12)

    assert clocks.district_notice(date(2026, 9, 1), date(2026, 9, 15)).outcome is Outcome.KEEP_ATTENDING_UNTIL
    assert clocks.district_notice(date(2026, 9, 1), date(2026, 9, 1)).codes == (ReasonCode.DISTRICT_NOTICE_RUNNING,)
    moved = clocks.district_notice(date(2026, 10, 28), date(2026, 10, 28)).reasons[1]
    assert (moved.code, moved.citation) == (ReasonCode.LAST_DAY_MOVED, Cite.CCP_12A)
    assert dict(moved.facts) == {"counted_day": date(2026, 11, 11), "moved_to": date(2026, 11, 12)}
    out = clocks.district_notice(date(2026, 9, 1), date(2026, 9, 16))
    assert (out.outcome, out.fact("exclude_from")) == (Outcome.EXCLUDE_FROM, date(2026, 9, 16))


@pytest.mark.parametrize(
    ("looked_on", "due"),
    [
        ("2026-08-17", "2026-09-16"),
        ("2026-08-21", "2026-09-18"),
        ("2026-10-24", "2026-11-20"),
        ("2026-12-08", "2026-12-18"),
        ("2026-12-09", "2026-12-18"),
    ],
)
def test_a_review_due_on_a_day_without_school_is_done_on_the_school_day_before(looked_on: str, due: str) -> None:
    assert clocks.review_by(date.fromisoformat(looked_on), SCHOOL) == date.fromisoformat(due)


def test_a_review_when_school_is_out_all_thirty_days_is_done_on_the_first_school_day() -> None:
    vacation = Closure(date(2026, 6, 12), date(2026, 8, 16))
    summer = SchoolCalendar(date(2026, 6, 1), date(2027, 6, 1), closures=(vacation,))

    assert clocks.review_by(date(2026, 6, 11), summer) == date(2026, 8, 17)
    assert clocks.review_by(date(2026, 6, 10), summer) == date(2026, 6, 11)


def test_a_review_counts_from_an_admission_before_the_first_day_of_the_calendar() -> None:
    vacation = Closure(date(2026, 7, 1), date(2026, 8, 16))
    summer = SchoolCalendar(date(2026, 7, 1), date(2027, 6, 30), closures=(vacation,))

    assert clocks.review_by(date(2026, 6, 30), summer) == date(2026, 8, 17)


def test_the_review_is_late_from_the_day_after_it_was_due() -> None:
    in_time = clocks.record_review(date(2026, 8, 17), date(2026, 9, 16), SCHOOL)
    late = clocks.record_review(date(2026, 8, 17), date(2026, 9, 17), SCHOOL)

    assert (in_time.outcome, in_time.codes) == (Outcome.TIMELY, (ReasonCode.RECORD_REVIEW_DUE,))
    assert (late.outcome, late.fact("due_on")) == (Outcome.LATE, date(2026, 9, 16))
    assert (in_time.reasons[0].citation, late.reasons[0].citation) == (Cite.CCR_6035, Cite.CCR_6035)


def test_a_review_moved_to_the_school_day_before_is_shown_as_the_portals_choice() -> None:
    friday = date(2026, 9, 18)
    in_time = clocks.record_review(date(2026, 8, 21), friday, SCHOOL)
    late = clocks.record_review(date(2026, 8, 21), date(2026, 9, 19), SCHOOL)

    assert (in_time.fact("until"), in_time.reasons[0].citation) == (friday, Cite.PORTAL_T10)
    assert (late.fact("due_on"), late.reasons[0].citation) == (friday, Cite.PORTAL_T10)


def test_a_transfer_pupil_waits_thirty_school_days_the_first_one_attended_being_day_one() -> None:
    first = date(2026, 8, 12)
    last_day = clocks.transfer_record_due(first, SCHOOL._replace(first_day=date(2026, 8, 1)))

    assert last_day == date(2026, 9, 23)
    school = SCHOOL._replace(first_day=date(2026, 8, 1))
    waiting, out = (clocks.transfer_record(first, day, school) for day in (last_day, last_day + timedelta(days=1)))
    assert (waiting.outcome, waiting.fact("until")) == (Outcome.ADMIT_CONDITIONALLY_UNTIL, last_day)
    assert (out.outcome, out.fact("exclude_from")) == (Outcome.EXCLUDE_FROM, date(2026, 9, 24))


def test_the_former_school_has_ten_school_days_from_the_day_after_the_request() -> None:
    assert clocks.former_school_sends_by(date(2026, 9, 1), SCHOOL) == date(2026, 9, 16)
    assert clocks.former_school(date(2026, 9, 1), date(2026, 9, 16), SCHOOL).outcome is Outcome.TIMELY
    assert clocks.former_school(date(2026, 9, 1), date(2026, 9, 17), SCHOOL).outcome is Outcome.LATE


@pytest.mark.parametrize(
    ("asked_on", "by"),
    [
        ("2026-09-01", "2026-09-03"),
        ("2026-09-03", "2026-09-08"),
        ("2026-09-04", "2026-09-10"),
        ("2026-11-25", "2026-12-01"),
    ],
)
def test_a_foster_childs_records_are_due_in_two_business_days(asked_on: str, by: str) -> None:
    day, last_day = date.fromisoformat(asked_on), date.fromisoformat(by)

    assert clocks.foster_records_by(day) == last_day
    assert clocks.foster_records(day, last_day).outcome is Outcome.TIMELY
    assert clocks.foster_records(day, last_day + timedelta(days=1)).outcome is Outcome.LATE


def test_proof_for_a_new_age_is_due_in_thirty_days_moved_past_a_weekend() -> None:
    assert clocks.age_requirement_due(date(2026, 9, 1)) == date(2026, 10, 1)
    assert clocks.age_requirement_due(date(2026, 9, 3)) == date(2026, 10, 5)

    kept = clocks.age_requirement(date(2026, 9, 1), date(2026, 10, 1))
    assert [(each.code, each.citation) for each in kept.reasons] == [(ReasonCode.AGE_DOSES_DUE_BY, Cite.CCR_6025)]
    until = clocks.age_requirement(date(2026, 9, 3), date(2026, 10, 5))
    assert [(each.code, each.citation) for each in until.reasons] == [
        (ReasonCode.AGE_DOSES_DUE_BY, Cite.PORTAL_T16),
        (ReasonCode.LAST_DAY_MOVED, Cite.CCP_12A),
    ]
    out = clocks.age_requirement(date(2026, 9, 3), date(2026, 10, 6))
    assert (until.outcome, until.fact("until")) == (Outcome.ADMIT_CONDITIONALLY_UNTIL, date(2026, 10, 5))
    assert (out.outcome, out.fact("exclude_from")) == (Outcome.EXCLUDE_FROM, date(2026, 10, 6))


def test_child_care_keeps_its_copy_three_years_after_the_child_left() -> None:
    assert clocks.child_care_record_kept_until(date(2026, 6, 12)) == date(2029, 6, 12)
    assert clocks.child_care_record_kept_until(date(2028, 2, 29)) == date(2031, 3, 1)


@given(st.dates(date(2026, 8, 12), date(2027, 4, 30)))
def test_a_notice_always_leaves_exactly_ten_school_days(notice_on: date) -> None:
    last_day = clocks.notice_ends(notice_on, SCHOOL)
    between = (notice_on + timedelta(days=offset) for offset in range(1, (last_day - notice_on).days + 1))

    assert SCHOOL.is_school_day(last_day)
    assert sum(SCHOOL.is_school_day(day) for day in between) == 10


@given(st.dates(date(2026, 8, 12), date(2027, 5, 30)))
def test_a_review_is_never_due_later_than_thirty_days_while_there_is_school(looked_on: date) -> None:
    due = clocks.review_by(looked_on, SCHOOL)

    assert SCHOOL.is_school_day(due)
    assert looked_on < due <= looked_on + timedelta(days=30)
