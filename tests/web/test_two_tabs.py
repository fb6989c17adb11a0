"""Two tabs, or two guardians: who is second reads what the record says now beside what they typed, and nothing where
both typed the same."""

from datetime import date

from chalicelib.domain.account import Role
from tests.actions.physicians import opened
from tests.builders import World, line
from tests.portal import Shown
from tests.web.parents_story import ANSWERS, answer, answered, boxes, parents_browser

CHANGED = "You or someone else changed this after you opened it."


def in_two_tabs(world: World, step: str, first: dict[str, object], second: dict[str, object], until: str = "") -> Shown:
    """Both tabs are open; the first is sent, then the second."""
    browser = parents_browser(world)
    home = answered(browser, until=until)
    page = browser.get(f"{home}/{step}")
    assert answer(parents_browser(world), home, step, **first).status == 303
    return page.press("Continue", **boxes({**ANSWERS[step], **second}))


def test_a_name_and_a_date_are_shown_as_they_are_now(world: World) -> None:
    """Given two tabs with a child's name, when the other was saved first, then this one keeps what was typed, and says
    what is saved, field by field, where that is something else."""
    shown = in_two_tabs(world, "child", {"first_name": "Kaia", "birth_date": date(2019, 3, 15)}, {"first_name": "Kay"})
    assert shown.status == 409
    assert CHANGED in shown.words
    assert "It now says: Kaia" in shown.words
    assert "It now says: March 15, 2019" in shown.words
    assert shown.words.count("It now says") == 2
    assert shown.form("Continue").values["first_name"] == "Kay"
    assert shown.press("Continue").status == 303


def test_a_choice_and_a_box_that_is_empty_now_are_said_in_words(world: World) -> None:
    """Given a telephone that is saved in another form than it is typed in, then only what differs is said."""
    first, second = {"state": "NV", "telephone": ""}, {"state": "CA", "telephone": "626 555 0142"}
    shown = in_two_tabs(world, "parent", first, second)
    assert "It now says: Nevada" in shown.words
    assert "It is empty now." in shown.words
    again = in_two_tabs(world, "parent", {"state": "CA", "city": "Reno"}, {"state": "CA", "telephone": "626-555-0142"})
    assert again.words.count("It now says") == 1


def test_the_same_in_both_tabs_goes_on_without_a_word(world: World) -> None:
    """Given a double save of one answer from two tabs, then the second goes on where the first went."""
    second = in_two_tabs(world, "child", {"first_name": "Kaia"}, {"first_name": "Kaia"}, until="grade")
    assert second.location.endswith("/grade")


def test_a_physicians_reasons_are_said_in_words(world: World) -> None:
    request, physician = opened(world, lines=(line(),)), world.default_user(Role.PHYSICIAN)
    address = f"/physicians/drafts/{request.id}/lines/1"
    first, second = world.browser(physician).get(address), world.browser(physician).get(address)
    said = {"description": "Chemotherapy", "kind": "permanent", **boxes({"expires_on": "never"})}
    assert first.press("Continue", reason_codes=["LIVE-CHEMO"], **said).status == 303
    shown = second.press("Continue", reason_codes=["LIVE-MALIG"], **{**said, "description": "Leukemia"})
    assert shown.status == 409
    assert "It now says: Chemotherapy" in shown.words
    assert shown.words.count("It now says") == 2
