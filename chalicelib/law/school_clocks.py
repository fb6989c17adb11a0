"""The clocks of a school, on its own calendar: record reviews, transfers, missing doses found later.

School days are the school's own; business days leave out weekends and holidays; calendar days are all days.
"""

from datetime import date, timedelta

from chalicelib.law.calendar import (
    add_months_minimum,
    day_after,
    day_before,
    deadline_in_days,
    working_days_after,
)
from chalicelib.law.citations import Cite
from chalicelib.law.school_year import SchoolCalendar
from chalicelib.law.tables import Limit, number
from chalicelib.law.verdict import Outcome, ReasonCode, Verdict, reason, verdict


def notice_ends(notice_on: date, school: SchoolCalendar) -> date:
    """Return the last day to show the doses after a written notice: the tenth school day, the day after the notice
    being day 1."""
    return school.school_days_after(notice_on, number(Limit.NOTICE_SCHOOL_DAYS, notice_on))


def missing_doses_found(notice_on: date, on: date, school: SchoolCalendar) -> Verdict:
    """Return KEEP_ATTENDING_UNTIL the tenth school day after the notice, then EXCLUDE_FROM the next day (17 CCR
    6040)."""
    last_day = notice_ends(notice_on, school)
    if on <= last_day:
        running = reason(ReasonCode.NOTICE_RUNNING, Cite.CCR_6040, until=last_day)
        return verdict(Outcome.KEEP_ATTENDING_UNTIL, running)
    return _excluded(last_day, ReasonCode.NOTICE_ENDED, Cite.CCR_6040)


def district_notice_ends(notice_on: date) -> date:
    """Return the last day of a district's two weeks' notice (Ed. Code 48216), moved past weekends and holidays."""
    return deadline_in_days(notice_on, number(Limit.DISTRICT_NOTICE_DAYS, notice_on))


def district_notice(notice_on: date, on: date) -> Verdict:
    """Return the same as `missing_doses_found` in a district that has chosen the two weeks of Ed. Code 48216."""
    last_day = district_notice_ends(notice_on)
    if on <= last_day:
        running = reason(ReasonCode.DISTRICT_NOTICE_RUNNING, Cite.PORTAL_T12, until=last_day)
        return verdict(Outcome.KEEP_ATTENDING_UNTIL, running)
    return _excluded(last_day, ReasonCode.DISTRICT_NOTICE_ENDED, Cite.EDC_48216)


def review_by(last_looked_on: date, school: SchoolCalendar) -> date:
    """Return the last day to review a conditional pupil's record again: 30 days after the admission or the last review.

    A day without school: the school day before it. No school in all the 30 days: the first school day after.
    """
    due = last_looked_on + timedelta(days=number(Limit.RECORD_REVIEW_DAYS, last_looked_on))
    day = due
    while day > last_looked_on and not school.is_school_day(day):
        day = day_before(day)
    return day if day > last_looked_on else school.next_school_day(due)


def record_review(last_looked_on: date, on: date, school: SchoolCalendar) -> Verdict:
    """Return TIMELY through the day the review is due, then LATE (17 CCR 6035(b))."""
    due = review_by(last_looked_on, school)
    if on <= due:
        return verdict(Outcome.TIMELY, reason(ReasonCode.RECORD_REVIEW_DUE, Cite.CCR_6035, until=due))
    return verdict(Outcome.LATE, reason(ReasonCode.RECORD_REVIEW_OVERDUE, Cite.CCR_6035, due_on=due))


def transfer_record_due(first_attended_on: date, school: SchoolCalendar) -> date:
    """Return the last day to wait for a transfer pupil's record: the 30th school day, the first day attended being
    day 1."""
    waited = number(Limit.TRANSFER_SCHOOL_DAYS, first_attended_on)
    return school.school_days_after(day_before(first_attended_on), waited)


def transfer_record(first_attended_on: date, on: date, school: SchoolCalendar) -> Verdict:
    """Return a pupil from another school in the United States: ADMIT_CONDITIONALLY_UNTIL, then EXCLUDE_FROM."""
    last_day = transfer_record_due(first_attended_on, school)
    if on <= last_day:
        waiting = reason(ReasonCode.TRANSFER_RECORD_AWAITED, Cite.CCR_6035, until=last_day)
        return verdict(Outcome.ADMIT_CONDITIONALLY_UNTIL, waiting)
    return _excluded(last_day, ReasonCode.TRANSFER_RECORD_NOT_RECEIVED, Cite.CCR_6035)


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
    return working_days_after(asked_on, number(Limit.FOSTER_RECORDS_BUSINESS_DAYS, asked_on))


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


def age_requirement(subject_on: date, on: date) -> Verdict:
    """Return ADMIT_CONDITIONALLY_UNTIL the 30 days are over, then EXCLUDE_FROM (Table A, footnote 1)."""
    last_day = age_requirement_due(subject_on)
    if on <= last_day:
        due = reason(ReasonCode.AGE_DOSES_DUE_BY, Cite.CCR_6025, until=last_day)
        return verdict(Outcome.ADMIT_CONDITIONALLY_UNTIL, due)
    return _excluded(last_day, ReasonCode.AGE_DOSES_NOT_SHOWN, Cite.CCR_6025)


def child_care_record_kept_until(enrollment_ended_on: date) -> date:
    """Return the last day on which child care must still keep its copy of the record: three years after the
    enrollment ends."""
    years = number(Limit.CHILD_CARE_RECORD_YEARS, enrollment_ended_on)
    per_year = number(Limit.YEAR_MONTHS, enrollment_ended_on)
    return add_months_minimum(enrollment_ended_on, years * per_year)


def _excluded(last_day: date, code: ReasonCode, cite: Cite) -> Verdict:
    return verdict(Outcome.EXCLUDE_FROM, reason(code, cite, exclude_from=day_after(last_day)))
