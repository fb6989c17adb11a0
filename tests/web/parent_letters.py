"""How tests enroll students at a school, and print and record letters to their parents."""

from datetime import date

from chalicelib.actions.students.student_checks import same_child_of
from chalicelib.domain.account import Role
from chalicelib.domain.action import Action
from chalicelib.domain.child import ChildFacts
from chalicelib.domain.school_record import LetterKind, RecordedDose, RecordedGrade, SchoolRecord
from chalicelib.domain.student import Contact, Enrollment, Student, StudentFacts
from chalicelib.law.enums import Grade
from chalicelib.law.vaccine_products import GivenVaccine
from tests.builders import SCHOOL_ID, World
from tests.portal import Portal, Shown

LETTERS = f"/schools/at/{SCHOOL_ID}/letters"
NEEDED, ENDS, OUT, BACK = (f"{LETTERS}/{kind}" for kind in LetterKind)
CALL = {"contact": "Wilhelmina Oakhurst", "telephone": "(559) 555-0188"}
COMPLETE = {
    GivenVaccine.DTAP: (date(2018, 5, 14), date(2018, 7, 16), date(2018, 9, 17), date(2019, 9, 16), date(2022, 5, 2)),
    GivenVaccine.IPV: (date(2018, 5, 14), date(2018, 7, 16), date(2018, 9, 17), date(2022, 5, 2)),
    GivenVaccine.HEPB: (date(2018, 3, 15), date(2018, 5, 14), date(2018, 11, 19)),
    GivenVaccine.MMR: (date(2019, 5, 2),),
    GivenVaccine.VAR: (date(2019, 5, 2), date(2022, 5, 2)),
}
"""All doses for grade 2 but the second MMR."""


def office(world: World) -> Portal:
    return world.browser(world.default_user(Role.SCHOOL))


def enroll(world: World, *first_names: str, doses: bool = True, language: str = "es") -> list[str]:
    """Born March 14, 2018; in grade 2 since August 17, 2026; the second MMR is missing."""
    ctx = world.ctx(world.default_user(Role.SCHOOL))
    grade = RecordedGrade(grade=Grade.GRADE_2, since=date(2026, 8, 17), recorded_on=ctx.on, facility_id=SCHOOL_ID)
    given = tuple(
        RecordedDose(id=ctx.new_id(), vaccines=(kind,), given_on=day, recorded_on=ctx.on, facility_id=SCHOOL_ID)
        for kind, days in (COMPLETE if doses else {}).items()
        for day in days
    )
    work, students = ctx.unit_of_work(Action.ADD_STUDENT), []
    for first_name in first_names:
        facts = StudentFacts(
            child=ChildFacts(first_name=first_name, last_name="Quill", birth_date=date(2018, 3, 14)),
            contact=Contact(parent_name="Odalys Quill", language=language, address="12 Alder Lane, Fresno, CA 93701"),
        )
        student = Student(
            id=ctx.new_id(),
            facility_id=SCHOOL_ID,
            same_child=same_child_of(ctx, facts),
            facts=facts,
            enrollments=(Enrollment(since=date(2026, 8, 17)),),
            school_record=SchoolRecord(doses=given, grades=(grade,)),
        )
        work.create(student)
        students.append(student.id)
    work.commit()
    return students


def printed(world: World, path: str, **answers: object) -> Shown:
    return office(world).get(path).press("See the letters", **{**CALL, **answers})


def given(world: World, path: str, **answers: object) -> Shown:
    """Print the letters of a kind to all who are ticked, and record them."""
    return printed(world, path, **answers).press("Record as given").follow()
