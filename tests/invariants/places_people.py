"""Places where a school's approver looks after its people."""

from chalicelib.actions.accounts.invite import Invitation, invite
from chalicelib.domain.account import Account, Role, SchoolPart
from chalicelib.domain.action import Action
from chalicelib.domain.school_people import SchoolPeople
from tests.builders import World
from tests.invariants.places import Here, place

PEOPLE = "/schools/at/{facility_id}/people"


def school_of(person: Account) -> str:
    """The one school of this person."""
    (facility_id,) = person.facility_ids
    return facility_id


def approver(world: World) -> Account:
    """An approver of the school of the test, written in its record."""
    school = world.facility()
    person = world.account(Role.SCHOOL, facility_ids=(school.id,), school_part=SchoolPart.APPROVER)
    record(world, school.id, lambda people: people.joined(person.id, SchoolPart.APPROVER))
    return person


def record(world: World, facility_id: str, change) -> SchoolPeople:  # type: ignore[no-untyped-def]
    """Change the school's record of its people, and return it as stored."""
    before = world.ctx().store.find(SchoolPeople, facility_id)
    work = world.work(Action.ADD_PERSON)
    if before:
        work.update(before, change(before))
    else:
        work.create(change(SchoolPeople(id=facility_id)))
    work.commit()
    return world.ctx().store.get(SchoolPeople, facility_id)


def colleague(world: World, part: SchoolPart = SchoolPart.STAFF) -> Account:
    """Someone else of the same school."""
    person = world.account(Role.SCHOOL, facility_ids=(world.facility().id,), school_part=part)
    if part is SchoolPart.APPROVER:
        record(world, world.facility().id, lambda people: people.joined(person.id, part))
    return person


def invited_to(world: World) -> Account:
    """Someone whom an operator invited to the school, and who has not come yet."""
    email = f"newcomer.{world.next()}@mail.example"
    done = invite(
        world.ctx(world.default_user(Role.OPERATOR)),
        Invitation(email, Role.SCHOOL, facility_ids=(world.facility().id,)),
    )
    return world.ctx().store.get(Account, done.subject.id)


@place(PEOPLE, f"{PEOPLE}/add", f"{PEOPLE}/confirm")
def _people(world: World) -> Here:
    person = approver(world)
    colleague(world)
    return Here(
        person, {"facility_id": school_of(person)}, {"email": f"new.{world.next()}@mail.example", "part": "staff"}
    )


@place(f"{PEOPLE}/{{account_id}}", f"{PEOPLE}/{{account_id}}/end")
def _person(world: World) -> Here:
    person = approver(world)
    ids = {"facility_id": school_of(person), "account_id": colleague(world).id}
    return Here(person, ids, {"part": "read_only"})
