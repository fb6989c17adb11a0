"""Places where a school's approver looks after its people."""

from chalicelib.actions.accounts.invite import Invitation, invite
from chalicelib.actions.accounts.register_school import SchoolRegistration, register_school
from chalicelib.actions.accounts.sign_in import email_hash
from chalicelib.actions.accounts.verify_email import verify_email
from chalicelib.actions.people.settle_claim import code_of
from chalicelib.domain.account import Account, Role, SchoolPart
from chalicelib.domain.action import Action
from chalicelib.domain.facility_claim import FacilityClaim
from chalicelib.domain.notice_kinds import NoticeKind
from chalicelib.domain.school_people import SchoolPeople
from chalicelib.storage import keys
from tests.builders import PASSWORD, World
from tests.invariants.places import Here, place
from tests.invariants.places_public import NEWCOMER
from tests.mailed import notices_of, token_in

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


def claimed(world: World, **facts: object) -> Account:
    """Someone who registered for the school and confirmed the address; the school has no street unless `facts` say."""
    school = world.facility(**facts) if facts else world.facility()
    email = f"w.achebe.{world.next()}@mail.example"
    asked = SchoolRegistration(school.id, "Wanda", "Achebe", email, PASSWORD)
    register_school(world.ctx(), asked, email)
    verify_email(world.ctx(), token_in(notices_of(world.table, NoticeKind.VERIFY_EMAIL)[-1]))
    world.clock.advance(seconds=1)
    item = world.ctx().store.item(keys.credential(email_hash(world.ctx(), email)))
    assert item
    return world.with_two_factor(world.ctx().store.get(Account, str(item["account_id"])))


def claim_of(world: World, person: Account) -> FacilityClaim:
    return world.ctx().store.get(FacilityClaim, person.id)


@place("/register/school", "/register/school/{facility_id}")
def _register(world: World) -> Here:
    school = world.facility("19642120777777", name="Saltmarsh Elementary")
    answers = {**NEWCOMER, "email": f"r.achterberg.{world.next()}@mail.example", "number": school.id}
    return Here(None, {"facility_id": school.id}, answers)


@place("/schools/access", "/schools/access/code")
def _own_claim(world: World) -> Here:
    person = claimed(world, facility_id=f"1964212{world.next():07}")  # a school where no one has been let in
    return Here(person, answers={"code": code_of(world.ctx(), claim_of(world, person))})


@place(f"{PEOPLE}/{{account_id}}/answer")
def _answer(world: World) -> Here:
    me = approver(world)
    return Here(me, {"facility_id": school_of(me), "account_id": claimed(world).id}, {"answer": "staff"})


@place("/operators/accounts/{account_id}/grant-claim")
def _grant(world: World) -> Here:
    person = claimed(world)
    return Here(world.default_user(Role.OPERATOR), {"account_id": person.id}, {"reason": "The principal confirmed it"})


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


@place("/schools/confidentiality")
def _confidentiality(world: World) -> Here:
    person = world.account(Role.SCHOOL, facility_ids=(world.facility().id,), agreed_in=None)
    return Here(person, answers={"agree": "yes"})
