"""A whole immunization card by keyboard alone, without scripts, on a wide and a narrow screen; and axe on its pages."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from infra.local.demo.people import PASSPHRASE
from tests.e2e.looking import violations
from tests.e2e.visitor import Visitor
from tests.sampling import drawn

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]

_MOST_ENTRIES = 30
_CARD = [
    *("5/14/2018", "7/14/2018", "9/14/2018", "4/1/2022", ""),  # polio
    *("5/14/2018", "7/14/2018", "Sep 14 2018", "7/14/2019", "4/1/2022"),  # DTaP
    *("4/1/2019", "4/2/2022"),  # MMR
    *("", "", "", ""),  # Hib
    *("3/14/2018", "", "", ""),  # hepatitis B
    *("4/1/2019", "4/2/2022"),  # varicella
]
"""The boxes of the grid in the order of Tab: 14 doses."""
_TAB_STOPS = 60


def _new_student(desk: Visitor, name: str) -> None:
    desk.sign_in("dolores@example.org", PASSPHRASE)
    desk.open("/schools")
    desk.follow("Add a student")
    desk.fill("Last name", "Quillfeather")
    desk.fill("First name", name)
    desk.fill_date("Birth date", 3, 14, 2018)
    desk.select("Grade", "Grade 2")
    desk.fill_date("First day at your school", 8, 17, 2026)
    desk.press("Add the student")


class _Keyboard:
    """Fields are reached by Tab and filled by typing; each filled one is an entry."""

    def __init__(self, desk: Visitor) -> None:
        self._keys = desk.page.keyboard
        self._desk = desk
        self.entries = 0

    def tab_to(self, name: str) -> None:
        for _ in range(_TAB_STOPS):
            self._keys.press("Tab")
            if self._desk.page.evaluate("document.activeElement.name") == name:
                return
        pytest.fail(f"Tab never reaches {name}")

    def type(self, text: str) -> None:
        self._keys.type(text)
        self.entries += 1

    def tab(self) -> None:
        self._keys.press("Tab")

    def send(self) -> None:
        self.entries += 1
        with self._desk.page.expect_navigation():
            self._keys.press("Enter")
        self._desk.look()


@pytest.mark.parametrize(("width", "name"), [(320, "Rosalind"), (1280, "Odalys")])
def test_fourteen_doses_take_thirty_entries_at_most(visit: Callable[..., Visitor], width: int, name: str) -> None:
    desk = visit(f"card-{width}", width=width)
    _new_student(desk, name)
    desk.follow("Enter a shot record")
    desk.at("Enter a shot record")

    keyboard = _Keyboard(desk)
    keyboard.tab_to("pol_1")
    for text in _CARD:
        if text:
            keyboard.type(text)
        keyboard.tab()
    keyboard.tab_to("paper")
    keyboard.type("Yellow")
    keyboard.tab_to("seen_by")
    keyboard.send()

    desk.at(f"{name} Quillfeather")
    assert sum(bool(text) for text in _CARD) == 14
    assert keyboard.entries <= _MOST_ENTRIES
    grid = desk.page.locator(".grid286")
    for row, doses in (("Polio", 4), ("DTaP", 5), ("MMR", 2), ("VAR", 2), ("Hep B", 1)):
        line = grid.get_by_role("row").filter(has=desk.page.get_by_role("rowheader", name=row, exact=True))
        assert line.inner_text().count("/20") >= doses, row


def test_an_unlikely_date_is_confirmed_by_keyboard(visit: Callable[..., Visitor]) -> None:
    desk = visit("card-asked", width=320)
    _new_student(desk, "Wren")
    desk.follow("Enter a shot record")
    keyboard = _Keyboard(desk)
    keyboard.tab_to("mmr_1")
    keyboard.type("5/20/2020")
    keyboard.tab()
    keyboard.type("5/22/2020")
    keyboard.tab_to("paper")
    keyboard.type("Yellow")
    with desk.page.expect_navigation():
        keyboard.tab_to("seen_by")
        desk.page.keyboard.press("Enter")
    expect(desk.page.get_by_role("alert")).to_contain_text("Confirm or correct: MMR")
    desk.sees("This is 2 days after the dose of May 20, 2020")
    keyboard.tab_to("confirmed")
    desk.page.keyboard.press("Space")
    desk._problems.clear()
    keyboard.tab_to("seen_by")
    keyboard.send()
    desk.at("Wren Quillfeather")


@pytest.mark.parametrize("width", drawn([320, 1280]))
def test_axe_finds_nothing_on_the_card_and_on_the_students_page(visit: Callable[..., Visitor], width: int) -> None:
    desk = visit(f"card-axe-{width}", width=width, scripts=True)
    _new_student(desk, f"Tobias{'' if width == 320 else ' Finch'}")
    assert violations(desk.page) == []
    desk.follow("Enter a shot record")
    assert violations(desk.page) == []
    desk.press_wrongly()
    assert violations(desk.page) == []
