"""The second step of signing in: codes of an authenticator app, used once, guessed five times at most."""

import json
from datetime import UTC, datetime, timedelta

import pytest

from chalicelib.actions.accounts.one_time_codes import SEED_BYTES, code_at, matching_step, secret_text, set_up_link
from chalicelib.domain.account import Account
from chalicelib.domain.notice_kinds import NoticeKind
from chalicelib.storage import keys
from chalicelib.storage.two_factor_rows import TRIES_IN_A_ROW
from chalicelib.web.http import cookies
from tests.builders import PASSWORD, World
from tests.checks.after_each_test import all_items
from tests.mailed import notices_of
from tests.portal import Portal, Shown

RFC_SEED = b"12345678901234567890"


def first_step(portal: Portal, person: Account, password: str = PASSWORD) -> Shown:
    portal.get("/sign-in")
    return portal.post("/sign-in", email=person.email, password=password)


def at_second_step(world: World, person: Account) -> Portal:
    portal = world.browser()
    assert first_step(portal, person).location == "/sign-in/code"
    portal.get("/sign-in/code")
    return portal


def type_code(portal: Portal, code: str) -> Shown:
    return portal.get("/sign-in/code").press("Sign in", code=code)


def kept(world: World, person: Account) -> dict[str, object]:
    item = world.ctx().store.item(keys.two_factor(person.id))
    assert item
    return item


# S-16: RFC 6238, drift, the seed


@pytest.mark.parametrize(
    ("seconds", "digits"),
    [
        (59, "287082"),
        (1111111109, "081804"),
        (1111111111, "050471"),
        (1234567890, "005924"),
        (2000000000, "279037"),
        (20000000000, "353130"),
    ],
)
def test_codes_are_those_of_rfc_6238(seconds: int, digits: str) -> None:
    assert code_at(RFC_SEED, datetime.fromtimestamp(seconds, UTC)) == digits


@pytest.mark.parametrize(("drift", "is_accepted"), [(-2, False), (-1, True), (0, True), (1, True), (2, False)])
def test_a_clock_may_be_one_step_off_and_no_more(world: World, drift: int, is_accepted: bool) -> None:
    reviewer = world.reviewer()
    answer = type_code(at_second_step(world, reviewer), world.code(reviewer, steps=drift))
    assert answer.status == (303 if is_accepted else 422)


def test_a_seed_has_160_bits_and_is_no_ones_else(world: World) -> None:
    parent = world.parent()
    offers = {world.browser(parent).get("/account/second-step").form().hidden["offer"] for _ in range(3)}
    assert len(offers) == 3
    assert SEED_BYTES * 8 == 160
    secret = "".join(
        world.browser(parent)
        .get("/account/second-step")
        .words.split("Or type this key into the app:")[1]
        .split("Are you on")[0]
        .split()
    )
    assert len(secret) == 32  # base32, five bits a letter


def test_the_tables_hold_no_seed_in_the_clear_and_a_sealed_one_opens_nowhere_else(world: World) -> None:
    parent, other = world.parent(), world.parent()
    browser, seed = set_up(world, parent)
    shown = secret_text(seed)
    everything = json.dumps([all_items(world.table.name), all_items(world.table.audit_name)], default=str)
    for form in (shown, shown.replace(" ", ""), seed.hex(), set_up_link(seed, parent.email)):
        assert form not in everything
    sealed = str(kept(world, parent)["seed"])
    services = world.ctx().services
    assert services.fields.decrypt(sealed, context=f"account {parent.id} seed") == seed
    with pytest.raises(Exception, match="FORM_UNREADABLE"):
        services.fields.decrypt(sealed, context=f"account {other.id} seed")
    assert "no-store" in browser.get("/account/second-step").headers["cache-control"]


def test_the_picture_holds_the_link_for_the_app_and_no_markup_from_elsewhere(world: World) -> None:
    page = world.browser(world.parent()).get("/account/second-step")
    drawing = next(element for element in page.html.iter() if element.tag.endswith("svg"))
    assert drawing.get("role") == "img"
    told = {each.get("id"): each.text for each in drawing if each.get("id")}
    assert told[drawing.get("aria-labelledby")]
    assert told[drawing.get("aria-describedby")]
    assert page.html.find(".//*[@autocomplete='one-time-code']") is not None
    link = next(url for url in page.links.values() if url.startswith("otpauth:"))
    assert "secret=" in link


# Setting it up


def set_up(world: World, person: Account) -> tuple[Portal, bytes]:
    """The person sets up a second step in a browser; the browser and the seed."""
    browser = world.browser(person)
    page = browser.get("/account/second-step")
    seed = seed_on(world, person, page)
    answer = page.press("Turn on two-step verification", code=code_at(seed, world.clock()))
    assert answer.location == "/account/recovery-codes", answer.words
    return browser, seed


def seed_on(world: World, person: Account, page: Shown) -> bytes:
    offered = str(page.form().hidden["offer"])
    return world.ctx().services.fields.decrypt(offered, context=f"account {person.id} offer")


def test_setting_up_needs_a_code_that_proves_the_app_has_the_key(world: World) -> None:
    parent = world.parent()
    browser = world.browser(parent)
    page = browser.get("/account/second-step")
    seed = seed_on(world, parent, page)
    wrong = page.press("Turn on two-step verification", code=code_at(b"x" * 20, world.clock()))
    assert wrong.status == 422
    assert "not right" in wrong.errors["code"]
    assert secret_text(seed) in wrong.words  # the same key: the app that has it stays right
    assert world.reload(parent).second_step_since is None
    assert wrong.press("Turn on two-step verification", code=code_at(seed, world.clock())).status == 303
    assert world.reload(parent).second_step_since == world.clock()


def test_a_key_offered_to_another_person_is_refused(world: World) -> None:
    one, other = world.browser(world.parent()), world.browser(world.parent())
    foreign = one.get("/account/second-step").form().hidden["offer"]
    form = other.get("/account/second-step").form()
    answer = other.post("/account/second-step", hidden_from=form, code="123456", offer=foreign)
    assert answer.status == 400


def test_setting_up_ends_other_sessions_changes_this_ones_and_tells_the_owner(world: World) -> None:
    parent = world.parent()
    elsewhere = world.browser(parent)
    browser = world.browser(parent)
    old = dict(browser.jar)
    page = browser.get("/account/second-step")
    page.press("Turn on two-step verification", code=code_at(seed_on(world, parent, page), world.clock()))
    assert elsewhere.get("/account").status == 303
    assert browser.get("/account").status == 200
    browser.jar = old
    assert browser.get("/account").status == 303
    assert [each.recipient.id for each in notices_of(world.table, NoticeKind.SECOND_STEP_CHANGED)] == [parent.id]


def test_long_after_signing_in_the_password_is_asked_for(world: World) -> None:
    parent = world.parent()
    browser = world.browser(parent)
    world.clock.advance(minutes=16)
    page = browser.get("/account/second-step")
    seed = seed_on(world, parent, page)
    without = page.press("Turn on two-step verification", code=code_at(seed, world.clock()))
    assert list(without.errors) == ["password"]
    done = without.press("Turn on two-step verification", code=code_at(seed, world.clock()), password=PASSWORD)
    assert done.status == 303


def test_a_parent_can_turn_it_off_with_the_password_and_no_one_else_can(world: World) -> None:
    parent = world.parent()
    browser, _seed = set_up(world, parent)
    assert (
        browser.get("/account/second-step/off")
        .press("Turn off two-step verification", password="not the password at all")
        .status
        == 422
    )
    assert (
        browser.get("/account/second-step/off").press("Turn off two-step verification", password=PASSWORD).status == 303
    )
    assert world.reload(parent).second_step_since is None
    assert world.ctx().store.item(keys.two_factor(parent.id)) is None
    assert first_step(world.browser(), parent).location == "/parents"
    assert world.browser(world.reviewer()).get("/account/second-step/off").status == 403


# Signing in


def test_no_session_before_both_steps(world: World) -> None:
    reviewer = world.reviewer()
    portal = at_second_step(world, reviewer)
    assert cookies.SESSION not in portal.jar
    assert portal.get("/reviews").location == "/sign-in?next=/reviews"
    assert world.reload(reviewer).live_sessions == {}
    assert type_code(portal, world.code(reviewer)).location == "/reviews"
    assert cookies.STEP not in portal.jar
    assert portal.get("/reviews").status == 200
    assert len(world.reload(reviewer).live_sessions) == 1


def test_the_first_step_is_no_session_and_counts_ten_minutes(world: World) -> None:
    reviewer = world.reviewer()
    portal = at_second_step(world, reviewer)
    thief = world.browser()
    thief.jar[cookies.SESSION] = portal.jar[cookies.STEP]
    assert thief.get("/account").status == 303
    world.clock.advance(minutes=9, seconds=59)
    assert portal.get("/sign-in/code").status == 200
    world.clock.advance(seconds=1)
    assert portal.get("/sign-in/code").location == "/sign-in"


def test_a_session_is_no_first_step(world: World) -> None:
    portal = world.browser(world.reviewer())
    portal.jar[cookies.STEP] = portal.jar.pop(cookies.SESSION)
    assert portal.get("/sign-in/code").location == "/sign-in"


def test_a_new_password_ends_a_first_step_and_the_code_is_still_asked_for(world: World) -> None:
    reviewer = world.reviewer()
    portal = at_second_step(world, reviewer)
    account = world.reload(reviewer)
    world.browser(reviewer).get("/account/password").press(
        "Change my password", password=PASSWORD, new_password="seven slow herons fishing"
    )
    assert world.reload(account).session_version == account.session_version + 1
    assert type_code(portal, world.code(reviewer)).location == "/sign-in"
    assert first_step(world.browser(), reviewer, "seven slow herons fishing").location == "/sign-in/code"


def test_after_both_steps_the_page_asked_for_is_shown(world: World) -> None:
    reviewer = world.reviewer()
    portal = world.browser()
    page = portal.get("/account").follow().press("Sign in", email=reviewer.email, password=PASSWORD)
    assert page.location == "/sign-in/code?next=/account"
    assert page.follow().press("Sign in", code=world.code(reviewer)).location == "/account"


def test_pressing_sign_in_twice_is_one_session(world: World) -> None:
    reviewer = world.reviewer()
    portal = at_second_step(world, reviewer)
    form = portal.get("/sign-in/code").form("Sign in")
    jar, code = dict(portal.jar), world.code(reviewer)
    first = portal.post("/sign-in/code", hidden_from=form, code=code)
    portal.jar = jar
    second = portal.post("/sign-in/code", hidden_from=form, code=code)
    assert (first.status, second.status) == (303, 303)
    assert len(world.reload(reviewer).live_sessions) == 1
    assert portal.get("/reviews").status == 200


def test_signing_in_costs_three_requests_to_the_table_at_the_second_step(world: World) -> None:
    reviewer = world.reviewer()
    answer = type_code(at_second_step(world, reviewer), world.code(reviewer))
    assert [call.operation for call in answer.calls] == ["BatchGetItem", "UpdateItem", "TransactWriteItems"]


def test_a_code_is_read_as_people_type_it(world: World) -> None:
    reviewer = world.reviewer()
    code = world.code(reviewer)
    assert type_code(at_second_step(world, reviewer), f" {code[:3]} {code[3:]} ").status == 303


# S-17: once


def test_a_code_works_once(world: World) -> None:
    reviewer = world.reviewer()
    code = world.code(reviewer)
    assert type_code(at_second_step(world, reviewer), code).status == 303
    again = type_code(at_second_step(world, reviewer), code)
    assert again.status == 422
    assert "used already" in again.errors["code"]


def test_an_older_code_does_not_work_after_a_newer_one(world: World) -> None:
    reviewer = world.reviewer()
    older = world.code(reviewer, steps=-1)
    assert type_code(at_second_step(world, reviewer), world.code(reviewer)).status == 303
    assert type_code(at_second_step(world, reviewer), older).status == 422


# S-18: guessing


def wrong(world: World, person: Account) -> str:
    seeds = {world.code(person, steps=step) for step in (-1, 0, 1)}
    return next(f"{number:06}" for number in range(10) if f"{number:06}" not in seeds)


def test_five_wrong_codes_stop_codes_for_ten_minutes_and_the_owner_is_told(world: World) -> None:
    reviewer, other = world.reviewer(), world.reviewer()
    portal = at_second_step(world, reviewer)
    answers = [type_code(portal, wrong(world, reviewer)).status for _ in range(5)]
    assert answers == [422, 422, 422, 422, 429]
    assert type_code(portal, world.code(reviewer)).status == 429
    assert type_code(at_second_step(world, other), world.code(other)).status == 303  # no one else is held up
    assert len(notices_of(world.table, NoticeKind.SECOND_STEP_PAUSED)) == 1
    world.clock.advance(minutes=9, seconds=59)
    assert type_code(at_second_step(world, reviewer), world.code(reviewer)).status == 429
    world.clock.advance(seconds=1)
    assert type_code(at_second_step(world, reviewer), world.code(reviewer)).status == 303


def test_a_right_code_forgives_the_wrong_ones_before_it(world: World) -> None:
    reviewer = world.reviewer()
    for _ in range(2):
        portal = at_second_step(world, reviewer)
        for _ in range(4):
            assert type_code(portal, wrong(world, reviewer)).status == 422
        assert type_code(portal, world.code(reviewer)).status == 303
        world.clock.advance(minutes=1)


def test_a_hundred_wrong_codes_in_a_row_lock_codes_until_recovery(world: World) -> None:
    reviewer = world.reviewer()
    table, key = world.table, keys.two_factor(reviewer.id)
    table.update(key, "SET in_a_row = :nearly, tries = :four", {":nearly": TRIES_IN_A_ROW - 1, ":four": 4})
    portal = at_second_step(world, reviewer)
    locked = type_code(portal, wrong(world, reviewer))
    assert locked.status == 429
    assert "recovery code" in locked.errors["code"]
    world.clock.advance(days=30)
    assert type_code(at_second_step(world, reviewer), world.code(reviewer)).status == 429
    assert kept(world, reviewer)["in_a_row"] == TRIES_IN_A_ROW


def test_matching_looks_at_no_step_outside_the_window() -> None:
    now = datetime(2026, 11, 20, 18, tzinfo=UTC)
    codes = {step: code_at(RFC_SEED, now + timedelta(seconds=30 * step)) for step in range(-3, 4)}
    assert [step for step, code in codes.items() if matching_step(RFC_SEED, code, now) is not None] == [-1, 0, 1]
