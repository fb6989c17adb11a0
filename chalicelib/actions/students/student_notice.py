"""A school records a written notice to the parent of a student without a form (17 CCR 6040, 6055)."""

from chalicelib.actions.context import Context
from chalicelib.actions.pupils.notice_checks import GivenNotice, checked_notice
from chalicelib.actions.students.student_checks import own_student
from chalicelib.domain.action import Action
from chalicelib.domain.results import Done, subject_of


def record_student_notice(ctx: Context, student_id: str, expected_version: int | None, given: GivenNotice) -> Done:
    """Record the notice. `expected_version`: the version that the person saw.

    Raises PortalError NOT_FOUND, CONFLICT (stale), and what `checked_notice` raises.
    """
    student = own_student(ctx, Action.RECORD_NOTICE, student_id, expected_version)
    known = student.school_record
    notice = checked_notice(ctx, given, known, student.facts.child.birth_date, student.facility_id)
    work = ctx.unit_of_work(Action.RECORD_NOTICE)
    work.update(student, student.with_changes(school_record=known.with_notice(notice)))
    return work.commit(subject_of(student))
