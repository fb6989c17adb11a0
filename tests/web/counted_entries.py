"""How much someone types on the way through several pages."""

from dataclasses import dataclass, field
from typing import Any

from tests.portal import Portal, Shown
from tests.web.parents_story import boxes


@dataclass
class Count:
    """Pages that were shown, and boxes, lists and choices that had to be filled in because they were not yet."""

    browser: Portal
    pages: int = 0
    entries: list[str] = field(default_factory=list)

    def see(self, page: Shown) -> Shown:
        shown = page.follow() if page.status == 303 else page
        assert shown.status == 200
        self.pages += 1
        return shown

    def answer(self, page: Shown, button: str, **answers: Any) -> Shown:
        known = page.form(button).values
        typed = {name: value for name, value in boxes(answers).items() if value and known.get(name) != value}
        self.entries += typed
        return self.see(page.press(button, **typed))
