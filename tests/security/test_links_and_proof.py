"""S-02, S-03, S-30: links in mails, accounts whose address no one confirmed, the proof that a legal act asks for."""

from datetime import timedelta

import pytest

from chalicelib.domain.account import Account
from chalicelib.domain.notice_kinds import NoticeKind
from chalicelib.storage.tokens import token_key
from tests.builders import World
from tests.invariants.everywhere import ROUTES
from tests.invariants.places import Visitor
from tests.mailed import newest_link, notices_of, token_in
from tests.portal import Portal
from tests.security.snapshots import changed, snapshot

BUTTON = "Confirm my email address"


@pytest.fixture
def newcomer(world: World) -> Account:
    return world.parent(verified=False)


def link_to(world: World, portal: Portal, person: Account) -> str:
    portal.get("/resend-verification")
    portal.post("/resend-verification", email=person.email)
    return newest_link(world.table, NoticeKind.VERIFY_EMAIL)


def test_a_link_that_a_mail_scanner_opened_ten_times_still_works_once(
    world: World, portal: Portal, newcomer: Account
) -> None:
    link = link_to(world, portal, newcomer)
    pages = [world.browser().get(link) for _ in range(10)]
    assert {page.status for page in pages} == {200}
    assert not world.reload(newcomer).verified
    assert pages[0].press(BUTTON).status == 303
    assert world.reload(newcomer).verified
    assert pages[1].press(BUTTON).status == 422
    assert world.browser().get(link).status == 410


@pytest.mark.parametrize(("seconds", "status"), [(-1, 200), (0, 410), (1, 410)])
def test_a_link_is_good_for_24_hours(
    world: World, portal: Portal, newcomer: Account, seconds: int, status: int
) -> None:
    link = link_to(world, portal, newcomer)
    world.clock.advance(seconds=timedelta(hours=24).total_seconds() + seconds)
    assert portal.get(link).status == status


def test_a_link_of_one_account_opens_no_other(world: World, portal: Portal, newcomer: Account) -> None:
    other = world.parent(verified=False)
    link_to(world, portal, other)
    link_to(world, portal, newcomer)
    token = token_in(notices_of(world.table, NoticeKind.VERIFY_EMAIL)[-1])
    assert newcomer.id in token or other.id in token
    swapped = token.replace(newcomer.id, "x").replace(other.id, newcomer.id).replace("x", other.id, 1)
    assert portal.get(f"/verify-email?token={swapped}").status == 410
    assert str(token_key(token)) != str(token_key(swapped))


@pytest.mark.parametrize("path", ["/parents", "/parents/start", "/account", "/account/contact"])
def test_an_account_that_no_one_confirmed_opens_nothing_even_with_a_session(
    world: World, newcomer: Account, path: str
) -> None:
    assert world.browser(newcomer).get(path).location == f"/sign-in?next={path}"


ASKS_FOR_THE_PASSWORD = (
    "/physicians/drafts/{draft_id}/sign",
    "/physicians/forms/{form_id}/withdraw",
    "/reviews/{review_id}/forms/{form_id}/confirm",
    "/reviews/standings/{standing_id}/bar/confirm",
    "/reviews/standings/{standing_id}/lift/confirm",
    "/panel/{appeal_id}/cast",
    "/appeals/{appeal_id}/forms/{form_id}/adopt/send",
    "/account/password",
    "/account/second-step/off",
    "/account/recovery-codes/new",
    "/parents/children/{child_id}/save",
)


def test_each_legal_act_is_an_address_that_asks_for_the_password() -> None:
    asking = {path for path, route in ROUTES.items() if route.model and "password" in route.model.model_fields}
    assert set(ASKS_FOR_THE_PASSWORD) <= asking


@pytest.mark.parametrize("path", ASKS_FOR_THE_PASSWORD)
@pytest.mark.parametrize("typed", ["not the password at all", ""])
def test_a_legal_act_is_not_done_by_whoever_finds_the_session_open(world: World, path: str, typed: str) -> None:
    visitor = Visitor.at(world, path)
    form = visitor.form()
    before = snapshot(world.table)
    answer = visitor.send(form, password=typed)
    assert answer.status == 422
    assert "password" in answer.errors
    assert changed(before, snapshot(world.table)) == []
