"""What the two engines say about one day, rule by rule.

Each rule yields what was asked, what the slow engine says and what the portal's law says. The law's functions are
looked up when they are called, so that a planted error is seen.
"""

from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple

from chalicelib.law import (
    appeals,
    calendar,
    doses,
    duration,
    grade_spans,
    holidays,
    medical_reasons,
    physician_standing,
    request_times,
    revocation,
    school_clocks,
)
from chalicelib.law.enums import Grade, NoticeWay
from chalicelib.law.school_year import Closure, SchoolCalendar
from chalicelib.law.verdict import Outcome
from tests.reference_model.engine import clocks, days, grades, reviews
from tests.reference_model.engine import holidays as slow_holidays
from tests.reference_model.engine.days import DAY

Compared = tuple[object, object, object]
"""What was asked (in words, or the facts themselves: most are never read), what the one says and what the other."""
Rule = Callable[[date], Iterable[Compared]]

FIRST_DAY, LAST_DAY = date(2020, 1, 1), date(2045, 12, 31)
ALL_DAYS = [FIRST_DAY + timedelta(days=count) for count in range((LAST_DAY - FIRST_DAY).days + 1)]
ALL_GRADES = (*grades.SPAN, grades.UNGRADED)


class Disagreement(NamedTuple):
    day: date
    asked: object
    slow: object
    law: object


def disagreements(rule: Rule, on_days: Iterable[date]) -> Iterator[Disagreement]:
    for day in on_days:
        for asked, slow, law in rule(day):
            if slow != law:
                yield Disagreement(day, asked, slow, law)


def working_days(day: date) -> Iterator[Compared]:
    yield "holiday", slow_holidays.is_holiday(day), calendar.is_holiday(day)
    yield "listed", slow_holidays.is_holiday(day), day in {each.day for each in holidays.holidays_of(day.year)}
    yield "working day", slow_holidays.is_workday(day), calendar.is_working_day(day)
    yield "business day", slow_holidays.is_business_day(day), calendar.is_business_day(day)
    yield "in two", slow_holidays.business_days_later(day, 2), calendar.business_days_after(day, 2)


def pacific_time(day: date) -> Iterator[Compared]:
    for hour in (0, 6, 7, 8, 9, 10, 23):
        utc = datetime.combine(day, time(hour))
        for instant in (utc, utc - timedelta(microseconds=1)):
            yield f"{instant}", days.pacific_day(instant), calendar.california_date(instant.replace(tzinfo=UTC))
    begins = calendar.first_instant_of(day).replace(tzinfo=None)
    ends = calendar.last_instant_of(day).replace(tzinfo=None)
    yield "first instant", (day, day - DAY), _days_around(begins, begins - timedelta(microseconds=1))
    yield "last instant", (day, day + DAY), _days_around(ends, ends + timedelta(microseconds=1))


def _days_around(inside: datetime, outside: datetime) -> tuple[date, date]:
    return days.pacific_day(inside), days.pacific_day(outside)


def months(day: date) -> Iterator[Compared]:
    for count in (-12, -1, 1, 2, 4, 6, 11, 12, 13, 24):
        yield f"at most {count}", days.months_at_most(day, count), calendar.add_months_maximum(day, count)
        yield f"at least {count}", days.months_at_least(day, count), calendar.add_months_minimum(day, count)
        yield f"before {count}", days.months_back(day, abs(count)), calendar.months_before(day, abs(count))


def temporary_maximum(day: date) -> Iterator[Compared]:
    yield "one year", days.one_year(day), calendar.one_year_after(day)
    for entry in (None, day + 100 * DAY, days.one_year(day), days.one_year(day) + DAY, day + 400 * DAY):
        yield f"before {entry}", clocks.t1_temporary_at_most(day, entry), duration.latest_expiry(day, entry)


def earliest_issue(day: date) -> Iterator[Compared]:
    yield "T3", clocks.t3_earliest_issue(day), duration.earliest_issue(day)


def thirty_days(day: date) -> Iterator[Compared]:
    yield "T4", clocks.t4_start_schedule_by(day), revocation.start_by(day)
    yield "T5", clocks.t5_appeal_by(day), appeals.appeal_by(day)
    yield "information", clocks.information_by(day), revocation.information_due(day)
    yield "upheld", clocks.upheld_start_by(day), appeals.start_by_after_upheld(day)
    for later in (0, 3, 29, 60):
        withdrawn = day + later * DAY
        slow = clocks.withdrawn_start_by(withdrawn, day)
        yield f"withdrawn {later}", slow, appeals.after_withdrawal(withdrawn, revocation.start_by(day))
    yield "T12", clocks.t12_two_weeks(day), school_clocks.district_notice_ends(day)
    yield "T16", clocks.t16_age_proof_by(day), school_clocks.age_requirement_due(day)


def appeal_in_time(day: date) -> Iterator[Compared]:
    """Around the last midnight, in hours of UTC: the stay ends at 23:59:59 Pacific of the last day."""
    last = clocks.t5_appeal_by(day)
    midnight = datetime.combine(last + DAY, time())
    for hours in (-2, 0, 6, 7, 8, 9):
        for filed in (midnight + timedelta(hours=hours), midnight + timedelta(hours=hours, microseconds=-1)):
            timely = appeals.timeliness(filed.replace(tzinfo=UTC), day).outcome is Outcome.TIMELY
            yield f"{filed} UTC", days.pacific_day(filed) <= last, timely
            stay = appeals.stay(filed.replace(tzinfo=UTC), day, still_open=True).outcome
            yield f"stay {filed} UTC", timely, stay is Outcome.STAYED


def waiting_times(day: date) -> Iterator[Compared]:
    """Drafts and requests (H1), the first reminder (H2), the written decision (T6), on both sides of each limit."""
    lapsed, lasts = clocks.draft_lapsed_on(day), clocks.sent_lasts_until(day)
    for on in (lapsed - DAY, lapsed):
        yield f"draft on {on}", on < lapsed, request_times.draft_wait(day, on).allowed
    for on in (lasts, lasts + DAY):
        yield f"sent, on {on}", on <= lasts, request_times.sent_wait(day, on).allowed
    yield "ends soon from", clocks.ends_soon_from(day), duration.soon_from(day)
    target, alarm = clocks.t6_decision_target(day), clocks.t6_decision_alarm(day)
    for on in (target, target + DAY, alarm - DAY, alarm):
        slow = "DECISION_DUE" if on <= target else "DECISION_PAST_TARGET" if on < alarm else "DECISION_OVERDUE"
        yield f"T6 on {on}", slow, str(appeals.decision_time(day, on).codes[0])


def public_health_bar(day: date) -> Iterator[Compared]:
    yield "T7", clocks.t7_bar_not_over_before(day), physician_standing.earliest_bar_end(day)


def ages(day: date) -> Iterator[Compared]:
    """The day as a birth date, and as a day on which children of several ages are looked at."""
    for age in (1, 4, 7, 12, 13, 18):
        reached = days.birthday(day, age)
        yield f"birthday {age}", reached, calendar.birthday(day, age)
        for on in (reached - DAY, reached):
            yield f"years on {on}", days.years_old(day, on), calendar.age_in_years(day, on)
        yield f"T17 {age}", clocks.t17_counts_from(day, age), doses.counts_from(day, age, reached)
    for count in (1, 2, 6, 15, 18, 25):
        reached = days.months_at_least(day, count)
        for on in (reached - DAY, reached):
            yield f"months on {on}", days.months_old(day, on), calendar.age_in_months(day, on)
    for on in (days.birthday(day, 18) - DAY, days.birthday(day, 18)):
        required = grade_spans.requirement_applies(day, on).outcome is Outcome.REQUIRED
        yield f"under 18 on {on}", grades.required_by_age(day, on), required


def grade_years(day: date) -> Iterator[Compared]:
    year = days.school_year(day)
    yield "school year", year, calendar.school_year_of(day).starts_in
    yield "first day", date(year, 7, 1), calendar.school_year_of(day).first_day
    yield "last day", date(year + 1, 6, 30), calendar.school_year_of(day).last_day
    birth = date(day.year - 4, 2, 28) + (day.timetuple().tm_yday % 3) * DAY
    for grade in ALL_GRADES:
        for later in (0, 200, 900):
            on = day + later * DAY
            law = grade_spans.grade_on(Grade(grade), day, on)
            yield f"{grade} after {later}", grades.grade_later(grade, day, on), law
        entry = grade_spans.expected_next_span_entry(Grade(grade), day, birth_date=birth)
        found = entry and (entry.school_year.starts_in, entry.grade.value)
        yield f"{grade}, next span", grades.next_entry(grade, day, birth), found
    for cutoff in (date(day.year, 8, 31), date(day.year, 9, 1), date(day.year, 9, 2), day):
        for age in (1, 3, 4, 5):
            birth = days.birthday(cutoff, -age)
            entry = grade_spans.expected_next_span_entry(Grade.PRESCHOOL, day, birth_date=birth)
            found = entry and (entry.school_year.starts_in, entry.grade.value)
            yield f"TK of {birth}", grades.next_entry("preschool", day, birth), found


def spans(day: date) -> Iterator[Compared]:
    for grade in ALL_GRADES:
        for age in (11, 12):
            law = grade_spans.span_of(Grade(grade), age_years=age, on=day).value
            yield f"{grade} at {age}", grades.span(grade, age), law


def criteria(day: date) -> Iterator[Compared]:
    yield "criteria", reviews.criteria_set(day), medical_reasons.criteria_set_on(day).id


def waits_after_blood_products(day: date) -> Iterator[Compared]:
    """The longest wait, 11 months after a Kawasaki treatment, and every other one the reasons name."""
    for each in medical_reasons.all_reasons(day):
        wait = each.wait_months
        slow = None if wait is None else days.months_at_least(day, wait)
        yield each.code, slow, medical_reasons.suggested_expiry(each.code, day)


def _school() -> tuple[set[date], SchoolCalendar]:
    """A school with winter, spring and summer breaks, closed on every holiday; as days and as the portal's calendar."""
    first, last = date(2019, 1, 1), date(2046, 12, 31)
    breaks = []
    for year in range(2018, 2047):
        breaks.append((date(year, 12, 20), date(year + 1, 1, 3)))
        breaks.append((date(year, 4, 1), date(year, 4, 8)))
        breaks.append((date(year, 6, 9), date(year, 8, 14)))
    open_days, day = set(), first
    while day <= last:
        if slow_holidays.is_business_day(day) and not any(start <= day <= end for start, end in breaks):
            open_days.add(day)
        day += DAY
    closures = tuple(Closure(*each) for each in breaks)
    return open_days, SchoolCalendar(first, last, frozenset(slow_holidays.OF_THE_STATE_OR_THE_COURTS), closures)


OPEN_DAYS, SCHOOL = _school()


def school_days(day: date) -> Iterator[Compared]:
    yield "school", day in OPEN_DAYS, SCHOOL.is_school_day(day)
    yield "T10", clocks.t10_review_by(day, OPEN_DAYS), school_clocks.review_by(day, SCHOOL)
    yield "T11", clocks.t11_notice_ends(day, OPEN_DAYS), school_clocks.notice_ends(day, SCHOOL)
    yield "T13", clocks.t13_transfer_ends(day, OPEN_DAYS), school_clocks.transfer_record_due(day, SCHOOL)
    yield "T14", clocks.t14_records_by(day, OPEN_DAYS), school_clocks.former_school_sends_by(day, SCHOOL)
    yield "T15", clocks.t15_foster_records_by(day), school_clocks.foster_records_by(day)
    yield "T20", clocks.t20_kept_until(day), school_clocks.child_care_record_kept_until(day)


def school_verdicts(day: date) -> Iterator[Compared]:
    """The same clocks as verdicts, on the last day and on the day after it, with the first day out."""
    notice = school_clocks.SentNotice(day)
    ends = {
        "T10": (clocks.t10_review_by(day, OPEN_DAYS), lambda on: school_clocks.record_review(day, on, SCHOOL)),
        "T11": (
            clocks.t11_notice_ends(day, OPEN_DAYS),
            lambda on: school_clocks.missing_doses_found(notice, on, SCHOOL),
        ),
        "T12": (clocks.t12_two_weeks(day), lambda on: school_clocks.district_notice(day, on)),
        "T13": (clocks.t13_transfer_ends(day, OPEN_DAYS), lambda on: school_clocks.transfer_record(day, on, SCHOOL)),
        "T14": (clocks.t14_records_by(day, OPEN_DAYS), lambda on: school_clocks.former_school(day, on, SCHOOL)),
        "T15": (clocks.t15_foster_records_by(day), lambda on: school_clocks.foster_records(day, on)),
        "T16": (clocks.t16_age_proof_by(day), lambda on: school_clocks.age_requirement(day, on)),
    }
    out = {"T11": OPEN_DAYS, "T12": None, "T13": OPEN_DAYS, "T16": None}
    for name, (last, asked) in ends.items():
        yield name, (True, False), (asked(last).allowed, asked(last + DAY).allowed)
        if name in out:
            yield f"{name}, out", clocks.out_from(last, out[name]), asked(last + DAY).fact("exclude_from")
    for name, asked_of in (("T12", school_clocks.district_notice), ("T16", school_clocks.age_requirement)):
        last = ends[name][0]
        yield (
            f"{name}, of a school",
            clocks.out_from(last, OPEN_DAYS),
            asked_of(day, last + DAY, SCHOOL).fact("exclude_from"),
        )


def notices(day: date) -> Iterator[Compared]:
    """When the school days of a notice begin, by the way it went and by a recorded receipt."""
    for way in NoticeWay:
        for recorded in (None, day, day + DAY, day + 9 * DAY):
            law = school_clocks.notice_received(school_clocks.SentNotice(day, way, recorded))
            yield f"{way} {recorded}", clocks.t11_received(day, way.value, recorded), law


RULES: dict[str, Rule] = {
    each.__name__: each
    for each in (
        working_days,
        pacific_time,
        months,
        temporary_maximum,
        earliest_issue,
        thirty_days,
        appeal_in_time,
        waiting_times,
        public_health_bar,
        ages,
        grade_years,
        spans,
        criteria,
        waits_after_blood_products,
        school_days,
        school_verdicts,
        notices,
    )
}
