"""The steps for a child who is enrolled right away even without records: foster youth, children without a home,
children of military families (HSC 120341, 42 USC 11432, EdC 49701)."""

from dataclasses import dataclass
from datetime import date

from chalicelib.actions.context import Context
from chalicelib.actions.students.student_checks import own_student
from chalicelib.domain.action import Action
from chalicelib.domain.errors import ErrorKind, PortalError, invalid
from chalicelib.domain.results import Done, subject_of
from chalicelib.domain.transfers import ProtectedStep, StepDone

_MAX_STEPS = 100  # a step can be done again; it keeps a student within the size of one item


@dataclass(frozen=True)
class DoneSteps:
    """Which steps were done on a day. `expected_version`: the version that the person saw."""

    student_id: str
    expected_version: int | None
    steps: tuple[ProtectedStep, ...]
    done_on: date


def record_steps(ctx: Context, command: DoneSteps) -> Done:
    """Write the steps.

    Raises PortalError NOT_FOUND, INVALID (no step, a day to come, or before the first day at the school), REFUSED (no
    child of these groups, or too many steps), CONFLICT (stale).
    """
    student = own_student(ctx, Action.RECORD_PROTECTED_STEPS, command.student_id, command.expected_version)
    if not student.is_enrolled_without_records:
        raise PortalError(ErrorKind.REFUSED, "NOT_ENROLLED_WITHOUT_RECORDS")
    if not command.steps:
        raise invalid("STEPS_MISSING", "steps")
    if command.done_on > ctx.on:
        raise invalid("DATE_IN_FUTURE", "done_on")
    if command.done_on < student.newest_enrollment.since:
        raise invalid("STEP_BEFORE_FIRST_DAY", "done_on")
    done = tuple(
        StepDone(
            step=step, done_on=command.done_on, recorded_by=ctx.person.id, recorded_by_name=ctx.person.display_name
        )
        for step in ProtectedStep
        if step in command.steps
    )
    if len(student.steps_done) + len(done) > _MAX_STEPS:
        raise PortalError(ErrorKind.REFUSED, "TOO_MANY_STEPS")
    work = ctx.unit_of_work(Action.RECORD_PROTECTED_STEPS)
    work.update(student, student.with_changes(steps_done=(*student.steps_done, *done)))
    return work.commit(subject_of(student))
