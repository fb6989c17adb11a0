"""A clerk's day at the school's desk by keyboard alone, without scripts: find a student, read the answer, enter a card
of fourteen doses, see a letter, the record, the list of an outbreak, and the annual report; in each language, on a wide
and a narrow screen. `make test` draws one of the six, `make test-all` does all.

Stops are known by the names of fields and the addresses of links, which are the same in every language.
"""

import re
from collections.abc import Callable
from itertools import product

import pytest

from infra.local.demo.people import PASSPHRASE
from tests.e2e.visitor import Visitor
from tests.sampling import drawn

pytestmark = [pytest.mark.browser, pytest.mark.timeout(600)]

_DAYS = {
    f"{language} {width}px": (language, width) for language, width in product(("en", "es", "zh-Hant"), (320, 1280))
}
_SURNAMES = dict(zip(_DAYS, ("Ashgrove", "Birchwell", "Cedarholt", "Dunnock", "Elderbrook", "Fernleigh"), strict=True))
_HEIGHTS = {320: 256, 1280: 900}  # the first is what a screen of 1280 pixels has at 400 percent
_FOLD = 400  # CSS pixels: what a clerk sees without moving
_MOST_ENTRIES = 30
_CARD = [
    *("5/14/2018", "7/14/2018", "9/14/2018", "4/1/2022", ""),  # polio
    *("5/14/2018", "7/14/2018", "9/14/2018", "7/14/2019", "4/1/2022"),  # DTaP
    *("4/1/2019", "4/2/2022"),  # MMR
    *("", "", "", ""),  # Hib
    *("3/14/2018", "", "", ""),  # hepatitis B
    *("4/1/2019", "4/2/2022"),  # varicella
]
"""The boxes of the card's grid in the order of Tab: fourteen doses, and hepatitis B 2 and 3 are missing."""


class Clerk:
    """A clerk at the desk, who counts what is typed and entered."""

    def __init__(self, desk: Visitor) -> None:
        self.desk, self.page = desk, desk.page
        self.entries = 0

    def to(self, *, field: str = "", link: str = "") -> None:
        """Go to the first field of this name, or to the first link that ends or begins with this."""
        wanted = f'[name="{field}"]' if field else f'a[href$="{link}"], a[href*="{link}?"], a[href^="{link}"]'
        self.desk.hands.reach(self.page.locator(wanted).filter(visible=True).first)

    def type(self, text: str, *, into: str = "") -> None:
        if into:
            self.to(field=into)
        self.page.keyboard.type(text)
        self.entries += 1

    def enter(self) -> None:
        """Press Enter, and look at the page that follows."""
        self.entries += 1
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")
        self.desk.look()

    def follow(self, link: str) -> None:
        self.to(link=link)
        self.enter()

    def choose_first(self, field: str) -> None:
        """Choose the first answer of a list, or the first of several."""
        self.to(field=field)
        is_list = self.page.evaluate("document.activeElement.tagName === 'SELECT'")
        self.page.keyboard.press("ArrowDown" if is_list else "Space")


@pytest.mark.parametrize("day", drawn(list(_DAYS)))
def test_a_clerk_does_the_day_by_keyboard(day: str, visit: Callable[..., Visitor]) -> None:
    language, width = _DAYS[day]
    desk = visit(f"clerk-{language}", width=width, height=_HEIGHTS[width], by_keyboard=True)
    add_student(desk, _SURNAMES[day])
    desk.open(f"/schools?lang={language}")
    clerk = Clerk(desk)
    roster = desk.page.url

    find(clerk, _SURNAMES[day])
    enter_the_card(clerk)
    student = desk.page.url
    see_a_letter(clerk)
    desk.open(student)
    clerk.follow("/record")
    assert desk.page.locator("table").count() >= 1
    desk.open(roster)
    start_an_outbreak(clerk)
    desk.open(roster)
    clerk.follow("/report")
    assert desk.page.locator("table").count() >= 1


def add_student(desk: Visitor, last_name: str) -> None:
    """What another person of the school did before: a student without any dose on record."""
    desk.sign_in("dolores@example.org", PASSPHRASE)
    desk.open("/schools")
    desk.follow("Add a student")
    desk.fill("Last name", last_name)
    desk.fill("First name", "Odalys")
    desk.fill_date("Birth date", 3, 14, 2018)
    desk.select("Grade", "Grade 2")
    desk.fill_date("First day at your school", 8, 17, 2026)
    desk.press("Add the student")


def find(clerk: Clerk, last_name: str) -> None:
    """Find the student by the name, typed without capitals, and read the answer at once."""
    clerk.type(last_name.lower(), into="words")
    clerk.enter()
    rows = clerk.page.locator("table.roster tbody tr")
    assert rows.count() == 1
    clerk.follow("/schools/students/")
    answer = clerk.page.locator(".answer .word").bounding_box()
    assert answer
    assert answer["y"] + answer["height"] <= _FOLD or clerk.page.viewport_size["width"] == 320  # type: ignore[index]


def enter_the_card(clerk: Clerk) -> None:
    clerk.follow("/card")
    clerk.entries = 0
    clerk.to(field="pol_1")
    for text in _CARD:
        if text:
            clerk.type(text)
        clerk.page.keyboard.press("Tab")
    clerk.choose_first("paper")
    clerk.to(field="seen_by")
    clerk.enter()
    assert clerk.entries <= _MOST_ENTRIES
    assert clerk.page.locator(".grid286").count() == 1
    given = re.findall(r"/20\d\d|20\d\d/", clerk.page.locator(".grid286").inner_text())
    assert len(given) >= sum(map(bool, _CARD))


def see_a_letter(clerk: Clerk) -> None:
    """The letter about the shots that are missing, as it would stand on paper."""
    clerk.follow("/letters")
    clerk.choose_first("kind")
    clerk.choose_first("way")
    clerk.type("Dolores Amberly, health office", into="contact")
    clerk.type("559 555 0147", into="telephone")
    if clerk.page.locator("[name=calendar_checked]").count():
        clerk.choose_first("calendar_checked")
    clerk.enter()
    assert clerk.page.locator("main").inner_text().count("Odalys") >= 1


def start_an_outbreak(clerk: Clerk) -> None:
    """The list of the students who are not protected against the first disease of the list."""
    clerk.follow("/outbreaks")
    clerk.follow("/outbreaks/new")
    clerk.choose_first("disease")
    for when in ("first_exposure", "last_exposure"):
        for part, text in (("month", "11"), ("day", "20"), ("year", "2026")):
            clerk.type(text, into=f"{when}_{part}")
    clerk.enter()
    assert clerk.page.locator("table").count() >= 1
