"""Errors planted in the law, at least one in each rule set: the comparison of the two engines finds every one."""

import calendar as months
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from types import ModuleType
from typing import Any, NamedTuple

import pytest

from chalicelib.law import (
    appeals,
    calendar,
    conditional_schedule,
    dose_schedule,
    doses,
    duration,
    grade_spans,
    grandfathering,
    holidays,
    medical_reasons,
    physician_standing,
    request_times,
    review_triggers,
    revocation,
    school_clocks,
)
from chalicelib.law.calendar import SchoolYear
from chalicelib.law.enums import Grade
from chalicelib.law.school_year import SchoolCalendar
from chalicelib.law.tables import Boundary, Limit, boundary, number
from tests.reference_model.comparisons import RULES, disagreements
from tests.reference_model.comparisons_of_pupils import RULES_OF_PUPILS
from tests.reference_model.sampled import days_of

ONE_DAY = timedelta(days=1)
_ALL_RULES = {**RULES, **RULES_OF_PUPILS}
_NEWEST_CRITERIA = medical_reasons.criteria_set_on(date.max)


class Planted(NamedTuple):
    """What is wrong, where, what stands there instead, and the comparison that must find it."""

    error: str
    module: ModuleType | type
    name: str
    wrong: Callable[..., Any]
    found_by: str


def without_diwali(year: int) -> tuple[holidays.Holiday, ...]:
    return tuple(each for each in holidays.holidays_of(year) if each.name != "Diwali")


def moved_back(start: date, days: int) -> date:
    day = start + timedelta(days=days)
    while not calendar.is_working_day(day):
        day -= ONE_DAY
    return day


def saturday_counts(start: date, days: int) -> date:
    day = start + timedelta(days=days)
    while calendar.is_holiday(day) or day.weekday() == months.SUNDAY:
        day += ONE_DAY
    return day


def day_of_notice_counts(self: SchoolCalendar, start: date, days: int) -> date:
    day = self.next_school_day(start)
    for _ in range(days - 1):
        day = self.next_school_day(day + ONE_DAY)
    return day


def year_from_january(day: date) -> SchoolYear:
    return SchoolYear(day.year)


def every_365_days(start: date) -> date:
    return start + timedelta(days=365)


def one_more(limit: Limit) -> Callable[[Limit, date], int]:
    return lambda asked, on: number(asked, on) + (asked is limit)


def a_day_later(name: Boundary) -> date:
    return boundary(name) + ONE_DAY


def utc_date(instant: datetime) -> date:
    return instant.astimezone(UTC).date()


def without_the_boundary_day(day: date, months_back: int) -> date:
    return calendar.add_months_maximum(day, -months_back) + ONE_DAY


def span_of_grade_six(grade: Grade, **_: object) -> grade_spans.GradeSpan:
    upper = grade in {Grade.GRADE_6, Grade.GRADE_7}
    return grade_spans.GradeSpan.GRADES_7_TO_12 if upper else grade_spans.GradeSpan.TK_TO_6


def strictly_before(last: date) -> date:
    return last + 2 * ONE_DAY


def always_the_newest(_day: date) -> medical_reasons.CriteriaSet:
    return _NEWEST_CRITERIA


PLANTED = (
    Planted("a year is always 365 days", duration, "one_year_after", every_365_days, "temporary_maximum"),
    Planted("the leap pair is ignored", calendar, "_end_of_365_days", every_365_days, "temporary_maximum"),
    Planted("one holiday is dropped", calendar, "holidays_of", without_diwali, "working_days"),
    Planted("a deadline moves back", revocation, "deadline_in_days", moved_back, "thirty_days"),
    Planted("a Saturday is a working day", appeals, "deadline_in_days", saturday_counts, "thirty_days"),
    Planted("31 days to appeal", appeals, "number", one_more(Limit.APPEAL_DAYS), "appeal_in_time"),
    Planted("an appeal's date is that of UTC", appeals, "california_date", utc_date, "appeal_in_time"),
    Planted("a draft lapses a day late", request_times, "day_before", lambda day: day, "waiting_times"),
    Planted("46 days to the alarm", appeals, "number", one_more(Limit.DECISION_ALARM_DAYS), "waiting_times"),
    Planted("the boundary day is left out", duration, "months_before", without_the_boundary_day, "earliest_issue"),
    Planted("the grade advances on January 1", grade_spans, "school_year_of", year_from_january, "grade_years"),
    Planted("grade 6 is in the upper span", grade_spans, "span_of", span_of_grade_six, "spans"),
    Planted("out two days after the last", school_clocks, "day_after", strictly_before, "answers_to_revocations"),
    Planted("a weekend ends the time after an upheld revocation", appeals, "start_by_after_upheld",
            lambda notice: notice + timedelta(days=30), "answers_to_revocations"),
    Planted("the day of the notice counts", SchoolCalendar, "school_days_after",
            day_of_notice_counts, "school_days"),
    Planted("31 days between reviews", school_clocks, "number", one_more(Limit.RECORD_REVIEW_DAYS), "school_days"),
    Planted("the last day rolls forward", conditional_schedule, "add_months_maximum",
            calendar.add_months_minimum, "schedule"),
    Planted("five days of grace", doses, "number", one_more(Limit.DOSE_GRACE_DAYS), "doses_by_grade"),
    Planted("a month of age too many", dose_schedule, "age_in_months",
            lambda birth, on: calendar.age_in_months(birth, on) + 1, "doses_by_age"),
    Planted("the sixth form, not the fifth", review_triggers, "number",
            one_more(Limit.FORMS_REVIEWED_FROM), "review_counts"),
    Planted("96 percent", review_triggers, "number", one_more(Limit.REVIEW_RATE_PERCENT), "review_rates"),
    Planted("letters of January 1 still count", grandfathering, "boundary", a_day_later, "older_papers"),
    Planted("one criteria set for all forms", medical_reasons, "criteria_set_on", always_the_newest, "criteria"),
    Planted("a bar may end early in a leap year", physician_standing, "add_months_minimum",
            calendar.add_months_maximum, "public_health_bar"),
)  # fmt: skip


@pytest.mark.parametrize("planted", PLANTED, ids=lambda planted: planted.error)
def test_a_planted_error_is_found(planted: Planted, monkeypatch: pytest.MonkeyPatch) -> None:
    rule = _ALL_RULES[planted.found_by]
    monkeypatch.setattr(planted.module, planted.name, planted.wrong)

    assert next(disagreements(rule, days_of(planted.found_by)), None) is not None


def test_every_rule_set_has_its_planted_error() -> None:
    sets = {getattr(each.module, "__module__", each.module.__name__) for each in PLANTED}

    assert len(sets) >= 10
