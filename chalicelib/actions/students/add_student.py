"""A school adds a student to its list (17 CCR 6070(a): a record for each pupil)."""

from dataclasses import dataclass
from datetime import date

from chalicelib.actions.context import Context
from chalicelib.actions.students.student_checks import check_facts, check_first_day, same_child_of, take_name
from chalicelib.domain.action import Action
from chalicelib.domain.child import SchoolChoice
from chalicelib.domain.results import Done, subject_of
from chalicelib.domain.school_record import RecordedGrade, SchoolRecord
from chalicelib.domain.student import Enrollment, Student, StudentFacts
from chalicelib.law.enums import Grade
from chalicelib.storage.reminder_rows import await_reviews


@dataclass(frozen=True)
class NewStudent:
    """The student's facts, the grade, and the first day at the school: past, today, or to come."""

    facility_id: str
    facts: StudentFacts
    grade: Grade
    first_day: date


def add_student(ctx: Context, command: NewStudent) -> Done:
    """Add the student.

    Raises PortalError NOT_FOUND (another's school), INVALID (see `student_checks`), CONFLICT (the school has a record
    of this name and birth date).
    """
    ctx.require(Action.ADD_STUDENT, SchoolChoice(facility_id=command.facility_id))
    check_facts(command.facts, ctx.on)
    check_first_day(command.first_day, command.facts, ctx.on)
    student = new_student(ctx, command)
    work = ctx.unit_of_work(Action.ADD_STUDENT)
    work.create(student)
    await_reviews(work, student.facility_id)
    take_name(work, student)
    return work.commit(subject_of(student))


def new_student(ctx: Context, command: NewStudent) -> Student:
    """Return the record as it begins: one enrollment, one grade."""
    grade = RecordedGrade(
        grade=command.grade, since=command.first_day, recorded_on=ctx.on, facility_id=command.facility_id
    )
    return Student(
        id=ctx.new_id(),
        facility_id=command.facility_id,
        same_child=same_child_of(ctx, command.facts),
        facts=command.facts,
        enrollments=(Enrollment(since=command.first_day),),
        school_record=SchoolRecord(grades=(grade,)),
    )
