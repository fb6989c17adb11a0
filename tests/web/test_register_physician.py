"""A physician registers in three steps: the number, what the board says with the practice, the account."""

from datetime import timedelta
from typing import Any

import pytest

from chalicelib.actions.physicians.look_up_license import LOOK_UPS_PER_HOUR
from chalicelib.domain.account import Account
from chalicelib.domain.license_claim import ClaimState, LicenseClaim, StaffReason
from chalicelib.law.enums import Board
from chalicelib.law.license_numbers import LicenseNumber
from chalicelib.storage.table import Table
from tests.builders import World
from tests.checks.after_each_test import all_items
from tests.license_answers import LicenseAnswers
from tests.license_claims import PHYSICIAN, register
from tests.people import PASSWORD
from tests.portal import Portal


def stored(table: Table, kind: str) -> list[dict[str, Any]]:
    return [item for item in all_items(table.name) if item.get("type") == kind]


def the_account(world: World) -> Account:
    (item,) = stored(world.table, "account")
    return world.ctx().store.get(Account, item["PK"].removeprefix("ACCOUNT#"))


def test_a_physician_registers_with_a_current_license(world: World, portal: Portal, licenses: LicenseAnswers) -> None:
    # given a current license, when the physician goes through the steps
    assert register(portal).location == "/register/check-email"
    # then there is an account with a claim, and nothing is proven yet
    account = the_account(world)
    assert account.physician is not None
    assert account.physician.license_shown == "A 900101"
    assert set(licenses.asked) == {"900101"}
    claim = world.ctx().store.get(LicenseClaim, account.id)
    assert (claim.license_id, claim.state, claim.outcome) == ("MBC-A900101", ClaimState.OPEN, "may_issue")
    assert account.must_prove_license
    assert not stored(world.table, "standing")


def test_no_page_asks_for_more_than_six_things(portal: Portal) -> None:
    page = portal.get("/register/physician")
    asked = [page.form()]
    page = page.press(license_number="A 900101").follow()
    asked.append(page.form("Yes, this is my license"))
    page = page.press(street="1 A Way", city="Davis", zip_code="95616", telephone="530 555 0100").follow()
    asked.append(page.form("Register"))
    assert [len(set(form.names) - set(form.hidden)) for form in asked] == [1, 6, 4]


def test_the_board_says_whose_license_it_is_before_anything_else_is_typed(
    portal: Portal, licenses: LicenseAnswers
) -> None:
    page = portal.get("/register/physician").press(license_number="a-900101".replace("-", " ")).follow()
    assert page.heading == "Is this your license?"
    assert "PAT ANYONE" in page.words
    assert "Medical Board of California" in page.words
    assert licenses.asked == ["900101"]


@pytest.mark.parametrize(
    ("typed", "board", "shown"), [("20a 90201", "OMBC", "20A 90201"), ("g 0090104", "MBC", "G 90104")]
)
def test_the_board_follows_from_the_number(world: World, portal: Portal, typed: str, board: str, shown: str) -> None:
    register(portal, license_number=typed)
    profile = the_account(world).physician
    assert profile is not None
    assert (profile.board, profile.license_shown) == (board, shown)


def test_a_license_with_an_open_matter_registers_on_hold(portal: Portal, licenses: LicenseAnswers) -> None:
    licenses.set_record("900101", secondary_statuses=("50",))
    page = register(portal).follow()
    assert "on hold until the state has looked" in page.words


@pytest.mark.parametrize("trouble", ["expired", "not found", "canceled"])
def test_a_license_that_cannot_be_used_is_told_at_the_number(
    world: World, portal: Portal, licenses: LicenseAnswers, trouble: str
) -> None:
    if trouble == "expired":
        licenses.set_record("900101", expires_on=world.clock.today - timedelta(days=1))
    elif trouble == "canceled":
        licenses.set_record("900101", primary_status="50")
    else:
        licenses.set_not_found("900101")
    shown = register(portal)
    assert shown.status == 422
    assert list(shown.errors) == ["license_number"]
    assert not stored(world.table, "account")
    assert not stored(world.table, "license_look_up")
    assert "issue exemptions again" not in shown.words


def test_what_only_the_search_says_is_not_called_the_law(portal: Portal, licenses: LicenseAnswers) -> None:
    licenses.set_not_found("900101")
    unread = register(portal, license_number="B 1")
    unknown = register(portal)
    assert "found no license with this number" in unknown.words
    assert [shown.words.count("The law:") for shown in (unread, unknown)] == [0, 0]


def test_the_boards_plain_capitals_are_the_same_name(world: World, portal: Portal, licenses: LicenseAnswers) -> None:
    """Given a board that prints DANG, then a physician who types Đặng registers under that name."""
    licenses.set_other_name(LicenseNumber(Board.MBC, "8002", "A", "900101"), "Dang")
    assert register(portal, last_name="Đặng").location == "/register/check-email"
    assert the_account(world).last_name == "Đặng"


def test_another_last_name_is_told_at_the_name(world: World, portal: Portal, licenses: LicenseAnswers) -> None:
    licenses.set_other_name(LicenseNumber(Board.MBC, "8002", "A", "900101"), "Someone")
    shown = register(portal)
    assert shown.status == 422
    assert list(shown.errors) == ["last_name"]
    assert not stored(world.table, "account")


def test_another_first_name_is_for_the_staff_and_no_refusal(
    world: World, portal: Portal, licenses: LicenseAnswers
) -> None:
    licenses.first_names["900101"] = "MARY"
    assert register(portal).location == "/register/check-email"
    claim = world.ctx().store.get(LicenseClaim, the_account(world).id)
    assert claim.staff_reason is StaffReason.NAME_DIFFERS


@pytest.mark.parametrize("typed", ["12345", "B 12345", "A", "PTL 1234", ""])
def test_a_number_that_is_none_of_the_boards_is_told_at_its_field(portal: Portal, typed: str) -> None:
    assert list(register(portal, license_number=typed).errors) == ["license_number"]


def test_when_the_license_search_is_down_nothing_is_stored_and_nothing_typed_is_lost(
    world: World, portal: Portal, licenses: LicenseAnswers
) -> None:
    licenses.go_down()
    shown = register(portal)
    assert shown.status == 503
    assert "Your license is not in doubt" in shown.words
    assert shown.form("Look up my license").values["license_number"] == "A 900101"
    assert not stored(world.table, "license_look_up")
    licenses.come_back()
    assert register(portal).status == 303


def test_the_search_goes_down_at_the_last_step_and_nothing_typed_is_lost(
    world: World, portal: Portal, licenses: LicenseAnswers
) -> None:
    page = portal.get("/register/physician").press(license_number="A 900101").follow()
    page = page.press(street="12 Tansy Court", city="Davis", zip_code="95616", telephone="530 555 0100").follow()
    licenses.go_down()
    typed = {name: PHYSICIAN[name] for name in ("first_name", "last_name", "email")}
    shown = page.press(**typed, password=PASSWORD)
    assert shown.status == 503
    assert shown.form("Register").values["first_name"] == "Marisol"
    assert not stored(world.table, "account")


def test_a_network_has_thirty_look_ups_an_hour_and_links_are_counted_apart(world: World, portal: Portal) -> None:
    # given the look-ups of an hour, used up by numbers that lead nowhere further
    for number in range(LOOK_UPS_PER_HOUR.allowed):
        page = portal.get("/register/physician").press(license_number=f"A {80000 + number}")
        assert page.status == 303
    # when one more is asked for
    refused = portal.get("/register/physician").press(license_number="A 81000")
    # then the answer says what happened, and nothing of e-mails; a link can still be asked for
    assert refused.status == 429
    assert "Too many licenses were looked up" in refused.errors["license_number"]
    assert "spam" not in refused.words
    asked = portal.get("/resend-verification")
    assert asked.press("Send the link", email="someone@mail.example").status == 303
    # and an hour later it goes on
    world.clock.advance(hours=1)
    assert register(portal).status == 303


def test_what_was_looked_up_is_kept_for_an_hour(world: World, portal: Portal) -> None:
    page = portal.get("/register/physician").press(license_number="A 900101")
    world.clock.advance(minutes=59)
    assert page.follow().status == 200
    world.clock.advance(minutes=1)
    assert portal.get(page.location).status == 404


def test_the_account_step_waits_for_the_practice(portal: Portal) -> None:
    found = portal.get("/register/physician").press(license_number="A 900101").location
    assert portal.get(found.replace("/practice", "/account")).location == found


def test_a_known_address_with_a_new_license_shows_the_same_page(world: World, portal: Portal) -> None:
    known = world.parent()
    shown = register(portal, email=known.email)
    assert shown.location == "/register/check-email"
    assert not stored(world.table, "license_claim")


@pytest.mark.parametrize("field", [name for name in PHYSICIAN if name != "business_name"])
def test_a_physician_leaves_something_out(portal: Portal, field: str) -> None:
    assert list(register(portal, **{field: None}).errors) == [field]


@pytest.mark.parametrize(("field", "typed"), [("zip_code", "9561"), ("zip_code", "95616-12"), ("telephone", "555")])
def test_a_physician_types_something_impossible(portal: Portal, field: str, typed: str) -> None:
    assert list(register(portal, **{field: typed}).errors) == [field]


def test_an_office_in_another_state_stands_so_on_the_account(world: World, portal: Portal) -> None:
    """Given a California license that is used from Nevada, then the business address says so (HSC 120372(a)(2)(A))."""
    page = portal.get("/register/physician").press(license_number="A 900101").follow()
    assert page.form("Yes, this is my license").values["state"] == "CA"
    page = page.press(street="1 Elm", city="Reno", state="NV", zip_code="89501", telephone="775 555 0100").follow()
    page.press(first_name="Marisol", last_name="Fernwhistle", email="m.fernwhistle@mail.example", password=PASSWORD)
    profile = the_account(world).physician
    assert profile is not None
    assert profile.business_address.state == "NV"


def test_a_last_name_that_is_not_the_boards_leads_to_a_person(portal: Portal, licenses: LicenseAnswers) -> None:
    """Given a name that has changed since, then the page says open which name to use, and whom to call."""
    licenses.set_other_name(LicenseNumber(Board.MBC, "8002", "A", "900101"), "Okonkwo")
    page = register(portal, last_name="Fernwhistle")
    assert list(page.errors) == ["last_name"]
    (way,) = [each for each in page.html.iter("details") if each.get("open") is not None]
    assert "Use its last name here, also if yours has changed." in "".join(way.itertext())
    assert "call the state's immunization staff at" in "".join(way.itertext())
    assert any(url.startswith("mailto:") for url in page.links.values())


@pytest.mark.parametrize("trouble", ["unreadable", "not found"])
def test_a_number_that_leads_nowhere_leads_to_a_person(portal: Portal, licenses: LicenseAnswers, trouble: str) -> None:
    """Given a number that cannot be read, or that the board does not have, then the page leads to whom to ask."""
    licenses.set_not_found("900101")
    page = register(portal, license_number="B 1" if trouble == "unreadable" else "A 900101")
    assert "ask the state to check it by hand" in page.errors["license_number"]
    contact = portal.get(page.links["Ask us for help"])
    assert page.links["Ask us for help"] == "/help#contact"
    assert any(url.startswith("mailto:") for url in contact.links.values())
