"""A school's person who was away long: asleep after 120 days, closed after a year, by the day of the last sign-in."""

import pytest

from chalicelib.domain.account import Account, Role
from chalicelib.domain.notice_kinds import NoticeKind
from tests.builders import World
from tests.invariants.places_people import approver, colleague
from tests.mailed import newest_link, notices_of
from tests.people import PASSWORD, SCHOOL_ID
from tests.portal import Shown

NEW_PASSWORD = "seven violet kites over Mono Lake"
PEOPLE = f"/schools/at/{SCHOOL_ID}/people"


def sign_in(world: World, person: Account, password: str = PASSWORD) -> Shown:
    browser = world.browser()
    browser.get("/sign-in")
    return browser.post("/sign-in", email=person.email, password=password)


def seen_today(world: World, person: Account) -> None:
    sign_in(world, person).follow().press("Sign in", code=world.code(person))
    assert world.reload(person).last_seen_on == world.clock.today


@pytest.mark.parametrize(("days", "status"), [(120, 303), (121, 422), (365, 422)])
def test_after_120_days_the_right_password_sends_a_link(world: World, days: int, status: int) -> None:
    clerk = colleague(world)
    seen_today(world, clerk)
    world.clock.advance(days=days)
    answer = sign_in(world, clerk)
    assert answer.status == status
    assert len(notices_of(world.table, NoticeKind.RESET_PASSWORD)) == (status == 422)


def test_the_link_wakes_the_account(world: World) -> None:
    clerk = colleague(world)
    seen_today(world, clerk)
    world.clock.advance(days=150)
    assert "120 days" in sign_in(world, clerk).errors["password"]
    link = newest_link(world.table, NoticeKind.RESET_PASSWORD)
    world.browser().get(link).press("Change my password", new_password=NEW_PASSWORD)
    assert sign_in(world, clerk, NEW_PASSWORD).location.startswith("/sign-in/code")


def test_a_wrong_password_does_not_tell_that_an_account_sleeps(world: World) -> None:
    clerk = colleague(world)
    seen_today(world, clerk)
    world.clock.advance(days=150)
    wrong, stranger = sign_in(world, clerk, "four calm otters sleeping"), world.browser()
    stranger.get("/sign-in")
    unknown = stranger.post("/sign-in", email="no_one@mail.example", password=PASSWORD)
    assert wrong.errors == unknown.errors
    assert notices_of(world.table, NoticeKind.RESET_PASSWORD) == []


def test_after_a_year_neither_password_nor_link_opens_the_account(world: World) -> None:
    clerk = colleague(world)
    seen_today(world, clerk)
    world.clock.advance(days=366)
    assert "120 days" not in sign_in(world, clerk).errors["password"]
    browser = world.browser()
    browser.get("/forgot-password")
    browser.post("/forgot-password", email=clerk.email)
    link = newest_link(world.table, NoticeKind.RESET_PASSWORD)
    answer = world.browser().get(link).press("Change my password", new_password=NEW_PASSWORD)
    assert answer.status in {410, 422}
    assert sign_in(world, clerk, NEW_PASSWORD).status == 422


def test_a_parent_never_sleeps(world: World) -> None:
    parent = world.parent()
    sign_in(world, parent)
    world.clock.advance(days=400)
    assert sign_in(world, parent).status == 303


def test_the_approver_sees_who_is_away(world: World) -> None:
    me, clerk = approver(world), colleague(world)
    assert clerk.role is Role.SCHOOL
    seen_today(world, clerk)
    world.clock.advance(days=150)
    assert "Inactive: not signed in for 120 days" in world.browser(me).get(PEOPLE).words
    world.clock.advance(days=300)
    assert "Closed after a year" in world.browser(me).get(PEOPLE).words
