"""Places where a school looks at its list by day."""

from datetime import date

from chalicelib.domain.account import Role
from tests.builders import SCHOOL_ID, World, line
from tests.invariants.places import Here, place
from tests.invariants.places_schools import student_of


@place("/schools/at/{facility_id}/day")
def _day(world: World) -> Here:
    student_of(world)
    return Here(world.default_user(Role.SCHOOL), {"facility_id": SCHOOL_ID}, {"day": date(2027, 1, 15)})


@place("/schools/at/{facility_id}/follow-up", "/schools/at/{facility_id}/follow-up/ics")
def _follow_up(world: World) -> Here:
    form = world.form(lines=(line(expires_on=date(2026, 12, 18)),))
    return Here(world.default_user(Role.SCHOOL), {"facility_id": form.facility_id})
