"""The end of a session comes with a warning (WCAG 2.2.1): two minutes before it with scripts, as a sentence without."""

import pytest

from chalicelib.domain.account import Role
from tests.builders import SCHOOL_ID, World


@pytest.mark.parametrize(("role", "minutes"), [(Role.PARENT, 30), (Role.PHYSICIAN, 15), (Role.REVIEWER, 15)])
def test_a_page_of_someone_signed_in_knows_when_its_session_ends(world: World, role: Role, minutes: int) -> None:
    """Given a page, then its note has the seconds of the session, less the minute that the cookie may be older."""
    page = world.browser(world.default_user(role)).get("/account")
    (note,) = [each for each in page.html.iter("div") if "data-ends" in each.attrib]
    assert note.get("data-ends") == str(minutes * 60 - 60)
    assert note.get("hidden") is not None
    assert "Stay signed in" in page.text


def test_a_visitor_who_is_not_signed_in_has_no_note(world: World) -> None:
    assert "data-ends" not in world.browser().get("/sign-in").text


def test_the_button_keeps_the_session(world: World) -> None:
    """Given a parent who typed for 28 minutes and pressed the button, then 20 minutes later the session still lives."""
    browser = world.browser(world.default_user(Role.PARENT))
    world.clock.advance(minutes=28)
    kept = browser.get("/account/stay")
    assert kept.headers["content-type"] == "image/svg+xml"
    world.clock.advance(minutes=20)
    assert browser.get("/parents").status == 200


def test_after_the_end_the_button_finds_no_picture(world: World) -> None:
    browser = world.browser(world.default_user(Role.PARENT))
    world.clock.advance(minutes=31)
    assert browser.get("/account/stay").status == 303


def test_a_long_text_says_how_much_time_there_is_without_scripts(world: World) -> None:
    form = world.form()
    page = world.browser(world.default_user(Role.PARENT)).get(f"/parents/children/{form.child_id}/amend")
    assert "You have 30 minutes for this page before you are signed out." in page.words


def test_the_time_is_a_sentence_of_its_own_after_a_hint_without_a_full_stop(world: World) -> None:
    page = world.browser(world.default_user(Role.SCHOOL)).get(f"/schools/at/{SCHOOL_ID}/letterhead")
    assert "the address in the state's directory. You have" in page.words
