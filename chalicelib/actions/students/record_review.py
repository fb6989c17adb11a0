"""The school reviews the record of a student who is admitted on condition, every thirty days (17 CCR 6035)."""

from dataclasses import dataclass
from datetime import date

from chalicelib.actions.context import Context
from chalicelib.actions.students.student_checks import own_student
from chalicelib.domain.action import Action
from chalicelib.domain.errors import invalid
from chalicelib.domain.results import Done, subject_of
from chalicelib.domain.student import RecordReview


@dataclass(frozen=True)
class DoneReview:
    """The day of the review, and the day when the parent was told; None: not told. `expected_version`: the version that
    the person saw."""

    student_id: str
    expected_version: int | None
    done_on: date
    told_on: date | None


def record_review(ctx: Context, command: DoneReview) -> Done:
    """Write the review on the student's record.

    Raises PortalError NOT_FOUND, INVALID (a day to come, a review before the first day at the school, the parent told
    before the review), CONFLICT (stale).
    """
    student = own_student(ctx, Action.RECORD_REVIEW, command.student_id, command.expected_version)
    if command.done_on > ctx.on:
        raise invalid("DATE_IN_FUTURE", "done_on")
    if command.done_on < student.newest_enrollment.since:
        raise invalid("REVIEW_BEFORE_FIRST_DAY", "done_on")
    if command.told_on and command.told_on > ctx.on:
        raise invalid("DATE_IN_FUTURE", "told_on")
    if command.told_on and command.told_on < command.done_on:
        raise invalid("TOLD_BEFORE_REVIEW", "told_on")
    review = RecordReview(done_on=command.done_on, told_on=command.told_on, recorded_by=ctx.person.id)
    work = ctx.unit_of_work(Action.RECORD_REVIEW)
    work.update(student, student.with_changes(reviews=(*student.reviews, review)))
    return work.commit(subject_of(student))
