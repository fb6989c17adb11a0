"""Places of a person with several schools."""

from chalicelib.domain.account import Account
from tests.builders import SCHOOL_ID, World
from tests.invariants.places import Here, place
from tests.invariants.places_schools import student_of

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
