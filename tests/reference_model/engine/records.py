"""What stands on a school's record, and the student that it gives on a day: grade, shots, and for each vaccine the form
and the written notice that count.

Written from 17 CCR 6025, 6035, 6040 and 6055, HSC 120335 and 120370, and lifecycle H2, H3 and H9.
"""

from dataclasses import dataclass, field, replace
from datetime import date

from tests.reference_model.engine import clocks, lines, shots
from tests.reference_model.engine.days import DAY, years_old
from tests.reference_model.engine.grades import SECOND, grade_later, span
from tests.reference_model.engine.holidays import business_days_later, is_business_day
from tests.reference_model.engine.lines import Appeal, Line, Situation
from tests.reference_model.engine.students import Order, Student, protected_on_each_day

NOT_TAUGHT_HERE, ENROLL_NOW = ("IND", "HOME"), ("FOSTER", "HOMELESS", "MILITARY")


@dataclass(frozen=True)
class Shot:
    """One injection: the names that it counts under, its day (of a month alone the first), and when it was recorded."""

    names: tuple[str, ...]
    day: date
    recorded: date
    month_only: bool = False


@dataclass(frozen=True)
class Notice:
    """A letter that starts a clock. `last_day`: the tenth day of school, `first_out`: the first one after the end."""

    vaccines: tuple[str, ...]
    received: date
    last_day: date | None = None
    first_out: date | None = None


@dataclass
class SignedLine:
    """A line of a form at the school."""

    vaccine: str
    line: Line
    state: str = "issued"
    revoked: date | None = None
    appeal: Appeal | None = None


@dataclass
class Record:
    """`grades`: the grade, the first day in it and the school, in the order of their days. `orders`: by the exposure's
    name."""

    birth: date
    school: str
    enrolled: date
    grades: list[tuple[str, date, str]]
    situation: str = ""
    shots: list[Shot] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)
    lines: list[SignedLine] = field(default_factory=list)
    orders: dict[str, Order] = field(default_factory=dict)


def student_on(record: Record, on: date) -> Student:
    """The student as the record tells it on a day. One who is still to come is judged as on the first day."""
    grade = _grade(record, on)
    given: shots.Shots = {}
    for each in record.shots:
        for name in () if each.month_only else each.names:
            given.setdefault(name, []).append(each.day)
    found = Student(
        birth=record.birth,
        grade=grade,
        given=given,
        forms=_forms(record, on),
        seen=min((each.recorded for each in record.shots), default=None),
        moved_up=span(grade, years_old(record.birth, on)) == span("7", 0) and _was_here_below(record, on),
        not_taught_here=record.situation in NOT_TAUGHT_HERE,
        enroll_now=record.situation in ENROLL_NOW,
        months=tuple((name, each.day) for each in record.shots if each.month_only for name in each.names),
    )
    orders = tuple(each for each in record.orders.values() if not protected_on_each_day(found, each.disease, on))
    return replace(found, exposed=orders)


def _grade(record: Record, on: date) -> str:
    begun = [each for each in record.grades if each[1] <= on]
    grade, since, _school = begun[-1]
    return grade_later(grade, since, on)


def _was_here_below(record: Record, on: date) -> bool:
    """Whether this school, and no other since, had the child in a grade from TK to 6."""
    begun = [each for each in record.grades if each[1] <= on]
    below = [place for place, each in enumerate(begun) if span(each[0], years_old(record.birth, each[1])) == SECOND]
    return bool(below) and all(school == record.school for _grade, _since, school in begun[below[-1] :])


def _forms(record: Record, on: date) -> dict[str, Situation]:
    named = {each.vaccine for each in record.lines} | {name for each in record.notices for name in each.vaccines}
    return {vaccine: _with_notice(record, vaccine, _line_that_counts(record, vaccine, on)) for vaccine in named}


def _line_that_counts(record: Record, vaccine: str, on: date) -> Situation:
    """One in force before one that was stopped or ended, that before one that never counted, a replaced one last; the
    permanent one before the temporary, and then the newest."""
    own = [each for each in record.lines if each.vaccine == vaccine]
    if not own:
        return Situation(None)

    def rank(each: SignedLine) -> tuple[int, bool, int]:
        newest = -each.line.signed.toordinal()
        now = lines.reading(each.line, on) if each.state == "issued" else each.state
        if now == "valid":
            return 0, each.line.temporary, newest
        if now in ("revoked", "expired", "span_ended"):
            return 1, False, newest
        return (3 if now == "superseded" else 2), False, newest

    first = min(own, key=rank)
    return Situation(first.state, first.line, first.revoked, first.appeal)


def _with_notice(record: Record, vaccine: str, facts: Situation) -> Situation:
    """The first notice after the last shot and after the end of the exemption starts the ten school days; the newest
    one before the end told the parent of it."""
    named = [each for each in record.notices if vaccine in each.vaccines]
    if not named:
        return facts
    end = lines.last_valid_day(facts.line) if facts.line else None
    given = [each.day for each in record.shots if any(name in shots.NAMES[vaccine] for name in each.names)]
    before = [*given, *([end] if end else [])]
    later = [each for each in named if all(each.received > day for day in before)]
    if later:
        first = min(later, key=lambda each: each.received)
        tenth = first.last_day or business_days_later(first.received, 10)
        facts = replace(facts, tenth_school_day=tenth, first_day_out=first.first_out or _business_day_after(tenth))
    if facts.line is None or end is None:
        return facts
    told = [each for each in named if facts.line.signed <= each.received <= end]
    if not told:
        return facts
    newest = max(told, key=lambda each: each.received)
    names_a_day = newest.last_day is None and newest.first_out is not None and newest.first_out > end
    return replace(facts, told_of_end=True, next_school_day=newest.first_out if names_a_day else None)


def _business_day_after(day: date) -> date:
    day += DAY
    while not is_business_day(day):
        day += DAY
    return day


def notice_given(
    vaccines: tuple[str, ...], sent: date, way: str, school: clocks.OpenDays, received: date | None = None
) -> Notice:
    """A notice of missing shots with its ten school days by the school's own calendar."""
    had = clocks.t11_received(sent, way, received)
    last_day = clocks.t11_notice_ends(had, school)
    return Notice(vaccines, had, last_day, clocks.out_from(last_day, school))
