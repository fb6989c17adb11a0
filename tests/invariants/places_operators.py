"""Places of the operators."""

from datetime import date

from chalicelib.actions.accounts.invite import Invitation, invite
from chalicelib.domain.account import Role
from chalicelib.domain.request import ExemptionRequest, RequestState
from tests.builders import SCHOOL_ID, World
from tests.invariants.places import Here, place
from tests.invariants.places_public import invited

PANELIST = {
    "last_name": "Tallow",
    "board": "MBC",
    "license_text": "G 81212",
    "specialty": "Pediatrics",
    "business_name": "Willowmere Children's Clinic",
    "street": "77 Willowmere Way",
    "city": "Davis",
    "state": "CA",
    "zip_code": "95616",
    "telephone": "(530) 555-0117",
}
"""What the operator states of a physician who is invited to sit on panels."""


def _operator(world: World, **answers: object) -> Here:
    return Here(world.default_user(Role.OPERATOR), answers=answers)


@place("/operators")
def _account_bundle(world: World) -> Here:
    return _operator(world, email=world.default_user(Role.PARENT).email)


@place("/operators/invite")
def _kinds(world: World) -> Here:
    return _operator(world)


@place("/operators/invite/school")
def _school(world: World) -> Here:
    world.facility()
    return _operator(world, email=_address(world), facility_numbers=SCHOOL_ID, confirmed="yes")


@place("/operators/invite/local-health")
def _health(world: World) -> Here:
    return _operator(world, email=_address(world), jurisdiction="C19")


@place("/operators/invite/reviewer")
def _reviewer(world: World) -> Here:
    return _operator(world, email=_address(world), credential="registered_nurse")


@place("/operators/invite/officer")
def _officer(world: World) -> Here:
    return _operator(world, email=_address(world), office="designated_physician", since=date(2026, 11, 1))


@place("/operators/invite/board")
def _board(world: World) -> Here:
    return _operator(world, email=_address(world), board="MBC")


@place("/operators/invite/appeals-staff", "/operators/invite/secretary", "/operators/invite/operator")
def _plain(world: World) -> Here:
    return _operator(world, email=_address(world))


@place("/operators/invite/panelist")
def _panelist(world: World) -> Here:
    return _operator(world, email=_address(world), **PANELIST)


@place(
    "/operators/accounts/{account_id}",
    "/operators/accounts/{account_id}/close",
    "/operators/accounts/{account_id}/end-sessions",
)
def _account(world: World) -> Here:
    return Here(
        world.default_user(Role.OPERATOR), {"account_id": world.parent().id}, {"reason": "Left the office last week"}
    )


@place("/operators/accounts/{account_id}/reopen")
def _closed(world: World) -> Here:
    person = world.parent(disabled=True)
    return Here(world.default_user(Role.OPERATOR), {"account_id": person.id}, {"reason": "Back in the office"})


@place("/operators/accounts/{account_id}/invite-again", "/operators/accounts/{account_id}/invited")
def _invited(world: World) -> Here:
    return Here(world.default_user(Role.OPERATOR), {"account_id": invited(world).id})


def _address(world: World) -> str:
    return f"newcomer.{world.next()}@mail.example"


@place("/operators/invite/school/find")
def _find_school(world: World) -> Here:
    world.facility()
    return _operator(world, words="alhambra")


def _with_typed_school(world: World) -> ExemptionRequest:
    typed = world.typed_school()
    return world.request(RequestState.SUBMITTED, school=None, unlisted_school=typed, school_answer="")


@place("/operators/unlisted-schools")
def _unlisted_schools(world: World) -> Here:
    _with_typed_school(world)
    return _operator(world)


@place("/operators/unlisted-schools/{request_id}")
def _unlisted_school(world: World) -> Here:
    world.facility()
    request = _with_typed_school(world)
    answers = {"choice": SCHOOL_ID, "step": "choose", "words": ""}
    return Here(world.default_user(Role.OPERATOR), {"request_id": request.id}, answers)


@place("/operators/unlisted-schools/{request_id}/answer")
def _unlisted_school_answer(world: World) -> Here:
    request = _with_typed_school(world)
    answers = {"answer": "Which street is it in?"}
    return Here(world.default_user(Role.OPERATOR), {"request_id": request.id}, answers)


@place("/operators/expired")
def _expired(world: World) -> Here:
    invitation = Invitation(_address(world), Role.SCHOOL, facility_ids=(world.facility().id,))
    done = invite(world.ctx(world.default_user(Role.OPERATOR)), invitation)
    world.clock.advance(days=8)
    return _operator(world, again=[done.subject.id])
