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
_FOLD = 400  # CSS pixels: what a clerk sees without moving
_MAX_STOPS = 150
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
_WHERE = """() => {
  const here = document.activeElement, style = getComputedStyle(here);
  const label = here.labels && here.labels.length ? getComputedStyle(here.labels[0], '::before').outlineStyle : 'none';
  return [here.name || '', here.getAttribute('href') || '',
          style.outlineStyle !== 'none' || style.boxShadow !== 'none' || label !== 'none'];
}"""


class Keyboard:
    """Everything is reached by Tab, and each stop shows that it has the focus."""

    def __init__(self, desk: Visitor) -> None:
        self.desk, self.page = desk, desk.page
        self.entries = 0

    def to(self, *, field: str = "", link: str = "") -> None:
        """Press Tab until the field of this name, or the link that ends or begins with this."""
        for _ in range(_MAX_STOPS):
            self.page.keyboard.press("Tab")
            name, href, is_seen = self.page.evaluate(_WHERE)
            assert is_seen, f"the focus cannot be seen at {name or href} on {self.page.title()}"
            path = href.partition("?")[0]
            if (field and name == field) or (link and (path.endswith(link) or path.startswith(link))):
                return
        pytest.fail(f"Tab never reaches {field or link} on {self.page.title()}")

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
    desk = visit(f"clerk-{language}", width=width)
    add_student(desk, _SURNAMES[day])
    desk.open(f"/schools?lang={language}")
    keyboard = Keyboard(desk)
    roster = desk.page.url

    find(keyboard, _SURNAMES[day])
    enter_the_card(keyboard)
    student = desk.page.url
    see_a_letter(keyboard)
    desk.open(student)
    keyboard.follow("/record")
    assert desk.page.locator("table").count() >= 1
    desk.open(roster)
    start_an_outbreak(keyboard)
    desk.open(roster)
    keyboard.follow("/report")
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


def find(keyboard: Keyboard, last_name: str) -> None:
    """Find the student by the name, typed without capitals, and read the answer at once."""
    keyboard.type(last_name.lower(), into="words")
    keyboard.enter()
    rows = keyboard.page.locator("table.roster tbody tr")
    assert rows.count() == 1
    keyboard.follow("/schools/students/")
    answer = keyboard.page.locator(".answer .word").bounding_box()
    assert answer
    assert answer["y"] + answer["height"] <= _FOLD or keyboard.page.viewport_size["width"] == 320  # type: ignore[index]


def enter_the_card(keyboard: Keyboard) -> None:
    keyboard.follow("/card")
    keyboard.entries = 0
    keyboard.to(field="pol_1")
    for text in _CARD:
        if text:
            keyboard.type(text)
        keyboard.page.keyboard.press("Tab")
    keyboard.choose_first("paper")
    keyboard.to(field="seen_by")
    keyboard.enter()
    assert keyboard.entries <= _MOST_ENTRIES
    assert keyboard.page.locator(".grid286").count() == 1
    given = re.findall(r"/20\d\d|20\d\d/", keyboard.page.locator(".grid286").inner_text())
    assert len(given) >= sum(map(bool, _CARD))


def see_a_letter(keyboard: Keyboard) -> None:
    """The letter about the shots that are missing, as it would stand on paper."""
    keyboard.follow("/letters")
    keyboard.choose_first("kind")
    keyboard.choose_first("way")
    keyboard.type("Dolores Amberly, health office", into="contact")
    keyboard.type("559 555 0147", into="telephone")
    if keyboard.page.locator("[name=calendar_checked]").count():
        keyboard.choose_first("calendar_checked")
    keyboard.enter()
    assert keyboard.page.locator("main").inner_text().count("Odalys") >= 1


def start_an_outbreak(keyboard: Keyboard) -> None:
    """The list of the students who are not protected against the first disease of the list."""
    keyboard.follow("/outbreaks")
    keyboard.follow("/outbreaks/new")
    keyboard.choose_first("disease")
    for when in ("first_exposure", "last_exposure"):
        for part, text in (("month", "11"), ("day", "20"), ("year", "2026")):
            keyboard.type(text, into=f"{when}_{part}")
    keyboard.enter()
    assert keyboard.page.locator("table").count() >= 1
