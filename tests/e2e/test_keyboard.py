"""A person with a keyboard alone, without scripts: past the top of a page, back after errors, and through one journey.
And what hinders such a person is noticed: the days of tests/e2e/test_days_of_roles.py rest on that."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, expect

from infra.local.demo.people import PASSPHRASE
from tests.e2e.hands import Keyboard
from tests.e2e.visitor import Visitor

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]

_PAGE = """<!DOCTYPE html><title>Planted</title><style>
:focus {{ outline: 2px solid #036 }} a, input {{ display: block; height: 30px }} {style}</style>
<header><a class="usa-skipnav" href="#main">Skip</a></header>
<main id="main"><a href="#one">One</a><a id="two" href="#two">Two</a><input name="three">{more}</main>"""
_HINDRANCES = {  # what hinders: a rule of style, markup at the end of the page, and what is said of it
    "no mark of the focus": ("#two:focus { outline: none }", "", "the focus cannot be seen at 'Two'"),
    "a mark in no color": ("#two:focus { outline-color: transparent }", "", "the focus cannot be seen at 'Two'"),
    "a bar over it": (
        "nav { position: fixed; inset: 0 0 auto; height: 70px }",
        "<nav>Always here</nav>",
        "0 of 3 points of it are in sight, from 38 to 68 of 256 at 'One'",
    ),
    "outside of the window": ("#two { position: fixed; left: -999px }", "", "0 of 3 points of it are in sight"),
    "an order set by hand": ("", '<a href="#four" tabindex="1">Four</a>', "the order is set by hand at 'Four'"),
    "no way to it": ("", '<div style="overflow: hidden"><a href="#four" inert>Four</a></div>', "Tab passes by 'Four'"),
    "something before the way past the top": (
        "",
        '<a href="#four" tabindex="1">Four</a>',
        "the first stop does not skip past the top of the page",
    ),
}


@pytest.mark.parametrize("hindrance", _HINDRANCES)
def test_what_hinders_a_person_with_a_keyboard_is_noticed(hindrance: str, chromium: Browser) -> None:
    style, more, told = _HINDRANCES[hindrance]
    page = chromium.new_page(viewport={"width": 320, "height": 256})
    page.set_content(_PAGE.format(style=style, more=more))
    keyboard = Keyboard(page)
    keyboard.look_around()
    page.close()
    assert told in " ".join(keyboard.faults)


def test_a_page_that_lets_everyone_through_has_no_faults(chromium: Browser) -> None:
    page = chromium.new_page(viewport={"width": 320, "height": 256})
    page.set_content(_PAGE.format(style="", more='<label><input type="radio" name="four">Four</label>' * 3))
    keyboard = Keyboard(page)
    keyboard.look_around()
    page.close()
    assert keyboard.faults == []


def test_the_way_past_the_top_leads_into_the_page_and_errors_lead_to_their_boxes(visit: Callable[..., Visitor]) -> None:
    parent = visit("keyboard", width=320, height=256, by_keyboard=True)
    parent.open("/sign-in")
    parent.hands.press(parent.page.get_by_role("link", name="Skip to main content"))
    parent.page.keyboard.press("Tab")
    expect(parent.page.locator("main :focus")).to_be_visible()
    parent.press_wrongly()
    expect(parent.page.locator("#error-summary")).to_be_focused()
    parent.page.keyboard.press("Tab")
    parent.page.keyboard.press("Enter")
    expect(parent.page.get_by_label("Email address")).to_be_focused()
    parent.page.keyboard.type("anahit@example.org")
    parent.fill("Password", PASSPHRASE)
    parent.press("Sign in")
    parent.at("Your children")


def test_a_request_that_was_saved_for_later_goes_on_where_it_was(visit: Callable[..., Visitor]) -> None:
    parent = visit("keyboard", width=1280, by_keyboard=True)
    parent.sign_in("anahit@example.org", PASSPHRASE)
    parent.follow("Ask for an exemption")
    parent.press("Start now")
    parent.fill("First name", "Aram")
    parent.fill("Last name", "Grigoryan")
    parent.fill_date("Date of birth", 5, 19, 2019)
    parent.press("Continue")
    parent.follow("Save and come back later")
    parent.follow("Continue")
    parent.select("Grade now", "Kindergarten")
