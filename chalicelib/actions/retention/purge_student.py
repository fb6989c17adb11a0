"""Purging child care's record of a child who left, when the three years that it is kept are over (law T20)."""

from chalicelib.actions.context import Context
from chalicelib.domain.action import Action
from chalicelib.domain.retention import purge_on, retention_class_of
from chalicelib.domain.student import Student


def purge_student(ctx: Context, student_id: str) -> bool:
    """Purge the record with the rows of the list; whether it was done: not of a child who has come back meanwhile.

    Raises PortalError CONFLICT, UNAVAILABLE.
    """
    student = ctx.store.find(Student, student_id)
    if student is None:
        return True
    why, first_day = retention_class_of(student), purge_on(student)
    if why is None or first_day is None or first_day > ctx.on:
        return False
    work = ctx.unit_of_work(Action.PURGE)
    work.purge(student, why)
    work.commit()
    return True
