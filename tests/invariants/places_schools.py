"""Places where a school records something of a pupil, with or without an exemption."""

from datetime import date
from itertools import count
from string import ascii_lowercase

from chalicelib.actions.pupils.dose_card import CardDose, ShotCard
from chalicelib.actions.pupils.dose_checks import GivenDose
from chalicelib.actions.pupils.record_dose import DoseCommand, record_dose
from chalicelib.actions.students.add_student import NewStudent, add_student
from chalicelib.actions.students.enrollment import Departure, record_departure
from chalicelib.actions.students.student_card import record_student_card
from chalicelib.domain.account import Role
from chalicelib.domain.child import Child, ChildFacts
from chalicelib.domain.exemption import ExemptionForm
from chalicelib.domain.school_record import ShotPaper
from chalicelib.domain.student import Contact, Ethnicity, Race, Sex, Situation, Student, StudentFacts
from chalicelib.law.enums import Grade, Vaccine
from chalicelib.law.vaccine_products import GivenVaccine
from tests.builders import SCHOOL_ID, World, line
from tests.invariants.places import Here, place

PUPIL = "/schools/pupils/{form_id}"


def _at(world: World, form: ExemptionForm, **ids: str) -> Here:
    answers = {
        "vaccines": ["MMR", "VAR"],
        "given_on": date(2026, 9, 28),
        "way": "post",
        "last_day": date(2026, 10, 30),
        "grade": "3",
        "since": date(2026, 8, 12),
        "reason": "The card belongs to a brother",
    }
    return Here(world.default_user(Role.SCHOOL), {"form_id": form.id, **ids}, answers)


@place(f"{PUPIL}/dose", f"{PUPIL}/grade", f"{PUPIL}/notice")
def _record(world: World) -> Here:
    first = world.form()
    child = world.ctx().store.get(Child, first.child_id)
    world.form(child=child, lines=(line(Vaccine.HEPB),))  # what is recorded goes to each of the child's forms
    return _at(world, first)


@place(f"{PUPIL}/doses/{{dose_id}}/remove")
def _remove(world: World) -> Here:
    form = world.form()
    record_dose(
        world.ctx(world.default_user(Role.SCHOOL)),
        DoseCommand(form.id, None, frozenset({Vaccine.MMR}), date(2026, 9, 28)),
    )
    (dose,) = world.ctx().store.get(Child, form.child_id).school_record.doses
    return _at(world, form, dose_id=dose.id)


def student_facts(**facts: object) -> StudentFacts:
    """What a school knows of a student, every field filled in."""
    return StudentFacts(
        child=ChildFacts(
            first_name="Rosalind", middle_name="Wren", last_name="Quillfeather", birth_date=date(2018, 3, 14)
        ),
        ssid="8101456789",
        local_id="4471902",
        sex=Sex.FEMALE,
        ethnicity=Ethnicity.NOT_HISPANIC,
        races=(Race.ASIAN, Race.OTHER),
        other_race="Cape Verdean",
        room="Building Q",
        contact=Contact(
            parent_name="Odalys Quillfeather",
            email="odalys@mail.example",
            telephone="(559) 555-0127",
            language="es",
            address="12 Alder Lane, Fresno, CA 93701",
        ),
        situations=(Situation.SPECIAL_EDUCATION,),
    ).with_changes(**facts)


_NUMBERS = count()


def another(first_name: str) -> str:
    """The name with letters that no other has: a school has one record of a name and birth date."""
    letters, number = "", next(_NUMBERS)
    while number or not letters:
        number, letter = divmod(number, len(ascii_lowercase))
        letters += ascii_lowercase[letter]
    return f"{first_name} {letters}"


def student_of(world: World, first_name: str = "Rosalind") -> str:
    """A student of the default school without an exemption, with a dose on record; the id of the record."""
    school = world.default_user(Role.SCHOOL)
    facts = student_facts()
    named = facts.with_changes(child=facts.child.with_changes(first_name=another(first_name)))
    new = NewStudent(SCHOOL_ID, named, Grade.GRADE_2, date(2026, 8, 17))
    student_id = add_student(world.ctx(school), new).subject.id
    given = GivenDose(frozenset({GivenVaccine.MMR}), date(2019, 5, 2))
    dose = CardDose("mmr_1", given, "Priorix", "Larkspur Clinic")
    card = ShotCard((dose,), ShotPaper.YELLOW_CARD, "Q. Thistlewood")
    record_student_card(world.ctx(school), student_id, None, card)
    return student_id


STUDENT = "/schools/students/{student_id}"
_TYPED = {
    "last_name": "Quillfeather",
    "birth_date": date(2018, 3, 14),
    "grade": "2",
    "first_day": date(2026, 9, 14),
    "last_day": date(2026, 9, 25),
    "done_on": date(2026, 9, 18),
    "words": "tobias",
    "vaccines": ["VAR"],
    "given_on": date(2019, 5, 2),
    "reason": "The card belongs to a brother",
}


def _at_student(world: World, **ids: str) -> Here:
    return Here(world.default_user(Role.SCHOOL), ids, {**_TYPED, "first_name": another("Rosalinda")})


@place("/schools/at/{facility_id}/students/new")
def _new_student(world: World) -> Here:
    student_of(world, first_name="Tobias")
    return _at_student(world, facility_id=SCHOOL_ID)


@place(STUDENT, f"{STUDENT}/edit", f"{STUDENT}/left", f"{STUDENT}/dose", f"{STUDENT}/review")
def _student(world: World) -> Here:
    return _at_student(world, student_id=student_of(world))


@place(f"{STUDENT}/back")
def _student_back(world: World) -> Here:
    student_id = student_of(world)
    record_departure(world.ctx(world.default_user(Role.SCHOOL)), Departure(student_id, None, date(2026, 9, 1)))
    return _at_student(world, student_id=student_id)


@place(f"{STUDENT}/doses/{{dose_id}}/remove")
def _student_dose(world: World) -> Here:
    student_id = student_of(world)
    (dose,) = world.ctx().store.get(Student, student_id).school_record.doses
    return _at_student(world, student_id=student_id, dose_id=dose.id)
