"""Places where a school follows up students who arrive, leave, or are enrolled without records, and confirms grades."""

from datetime import date

from chalicelib.actions.calendars.notice_clock import school_days_of
from chalicelib.actions.context import Context
from chalicelib.actions.students.add_student import NewStudent, add_student
from chalicelib.actions.students.arrivals import (
    GivenArrival,
    GivenRequest,
    record_arrival,
    record_request,
    transfer_clock,
)
from chalicelib.actions.students.confirm_grades import Confirmation, confirm_grades, load_grade_desk
from chalicelib.actions.students.edit_student import EditedStudent, edit_student
from chalicelib.actions.students.packets import GivenPacketRequest, record_packet_request
from chalicelib.actions.students.protected_steps import DoneSteps, record_steps
from chalicelib.actions.students.record_contact import GivenContact, record_contact
from chalicelib.domain.account import Role
from chalicelib.domain.student import Situation, Student
from chalicelib.domain.student_contact import ContactWay, ContactWith
from chalicelib.domain.transfers import ArrivedFrom, AskedOf, ProtectedStep
from chalicelib.law.enums import Grade
from tests.builders import SCHOOL_ID, World
from tests.invariants.places import Here, place
from tests.invariants.places_schools import STUDENT, another, student_facts, student_of

_DAY_1, _ASKED_ON = date(2026, 8, 17), date(2026, 9, 1)
_TYPED = {
    "came_from": "us-school",
    "school_name": "Juniper Hollow Elementary",
    "first_day": _DAY_1,
    "last_day": date(2026, 9, 25),
    "asked_of": "parent",
    "asked_on": _ASKED_ON,
    "received_on": date(2026, 9, 2),
    "result": "conditional",
    "sent_on": date(2026, 9, 3),
    "steps": ["liaison-told"],
    "done_on": date(2026, 9, 2),
    "contact_on": date(2026, 9, 2),
    "spoken_with": "parent",
    "name": "Barnaby Oyelaran",
    "way": "telephone",
    "note": "The parent brings the yellow card on Friday",
}


def office(world: World) -> Context:
    return world.ctx(world.default_user(Role.SCHOOL))


def awaited(world: World, student_id: str, *situations: Situation) -> None:
    """The student came from another school, which was asked for the record."""
    facts = office(world).store.get(Student, student_id).facts
    edit_student(office(world), EditedStudent(student_id, None, facts.with_changes(situations=situations)))
    school = school_days_of(office(world), SCHOOL_ID, _DAY_1)
    clock, name = transfer_clock(school, _DAY_1), "Juniper Hollow Elementary"
    record_arrival(office(world), GivenArrival(student_id, None, ArrivedFrom.US_SCHOOL, name, _DAY_1, clock))
    record_request(office(world), GivenRequest(student_id, None, AskedOf.FORMER_SCHOOL, _ASKED_ON, school))


def followed_up(world: World) -> str:
    """A homeless student from another school, whose record is awaited and asked for, with every kind of follow-up; the
    id of the record."""
    student_id = student_of(world, "Marisol")
    awaited(world, student_id, Situation.HOMELESS)
    asked = GivenPacketRequest(student_id, None, "Sandpiper Ridge School", _ASKED_ON)
    record_packet_request(office(world), asked)
    record_steps(office(world), DoneSteps(student_id, None, (ProtectedStep.LIAISON_TOLD,), _ASKED_ON))
    said = "The clinic in Fresno looks for the card"
    given = GivenContact(student_id, _ASKED_ON, ContactWay.TELEPHONE, ContactWith.CLINIC, "Barnaby Oyelaran", said)
    record_contact(office(world), given)
    return student_id


@place(
    f"{STUDENT}/follow-up",
    f"{STUDENT}/arrival",
    f"{STUDENT}/record-request",
    f"{STUDENT}/record-received",
    f"{STUDENT}/packet-request",
    f"{STUDENT}/steps",
    f"{STUDENT}/contact",
)
def _follow_up(world: World) -> Here:
    return Here(world.default_user(Role.SCHOOL), {"student_id": followed_up(world)}, dict(_TYPED))


@place(f"{STUDENT}/packets/{{packet_id}}/sent")
def _sent(world: World) -> Here:
    student_id = followed_up(world)
    (asked,) = world.ctx().store.get(Student, student_id).packets
    return Here(world.default_user(Role.SCHOOL), {"student_id": student_id, "packet_id": asked.id}, dict(_TYPED))


def from_the_year_before(world: World, first_name: str = "Ottoline") -> str:
    """A student who was in first grade before this school year; the id of the record."""
    facts = student_facts()
    named = facts.with_changes(child=facts.child.with_changes(first_name=another(first_name)))
    return add_student(office(world), NewStudent(SCHOOL_ID, named, Grade.GRADE_1, date(2025, 8, 18))).subject.id


def grades_confirmed(world: World) -> None:
    """The school has confirmed the grades of this school year; one student repeats."""
    repeats = from_the_year_before(world)
    desk = load_grade_desk(office(world), SCHOOL_ID)
    confirm_grades(office(world), desk, Confirmation(frozenset(Grade), frozenset({repeats}), frozenset(), None))


@place("/schools/at/{facility_id}/grades")
def _grades(world: World) -> Here:
    repeats = from_the_year_before(world)
    left = from_the_year_before(world, "Perpetua")
    answers = {"repeats": [repeats], "left": [left], "last_day": date(2026, 6, 30)}
    return Here(world.default_user(Role.SCHOOL), {"facility_id": SCHOOL_ID}, answers)
