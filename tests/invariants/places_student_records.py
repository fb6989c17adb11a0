"""Places where a school prints immunization records."""

from chalicelib.domain.account import Role
from tests.builders import SCHOOL_ID, World
from tests.invariants.places import Here, place
from tests.invariants.places_schools import student_of


@place("/schools/students/{student_id}/record", "/schools/students/{student_id}/transfer")
def _one(world: World) -> Here:
    return Here(world.default_user(Role.SCHOOL), {"student_id": student_of(world)})


@place("/schools/at/{facility_id}/records")
def _class(world: World) -> Here:
    student_of(world)
    answers = {"grade": "2", "room": "Building Q", "guidance": "yes"}
    return Here(world.default_user(Role.SCHOOL), {"facility_id": SCHOOL_ID}, answers)
