"""A student's answers from a day on, for as long as no fact changes: the day on which each begins, and the answer.

A list of thousands cannot ask the law for each student at every look. So each write of a student's record asks once,
for all days to come up to a horizon, and keeps the answers in the list's row (record 0023). The value on any day is the
law's answer on that day: `tests/domain/test_answer_days.py` asks it for every day.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from chalicelib.domain.effective_status import grade_of
from chalicelib.domain.older_papers import days_of_papers
from chalicelib.domain.roster import StudentRow
from chalicelib.domain.roster_answers import Told, told_of_student
from chalicelib.domain.student_answers import answer_for_student
from chalicelib.law.calendar import add_months_minimum, birthday, school_year_of
from chalicelib.law.enums import Grade
from chalicelib.law.student_answer import StudentAnswer

HORIZON = timedelta(days=400)
"""How far ahead a row knows: past the next school year's first day and the next birthday."""

_GRACE = timedelta(days=4)  # a dose counts from so many days before a birthday, so what is still open changes there
_MONTHLY_UP_TO = 25  # the rows of Table A, and the month of age in which the last of them begins
_DAY = timedelta(days=1)


class AnswerFrom(NamedTuple):
    """The answer from a day on, and the grade that goes with it."""

    since: date
    grade: Grade
    told: Told


def answers_to_come(row: StudentRow, on: date) -> Iterator[AnswerFrom]:
    """Yield the answers from `on` to the horizon in the order of their days, each only where it differs from the one
    before."""
    last_day = on + HORIZON
    fixed = set(_days_of_facts(row, on, last_day))
    day, before = on, None
    while day <= last_day:
        given = answer_for_student(row, day)
        told = AnswerFrom(day, grade_of(row, max(day, row.enrolled_on)), told_of_student(given))
        if before is None or told[1:] != before[1:]:
            yield told
            before = told
        fixed.update(_days_named(given))
        day = min((each for each in fixed if each > day), default=last_day + _DAY)


def _days_of_facts(row: StudentRow, on: date, last_day: date) -> Iterator[date]:
    """Yield the days on which the facts alone can change the answer: the first day at the school, grades, ages, and
    what was recorded."""
    yield row.enrolled_on
    for year in range(on.year, last_day.year + 1):
        yield school_year_of(date(year, 12, 31)).first_day
    for months in range(_MONTHLY_UP_TO):
        reached = add_months_minimum(row.birth_date, months)
        yield from (reached, reached - _GRACE)
    for age in range(on.year - row.birth_date.year, last_day.year - row.birth_date.year + 1):
        yield from (birthday(row.birth_date, age), birthday(row.birth_date, age) - _GRACE)
    yield from (grade.since for grade in row.school_record.grades)
    for notice in row.school_record.notices:
        yield from (day for day in (notice.given_on, notice.received_on, notice.first_day) if day)
        yield from (day + _DAY for day in (notice.last_day,) if day)
    for order in row.exclusions:
        yield from (day for day in (order.since, order.lifted_on) if day)
        yield from (day + _DAY for day in (order.through,) if day)
    yield from days_of_papers(row)
    for dose in row.school_record.doses:
        yield from (dose.given_on + _DAY * days for days in range(32 if dose.month_only else 1))


def _days_named(given: StudentAnswer) -> Iterator[date]:
    """Yield each day that the reasons of an answer name, and the day after it."""
    for verdict in (given.strictest, *given.vaccines.values()):
        for reason in verdict.reasons:
            for fact in reason.facts.values():
                if isinstance(fact, date):
                    yield from (fact, fact + _DAY)
