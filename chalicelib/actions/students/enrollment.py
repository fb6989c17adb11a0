"""A student leaves the school, or comes back. The record stays: a school keeps it for good, child care for three years
after the enrollment (17 CCR 6070; law T20)."""

from dataclasses import dataclass
from datetime import date

from chalicelib.actions.context import Context
from chalicelib.actions.students.student_checks import check_first_day, own_student
from chalicelib.domain.action import Action
from chalicelib.domain.errors import ErrorKind, PortalError, invalid
from chalicelib.domain.results import Done, subject_of
from chalicelib.domain.school_record import RecordedGrade
from chalicelib.domain.student import Enrollment, Student
from chalicelib.law.calendar import one_year_after
from chalicelib.law.enums import Grade


@dataclass(frozen=True)
class Departure:
    """The last day at the school, past or to come. `expected_version`: the version that the person saw."""

    student_id: str
    expected_version: int | None
    last_day: date


def record_departure(ctx: Context, command: Departure) -> Done:
    """Write the last day; a day written before is replaced.

    Raises PortalError NOT_FOUND, INVALID (before the first day, or more than a year ahead), CONFLICT (stale).
    """
    student = own_student(ctx, Action.RECORD_DEPARTURE, command.student_id, command.expected_version)
    return _commit(ctx, Action.RECORD_DEPARTURE, student, with_last_day(ctx, student, command.last_day))


def with_last_day(ctx: Context, student: Student, last_day: date) -> tuple[Enrollment, ...]:
    """Return the enrollments with the last day. Raises PortalError INVALID (before the first day, or more than a year
    ahead)."""
    if last_day < student.newest_enrollment.since:
        raise invalid("LEFT_BEFORE_FIRST_DAY", "last_day")
    if last_day > one_year_after(ctx.on):
        raise invalid("DAY_TOO_FAR", "last_day")
    ended = student.newest_enrollment.with_changes(until=last_day)
    return (*student.enrollments[:-1], ended)


@dataclass(frozen=True)
class Return:
    """The first day back and the grade. `expected_version`: the version that the person saw."""

    student_id: str
    expected_version: int | None
    first_day: date
    grade: Grade


def record_return(ctx: Context, command: Return) -> Done:
    """Begin a new enrollment: for a student who comes back, that is a new admission.

    Raises PortalError NOT_FOUND, INVALID (before the last day, or more than a year ahead), REFUSED (has not left),
    CONFLICT (stale).
    """
    student = own_student(ctx, Action.RECORD_RETURN, command.student_id, command.expected_version)
    last_day = student.newest_enrollment.until
    if last_day is None:
        raise PortalError(ErrorKind.REFUSED, "STUDENT_HAS_NOT_LEFT")
    if command.first_day <= last_day:
        raise invalid("BACK_BEFORE_LAST_DAY", "first_day")
    check_first_day(command.first_day, student.facts, ctx.on)
    grade = RecordedGrade(
        grade=command.grade, since=command.first_day, recorded_on=ctx.on, facility_id=student.facility_id
    )
    back = (*student.enrollments, Enrollment(since=command.first_day))
    return _commit(ctx, Action.RECORD_RETURN, student, back, grade)


def _commit(
    ctx: Context, act: Action, student: Student, enrollments: tuple[Enrollment, ...], grade: RecordedGrade | None = None
) -> Done:
    record = student.school_record.with_grade(grade) if grade else student.school_record
    work = ctx.unit_of_work(act)
    work.update(student, student.with_changes(enrollments=enrollments, school_record=record))
    return work.commit(subject_of(student))
