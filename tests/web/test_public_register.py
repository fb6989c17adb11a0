"""Registering: a parent, and what an address that is known already gets to see."""

from typing import Any

import pytest

from chalicelib.actions.accounts.mailed_links import may_mail
from chalicelib.domain.account import Account, Role
from chalicelib.domain.notice_kinds import NoticeKind
from chalicelib.storage.table import Table
from tests.builders import World
from tests.checks.after_each_test import all_items
from tests.mailed import newest_link, notices_of
from tests.people import PASSWORD
from tests.portal import Portal, Shown

PARENT = {
    "first_name": "Rosalba",
    "last_name": "Quimby",
    "email": "rosalba@mail.example",
    "telephone": "916 555 0100",
    "password": PASSWORD,
}


def register(portal: Portal, **changed: Any) -> Shown:
    portal.get("/register/parent")
    return portal.post("/register/parent", **{**PARENT, **changed})


def accounts(table: Table) -> list[dict[str, Any]]:
    return [item for item in all_items(table.name) if item.get("type") == "account"]


def the_account(world: World) -> Account:
    (item,) = accounts(world.table)
    return world.ctx().store.get(Account, item["PK"].removeprefix("ACCOUNT#"))


def sign_in(portal: Portal, email: str, password: str = PASSWORD) -> Shown:
    portal.get("/sign-in")
    return portal.post("/sign-in", email=email, password=password)


def test_a_parent_registers_confirms_the_address_and_signs_in(world: World, portal: Portal) -> None:
    done = register(portal)
    assert done.location == "/register/check-email"
    assert "works for 24 hours" in done.follow().words
    account = the_account(world)
    assert (account.role, account.verified, account.telephone) == (Role.PARENT, False, "(916) 555-0100")

    assert sign_in(portal, PARENT["email"]).status == 422
    page = portal.get(newest_link(world.table, NoticeKind.VERIFY_EMAIL))
    assert page.press("Confirm my email address").location == "/verify-email/done"
    assert the_account(world).verified
    assert sign_in(portal, "ROSALBA@mail.example ").location == "/parents"


def test_an_address_of_a_domain_with_other_letters_is_kept_as_mail_writes_it(world: World, portal: Portal) -> None:
    assert register(portal, email="rosalba@schül.example").location == "/register/check-email"
    assert the_account(world).email == "rosalba@xn--schl-2ra.example"


def confirm(world: World, portal: Portal) -> Shown:
    page = portal.get(newest_link(world.table, NoticeKind.VERIFY_EMAIL))
    return page.press("Confirm my email address")


def test_an_address_is_one_account_whatever_its_letters(world: World, portal: Portal) -> None:
    register(portal)
    confirm(world, portal)
    register(portal, email="Rosalba@Mail.Example")
    assert len(accounts(world.table)) == 1


def test_a_known_address_gets_the_same_page_and_a_mail_instead(world: World, portal: Portal) -> None:
    known = world.parent()
    fresh, again = register(portal), register(portal, email=known.email)
    assert (again.status, again.location) == (fresh.status, fresh.location)
    assert [len(shown.calls) for shown in (fresh, again)] == [len(fresh.calls)] * 2
    told = notices_of(world.table, NoticeKind.ALREADY_REGISTERED)
    assert [notice.recipient.id for notice in told] == [known.id]
    assert len(accounts(world.table)) == 2


def test_until_the_address_is_confirmed_the_newest_registration_holds_it(world: World, portal: Portal) -> None:
    register(portal, password="a stranger's password")
    strangers = portal.get(newest_link(world.table, NoticeKind.VERIFY_EMAIL))
    world.clock.advance(minutes=1)
    register(portal)
    assert strangers.press("Confirm my email address").status == 409
    assert confirm(world, portal).status == 303
    assert strangers.press("Confirm my email address").status == 409
    assert sign_in(portal, PARENT["email"], "a stranger's password").status == 422
    assert sign_in(portal, PARENT["email"]).status == 303


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("first_name", "", "Enter your first name"),
        ("first_name", "Ro\nsalba", "one line"),
        ("last_name", "x" * 101, "Use 100 characters or fewer"),
        ("email", "", "Enter your email address"),
        ("email", "rosalba", "name@example.org"),
        ("email", "a@b@mail.example", "name@example.org"),
        ("email", "rosalba@mail", "name@example.org"),
        ("email", f"{'x' * 250}@mail.example", "name@example.org"),
        ("email", "josé@mail.example", "with “é” before the @"),
        ("email", ".rosalba@mail.example", "a dot can only be between two other characters"),
        ("email", "ro..salba@mail.example", "a dot can only be between two other characters"),
        ("email", "rosalba@-mail.example", "name@example.org"),
        ("telephone", "555", "10 digits"),
        ("telephone", "916 555 0100 ext", "10 digits"),
        ("password", "", "Choose a password"),
        ("password", "x" * 14, "at least 15"),
        ("password", "é" * 513, "shorter password"),
        ("password", "rosalba@mail.example", "not your email address"),
        ("password", "Exemption Portal 2026", "not your email address"),
    ],
)
def test_a_wrong_answer_is_told_at_its_field(portal: Portal, tables: Table, field: str, typed: str, said: str) -> None:
    shown = register(portal, **{field: typed})
    assert shown.status == 422
    assert list(shown.errors) == [field]
    assert said in shown.errors[field]
    assert not accounts(tables)


@pytest.mark.parametrize(
    "password",
    [
        "plum otter kite",
        f"{'é' * 498} plums and kites",
        "   fifteen blanks   ",
        "四隻水獺慢慢划過安靜的莫諾湖岸邊",
        "Nine-Herons-FISH-4-plums!",
    ],
)
def test_any_long_passphrase_is_taken_as_it_is(world: World, portal: Portal, password: str) -> None:
    register(portal, password=password)
    portal.get(newest_link(world.table, NoticeKind.VERIFY_EMAIL)).press("Confirm my email address")
    assert sign_in(portal, PARENT["email"], password).status == 303
    assert sign_in(portal, PARENT["email"], password.replace(password[0], "!", 1)).status == 422


def test_what_was_typed_stays_except_the_password(portal: Portal) -> None:
    shown = register(portal, email="rosalba")
    values = shown.form("Register").values
    assert values["first_name"] == "Rosalba"
    assert PASSWORD not in shown.text


def test_five_links_an_hour_for_one_address_and_sixty_in_all_from_one_network(world: World, portal: Portal) -> None:
    for _ in range(5):
        assert register(portal).status == 303
    assert register(portal).status == 429
    for number in range(54):
        assert may_mail(world.ctx(), f"the hash of {number}", "127.0.0.1")
    assert register(portal, email="sixtieth@mail.example").status == 303
    assert register(portal, email="one.more@mail.example").status == 429
    world.clock.advance(minutes=60)
    assert register(portal).status == 303


def test_pressing_twice_is_one_account(world: World, portal: Portal) -> None:
    portal.get("/register/parent")
    first, second = portal.double_submit("/register/parent", **PARENT)
    assert (first.status, first.location) == (second.status, second.location)
    assert len(notices_of(world.table, NoticeKind.VERIFY_EMAIL)) == 1
