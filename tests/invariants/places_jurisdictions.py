"""Places of a local health department: its desk, its list of exemptions, its news."""

from chalicelib.domain.account import Role
from chalicelib.domain.facility import Facility
from chalicelib.storage.directory import write_facilities
from tests.builders import SCHOOL_ID, World
from tests.invariants.places import Here, place

DESK = "/health-departments"
STUDENTS = f"{DESK}/students"


def listed_school(world: World, facility_id: str = SCHOOL_ID, **facts: object) -> Facility:
    """A school as the import of the directory writes it, with its line in the list of the jurisdiction."""
    school = world.facility(facility_id, **facts)
    write_facilities(world.table, [school.with_changes(is_open=False)])
    write_facilities(world.table, [school])
    return school


@place(DESK, f"{DESK}/news", f"{DESK}/outbreaks", f"{DESK}/flags", STUDENTS, f"{STUDENTS}/file")
def _desk(world: World) -> Here:
    listed_school(world)
    world.form()
    return Here(world.default_user(Role.LOCAL_HEALTH))


@place(f"{DESK}/forms/{{form_id}}/flag")
def _flag(world: World) -> Here:
    form = world.form()
    return Here(world.default_user(Role.LOCAL_HEALTH), {"form_id": form.id}, {"reason": "Six forms with one text"})
