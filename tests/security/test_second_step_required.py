"""Everyone but parents must set up the second step: until then every address leads to the page that does it (S-15)."""

import pytest

from chalicelib.actions.accounts.one_time_codes import code_at
from chalicelib.domain.access_table import PERMISSIONS
from chalicelib.domain.account import Role
from chalicelib.domain.action import Action
from chalicelib.domain.errors import PortalError
from chalicelib.domain.notice_kinds import NoticeKind
from chalicelib.domain.permissions import is_public, require_role
from tests.builders import World
from tests.changed_cells import changed_addresses
from tests.invariants.everywhere import FORMS, PATHS
from tests.invariants.places import ROUTES
from tests.invariants.places_public import invited, mailed_token
from tests.mailed import newest_link
from tests.people import PASSWORD
from tests.portal import Portal
from tests.sampling import WHOLE, one_of
from tests.security.test_second_step import first_step, seed_on, type_code

REQUIRED = sorted(set(Role) - {Role.PARENT})
OPEN = {Action.SET_UP_SECOND_STEP, Action.SIGN_OUT}
CLOSED = [path for path in PATHS if not is_public(ROUTES[path].act) and ROUTES[path].act not in OPEN]


def asked_by(role: Role, paths: list[str]) -> list[str]:
    """The addresses that a person of this role tries: each is tried in one role that the day's seed draws, in all of
    them where it was changed here or the whole run is asked for (tests/sampling.py)."""
    return [path for path in paths if WHOLE or path in changed_addresses() or one_of(REQUIRED, path) == role]


def password_only(world: World, role: Role) -> Portal:
    """A browser in which a person of the role signed in with the password, and has no second step yet."""
    person = world.account(role, second_step_since=None)
    browser = world.browser()
    answer = first_step(browser, person)
    assert answer.location != "/sign-in/code"
    return browser


@pytest.mark.parametrize("role", REQUIRED)
def test_with_the_password_alone_no_address_opens_but_setting_up_and_signing_out(world: World, role: Role) -> None:
    browser = password_only(world, role)
    for path in asked_by(role, CLOSED):
        address = path.format(**dict.fromkeys(_names_in(path), "a" * 26))
        page = browser.get(address)
        assert (page.status, page.location) == (303, "/account/second-step"), path
    assert browser.get("/account/second-step").status == 200
    assert browser.get("/sign-out").status == 200


@pytest.mark.parametrize("role", REQUIRED)
def test_with_the_password_alone_no_form_is_taken(world: World, role: Role) -> None:
    browser = password_only(world, role)
    for path in asked_by(role, sorted(set(FORMS) & set(CLOSED))):
        answer = browser.post(path.format(**dict.fromkeys(_names_in(path), "a" * 26)))
        assert answer.status == 403, path
        assert "Set up two-step verification" in answer.words


def _names_in(path: str) -> list[str]:
    return [part.split("}")[0] for part in path.split("{")[1:]]


@pytest.mark.parametrize("role", REQUIRED)
def test_no_action_is_done_for_whoever_has_the_password_alone(world: World, role: Role) -> None:
    person = world.account(role, second_step_since=None)
    for act in set(Action) - OPEN:
        if not is_public(act) and act in PERMISSIONS:
            with pytest.raises(PortalError, match="second_step:SECOND_STEP_FIRST"):
                require_role(person, act)


def test_once_it_is_set_up_the_own_pages_open(world: World) -> None:
    reviewer = world.account(Role.REVIEWER, second_step_since=None)
    browser = world.browser()
    page = first_step(browser, reviewer).follow()
    page = page.follow() if page.status == 303 else page
    done = page.press("Turn on two-step verification", code=code_at(seed_on(world, reviewer, page), world.clock()))
    assert done.follow().press("I have kept my codes").location == "/reviews"
    assert browser.get("/reviews").status == 200


def test_a_parent_is_offered_it_and_works_without(world: World) -> None:
    parent = world.parent()
    browser = world.browser()
    assert first_step(browser, parent).location == "/parents"
    assert browser.get("/parents").status == 200
    assert "Set up two-step verification" in browser.get("/account").links


def test_an_invited_person_is_led_to_it_at_the_first_sign_in(world: World) -> None:
    person = invited(world)
    browser = world.browser()
    browser.get(f"/accept-invitation?token={mailed_token(world)}").press(
        "Open my account", first_name="Rosalind", last_name="Achterberg", password=PASSWORD
    )
    home = first_step(browser, person)
    assert home.location == "/schools"
    assert home.follow().location == "/account/second-step"


def test_after_a_reset_of_the_password_the_code_is_still_asked_for(world: World) -> None:
    reviewer = world.reviewer()
    browser = world.browser()
    browser.get("/forgot-password")
    browser.post("/forgot-password", email=reviewer.email)
    page = browser.get(newest_link(world.table, NoticeKind.RESET_PASSWORD))
    assert page.press("Change my password", new_password="seven slow herons fishing").status == 303
    assert first_step(browser, reviewer, PASSWORD).status == 422
    assert first_step(browser, reviewer, "seven slow herons fishing").location == "/sign-in/code"
    assert type_code(browser, world.code(reviewer)).location == "/reviews"
