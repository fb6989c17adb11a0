"""A form journey by keyboard alone, without scripts: every stop can be reached and seen, and Enter goes on."""

from collections.abc import Callable

import pytest

from infra.local.demo.people import PASSPHRASE
from tests.e2e.visitor import Visitor

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]

_MAX_STOPS = 60
_WHERE = """() => {
  const here = document.activeElement, style = getComputedStyle(here), box = here.getBoundingClientRect();
  const label = here.labels && here.labels.length ? here.labels[0] : here;
  const mark = here.labels && here.labels.length ? getComputedStyle(label, '::before').outlineStyle : 'none';
  return {
    text: (here.getAttribute('aria-label') || label.innerText || '').trim(),
    seen: style.outlineStyle !== 'none' || style.boxShadow !== 'none' || mark !== 'none',
    inside: box.width > 0 && box.height > 0,
  };
}"""


def _tab_to(visitor: Visitor, text: str) -> None:
    """Press Tab until the stop of that name; each stop on the way shows that it has the focus."""
    for _ in range(_MAX_STOPS):
        visitor.page.keyboard.press("Tab")
        here = visitor.page.evaluate(_WHERE)
        assert here["seen"] and here["inside"], f"the focus cannot be seen at {here['text']!r}"  # noqa: PT018
        if here["text"].startswith(text):
            return
    pytest.fail(f"Tab never reaches {text!r} on {visitor.page.title()}")


def _type(visitor: Visitor, label: str, text: str) -> None:
    _tab_to(visitor, label)
    visitor.page.keyboard.type(text)


def _enter(visitor: Visitor) -> None:
    with visitor.page.expect_navigation():
        visitor.page.keyboard.press("Enter")
    visitor.look()


def test_a_parent_begins_a_request_by_keyboard(visit: Callable[..., Visitor]) -> None:
    parent = visit("keyboard", width=1280)
    parent.open("/sign-in")
    _tab_to(parent, "Skip to main content")
    parent.page.keyboard.press("Enter")
    _type(parent, "Email address", "anahit@example.org")
    _type(parent, "Password", PASSPHRASE)
    _enter(parent)
    parent.at("Your children")
    _tab_to(parent, "Ask for an exemption")
    _enter(parent)
    _tab_to(parent, "Start now")
    _enter(parent)
    _type(parent, "First name", "Aram")
    _type(parent, "Last name", "Grigoryan")
    for part, value in (("Month", "5"), ("Day", "19"), ("Year", "2019")):
        _type(parent, part, value)
    _tab_to(parent, "Continue")
    _enter(parent)
    _type(parent, "Grade now", "Kinder")
    _tab_to(parent, "Continue")
    _enter(parent)
    _tab_to(parent, "A school or child care program")
    parent.page.keyboard.press("Space")
    _tab_to(parent, "Continue")
    _enter(parent)
    _type(parent, "Name, city, ZIP code or number", "clover mead")
    _enter(parent)
    _tab_to(parent, "Clovermead Elementary")
    parent.page.keyboard.press("Space")
    _tab_to(parent, "Use this one")
    _enter(parent)
    parent.sees("First day in")
    _tab_to(parent, "Save and come back later")
    _enter(parent)
    _tab_to(parent, "Continue")
    _enter(parent)
    parent.at("When is the first day?")
