"""A school changes what its record says of a student besides doses and grades."""

from dataclasses import dataclass

from chalicelib.actions.context import Context
from chalicelib.actions.students.student_checks import check_facts, free_name, own_student, same_child_of, take_name
from chalicelib.domain.action import Action
from chalicelib.domain.results import Done, subject_of
from chalicelib.domain.student import StudentFacts


@dataclass(frozen=True)
class EditedStudent:
    """All facts as they are now to stand. `expected_version`: the version that the person saw."""

    student_id: str
    expected_version: int | None
    facts: StudentFacts


def edit_student(ctx: Context, command: EditedStudent) -> Done:
    """Change the facts; unchanged facts write nothing new.

    Raises PortalError NOT_FOUND, INVALID (see `student_checks`), CONFLICT (stale, or another record of the school has
    this name and birth date).
    """
    student = own_student(ctx, Action.EDIT_STUDENT, command.student_id, command.expected_version)
    check_facts(command.facts, ctx.on)
    edited = student.with_changes(facts=command.facts, same_child=same_child_of(ctx, command.facts))
    work = ctx.unit_of_work(Action.EDIT_STUDENT)
    if edited != student:
        work.update(student, edited)
    if edited.same_child != student.same_child:
        free_name(work, student)
        take_name(work, edited)
    return work.commit(subject_of(student))
