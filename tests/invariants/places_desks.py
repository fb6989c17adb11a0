"""Places of a person with several schools, and of child care."""

from chalicelib.actions.pupils.dose_checks import GivenDose
from chalicelib.actions.students.add_student import NewStudent, add_student
from chalicelib.actions.students.student_doses import record_student_dose
from chalicelib.domain.account import Account, Role
from chalicelib.domain.child import ChildFacts
from chalicelib.law.calendar import add_months_minimum
from chalicelib.law.enums import Grade
from chalicelib.law.vaccine_products import GivenVaccine
from tests.builders import SCHOOL_ID, World
from tests.invariants.places import Here, place
from tests.invariants.places_schools import another, student_facts, student_of

OTHER_SCHOOL = "19647330000777"


def of_two_schools(world: World) -> Account:
    """Someone of the default school and of another one."""
    world.facility()
    world.facility(OTHER_SCHOOL, name="Larch Grove Elementary")
    return world.school_person(facility_ids=(SCHOOL_ID, OTHER_SCHOOL))


@place("/schools/search", "/schools/reports")
def _desk(world: World) -> Here:
    student_of(world, first_name="Tobias")
    return Here(of_two_schools(world), answers={"words": "tobias"})


def toddler_of(world: World, facility_id: str = SCHOOL_ID) -> str:
    """A child of fourteen months with the shots of its age: fifteen months ask for more; the id of the record."""
    born = add_months_minimum(world.clock.today, -14)
    child = ChildFacts(first_name=another("Wrenna"), last_name="Quillfeather", birth_date=born)
    person = world.school_person(facility_ids=(facility_id,))
    new = NewStudent(facility_id, student_facts(child=child, situations=()), Grade.INFANT_TODDLER, born)
    student_id = add_student(world.ctx(person), new).subject.id
    for vaccine, months in (
        (GivenVaccine.DTAP, (2, 4, 6)),
        (GivenVaccine.IPV, (2, 4)),
        (GivenVaccine.HEPB, (2, 4)),
        (GivenVaccine.HIB, (2, 4)),
    ):
        for age in months:
            given = GivenDose(frozenset({vaccine}), add_months_minimum(born, age))
            record_student_dose(world.ctx(person), student_id, None, given)
    return student_id


@place("/schools/at/{facility_id}/ages")
def _ages(world: World) -> Here:
    world.facility()
    toddler_of(world)
    return Here(world.default_user(Role.SCHOOL), {"facility_id": SCHOOL_ID})
