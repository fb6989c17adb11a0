"""One person at one browser: everything is found by what is visible, and every page that opens is looked at."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Literal
from urllib.parse import urljoin, urlsplit

import pyotp
from playwright.sync_api import Browser, ConsoleMessage, Locator, Page, Request, Response, expect

from tests.checks.pages import parse_page
from tests.e2e.hands import Hands, Keyboard, Pointer

_SCREENS = Path(__file__).parents[2] / "build" / "screens"
PAGES_HEIGHT = 900
_FAILED = 400
_PATIENCE_MS = 15_000
_SPILLED = """() => [...document.querySelectorAll('.status, .usa-button')]
  .filter(each => each.clientWidth > 0 && each.scrollWidth > each.clientWidth + 1).map(each => each.innerText)"""
# A number that stands in two lines reads as two numbers.
_BROKEN = """() => [...document.querySelectorAll('main :is(b, strong, td, dd, span, a)')].filter(each => {
    if (each.childElementCount || !/^[\\d.,]{2,}$/.test(each.textContent.trim())) return false
    const letters = document.createRange()
    letters.selectNodeContents(each)
    return letters.getClientRects().length > 1
  }).map(each => each.textContent)"""
_LAST_WORDS_MS = 50
_POLICY = "Content Security Policy"  # stands in what Chromium says of each breach, whatever kind
_MAIL_TRIES = 40
_CODE_TRIES = 40
# The phones of people who registered in these tests, and the codes that were typed: each works once.
_APPS: dict[str, pyotp.TOTP] = {}
_USED: set[tuple[str, str]] = set()


class Visitor:
    """A browser window of this width; without scripts unless asked for.

    A console error, a failed request, an answer of 400 or more, or a page that is wider than the window ends the test.
    So does anything that the content policy kept from happening, also after the last look at a page.
    With `pictures` each page is kept as a picture in build/screens: it costs several times what the page does.
    `by_keyboard`: everything is reached by Tab; a stop that cannot be seen ends the test, when the visitor leaves.
    """

    def __init__(
        self,
        browser: Browser,
        base_url: str,
        name: str,
        *,
        width: int,
        height: int = PAGES_HEIGHT,
        scripts: bool = False,
        pictures: bool = False,
        by_keyboard: bool = False,
    ) -> None:
        self._context = browser.new_context(
            base_url=base_url,
            viewport={"width": width, "height": height},
            java_script_enabled=scripts,
            reduced_motion="reduce" if by_keyboard else "no-preference",  # a stop is looked at where it comes to rest
        )
        self.page: Page = self._context.new_page()
        self.hands: Hands = Keyboard(self.page) if by_keyboard else Pointer(self.page)
        self.page.set_default_timeout(_PATIENCE_MS)
        self._folder = _SCREENS / f"{width}"
        self._name, self._width, self._base_url = name, width, base_url
        self.pages_seen, self._pictures = 0, pictures
        self._problems: list[str] = []
        self.breaches: list[str] = []  # of the content policy; nothing clears them
        self._context.on("console", self._heard)
        self.page.on("requestfailed", self._request_failed)
        self.page.on("response", self._answered)

    def close(self) -> None:
        """Leave. Raises AssertionError where the content policy had to keep something from happening meanwhile."""
        if not self.page.is_closed():
            self.page.wait_for_timeout(_LAST_WORDS_MS)
        self._context.close()
        assert not self.breaches, f"{self._name}: {self.breaches}"
        assert not self.hands.faults, "\n".join(self.hands.faults)

    def open(self, path: str) -> None:
        """Type an address."""
        self.page.goto(path)
        self.look()

    def fill(self, label: str, text: str, *, within: str = "") -> None:
        """Type into the field of that label; `within` names the group around it."""
        self.hands.write(self._place(within).get_by_label(_label(label)), text)

    def fill_date(self, group: str, month: int, day: int, year: int) -> None:
        """Type a date into its three boxes."""
        for part, value in (("Month", month), ("Day", day), ("Year", year)):
            self.hands.write(self._place(group).get_by_label(part, exact=True), str(value))

    def select(self, label: str, option: str) -> None:
        """Choose from a list."""
        options = self.page.get_by_label(_label(label))
        texts = [text.strip() for text in options.locator("option").all_text_contents()]
        self.hands.select(options, texts.index(option))

    def choose(self, label: str, *, within: str = "") -> None:
        """Tick a box, or choose one of several answers."""
        place, name = self._place(within), _label(label)
        control = place.get_by_role("radio", name=name).or_(place.get_by_role("checkbox", name=name))
        self.tick(control)

    def tick(self, box: Locator) -> None:
        """Tick this box, or choose this answer, where that is not done yet."""
        if not box.is_checked():
            self.hands.tick(box)
        expect(box).to_be_checked()

    def press(self, button: str, *, within: str = "") -> None:
        """Press a button, and look at the page that follows."""
        self._go(self._place(within).get_by_role("button", name=button, exact=True))

    def press_wrongly(self) -> None:
        """Press the form's button with nothing filled in; the page says what is missing, with an answer of 422."""
        button = self.page.locator("main form button:not([type=button])").first
        self.hands.reach(button)
        with self.page.expect_navigation():
            self.hands.press(button)
        expect(self.page.get_by_role("alert").or_(self.page.locator(".usa-alert--error")).first).to_be_visible()
        self._problems.clear()
        self.look()

    def follow(self, link: str) -> None:
        """Follow the first link that begins with these words (words for screen readers may follow)."""
        self._go(self.page.get_by_role("link", name=_label(link)).first)

    def follow_in(self, part: Locator, link: str) -> None:
        """Follow a link inside a row or card."""
        self._go(part.get_by_role("link", name=_label(link)))

    def card(self, heading: str) -> Locator:
        """The card of that heading."""
        title = self.page.get_by_role("heading", name=heading, exact=True)
        return self.page.get_by_role("listitem").filter(has=title)

    def wait_for_row(self, path: str, *texts: str) -> Locator:
        """The row of a table with these texts on the page at `path`; what a background job does takes a moment."""
        return self._wait_for(path, "row", texts)

    def _wait_for(self, path: str, role: Literal["row", "listitem"], texts: tuple[str, ...]) -> Locator:
        self.open(path)
        found = self.page.get_by_role(role)
        for text in texts:
            found = found.filter(has_text=text)
        for _ in range(_MAIL_TRIES):
            if found.count():
                break
            self.page.wait_for_timeout(500)
            self.page.reload()
        return found.first

    def unfold(self, summary: str) -> None:
        """Open what stands behind a summary."""
        self.hands.press(self.page.locator("summary", has_text=summary).first)

    def sees(self, text: str) -> None:
        """The text is visible somewhere on the page."""
        expect(self.page.get_by_text(text).filter(visible=True).first).to_be_visible()

    def sees_not(self, text: str) -> None:
        """The text is nowhere on the page."""
        expect(self.page.get_by_text(text)).to_have_count(0)

    def at(self, heading: str) -> None:
        """The page's heading."""
        expect(self.page.get_by_role("heading", level=1)).to_have_text(heading)

    def text_of(self, pattern: str) -> str:
        """The first visible match of a pattern."""
        found = re.search(pattern, self.page.locator("main").inner_text())
        assert found, f"{pattern!r} is not on {self.page.title()}"
        return found[0]

    def sign_in(self, email: str, password: str) -> None:
        """Sign in, to the own home page."""
        self.open("/sign-in")
        self.fill("Email address", email)
        self.fill("Password", password)
        self.press("Sign in")
        if self.page.url.endswith("/sign-in/code"):
            self.type_code(email)

    def type_code(self, email: str) -> None:
        """The second step of signing in: what the person's phone shows, and what it showed no one yet."""
        code = self.unused_code(email)
        self.fill("Enter the code from your app", code)
        self.press("Sign in")

    def set_up_two_factor(self, email: str) -> None:
        """Type the key into an app, type the app's code, and keep the recovery codes."""
        self.at("Set up two-step verification")
        key = self.page.locator(".secret-key").inner_text().replace(" ", "")
        _APPS[email] = pyotp.TOTP(key)
        self.fill("Code from your app", self.unused_code(email))
        self.press("Turn on two-step verification")
        self.at("Your recovery codes")
        self.press("I have kept my codes")

    def unused_code(self, email: str) -> str:
        """What the person's app shows, and showed no one yet."""
        for _ in range(_CODE_TRIES):
            code = next((each for each in self._codes(email) if (email, each) not in _USED), "")
            if code:
                _USED.add((email, code))
                return code
            self.page.wait_for_timeout(1_000)
        raise AssertionError(f"no code of {email} that was not used yet")

    def _codes(self, email: str) -> list[str]:
        """The codes that count now: of an app that was set up here, or of the local run's page for demo accounts."""
        if email in _APPS:
            return [_APPS[email].now()]
        page = self._context.request.get("/local/codes").text()
        row = re.search(rf"<td>{re.escape(email)}</td><td>(\d{{3}} \d{{3}})</td><td>(\d{{3}} \d{{3}})</td>", page)
        assert row, f"{email} has no code"
        return [code.replace(" ", "") for code in row.groups()]

    def open_newest_mail(self, to: str, subject: str) -> None:
        """Wait for a mail in the local mailbox, and open it."""
        self._go(self._wait_for("/local/mailbox", "listitem", (to, subject)).get_by_role("link"))

    def follow_mailed_link(self, path: str) -> None:
        """Follow the link of the open mail that leads to `path`."""
        self._go(self.page.locator(f'main a[href*="{path}"]').first)

    def links(self) -> list[str]:
        """Where the links of the page lead inside the portal, as paths."""
        addresses = self.page.evaluate("Array.from(document.links, link => link.href)")
        return [path for path in (own_path(address, self._base_url) for address in addresses) if path]

    def ask_for(self, path: str) -> list[str]:
        """Get a page without showing it; where its links lead inside the portal, as paths."""
        answer = self._context.request.get(path)
        assert answer.ok, f"{path} answered {answer.status}"
        self.pages_seen += 1
        addresses = [link.get("href", "") for link in parse_page(answer.text()).iter("a")]
        paths = (own_path(urljoin(answer.url, address), self._base_url) for address in addresses)
        return [path for path in paths if path]

    def look(self) -> None:
        """Hold the page against the rules."""
        self.page.wait_for_load_state("load")
        self.pages_seen += 1
        if self._pictures:
            self.keep_picture(f"{self.pages_seen:02}")
        wide = self.page.evaluate("document.documentElement.scrollWidth")
        assert wide <= self._width, f"{self.page.title()} is {wide} px wide at {self._width} px"
        spilled = self.page.evaluate(_SPILLED)
        assert not spilled, f"{self.page.title()}: wider than their place: {spilled}"
        broken = self.page.evaluate(_BROKEN)
        assert not broken, f"{self.page.title()}: numbers in two lines: {broken}"
        assert not self._problems, f"{self.page.title()}: {self._problems}"
        assert not self.breaches, f"{self.page.title()}: {self.breaches}"

    def keep_picture(self, name: str) -> None:
        """Keep the page as a picture in build/screens."""
        self._folder.mkdir(parents=True, exist_ok=True)
        self.page.screenshot(path=self._folder / f"{self._name}-{name}.png", full_page=True)

    def _place(self, group: str) -> Page | Locator:
        return self.page.get_by_role("group", name=group) if group else self.page

    def _go(self, control: Locator) -> None:
        self.hands.reach(control)
        with self.page.expect_navigation():
            self.hands.press(control)
        self.look()

    def _heard(self, message: ConsoleMessage) -> None:
        if _POLICY in message.text:
            self.breaches.append(message.text)
        elif message.type in {"error", "warning"}:
            self._problems.append(message.text)

    def _request_failed(self, request: Request) -> None:
        if request.failure != "net::ERR_ABORTED":  # what the browser itself gave up, as the visitor went on
            self._problems.append(f"{request.url} failed: {request.failure}")

    def _answered(self, response: Response) -> None:
        if response.status >= _FAILED:
            self._problems.append(f"{response.url} answered {response.status}")


def own_path(address: str, base_url: str) -> str:
    """The path of a link that stays in the portal and only shows something; "" for another one."""
    parts, base = urlsplit(address), urlsplit(base_url)
    leaves = (parts.scheme, parts.netloc) != (base.scheme, base.netloc)
    if leaves or parts.path.startswith(("/local/", "/static/")) or "lang=" in parts.query:
        return ""
    return parts.path + (f"?{parts.query}" if parts.query else "")


def _label(words: str) -> re.Pattern[str]:
    """A label begins with these words; a hint or a mark such as "(optional)" may follow."""
    return re.compile(rf"^\s*{re.escape(words)}")
