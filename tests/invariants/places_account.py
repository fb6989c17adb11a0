"""Places of the second step of signing in."""

from datetime import timedelta

from chalicelib.actions.accounts.one_time_codes import code_at
from chalicelib.actions.accounts.set_up_two_factor import make_new_codes, offer_context
from chalicelib.domain.account import Account, ResetAsked, Role
from chalicelib.storage import keys
from chalicelib.storage.two_factor_rows import TwoFactor
from tests.builders import PASSWORD, World
from tests.invariants.places import Here, place
from tests.passkeys.on_pages import NEW_PASSKEY, a_key, add_passkey_on_page, challenge_of
from tests.portal import Portal, Shown

SEED = b"a seed of twenty byt"


@place("/sign-in/code")
def _code(world: World) -> Here:
    person = world.reviewer()
    return Here(answers={"code": world.code(person)}, way=lambda browser: _first_step(browser, person).follow())


@place("/sign-in/passkey")
def _passkey(world: World) -> Here:
    person, key = world.reviewer(), a_key()
    add_passkey_on_page(world.browser(person), key)
    return Here(
        answers={"answer": lambda form: key.signs(challenge_of(form))},
        way=lambda browser: _first_step(browser, person).follow(),
    )


@place("/account/passkeys")
def _passkeys(world: World) -> Here:
    person = world.reviewer()
    add_passkey_on_page(world.browser(person), a_key())
    return Here(person)


@place(NEW_PASSKEY)
def _new_passkey(world: World) -> Here:
    key = a_key()
    typed = {"name": "My phone", "password": PASSWORD}
    return Here(
        world.default_user(Role.REVIEWER), answers={**typed, "answer": lambda form: key.makes(challenge_of(form))}
    )


@place("/account/passkeys/{passkey_id}/remove")
def _remove_passkey(world: World) -> Here:
    person = world.reviewer()
    add_passkey_on_page(world.browser(person), a_key())
    item = world.ctx().store.item(keys.two_factor(person.id))
    assert item
    (passkey,) = TwoFactor.of(item).passkeys
    return Here(person, {"passkey_id": passkey.id}, {"password": PASSWORD})


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
    offer = world.ctx().services.fields.encrypt(SEED, context=offer_context(person.id))
    return Here(person, answers={"offer": offer, "code": code_at(SEED, world.clock())})


@place("/account/second-step/off")
def _off(world: World) -> Here:
    return Here(
        world.parent(second_step_since=world.clock(), recovery_codes_since=world.clock()),
        answers={"password": PASSWORD},
    )


@place("/account/recovery-codes/new")
def _codes(world: World) -> Here:
    return Here(world.default_user(Role.REVIEWER), answers={"password": PASSWORD})


@place("/account/recovery-codes")
def _codes_made(world: World) -> Here:
    person = world.default_user(Role.REVIEWER)
    make_new_codes(world.ctx(person), PASSWORD)
    return Here(person)


@place("/operators/accounts/{account_id}/reset-second-step")
def _reset(world: World) -> Here:
    return _operator(world, world.reviewer())


@place(
    "/operators/accounts/{account_id}/reset-second-step/finish",
    "/operators/accounts/{account_id}/reset-second-step/stop",
)
def _reset_asked(world: World) -> Here:
    a_day_ago = ResetAsked(by=world.operator().id, at=world.clock() - timedelta(days=1))
    return _operator(world, world.reviewer(second_step_reset=a_day_ago))


def _operator(world: World, person: Account) -> Here:
    return Here(
        world.default_user(Role.OPERATOR), {"account_id": person.id}, {"reason": "Checked by phone with the office"}
    )
