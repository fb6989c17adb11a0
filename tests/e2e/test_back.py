"""The browser's Back after a form was sent opens the question, and never asks to send it again (decision 41)."""

from collections.abc import Callable

import pytest

from infra.local.demo.people import PASSPHRASE
from tests.e2e.visitor import Visitor

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]


def test_back_after_a_corrected_error_opens_the_question(visit: Callable[..., Visitor]) -> None:
    """Given a question that was sent empty, then answered, when the parent goes back, then it is there with its
    answer."""
    parent = visit("back", width=1280, scripts=True)
    parent.sign_in("xochitl@example.org", PASSPHRASE)
    parent.open("/parents/start")
    parent.press("Start now")
    parent.press_wrongly()
    parent.fill("First name", "Aram")
    parent.fill("Last name", "Grigoryan")
    parent.fill_date("Date of birth", 5, 19, 2019)
    parent.press("Continue")
    parent.page.go_back()
    parent.at("Who is the exemption for?")
    assert parent.page.get_by_label("First name").input_value() == "Aram"


def test_a_name_of_sixty_letters_breaks_no_page_of_a_phone(visit: Callable[..., Visitor]) -> None:
    """Given a child with a name of sixty letters, then no page is wider than the phone; each page is measured."""
    parent = visit("long-name", width=320, scripts=True)
    parent.sign_in("xochitl@example.org", PASSPHRASE)
    parent.open("/parents/start")
    parent.press("Start now")
    parent.fill("First name", "M" + "a" * 59)
    parent.fill("Last name", "Wolfeschlegelsteinhausenbergerdorffvoraltern")
    parent.fill_date("Date of birth", 5, 19, 2019)
    parent.press("Continue")
    parent.open("/parents")
