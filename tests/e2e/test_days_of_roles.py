"""A day of each role but schools, without scripts: each page is reached by links and buttons, as people do, and
held against axe's rules, the width of the window, and the language. In each language, on a wide and a narrow screen:
`make test` draws half of the roles, and those of which an address was changed; for each one of the six, and of the
pages a part for axe. `make test-all` does all.

The days of families, clinics and reviewers are done by keyboard, too: everything is reached by Tab, and each stop on
the way can be seen (tests/e2e/hands.py). The narrow window is as low, then, as a screen of 1280 pixels at 400 percent
leaves it. `make test` draws one of the short days.

In a whole run each of the twelve has a portal of its own: the days use up what waits in the demo."""

import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from dataclasses import dataclass, replace
from itertools import product

import pytest
from playwright.sync_api import Browser

from tests.changed_cells import changed_addresses
from tests.demo_run import copy_of_the_demo, served
from tests.e2e import days_of_families, days_of_offices, days_of_reviews
from tests.e2e.desk import Desk
from tests.e2e.visitor import PAGES_HEIGHT
from tests.sampling import WHOLE, is_drawn, one_of

pytestmark = [pytest.mark.browser, pytest.mark.timeout(900)]

_DAYS: dict[str, Callable[[Desk], None]] = {
    "parent": days_of_families.parent,
    "parent who appeals": days_of_families.parent_who_appeals,
    "physician": days_of_families.physician,
    "clinic staff": days_of_families.clinic_staff,
    "reviewer": days_of_reviews.reviewer,
    "officer": days_of_reviews.officer,
    "appeals staff": days_of_reviews.appeals_staff,
    "panelist": days_of_reviews.panelist,
    "secretary": days_of_reviews.secretary,
    "health department": days_of_offices.health_department,
    "board": days_of_offices.board,
    "operator": days_of_offices.operator,
}
_ADDRESSES = {  # where each role's own addresses begin
    "parent": "/parents",
    "parent who appeals": "/parents",
    "physician": "/physicians",
    "clinic staff": "/clinic",
    "reviewer": "/reviews",
    "officer": "/reviews",
    "appeals staff": "/appeals",
    "panelist": "/panel",
    "secretary": "/appeals",
    "health department": "/health-departments",
    "board": "/boards",
    "operator": "/operators",
}
_BY_KEYBOARD = ("parent", "parent who appeals", "physician", "clinic staff", "reviewer")
_SHORT = ("parent who appeals", "clinic staff")
_LANGUAGES = ("en", "es", "zh-Hant")
_LOW = {320: 256, 1280: 720}  # by the width of a window, the height that a laptop at 400 or 100 percent leaves it


@dataclass(frozen=True)
class Layout:
    """The language and the window of a day, and whether it is done by keyboard alone."""

    language: str
    width: int
    by_keyboard: bool = False

    @property
    def height(self) -> int:
        """As a laptop and a phone have it; by keyboard, as the laptop has it at 100 and at 400 percent."""
        return _LOW[self.width] if self.by_keyboard else PAGES_HEIGHT

    def __str__(self) -> str:
        return f"{self.language} {self.width}px{' by keyboard' if self.by_keyboard else ''}"


_POINTED = [Layout(language, width) for language, width in product(_LANGUAGES, _LOW)]
_TYPED = [replace(layout, by_keyboard=True) for layout in _POINTED]
_ONE_IN_ROLES = 2
_ONE_IN = 8  # kinds of pages, of each role
_PLANTED = """() => {
  document.documentElement.lang = 'en';
  document.querySelector('main').append(document.createElement('img'), 'Form number');
}"""


def _cells() -> list[tuple[Layout, str]]:
    """Layout and role: all, ordered by layout; or some roles, each with the layout that the seed draws."""
    if WHOLE:
        return [*product(_POINTED, _DAYS), *product(_TYPED, _BY_KEYBOARD)]
    typed = one_of(_SHORT, "day by keyboard")
    return [
        (one_of(_TYPED if role == typed else _POINTED, f"day of the {role}"), role)
        for role in _DAYS
        if role == typed or _is_kept(role)
    ]


def _is_kept(role: str) -> bool:
    changed = any(address.startswith(_ADDRESSES[role]) for address in changed_addresses())
    return changed or is_drawn(f"the day of the {role}", _ONE_IN_ROLES)


@pytest.fixture(scope="module")
def portal_of(portal_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[Layout], str]]:
    """The address of the portal for the days of a layout. In a sample each role has one day: one portal does."""
    with ExitStack() as running:
        addresses: dict[Layout, str] = {}

        def address(layout: Layout) -> str:
            if not WHOLE or "PORTAL_URL" in os.environ:
                return portal_url
            if layout not in addresses:
                running.pop_all().close()
                addresses.clear()
                data = tmp_path_factory.mktemp("days") / "var"
                copy_of_the_demo(data, tmp_path_factory)
                addresses[layout] = running.enter_context(served(data))
            return addresses[layout]

        yield address


@pytest.mark.parametrize(("layout", "role"), _cells(), ids=str)
def test_a_day_is_done_by_links_and_buttons_alone(
    layout: Layout, role: str, chromium: Browser, portal_of: Callable[[Layout], str]
) -> None:
    def is_looked_at(kind: str) -> bool:
        return WHOLE or is_drawn(f"axe {role} {kind}", _ONE_IN)

    desk = Desk(
        chromium,
        portal_of(layout),
        role,
        layout.language,
        width=layout.width,
        height=layout.height,
        is_looked_at=is_looked_at,
        pictures=WHOLE,
        by_keyboard=layout.by_keyboard,
    )
    with closing(desk):
        _DAYS[role](desk)


def test_a_planted_fault_of_each_kind_is_noticed(chromium: Browser, portal_url: str) -> None:
    """A picture without words, a text that stayed in English, and a page that is in another language."""
    desk = Desk(chromium, portal_url, "planted", "es", width=320, is_looked_at=lambda _kind: True)
    desk.begin("eleanor", "Appeals")
    desk.page.evaluate(_PLANTED)
    desk.look()
    found, desk.faults = " ".join(desk.faults), []
    desk.close()
    assert "image-alt" in found
    assert "says in English: Form number" in found
    assert "is in en, not in es" in found
