"""Recovery codes: ten of 80 bits, shown when they are made, each good for one sign-in (S-19)."""

import re

import pytest

from chalicelib.actions.accounts.recovery_codes import HOW_MANY, letters_of, new_codes
from chalicelib.domain.account import Account
from chalicelib.domain.notice_kinds import NoticeKind
from chalicelib.storage import keys
from chalicelib.storage.two_factor_rows import TRIES_IN_A_ROW
from tests.builders import PASSWORD, World
from tests.checks.after_each_test import all_items
from tests.mailed import notices_of
from tests.portal import Portal, Shown
from tests.security.test_second_step import at_second_step, set_up, type_code

SHAPE = re.compile(r"[0-9A-HJKMNP-TV-Z]{4}(?:-[0-9A-HJKMNP-TV-Z]{4}){3}")


def codes_on(page: Shown) -> list[str]:
    return SHAPE.findall(page.words)


def with_codes(world: World) -> tuple[Account, Portal, list[str]]:
    """A parent who has just set up a second step, the browser, and the codes that it shows."""
    parent = world.parent()
    browser, _seed = set_up(world, parent)
    return parent, browser, codes_on(browser.get("/account/recovery-codes"))


def use(world: World, person: Account, code: str) -> Shown:
    portal = at_second_step(world, person)
    return portal.get("/sign-in/recovery-code").press("Sign in", code=code)


def test_there_are_ten_codes_of_80_bits(world: World) -> None:
    drawn = [code for _ in range(100) for code in new_codes(world.ctx())]
    assert len(set(drawn)) == 100 * HOW_MANY
    assert all(SHAPE.fullmatch(code) for code in drawn)  # 16 letters of 32: five bits each
    used = {place: {letters_of(code)[place] for code in drawn} for place in range(16)}
    assert all(len(letters) == 32 for letters in used.values())  # every letter at every place
    assert len(with_codes(world)[2]) == 10


def test_codes_are_shown_until_they_are_kept_and_never_again(world: World) -> None:
    _parent, browser, codes = with_codes(world)
    assert codes_on(browser.get("/account/recovery-codes")) == codes  # a page loaded twice loses nothing
    done = browser.get("/account/recovery-codes").press("I have kept my codes")
    assert done.location == "/parents"
    later = browser.get("/account/recovery-codes")
    assert codes_on(later) == []
    assert "10 recovery codes left" in later.words


def test_codes_that_no_one_kept_are_hidden_after_ten_minutes_or_at_the_next_sign_in(world: World) -> None:
    parent, browser, _codes = with_codes(world)
    world.clock.advance(minutes=9, seconds=59)
    assert len(codes_on(browser.get("/account/recovery-codes"))) == 10
    portal = at_second_step(world, parent)
    assert type_code(portal, world.code(parent)).status == 303
    assert codes_on(browser.get("/account/recovery-codes")) == []
    other, its_browser, _codes = with_codes(world)
    assert other
    world.clock.advance(minutes=10)
    assert codes_on(its_browser.get("/account/recovery-codes")) == []


@pytest.mark.argon2
def test_the_tables_hold_no_code_but_its_argon2_form(world: World) -> None:
    parent, _browser, codes = with_codes(world)
    everything = str([all_items(world.table.name), all_items(world.table.audit_name)])
    assert not [code for code in codes if code in everything or letters_of(code) in everything]
    item = world.ctx().store.item(keys.two_factor(parent.id))
    assert item
    stretch = world.ctx().services.passwords.stretch
    assert {stretch(letters_of(code), item["salt"]) for code in codes} == item["codes"]
    assert len(bytes.fromhex(item["salt"])) == 16


@pytest.mark.argon2
def test_a_code_signs_in_once_and_its_use_is_told(world: World) -> None:
    parent, _browser, codes = with_codes(world)
    assert use(world, parent, codes[0]).location == "/parents"
    assert [each.recipient.id for each in notices_of(world.table, NoticeKind.RECOVERY_CODE_USED)] == [parent.id]
    again = use(world, parent, codes[0])
    assert again.status == 422
    assert "used already" in again.errors["code"]
    assert use(world, parent, codes[1]).status == 303
    assert "8 recovery codes left" in world.browser(parent).get("/account/recovery-codes").words


@pytest.mark.parametrize(
    "as_typed",
    [
        str.lower,
        lambda code: code.replace("-", " "),
        lambda code: code.replace("-", ""),
        lambda code: code.replace("0", "o").replace("1", "l"),
        lambda code: f"  {code} ",
    ],
)
def test_a_code_is_read_as_people_type_it(world: World, as_typed: object) -> None:
    assert callable(as_typed)
    parent, _browser, codes = with_codes(world)
    assert use(world, parent, as_typed(codes[3])).status == 303


def test_another_persons_code_is_refused(world: World) -> None:
    _one, _browser, codes = with_codes(world)
    other, _its_browser, _its_codes = with_codes(world)
    assert use(world, other, codes[0]).status == 422


def test_new_codes_void_the_old_ones_and_need_the_password(world: World) -> None:
    parent, browser, old = with_codes(world)
    page = browser.get("/account/recovery-codes/new")
    assert list(page.press("Make new recovery codes", password="not the password at all").errors) == ["password"]
    fresh = codes_on(page.press("Make new recovery codes", password=PASSWORD).follow())
    assert len(fresh) == 10
    assert not set(fresh) & set(old)
    assert use(world, parent, old[0]).status == 422
    assert use(world, parent, fresh[0]).status == 303
    assert len(notices_of(world.table, NoticeKind.SECOND_STEP_CHANGED)) == 2


def test_a_code_works_while_codes_of_the_app_are_locked_and_opens_them_again(world: World) -> None:
    parent, _browser, codes = with_codes(world)
    world.table.update(keys.two_factor(parent.id), "SET in_a_row = :most", {":most": TRIES_IN_A_ROW})
    world.clock.advance(minutes=1)
    assert type_code(at_second_step(world, parent), world.code(parent)).status == 429
    assert use(world, parent, codes[0]).status == 303
    assert type_code(at_second_step(world, parent), world.code(parent)).status == 303


def test_five_wrong_codes_a_minute_and_then_even_a_right_one_waits(world: World) -> None:
    parent, _browser, codes = with_codes(world)
    portal = at_second_step(world, parent)
    page = portal.get("/sign-in/recovery-code")
    for _ in range(5):
        page = page.press("Sign in", code="AAAA-AAAA-AAAA-AAAA")
        assert page.status == 422
    assert page.press("Sign in", code=codes[0]).status == 429
    world.clock.advance(minutes=1)
    assert use(world, parent, codes[0]).status == 303
