"""What axe-core says of a page."""

from __future__ import annotations

import json
import re
from functools import cached_property

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, Route, ViewportSize

RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],
}
_SCRIPTS = re.compile(r"<script\b.*?</script>", re.DOTALL)


def violations(page: Page) -> list[str]:
    """What axe finds on a page with scripts: the rule, and the first places."""
    found = Axe().run(page, options=RULES).response["violations"]
    return [f"{each['id']}: {json.dumps([node['html'][:160] for node in each['nodes'][:3]])}" for each in found]


class Mirror:
    """A window with scripts beside one without: axe is a script, and a browser without scripts runs none.

    It shows a page as the other window got it, also the answer to a form. It asks the portal for its looks alone.
    """

    def __init__(self, browser: Browser, base_url: str, width: int, height: int) -> None:
        self._browser, self._size, self._html = browser, ViewportSize(width=width, height=height), ""
        self._address = f"{base_url}/mirrored"

    @cached_property
    def _page(self) -> Page:
        page = self._browser.new_page(viewport=self._size)
        page.route(self._address, self._answer)
        return page

    def close(self) -> None:
        """Close the window, if it was opened."""
        if "_page" in vars(self):
            self._page.close()

    def violations(self, original: Page) -> list[str]:
        """What axe finds on the page that the other window shows."""
        self._html = _SCRIPTS.sub("", original.content())
        self._page.goto(self._address)
        return violations(self._page)

    def _answer(self, route: Route) -> None:
        route.fulfill(body=self._html, content_type="text/html; charset=utf-8")
