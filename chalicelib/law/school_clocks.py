"""The clocks of a school, on its own calendar: record reviews, transfers, missing doses found later.

School days are the school's own; business days leave out weekends and holidays; calendar days are all days.
"""

from datetime import date, timedelta
from typing import NamedTuple

from chalicelib.law.calendar import (
    add_months_minimum,
    business_days_after,
    day_after,
    day_before,
    deadline_in_days,
    next_business_day,
)
from chalicelib.law.citations import Cite
from chalicelib.law.enums import NoticeWay
from chalicelib.law.moved_days import moved_last_day
from chalicelib.law.school_year import SchoolCalendar
from chalicelib.law.tables import Limit, number
from chalicelib.law.verdict import Outcome, Reason, ReasonCode, Verdict, reason, verdict


def next_school_day(day: date, school: SchoolCalendar | None = None) -> date:
    """Return the day itself, or the first day with school after it; without a calendar, the first business day.

    A child is kept out from a school day, never from a day on which no one is at school. Raises CalendarEndsError
    where the school's calendar does not reach so far, YearOutsideTable where the holidays do not.
    """
    return next_business_day(day) if school is None else school.next_school_day(day)


class ReceivedBeforeSentError(ValueError):
    """A notice cannot have been received before the day on which it was sent."""


class SentNotice(NamedTuple):
    """A written notice of missing doses. `received_on`: a recorded day of receipt, which counts before any other."""

    sent_on: date
    way: NoticeWay = NoticeWay.BY_HAND
    received_on: date | None = None


def notice_received(notice: SentNotice) -> date:
    """Return the day from which the school days run: the recorded receipt, else the day of a notice by hand or email,
    else some days after the mailing. Raises ReceivedBeforeSentError."""
    if notice.received_on is not None:
        if notice.received_on < notice.sent_on:
            raise ReceivedBeforeSentError
        return notice.received_on
    if notice.way is NoticeWay.POST:
        return notice.sent_on + timedelta(days=number(Limit.NOTICE_POST_DAYS, notice.sent_on))
    return notice.sent_on


def notice_ends(received_on: date, school: SchoolCalendar) -> date:
    """Return the last day to show the doses after a written notice: the tenth school day, the day after its receipt
    being day 1."""
    return school.school_days_after(received_on, number(Limit.NOTICE_SCHOOL_DAYS, received_on))


def missing_doses_found(notice: SentNotice, on: date, school: SchoolCalendar) -> Verdict:
    """Return KEEP_ATTENDING_UNTIL the tenth school day after the receipt (17 CCR 6040), then EXCLUDE_FROM the next
    school day (17 CCR 6055). Raises CalendarEndsError, ReceivedBeforeSentError."""
    last_day = notice_ends(notice_received(notice), school)
    if on <= last_day:
        running = reason(ReasonCode.NOTICE_RUNNING, Cite.CCR_6040, until=last_day)
        return verdict(Outcome.KEEP_ATTENDING_UNTIL, running, *_by_post(notice))
    return _excluded(last_day, ReasonCode.NOTICE_ENDED, Cite.CCR_6055, school)


def _by_post(notice: SentNotice) -> tuple[Reason, ...]:
    if notice.way is not NoticeWay.POST or notice.received_on is not None:
        return ()
    received_on = notice_received(notice)
    return (reason(ReasonCode.NOTICE_BY_POST, Cite.PORTAL_NOTICE, sent_on=notice.sent_on, received_on=received_on),)


def district_notice_ends(notice_on: date) -> date:
    """Return the last day of a district's two weeks' notice (Ed. Code 48216), moved past weekends and holidays."""
    return deadline_in_days(notice_on, number(Limit.DISTRICT_NOTICE_DAYS, notice_on))


def district_notice(notice_on: date, on: date, school: SchoolCalendar | None = None) -> Verdict:
    """Return the same as `missing_doses_found` in a district that has chosen the two weeks of Ed. Code 48216."""
    last_day = district_notice_ends(notice_on)
    if on <= last_day:
        running = reason(ReasonCode.DISTRICT_NOTICE_RUNNING, Cite.PORTAL_T12, until=last_day)
        moved = moved_last_day(notice_on, number(Limit.DISTRICT_NOTICE_DAYS, notice_on))
        return verdict(Outcome.KEEP_ATTENDING_UNTIL, running, *moved)
    return _excluded(last_day, ReasonCode.DISTRICT_NOTICE_ENDED, Cite.EDC_48216, school)


def review_by(last_looked_on: date, school: SchoolCalendar) -> date:
    """Return the last day to review a conditional pupil's record again: 30 days after the admission or the last review.

    A day without school: the school day before it. No school in all the 30 days: the first school day after.
    """
    due = review_due(last_looked_on)
    day = due
    while day > last_looked_on and not school.is_school_day(day):
        day = day_before(day)
    return day if day > last_looked_on else school.next_school_day(due)


def review_due(last_looked_on: date) -> date:
    """Return the thirtieth day after the admission or the last review, whatever day it is."""
    return last_looked_on + timedelta(days=number(Limit.RECORD_REVIEW_DAYS, last_looked_on))


def record_review(last_looked_on: date, on: date, school: SchoolCalendar) -> Verdict:
    """Return TIMELY through the day the review is due, then LATE (17 CCR 6035(b)); a moved day is the portal's choice
    and says so."""
    due = review_by(last_looked_on, school)
    cite = Cite.CCR_6035 if due == review_due(last_looked_on) else Cite.PORTAL_T10
    if on <= due:
        return verdict(Outcome.TIMELY, reason(ReasonCode.RECORD_REVIEW_DUE, cite, until=due))
    return verdict(Outcome.LATE, reason(ReasonCode.RECORD_REVIEW_OVERDUE, cite, due_on=due))


def transfer_record_due(first_attended_on: date, school: SchoolCalendar) -> date:
    """Return the last day to wait for a transfer pupil's record: the 30th school day, the first day attended being
    day 1."""
    waited = number(Limit.TRANSFER_SCHOOL_DAYS, first_attended_on)
    return school.school_days_after(day_before(first_attended_on), waited)


class AwaitedRecord(NamedTuple):
    """The record of a transfer pupil that has not come. `last_day`: the last day to wait for it. `first_day_out`: the
    first school day after it."""

    last_day: date
    first_day_out: date


def awaited_record(awaited: AwaitedRecord, on: date) -> Verdict:
    """Return ADMIT_CONDITIONALLY_UNTIL the last day to wait for a record, then EXCLUDE_FROM."""
    if on <= awaited.last_day:
        waiting = reason(ReasonCode.TRANSFER_RECORD_AWAITED, Cite.CCR_6035, until=awaited.last_day)
        return verdict(Outcome.ADMIT_CONDITIONALLY_UNTIL, waiting)
    out, code = awaited.first_day_out, ReasonCode.TRANSFER_RECORD_NOT_RECEIVED
    return verdict(Outcome.EXCLUDE_FROM, *_out_from(awaited.last_day, out, code, Cite.CCR_6035))


def transfer_record(first_attended_on: date, on: date, school: SchoolCalendar) -> Verdict:
    """Return a pupil from another school in the United States: ADMIT_CONDITIONALLY_UNTIL, then EXCLUDE_FROM."""
    last_day = transfer_record_due(first_attended_on, school)
    return awaited_record(AwaitedRecord(last_day, school.next_school_day(day_after(last_day))), on)


def transfer_reminder(first_attended_on: date, last_day: date, school: SchoolCalendar) -> date:
    """Return the day on which the school is reminded that a record is still awaited: the twentieth school day, or the
    last day to wait where that comes before. Raises CalendarEndsError."""
    days = number(Limit.TRANSFER_REMINDER_SCHOOL_DAYS, first_attended_on)
    return min(last_day, school.school_days_after(day_before(first_attended_on), days))


def records_pending_again(last_step_on: date) -> date:
    """Return the day on which a child who is enrolled without records is looked at again."""
    return last_step_on + timedelta(days=number(Limit.RECORDS_PENDING_DAYS, last_step_on))


def military_start_by(enrolled_on: date) -> date:
    """Return the last day for a child of a military family to start the doses."""
    return enrolled_on + timedelta(days=number(Limit.MILITARY_START_DAYS, enrolled_on))


def former_school_sends_by(asked_on: date, school: SchoolCalendar) -> date:
    """Return the last day for the former school to send the record: ten school days of its own calendar after the
    request."""
    return school.school_days_after(asked_on, number(Limit.FORMER_SCHOOL_SCHOOL_DAYS, asked_on))


def former_school(asked_on: date, on: date, school: SchoolCalendar) -> Verdict:
    """Return TIMELY through the day the record is due, then LATE (Ed. Code 49068)."""
    last_day = former_school_sends_by(asked_on, school)
    if on <= last_day:
        return verdict(Outcome.TIMELY, reason(ReasonCode.FORMER_SCHOOL_SENDS_BY, Cite.EDC_49068, until=last_day))
    return verdict(Outcome.LATE, reason(ReasonCode.FORMER_SCHOOL_OVERDUE, Cite.EDC_49068, due_on=last_day))


def foster_records_by(asked_on: date) -> date:
    """Return the last day for a foster child's liaison: two business days after being asked."""
    return business_days_after(asked_on, number(Limit.FOSTER_RECORDS_BUSINESS_DAYS, asked_on))


def foster_records(asked_on: date, on: date) -> Verdict:
    """Return TIMELY through the second business day, then LATE (Ed. Code 48853.5); each liaison has a clock of its
    own."""
    last_day = foster_records_by(asked_on)
    if on <= last_day:
        return verdict(Outcome.TIMELY, reason(ReasonCode.FOSTER_RECORDS_BY, Cite.EDC_48853_5, until=last_day))
    return verdict(Outcome.LATE, reason(ReasonCode.FOSTER_RECORDS_OVERDUE, Cite.EDC_48853_5, due_on=last_day))


def age_requirement_due(subject_on: date) -> date:
    """Return the last day to show the doses of a new age in child care: 30 days, moved past weekends and holidays."""
    return deadline_in_days(subject_on, number(Limit.AGE_REQUIREMENT_DAYS, subject_on))


def age_requirement(subject_on: date, on: date, school: SchoolCalendar | None = None) -> Verdict:
    """Return ADMIT_CONDITIONALLY_UNTIL the 30 days are over, then EXCLUDE_FROM (Table A, footnote 1); a moved day is
    the portal's choice and says so."""
    last_day = age_requirement_due(subject_on)
    moved = moved_last_day(subject_on, number(Limit.AGE_REQUIREMENT_DAYS, subject_on))
    if on <= last_day:
        due = reason(ReasonCode.AGE_DOSES_DUE_BY, Cite.PORTAL_T16 if moved else Cite.CCR_6025, until=last_day)
        return verdict(Outcome.ADMIT_CONDITIONALLY_UNTIL, due, *moved)
    return _excluded(last_day, ReasonCode.AGE_DOSES_NOT_SHOWN, Cite.CCR_6025, school)


def child_care_record_kept_until(enrollment_ended_on: date) -> date:
    """Return the last day on which child care must still keep its copy of the record: three years after the
    enrollment ends."""
    years = number(Limit.CHILD_CARE_RECORD_YEARS, enrollment_ended_on)
    per_year = number(Limit.YEAR_MONTHS, enrollment_ended_on)
    return add_months_minimum(enrollment_ended_on, years * per_year)


def _excluded(last_day: date, code: ReasonCode, cite: Cite, school: SchoolCalendar | None) -> Verdict:
    return verdict(Outcome.EXCLUDE_FROM, *excluded_after(last_day, code, cite, school))


def excluded_after(
    last_day: date, code: ReasonCode, cite: Cite, school: SchoolCalendar | None = None
) -> tuple[Reason, ...]:
    """Return why a child is kept out after a last day: from the next school day, with a second reason where that is
    not the day after. Raises CalendarEndsError, YearOutsideTable."""
    return _out_from(last_day, next_school_day(day_after(last_day), school), code, cite)


def _out_from(last_day: date, out: date, code: ReasonCode, cite: Cite) -> tuple[Reason, ...]:
    why = reason(code, cite, exclude_from=out)
    if out == day_after(last_day):
        return (why,)
    return (why, reason(ReasonCode.OUT_FROM_A_SCHOOL_DAY, Cite.PORTAL_SCHOOL_DAY, last_day=last_day))
