"""Places where a school looks at its list of another day."""

from datetime import date

from chalicelib.domain.account import Role
from tests.builders import SCHOOL_ID, World
from tests.invariants.places import Here, place
from tests.invariants.places_schools import student_of


@place("/schools/at/{facility_id}/day")
def _day(world: World) -> Here:
    student_of(world)
    return Here(world.default_user(Role.SCHOOL), {"facility_id": SCHOOL_ID}, {"day": date(2027, 1, 15)})
