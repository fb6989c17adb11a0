"""A school notes that it spoke with someone about a student."""

from dataclasses import dataclass
from datetime import date

from chalicelib.actions.context import Context
from chalicelib.actions.students.student_checks import own_student
from chalicelib.domain.action import Action
from chalicelib.domain.errors import invalid
from chalicelib.domain.results import Done, subject_of
from chalicelib.domain.student_contact import ContactWay, ContactWith, StudentContact


@dataclass(frozen=True)
class GivenContact:
    """When, in which way and with whom, and what was said. `name`: of the person, if known."""

    student_id: str
    contact_on: date
    way: ContactWay
    spoken_with: ContactWith
    name: str
    note: str


def record_contact(ctx: Context, command: GivenContact) -> Done:
    """Write the contact; the student's own record does not change.

    Raises PortalError NOT_FOUND, INVALID (a day to come, or before birth).
    """
    student = own_student(ctx, Action.RECORD_CONTACT, command.student_id, None)
    if command.contact_on > ctx.on:
        raise invalid("DATE_IN_FUTURE", "contact_on")
    if command.contact_on < student.facts.child.birth_date:
        raise invalid("CONTACT_BEFORE_BIRTH", "contact_on")
    contact = StudentContact(
        id=f"{student.id}-{ctx.now:%Y%m%d%H%M%S}-{ctx.new_id()}",
        facility_id=student.facility_id,
        student_id=student.id,
        contact_on=command.contact_on,
        way=command.way,
        spoken_with=command.spoken_with,
        name=command.name,
        note=command.note,
        recorded_by=ctx.person.id,
        recorded_by_name=ctx.person.display_name,
    )
    work = ctx.unit_of_work(Action.RECORD_CONTACT)
    work.create(contact)
    return work.commit(subject_of(student))
