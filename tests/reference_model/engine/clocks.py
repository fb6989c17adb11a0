"""The deadlines T1 to T17 by name, each counted in days."""

from collections.abc import Collection
from datetime import date

from tests.reference_model.engine.days import DAY, birthday, months_at_least, months_at_most, months_back, one_year
from tests.reference_model.engine.holidays import business_days_later, is_business_day, last_day_to_act

OpenDays = Collection[date]


def t1_temporary_at_most(issued: date, next_span_entry: date | None) -> date:
    """One year; and never into the next grade span (H9)."""
    if next_span_entry is None:
        return one_year(issued)
    return min(one_year(issued), next_span_entry - DAY)


def t3_earliest_issue(planned_first_day: date) -> date:
    return months_back(planned_first_day, 12)


def t4_start_schedule_by(revoked: date) -> date:
    return last_day_to_act(revoked, 30)


def t5_appeal_by(revoked: date) -> date:
    return last_day_to_act(revoked, 30)


def upheld_start_by(notice: date) -> date:
    return last_day_to_act(notice, 30)


def withdrawn_start_by(withdrawn: date, revoked: date) -> date:
    return max(last_day_to_act(withdrawn, 30), t4_start_schedule_by(revoked))


def information_by(asked: date) -> date:
    return last_day_to_act(asked, 30)


def t6_decision_target(determined: date) -> date:
    """Thirty days of the calendar, not moved: it is the portal's own aim."""
    return _days_later(determined, 30)


def t6_decision_alarm(determined: date) -> date:
    return _days_later(determined, 45)


def draft_lapsed_on(saved: date) -> date:
    """Idle for 180 days (H1)."""
    return _days_later(saved, 180)


def sent_lasts_until(sent: date) -> date:
    """Twelve months (H1)."""
    return months_at_most(sent, 12)


def ends_soon_from(last_day: date) -> date:
    """The day of the first reminder, sixty days before (H2)."""
    day = last_day
    for _ in range(60):
        day -= DAY
    return day


def _days_later(start: date, days: int) -> date:
    day = start
    for _ in range(days):
        day += DAY
    return day


def t7_bar_not_over_before(since: date) -> date:
    return months_at_least(since, 24)


def t10_review_by(last_look: date, school: OpenDays) -> date:
    """Thirty days; back to a day of school; where all thirty are without school, the next day of school."""
    thirty = [last_look + DAY]
    while len(thirty) < 30:
        thirty.append(thirty[-1] + DAY)
    of_school = [day for day in thirty if day in school]
    if of_school:
        return of_school[-1]
    return _school_days_later(thirty[-1], 1, school)


def t11_notice_ends(notice: date, school: OpenDays) -> date:
    return _school_days_later(notice, 10, school)


def t11_received(sent: date, way: str, recorded: date | None) -> date:
    """When the parent has the notice: as recorded; else the third day after a mailing, else the day of sending."""
    if recorded is not None:
        return recorded
    return sent + DAY + DAY + DAY if way == "post" else sent


def out_from(last: date, school: OpenDays | None) -> date:
    """A child is kept out on a day when there is school: the next one after the last day (H3)."""
    day = last + DAY
    while not (is_business_day(day) if school is None else day in school):
        day += DAY
    return day


def t12_two_weeks(notice: date) -> date:
    return last_day_to_act(notice, 14)


def t13_transfer_ends(first_attended: date, school: OpenDays) -> date:
    return _school_days_later(first_attended - DAY, 30, school)


def t14_records_by(asked: date, school: OpenDays) -> date:
    return _school_days_later(asked, 10, school)


def t15_foster_records_by(asked: date) -> date:
    return business_days_later(asked, 2)


def t16_age_proof_by(subject: date) -> date:
    return last_day_to_act(subject, 30)


def t17_counts_from(birth: date, age: int) -> date:
    return birthday(birth, age) - DAY - DAY - DAY - DAY


def t20_kept_until(left: date) -> date:
    return birthday(left, 3)


def _school_days_later(start: date, days: int, school: OpenDays) -> date:
    day, seen = start, 0
    while seen < days:
        day += DAY
        if day in school:
            seen += 1
    return day
