"""Signing in and out, the link that confirms an address, and a forgotten password."""

from datetime import timedelta

import pytest

from chalicelib.actions.accounts.sign_in import sign_in as typed
from chalicelib.domain.account import Account, Role
from chalicelib.domain.errors import PortalError
from chalicelib.domain.notice_kinds import NoticeKind
from chalicelib.storage.tokens import LIFETIMES, LinkPurpose
from chalicelib.web.http import cookies
from tests.builders import World
from tests.checks.after_each_test import all_items
from tests.mailed import newest_link, notices_of, token_in
from tests.people import PASSWORD
from tests.portal import Portal, Shown

OWN_NETWORK = "127.0.0.1"  # where the tests' browsers are
NEW_PASSWORD = "seven slow herons fishing"


def sign_in(portal: Portal, email: str, password: str = PASSWORD, **more: str) -> Shown:
    portal.get("/sign-in")
    return portal.post("/sign-in", email=email, password=password, **more)


def ask_for_reset(portal: Portal, email: str) -> Shown:
    portal.get("/forgot-password")
    return portal.post("/forgot-password", email=email)


def unverified(world: World) -> Account:
    return world.parent(verified=False)


def test_a_person_signs_in_and_out(world: World, portal: Portal) -> None:
    parent = world.parent()
    assert sign_in(portal, parent.email).location == "/parents"
    assert portal.get("/account").status == 200
    before = dict(portal.jar)
    portal.get("/sign-out")
    assert portal.post("/sign-out").location == "/"
    portal.jar = before
    assert portal.get("/account").location == "/sign-in?next=/account"


def test_after_signing_in_the_page_asked_for_is_shown(world: World, portal: Portal) -> None:
    parent = world.parent()
    page = portal.get("/account").follow()
    assert page.press("Sign in", email=parent.email, password=PASSWORD).location == "/account"


@pytest.mark.parametrize("where", ["//evil.example", "https://evil.example", "/\\evil", "/account?x=1", "javascript:x"])
def test_signing_in_leads_to_no_other_place(world: World, portal: Portal, where: str) -> None:
    assert sign_in(portal, world.parent().email, next=where).location == "/parents"


def test_unknown_wrong_unconfirmed_and_closed_get_one_answer(world: World, portal: Portal) -> None:
    known, waits, closed = world.parent(), unverified(world), world.parent(disabled=True)
    answers = [
        sign_in(portal, "no_one@mail.example"),
        sign_in(portal, known.email, "not the password at all"),
        sign_in(portal, waits.email),
        sign_in(portal, closed.email),
    ]
    assert {answer.status for answer in answers} == {422}
    assert len({tuple(answer.errors.items()) for answer in answers}) == 1
    assert all("/resend-verification" in answer.links.values() for answer in answers)


def test_five_wrong_tries_a_minute_and_then_even_the_right_one_waits(world: World, portal: Portal) -> None:
    email = world.parent().email
    for _ in range(5):
        assert sign_in(portal, email, "not the password at all").status == 422
    assert sign_in(portal, email).status == 429
    world.clock.advance(minutes=1)
    assert sign_in(portal, email).status == 303


def test_sixty_tries_a_minute_from_one_network(world: World, portal: Portal) -> None:
    for number in range(59):
        with pytest.raises(PortalError, match="WRONG_PASSWORD"):
            typed(world.ctx(), email=f"no-one.{number}@mail.example", password=PASSWORD, client_ip=OWN_NETWORK)
    assert sign_in(portal, "no-one.59@mail.example").status == 422
    assert sign_in(portal, "no-one.60@mail.example").status == 429


def test_twenty_tries_an_hour_from_one_network_at_one_account(world: World, portal: Portal) -> None:
    email = world.parent().email
    for _minute in range(4):
        for _ in range(5):
            with pytest.raises(PortalError, match="WRONG_PASSWORD"):
                typed(world.ctx(), email=email, password="x" * 20, client_ip=OWN_NETWORK)
        world.clock.advance(minutes=1)
    shown = sign_in(portal, email)
    assert (shown.status, "too many times" in shown.words) == (429, True)


def test_pressing_sign_in_twice_signs_in(world: World, portal: Portal) -> None:
    email = world.parent().email
    portal.get("/sign-in")
    form = portal.page.form("Sign in") if portal.page else None
    assert form is not None
    jar = dict(portal.jar)
    first = portal.post("/sign-in", hidden_from=form, email=email, password=PASSWORD)
    portal.jar = jar
    second = portal.post("/sign-in", hidden_from=form, email=email, password=PASSWORD)
    assert (first.status, second.status) == (303, 303)


@pytest.mark.parametrize(("field", "typed"), [("email", ""), ("email", "x" * 400), ("password", "")])
def test_a_missing_answer_is_told_at_its_field(portal: Portal, field: str, typed: str) -> None:
    portal.get("/sign-in")
    shown = portal.post("/sign-in", **{"email": "a@mail.example", "password": "x", field: typed})
    assert list(shown.errors) == [field]


def test_opening_the_link_confirms_nothing_the_button_does(world: World, portal: Portal) -> None:
    parent = unverified(world)
    portal.get("/resend-verification")
    portal.post("/resend-verification", email=parent.email)
    link = newest_link(world.table, NoticeKind.VERIFY_EMAIL)
    for _ in range(3):
        assert portal.get(link).status == 200
    assert not world.reload(parent).verified
    portal.get(link).press("Confirm my email address")
    assert world.reload(parent).verified
    assert portal.get(link).status == 410


def test_resend_and_reset_answer_alike_for_every_address(world: World, portal: Portal) -> None:
    closed = world.parent(disabled=True)
    addresses = [world.parent().email, unverified(world).email, "no_one@mail.example", closed.email]
    for path in ("/resend-verification", "/forgot-password"):
        answers = []
        for email in addresses:
            portal.get(path)
            answers.append(portal.post(path, email=email))
        assert len({(answer.status, answer.location, len(answer.calls)) for answer in answers}) == 1


def test_an_unknown_address_gets_no_mail(world: World, portal: Portal) -> None:
    ask_for_reset(portal, "no_one@mail.example")
    portal.get("/resend-verification")
    portal.post("/resend-verification", email="no_one@mail.example")
    assert not [item for item in all_items(world.table.name) if item.get("type") in {"notice", "token"}]


def test_a_new_password_ends_every_session_and_signs_no_one_in(world: World, portal: Portal) -> None:
    parent = world.parent()
    elsewhere = world.browser(parent)
    assert elsewhere.get("/account").status == 200
    ask_for_reset(portal, parent.email)
    page = portal.get(newest_link(world.table, NoticeKind.RESET_PASSWORD))
    assert page.press("Change my password", new_password=NEW_PASSWORD).location == "/reset-password/done"
    assert cookies.SESSION not in portal.jar
    assert elsewhere.get("/account").status == 303
    assert sign_in(portal, parent.email).status == 422
    assert sign_in(portal, parent.email, NEW_PASSWORD).status == 303
    assert [notice.recipient.id for notice in notices_of(world.table, NoticeKind.PASSWORD_CHANGED)] == [parent.id]


def test_a_weak_new_password_is_told_and_the_link_stays_good(world: World, portal: Portal) -> None:
    parent = world.parent()
    ask_for_reset(portal, parent.email)
    page = portal.get(newest_link(world.table, NoticeKind.RESET_PASSWORD))
    again = page.press("Change my password", new_password="x" * 14)
    assert "at least 15" in again.errors["new_password"]
    assert "address" in page.press("Change my password", new_password=parent.email).errors["new_password"]
    assert again.press("Change my password", new_password=NEW_PASSWORD).status == 303


@pytest.mark.parametrize("purpose", [LinkPurpose.VERIFY_EMAIL, LinkPurpose.RESET_PASSWORD])
def test_a_link_opens_until_its_last_second_and_not_after(world: World, portal: Portal, purpose: LinkPurpose) -> None:
    kind, button = (
        (NoticeKind.VERIFY_EMAIL, "Confirm my email address")
        if purpose == LinkPurpose.VERIFY_EMAIL
        else (NoticeKind.RESET_PASSWORD, "Change my password")
    )
    parent = world.parent(verified=purpose == LinkPurpose.RESET_PASSWORD)
    start = world.clock()
    ask_for_reset(portal, parent.email)
    link = newest_link(world.table, kind)
    fields = {"new_password": NEW_PASSWORD} if purpose == LinkPurpose.RESET_PASSWORD else {}
    world.clock.set(start + LIFETIMES[purpose] - timedelta(seconds=1))
    page = portal.get(link)
    world.clock.set(start + LIFETIMES[purpose])
    assert portal.get(link).status == 410
    assert page.press(button, **fields).status == 422
    world.clock.set(start + LIFETIMES[purpose] - timedelta(seconds=1))
    assert page.press(button, **fields).status == 303


def test_a_link_works_once_and_the_newest_one_only(world: World, portal: Portal) -> None:
    parent = world.parent()
    ask_for_reset(portal, parent.email)
    old = newest_link(world.table, NoticeKind.RESET_PASSWORD)
    old_page = portal.get(old)
    world.clock.advance(minutes=1)
    ask_for_reset(portal, parent.email)
    new = newest_link(world.table, NoticeKind.RESET_PASSWORD)
    assert old != new
    assert old_page.press("Change my password", new_password=NEW_PASSWORD).status == 422
    page = portal.get(new)
    assert page.press("Change my password", new_password=NEW_PASSWORD).status == 303
    assert portal.get(new).status == 410
    assert sign_in(portal, parent.email, NEW_PASSWORD).status == 303


def test_pressing_twice_changes_the_password_once(world: World, portal: Portal) -> None:
    parent = world.parent()
    ask_for_reset(portal, parent.email)
    page = portal.get(newest_link(world.table, NoticeKind.RESET_PASSWORD))
    once = page.press("Change my password", new_password=NEW_PASSWORD)
    twice = page.press("Change my password", new_password=NEW_PASSWORD)
    assert once.location == twice.location
    assert world.reload(parent).session_version == parent.session_version + 1


def test_a_token_of_one_purpose_opens_no_other_page(world: World, portal: Portal) -> None:
    ask_for_reset(portal, world.parent().email)
    token = token_in(notices_of(world.table, NoticeKind.RESET_PASSWORD)[-1])
    for path in ("/verify-email", "/accept-invitation"):
        assert portal.get(f"{path}?token={token}").status == 410
        assert portal.get(f"{path}?token={path[1]}{token[1:]}").status == 410


@pytest.mark.parametrize("token", ["", "x", "v" * 91, f"r{'a' * 26}{'0' * 64}", "../account", f"r{'a' * 26}{'g' * 64}"])
@pytest.mark.parametrize("path", ["/verify-email", "/reset-password", "/accept-invitation"])
def test_a_made_up_token_opens_nothing(portal: Portal, path: str, token: str) -> None:
    assert portal.get(f"{path}?token={token}").status == 410
    fields = {"new_password": NEW_PASSWORD} if path == "/reset-password" else {}
    fields |= {"first_name": "A", "last_name": "B", "password": PASSWORD} if path == "/accept-invitation" else {}
    assert portal.post(path, token=token, **fields).status == 422


def test_the_table_holds_the_digest_and_never_the_token(world: World, portal: Portal) -> None:
    ask_for_reset(portal, world.parent().email)
    token = token_in(notices_of(world.table, NoticeKind.RESET_PASSWORD)[-1])
    items = str(all_items(world.table.name))
    assert token not in items
    assert token[27:] not in items


def test_a_closed_account_opens_no_link(world: World, portal: Portal) -> None:
    closed = world.parent(disabled=True)
    ask_for_reset(portal, closed.email)
    assert portal.get(newest_link(world.table, NoticeKind.RESET_PASSWORD)).status == 410


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/register",
        "/help",
        "/privacy",
        "/accessibility",
        "/register/check-email",
        "/register/check-email/license-review",
        "/verify-email/done",
        "/resend-verification/sent",
        "/forgot-password/sent",
        "/reset-password/done",
        "/accept-invitation/done",
    ],
)
@pytest.mark.parametrize("language", ["en", "es", "zh-Hant"])
def test_a_public_page_is_there_in_each_language_and_asks_the_store_nothing(
    portal: Portal, path: str, language: str
) -> None:
    portal.jar[cookies.LANGUAGE] = language
    shown = portal.get(path)
    assert shown.status == 200
    assert shown.html.get("lang") == language
    assert shown.calls == []


def test_the_home_page_leads_a_signed_in_person_home(world: World) -> None:
    shown = world.browser(world.default_user(Role.PHYSICIAN)).get("/")
    assert shown.links["Go to my home page"] == "/physicians"


def test_an_error_at_a_hidden_field_is_said_without_a_link_that_leads_nowhere(portal: Portal) -> None:
    answer = portal.get("/sign-in?next=/parents").press("Sign in", email="a@mail.example", password="x", next="/" * 500)

    assert answer.status == 422
    assert "There is a problem" in answer.words
    assert "#next" not in answer.text
