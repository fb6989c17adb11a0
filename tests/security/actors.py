"""Who asks: the actors of the security matrices. Each is a stranger to the case that a place makes; those who belong to
it are found by `belonging`."""

from collections.abc import Callable, Iterator
from datetime import timedelta

from chalicelib.domain.account import Account, Role, SchoolPart
from chalicelib.domain.appeal import Appeal
from chalicelib.domain.child import Child
from chalicelib.domain.exemption import ExemptionForm
from chalicelib.domain.request import ExemptionRequest
from tests.builders import World
from tests.invariants.places import Here

OTHER_SCHOOL = "19999999999999"
Made = Callable[[World], Account | None]


def _lapsed(world: World) -> Account:
    doctor = world.physician(last_name="Lapsley", checked=world.clock() - timedelta(days=40))
    assert doctor.physician
    world.licenses.set_record(doctor.physician, primary_status="45")
    return doctor


ACTORS: dict[str, tuple[Role | None, Made]] = {
    "anonymous": (None, lambda _world: None),
    "unverified account": (None, lambda world: world.parent(verified=False)),
    "closed account": (None, lambda world: world.parent(disabled=True)),
    "other parent": (Role.PARENT, lambda world: world.parent()),
    "other physician": (Role.PHYSICIAN, lambda world: world.physician()),
    "clinic staff of another physician": (Role.CLINIC_STAFF, lambda world: world.clinic_staff(world.physician())),
    "physician whose license lapsed": (Role.PHYSICIAN, _lapsed),
    "other school": (Role.SCHOOL, lambda world: world.account(Role.SCHOOL, facility_ids=(OTHER_SCHOOL,))),
    "other district": (
        Role.SCHOOL,
        lambda world: world.account(Role.SCHOOL, facility_ids=(OTHER_SCHOOL, "19999999999998")),
    ),
    "approver of another school": (
        Role.SCHOOL,
        lambda world: world.account(Role.SCHOOL, facility_ids=(OTHER_SCHOOL,), school_part=SchoolPart.APPROVER),
    ),
    "other county's health department": (Role.LOCAL_HEALTH, lambda world: world.local_health("C33")),
    "reviewer": (Role.REVIEWER, lambda world: world.reviewer()),
    "officer": (Role.OFFICER, lambda world: world.officer()),
    "appeals staff": (Role.APPEALS_STAFF, lambda world: world.appeals_staff()),
    "secretary": (Role.SECRETARY, lambda world: world.secretary()),
    "panel member of another case": (Role.PANELIST, lambda world: world.panelist()),
    "other board": (Role.BOARD, lambda world: world.board_person("OMBC")),
    "medical board": (Role.BOARD, lambda world: world.board_person("MBC")),
    "operator": (Role.OPERATOR, lambda world: world.operator()),
}

# Relations that the portal does not know today: their cells are listed here and counted nowhere.
INAPPLICABLE = {
    "same tenant of a physician": "a case has one physician",
    "local health department of the county": "its lists are of schools; it opens no case by its address",
}


def belonging(world: World, here: Here) -> Iterator[tuple[str, Account]]:
    """Those who may open the place: the person it belongs to, and others of the same office."""
    assert here.person
    yield "own", here.person
    if here.person.role == Role.PARENT and _child_of(world, here):
        yield "second guardian", world.second_guardian(_child_of(world, here))
    if here.person.role == Role.SCHOOL:
        part = {"school_part": here.person.school_part}
        yield "same tenant: colleague", world.account(Role.SCHOOL, facility_ids=here.person.facility_ids, **part)
        district = (OTHER_SCHOOL, *here.person.facility_ids)
        yield "same tenant: district", world.account(Role.SCHOOL, facility_ids=district, **part)
    if here.person.role == Role.BOARD:
        yield "same tenant: board", world.board_person(here.person.board)
    if here.person.role == Role.PANELIST and "appeal_id" in here.ids:
        appeal = world.ctx().store.get(Appeal, here.ids["appeal_id"])
        yield "same tenant: panel", world.ctx().store.get(Account, appeal.seats[1].panelist_id)


def _child_of(world: World, here: Here) -> str:
    """The child of a parent's place; "" where it has no record yet, or where the person is only invited to it."""
    ids, store = here.ids, world.ctx().store
    kinds: dict[str, type[ExemptionRequest | ExemptionForm | Appeal]] = {
        "request_id": ExemptionRequest,
        "form_id": ExemptionForm,
        "appeal_id": Appeal,
    }
    found = [store.get(kind, ids[name]).child_id for name, kind in kinds.items() if name in ids]
    child = store.find(Child, next(iter(found), ids.get("child_id", "")))
    return child.id if child else ""
