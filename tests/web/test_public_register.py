"""Registering: a parent, a physician, and what an address that is known already gets to see."""

from datetime import timedelta
from typing import Any

import pytest

from chalicelib.actions.accounts.mailed_links import may_mail
from chalicelib.domain.account import Account, Role
from chalicelib.domain.notice_kinds import NoticeKind
from chalicelib.domain.standing import PhysicianStanding, StandingState
from chalicelib.law.enums import Board
from chalicelib.law.license_numbers import LicenseNumber
from chalicelib.storage.table import Table
from tests.builders import World
from tests.checks.after_each_test import all_items
from tests.license_answers import LicenseAnswers
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
PHYSICIAN = {
    "board": "MBC",
    "license_number": "A 900101",
    "first_name": "Marisol",
    "last_name": "Fernwhistle",
    "business_name": "",
    "street": "12 Tansy Court",
    "city": "Davis",
    "zip_code": "95616",
    "telephone": "(530) 555-0142",
    "email": "fernwhistle@clinic.example",
    "password": PASSWORD,
}


def register(portal: Portal, who: str = "parent", **changed: Any) -> Shown:
    portal.get(f"/register/{who}")
    return portal.post(f"/register/{who}", **{**(PARENT if who == "parent" else PHYSICIAN), **changed})


def accounts(table: Table) -> list[dict[str, Any]]:
    return [item for item in all_items(table.name) if item.get("type") == "account"]


def standings(table: Table) -> list[dict[str, Any]]:
    return [item for item in all_items(table.name) if item.get("type") == "standing"]


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


def test_three_links_an_hour_for_one_address_and_sixty_in_all_from_one_network(world: World, portal: Portal) -> None:
    for _ in range(3):
        assert register(portal).status == 303
    assert register(portal).status == 429
    for number in range(56):
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


def test_a_physician_registers_with_a_current_license(world: World, portal: Portal, licenses: LicenseAnswers) -> None:
    assert register(portal, "physician").location == "/register/check-email"
    account = the_account(world)
    assert account.physician is not None
    assert account.physician.license_shown == "A 900101"
    assert licenses.asked == ["900101"]
    standing = world.ctx().store.get(PhysicianStanding, "MBC-A900101")
    assert (standing.state, standing.account_id) == (StandingState.VERIFIED, account.id)


def test_an_osteopathic_number_is_read_with_its_prefix(world: World, portal: Portal) -> None:
    register(portal, "physician", board="OMBC", license_number="20a 90201")
    account = the_account(world)
    assert account.physician is not None
    assert account.physician.license_shown == "20A 90201"


def test_a_license_with_an_open_matter_registers_on_hold(
    world: World, portal: Portal, licenses: LicenseAnswers
) -> None:
    licenses.set_record("900101", secondary_statuses=("50",))
    page = register(portal, "physician").follow()
    assert "on hold until the state has looked" in page.words
    assert world.ctx().store.get(PhysicianStanding, "MBC-A900101").state == StandingState.HOLD


@pytest.mark.parametrize("trouble", ["expired", "not found", "other name", "cancelled"])
def test_a_license_that_cannot_be_used_is_told_at_its_field(
    world: World, portal: Portal, licenses: LicenseAnswers, trouble: str
) -> None:
    if trouble == "expired":
        licenses.set_record("900101", expires_on=world.clock.today - timedelta(days=1))
    elif trouble == "cancelled":
        licenses.set_record("900101", primary_status="50")
    elif trouble == "not found":
        licenses.set_not_found("900101")
    else:
        licenses.set_other_name(LicenseNumber(Board.MBC, "8002", "A", "900101"), "Somebody")
    shown = register(portal, "physician")
    assert shown.status == 422
    assert list(shown.errors) == ["license_number"]
    assert not accounts(world.table)
    assert not standings(world.table)


@pytest.mark.parametrize("typed", ["12345", "B 12345", "A", "20A 12345", "PTL 1234"])
def test_a_number_that_is_none_of_the_boards_is_told_at_its_field(portal: Portal, typed: str) -> None:
    assert list(register(portal, "physician", license_number=typed).errors) == ["license_number"]


def test_when_the_license_search_is_down_nothing_is_stored_and_nothing_typed_is_lost(
    world: World, portal: Portal, licenses: LicenseAnswers
) -> None:
    licenses.go_down()
    shown = register(portal, "physician")
    assert shown.status == 503
    assert "Your license is not in doubt" in shown.words
    assert shown.form("Check my license and register").values["street"] == "12 Tansy Court"
    assert not accounts(world.table)
    licenses.come_back()
    assert register(portal, "physician").status == 303


def test_a_license_typed_by_someone_who_never_confirmed_is_free(world: World, portal: Portal) -> None:
    register(portal, "physician", email="stranger@mail.example")
    world.clock.advance(minutes=1)
    assert register(portal, "physician").status == 303
    assert confirm(world, portal).status == 303
    standing = world.ctx().store.get(PhysicianStanding, "MBC-A900101")
    assert world.ctx().store.get(Account, standing.account_id).email == PHYSICIAN["email"]


def test_one_license_is_one_account(world: World, portal: Portal) -> None:
    register(portal, "physician")
    confirm(world, portal)
    shown = register(portal, "physician", email="another@clinic.example")
    assert shown.status == 409
    assert "has an account already" in shown.errors["license_number"]
    assert len(accounts(world.table)) == 1


def test_a_known_address_with_a_new_license_shows_the_same_page(world: World, portal: Portal) -> None:
    known = world.parent()
    shown = register(portal, "physician", email=known.email)
    assert shown.location == "/register/check-email"
    assert not standings(world.table)


@pytest.mark.parametrize(
    "field",
    [
        "board",
        "license_number",
        "first_name",
        "last_name",
        "street",
        "city",
        "zip_code",
        "telephone",
        "email",
        "password",
    ],
)
def test_a_physician_leaves_something_out(portal: Portal, field: str) -> None:
    assert list(register(portal, "physician", **{field: None}).errors) == [field]


@pytest.mark.parametrize(("field", "typed"), [("board", "XYZ"), ("zip_code", "9561"), ("zip_code", "95616-12")])
def test_a_physician_types_something_impossible(portal: Portal, field: str, typed: str) -> None:
    assert list(register(portal, "physician", **{field: typed}).errors) == [field]
