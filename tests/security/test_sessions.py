"""S-26 to S-29, S-31, S-49: when sessions begin and end, what the cookie says, and what ends at the next request."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest

from chalicelib.actions.accounts.one_time_codes import code_at
from chalicelib.actions.accounts.set_up_two_factor import offer_context
from chalicelib.domain.account import Account, Role
from chalicelib.domain.action import Action
from chalicelib.domain.notice_kinds import NoticeKind
from chalicelib.domain.request import RequestState
from chalicelib.web.http import cookies
from tests.builders import World
from tests.checks.cookies import is_good_cookie
from tests.invariants.everywhere import PATHS
from tests.invariants.places import Visitor
from tests.mailed import newest_link
from tests.people import PASSWORD
from tests.portal import Portal
from tests.security.asking import post

NEW_PASSWORD = "seven slow herons fishing"
SEED = b"a seed of twenty byt"
SIGNED_OUT = "/sign-in?next=/account"


def sign_in(world: World, person: Account) -> Portal:
    browser = world.browser()
    browser.get("/sign-in")
    answer = browser.post("/sign-in", email=person.email, password=PASSWORD)
    if answer.location.startswith("/sign-in/code"):
        answer = answer.follow().press("Sign in", code=world.code(person))
    assert answer.status == 303
    assert cookies.SESSION in browser.jar
    return browser


def _sign_out(_world: World, _person: Account, here: Portal) -> None:
    post(here, "/sign-out")


def _sign_out_elsewhere(world: World, person: Account, _here: Portal) -> None:
    post(world.browser(person), "/account/sign-out-others")


def _change_password(_world: World, _person: Account, here: Portal) -> None:
    post(here, "/account/password", password=PASSWORD, new_password=NEW_PASSWORD)


def _reset_password(world: World, person: Account, _here: Portal) -> None:
    browser = world.browser()
    browser.get("/forgot-password")
    browser.post("/forgot-password", email=person.email)
    browser.get(newest_link(world.table, NoticeKind.RESET_PASSWORD)).press(
        "Change my password", new_password=NEW_PASSWORD
    )


def _set_up_second_step(world: World, person: Account, here: Portal) -> None:
    offer = world.ctx().services.fields.encrypt(SEED, context=offer_context(person.id))
    post(here, "/account/second-step", offer=offer, code=code_at(SEED, world.clock()), password=PASSWORD)


def _turn_off_second_step(world: World, person: Account, here: Portal) -> None:
    _set_up_second_step(world, person, here)
    post(world.browser(person), "/account/second-step/off", password=PASSWORD)


def _operator(world: World, person: Account, what: str) -> None:
    operator = world.browser(world.default_user(Role.OPERATOR))
    operator.get(f"/operators/accounts/{person.id}/{what}")
    assert operator.post(f"/operators/accounts/{person.id}/{what}", reason="Left the office").status == 303


def _ended_by_operator(world: World, person: Account, _here: Portal) -> None:
    _operator(world, person, "end-sessions")


def _closed_by_operator(world: World, person: Account, _here: Portal) -> None:
    _operator(world, person, "close")


TRIGGERS: tuple[Callable[[World, Account, Portal], None], ...] = (
    _sign_out,
    _sign_out_elsewhere,
    _change_password,
    _reset_password,
    _set_up_second_step,
    _turn_off_second_step,
    _ended_by_operator,
    _closed_by_operator,
)


@pytest.mark.parametrize("trigger", TRIGGERS)
def test_a_cookie_from_before_opens_nothing_at_the_next_request(
    world: World, trigger: Callable[[World, Account, Portal], None]
) -> None:
    person = world.parent()
    here = world.browser(person)
    before = here.jar[cookies.SESSION]
    assert here.get("/account").status == 200
    trigger(world, person, here)
    thief = world.browser()
    thief.jar[cookies.SESSION] = before
    again = thief.get("/account")
    assert again.location == SIGNED_OUT
    assert [call.operation for call in again.calls] == ["BatchGetItem"]
    assert post(thief, "/account/contact", language="es", telephone="").status in {401, 403}
    assert world.reload(person).language == "en"


def test_one_read_says_who_is_signed_in_together_with_what_the_page_shows(world: World) -> None:
    person = world.parent()
    assert [call.operation for call in world.browser(person).get("/account").calls] == ["BatchGetItem"]


def test_at_most_ten_browsers_are_signed_in_and_the_oldest_goes(world: World) -> None:
    person = world.parent()
    first = sign_in(world, person)
    for _ in range(10):
        world.clock.advance(minutes=1)
        sign_in(world, person)
    assert len(world.reload(person).live_sessions) == 10
    assert first.get("/account").location == SIGNED_OUT


@pytest.mark.parametrize("role", list(Role))
def test_a_session_lives_to_its_last_idle_second_and_no_longer(world: World, role: Role) -> None:
    person, limit = world.default_user(role), timedelta(minutes=30 if role == Role.PARENT else 15)
    in_time, late = world.browser(person), world.browser(person)
    world.clock.advance(seconds=limit.total_seconds() - 1)
    assert in_time.get("/account").status == 200
    world.clock.advance(seconds=1)
    assert late.get("/account").location == SIGNED_OUT
    assert in_time.get("/account").status == 200


@pytest.mark.parametrize("role", [Role.PARENT, Role.PHYSICIAN])
def test_a_session_in_use_ends_after_twelve_hours(world: World, role: Role) -> None:
    browser, began = world.browser(world.default_user(role)), world.clock()
    while world.clock() < began + timedelta(hours=12) - timedelta(minutes=10):
        world.clock.advance(minutes=10)
        assert browser.get("/account").status == 200
    world.clock.set(began + timedelta(hours=12, seconds=-1))
    assert browser.get("/account").status == 200
    world.clock.set(began + timedelta(hours=12))
    assert browser.get("/account").location == SIGNED_OUT


def test_what_was_saved_and_what_was_just_typed_outlive_the_session(world: World) -> None:
    parent = world.default_user(Role.PARENT)
    draft = world.request(RequestState.DRAFT)
    browser = world.browser(parent)
    browser.get("/account/contact")
    world.clock.advance(minutes=31)
    answer = browser.post("/account/contact", language="en", telephone="(916) 555-0187")
    assert answer.status in {401, 403}
    again = browser.get(answer.links["Sign in"]).press("Sign in", email=parent.email, password=PASSWORD).follow()
    assert (again.path, again.form("Save").values["telephone"]) == ("/account/contact", "(916) 555-0187")
    assert sign_in(world, parent).get(f"/parents/requests/{draft.id}/child").status == 200


class TestTheCookie:
    def of(self, world: World, person: Account) -> str:
        browser = world.browser()
        browser.get("/sign-in")
        answer = browser.post("/sign-in", email=person.email, password=PASSWORD)
        if "code" in answer.location:
            answer = answer.follow().press("Sign in", code=world.code(person))
        found = re.search(r"__Host-session=[^,]+", answer.headers["set-cookie"])
        assert found
        return found[0]

    @pytest.mark.parametrize("role", [Role.PARENT, Role.PHYSICIAN, Role.SCHOOL])
    def test_it_is_for_this_host_only_and_ends_with_the_browser(self, world: World, role: Role) -> None:
        value, _, attributes = self.of(world, world.default_user(role)).partition("; ")
        assert attributes == "Path=/; Secure; HttpOnly; SameSite=Lax"
        assert len(value) < 1024

    @pytest.mark.parametrize("role", [Role.REVIEWER, Role.OFFICER, Role.APPEALS_STAFF, Role.SECRETARY, Role.OPERATOR])
    def test_of_staff_it_comes_with_nothing_that_another_site_began(self, world: World, role: Role) -> None:
        person = world.default_user(role)
        assert self.of(world, person).endswith("; SameSite=Strict")
        world.clock.advance(minutes=2)
        browser = world.browser(person)
        world.clock.advance(minutes=2)
        assert "SameSite=Strict" in browser.get("/account").headers["set-cookie"]

    @pytest.mark.parametrize(
        "wrong",
        [
            "session=x; Path=/; Secure; HttpOnly; SameSite=Lax",
            "__Host-session=x; Path=/; HttpOnly; SameSite=Lax",
            "__Host-session=x; Path=/; Secure; SameSite=Lax",
            "__Host-session=x; Path=/; Secure; HttpOnly; SameSite=None",
            "__Host-session=x; Path=/; Secure; HttpOnly; SameSite=Lax; Domain=example.org",
            "__Host-session=x; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=60",
            f"__Host-session={'x' * 1000}; Path=/; Secure; HttpOnly; SameSite=Lax",
        ],
    )
    def test_the_check_of_every_cookie_in_every_test_bites(self, wrong: str) -> None:
        assert not is_good_cookie(wrong)


def test_signing_in_makes_a_session_that_no_one_knew_before(world: World) -> None:
    person = world.parent()
    fixed = "a" * 26
    victim = world.browser()
    victim.jar |= {cookies.VISIT: fixed, cookies.SESSION: fixed}
    victim.binding = fixed
    victim.get("/sign-in")
    victim.post("/sign-in", email=person.email, password=PASSWORD)
    first, token = victim.binding, victim.jar[cookies.SESSION]
    assert fixed not in {first, token, victim.jar.get(cookies.VISIT)}
    attacker = world.browser()
    attacker.jar |= {cookies.VISIT: fixed, cookies.SESSION: fixed}
    assert attacker.get("/account").location == SIGNED_OUT

    victim.get("/sign-in")
    victim.page = None
    victim.post("/sign-in", email=person.email, password=PASSWORD)
    assert victim.binding != first


def test_the_second_step_begins_the_session_and_the_first_one_none(world: World) -> None:
    person = world.reviewer()
    browser = world.browser()
    browser.get("/sign-in")
    answer = browser.post("/sign-in", email=person.email, password=PASSWORD)
    assert cookies.SESSION not in browser.jar
    assert world.reload(person).live_sessions == {}
    visit = browser.binding
    answer.follow().press("Sign in", code=world.code(person))
    assert browser.binding != visit
    assert list(world.reload(person).live_sessions) == [browser.binding]


@pytest.mark.parametrize("path", PATHS)
def test_no_page_address_or_log_line_holds_what_signs_in(world: World, path: str) -> None:
    visitor = Visitor.at(world, path)
    shown = visitor.look()
    secrets = [value for name, value in visitor.browser.jar.items() if name in {cookies.SESSION, cookies.STEP}]
    secrets += [part for value in secrets for part in value.split(".")[1:]]
    headers = " ".join(value for name, value in shown.headers.items() if name != "set-cookie")
    output = " ".join((shown.text, headers, *world.recorder.urls, *world.recorder.lines))
    assert not [secret for secret in secrets if secret in output]
    assert shown.method == "HEAD" or shown.text == "" or not visitor.here.person or secrets


def test_signing_out_clears_what_the_browser_keeps(world: World) -> None:
    browser = world.browser(world.parent())
    answer = post(browser, "/sign-out")
    assert answer.headers["clear-site-data"] == '"cache", "storage"'
    assert cookies.SESSION not in browser.jar


@pytest.mark.parametrize(
    ("path", "taken_away"),
    [("/schools/at/{id}", {"facility_ids": ()}), ("/schools/at/{id}", {"facility_ids": ("19999999999999",)})],
)
def test_a_school_taken_away_is_gone_at_the_next_request(
    world: World, path: str, taken_away: dict[str, tuple[str, ...]]
) -> None:
    school = world.facility()
    person = world.school_person(school)
    browser = world.browser(person)
    address = path.format(id=school.id)
    assert browser.get(address).status == 200
    world.step(person, Action.CHANGE_ACCOUNT, **taken_away)
    assert browser.get(address).status == 404


def test_another_role_is_in_force_at_the_next_request(world: World) -> None:
    person = world.reviewer()
    browser = world.browser(person)
    assert browser.get("/reviews").status == 200
    world.step(person, Action.CHANGE_ACCOUNT, role=Role.APPEALS_STAFF)
    assert browser.get("/reviews").status == 403
    assert browser.get("/appeals").status == 200
