"""A school confirms the grades of a new school year (lifecycle H9). Who repeats or left is written in as few
transactions as it takes; what a broken one left out, a second press of the same button writes, and nothing twice."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256

from chalicelib.actions.context import Context
from chalicelib.actions.students.enrollment import with_last_day
from chalicelib.domain.action import Action
from chalicelib.domain.child import SchoolChoice
from chalicelib.domain.errors import ErrorKind, PortalError, invalid
from chalicelib.domain.grade_advance import (
    AdvancingStudent,
    ConfirmedGrade,
    GradesOfYear,
    advancing_students,
    grades_id,
)
from chalicelib.domain.results import Done, subject_of
from chalicelib.domain.school_record import RecordedGrade
from chalicelib.domain.student import Student
from chalicelib.law.calendar import SchoolYear, school_year_of
from chalicelib.law.enums import Grade
from chalicelib.storage import keys
from chalicelib.storage.unit_of_work import UnitOfWork

_IN_ONE_TRANSACTION = 18  # a student takes five of a hundred items, and the confirmation three
_ACT = Action.CONFIRM_GRADES


@dataclass(frozen=True)
class GradeDesk:
    """The school year of today at a school, its students in it, and what was confirmed so far."""

    facility_id: str
    year: SchoolYear
    students: list[AdvancingStudent]
    known: GradesOfYear | None

    def of_grades(self, grades: frozenset[Grade]) -> list[AdvancingStudent]:
        """Return the students who are in one of these grades now."""
        return [each for each in self.students if each.now in grades]


def load_grade_desk(ctx: Context, facility_id: str) -> GradeDesk:
    """Return the desk as it is now. Raises PortalError UNAVAILABLE."""
    year = school_year_of(ctx.on)
    known = ctx.store.find(GradesOfYear, grades_id(facility_id, year.starts_in))
    students, forms = ctx.store.students(facility_id)
    return GradeDesk(facility_id, year, advancing_students(students, forms, year, ctx.on), known)


@dataclass(frozen=True)
class Confirmation:
    """The grades that were looked at, and the ids of the students who repeat or left; `last_day`: of those who left."""

    grades: frozenset[Grade]
    repeats: frozenset[str]
    left: frozenset[str]
    last_day: date | None


def confirm_grades(ctx: Context, desk: GradeDesk, command: Confirmation) -> Done:
    """Write who repeats and who left, then that the grades are confirmed.

    A student of whom it is written already is passed over. Raises PortalError NOT_FOUND (another's school), INVALID
    (ticked twice, a student who is not the school's, no last day or one that cannot be), REFUSED (no one is shown),
    CONFLICT (someone changed a record meanwhile), UNAVAILABLE. What was written before the error stays.
    """
    ctx.require(_ACT, SchoolChoice(facility_id=desk.facility_id))
    if command.repeats & command.left:
        raise invalid("ONE_STUDENT_REPEATS_AND_LEFT", "left")
    if command.left and command.last_day is None:
        raise invalid("LAST_DAY_MISSING", "last_day")
    shown = desk.of_grades(command.grades)
    confirmed = _confirmed(ctx, desk, shown, command)
    changes = list(_changes(ctx, desk, command))
    while len(changes) > _IN_ONE_TRANSACTION:
        part, changes = changes[:_IN_ONE_TRANSACTION], changes[_IN_ONE_TRANSACTION:]
        named = sha256(" ".join(before.id for before, _after in part).encode()).hexdigest()
        _work(replace(ctx, idempotency_key=f"{ctx.idempotency_key}-{named}"), part).commit()
    work = _work(ctx, changes)
    if desk.known is None:
        work.create(confirmed)
    else:
        work.update(desk.known, confirmed)
    return work.commit(subject_of(confirmed))


def _work(ctx: Context, changes: list[tuple[Student, Student]]) -> UnitOfWork:
    work = ctx.unit_of_work(_ACT)
    for before, after in changes:
        work.update(before, after)
    return work


def _changes(ctx: Context, desk: GradeDesk, command: Confirmation) -> Iterator[tuple[Student, Student]]:
    """Yield each ticked student before and after, without those of whom it is written already."""
    students = {each.row.student_id: each for each in desk.students}
    ctx.store.load(keys.record("student", each) for each in sorted(command.repeats | command.left))
    for field, ticked in (("repeats", command.repeats), ("left", command.left)):
        for student_id in sorted(ticked):
            student = ctx.store.find(Student, student_id)
            if student is None or student.facility_id != desk.facility_id:
                raise invalid("TICKED_STUDENT_UNKNOWN", field)
            listed = students.get(student_id)
            after = _changed(ctx, desk, student, listed, command) if listed else student
            if after != student:
                yield student, after


def _changed(
    ctx: Context, desk: GradeDesk, student: Student, listed: AdvancingStudent, command: Confirmation
) -> Student:
    if student.id in command.left:
        if command.last_day is None or student.newest_enrollment.until is not None:
            return student
        return student.with_changes(enrollments=with_last_day(ctx, student, command.last_day))
    if listed.stays:
        return student
    since = desk.year.first_day
    repeated = RecordedGrade(grade=listed.before, since=since, recorded_on=ctx.on, facility_id=student.facility_id)
    return student.with_changes(school_record=student.school_record.with_grade(repeated))


def _confirmed(ctx: Context, desk: GradeDesk, shown: list[AdvancingStudent], command: Confirmation) -> GradesOfYear:
    known = desk.known or GradesOfYear(
        id=grades_id(desk.facility_id, desk.year.starts_in), facility_id=desk.facility_id, starts_in=desk.year.starts_in
    )
    staying = [each for each in shown if each.row.student_id not in command.left]
    looked_at = {each.now for each in shown} | (
        {each.before for each in staying} - {each.now for each in desk.students}
    )
    lines = tuple(
        ConfirmedGrade(
            grade=grade,
            confirmed_on=ctx.on,
            students=len(of_grade),
            confirmed_by=ctx.person.id,
            confirmed_by_name=ctx.person.display_name,
        )
        for grade in Grade
        if (of_grade := [each for each in staying if _grade_of(each, command) is grade]) and grade in looked_at
    )
    if not shown:
        raise PortalError(ErrorKind.REFUSED, "GRADES_OF_NOBODY")
    return known.with_changes(confirmed=(*known.confirmed, *lines))


def _grade_of(each: AdvancingStudent, command: Confirmation) -> Grade:
    return each.before if each.row.student_id in command.repeats else each.now
