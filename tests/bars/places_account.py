"""Places of the second step of signing in."""

from chalicelib.actions.one_time_codes import code_at
from chalicelib.actions.set_up_second_step import make_new_codes, offer_context
from chalicelib.domain.account import Account, Role
from tests.bars.places import Here, place
from tests.builders import PASSWORD, World
from tests.portal import Portal, Shown

SEED = b"a seed of twenty byt"


@place("/sign-in/code")
def _code(world: World) -> Here:
    person = world.reviewer()
    return Here(answers={"code": world.code(person)}, way=lambda browser: _first_step(browser, person).follow())


@place("/sign-in/recovery-code")
def _recovery(world: World) -> Here:
    person = world.reviewer()
    code = world.recovery_code(person)

    def go(browser: Portal) -> Shown:
        _first_step(browser, person)
        return browser.get("/sign-in/recovery-code")

    return Here(answers={"code": code}, way=go)


def _first_step(browser: Portal, person: Account) -> Shown:
    browser.get("/sign-in")
    return browser.post("/sign-in", email=person.email, password=PASSWORD)


@place("/account/second-step")
def _set_up(world: World) -> Here:
    person = world.parent()
    offer = world.ctx().services.fields.seal(SEED, context=offer_context(person.id))
    return Here(person, answers={"offer": offer, "code": code_at(SEED, world.clock())})


@place("/account/second-step/off")
def _off(world: World) -> Here:
    return Here(world.parent(second_step_since=world.clock(), recovery_codes_since=world.clock()),
                answers={"password": PASSWORD})


@place("/account/recovery-codes/new")
def _codes(world: World) -> Here:
    return Here(world.the(Role.REVIEWER), answers={"password": PASSWORD})


@place("/account/recovery-codes")
def _codes_made(world: World) -> Here:
    person = world.the(Role.REVIEWER)
    make_new_codes(world.ctx(person), PASSWORD)
    return Here(person)
