"""A person at work in one language: what is pressed, followed and filled in is found by the words of that language."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Locator, expect

from chalicelib.runtime.languages import translations
from infra.local.demo.people import PASSPHRASE
from tests.e2e.crawl import kind_of
from tests.e2e.looking import Mirror
from tests.e2e.visitor import PAGES_HEIGHT, Visitor
from tests.web.language_checks import PLACEHOLDER, pairs

_OF_THE_RECIPIENT = re.compile(r"/letters/\w+/[^/]+/\d+/\w+$")  # a letter to print: in the language of who gets it
_GAP = re.compile(r"[。，、：；？！] +[\u4e00-\u9fff]")
_SHORTEST = 4  # letters: a shorter text can be a name or a code
# The pieces of text on a page, but for what people typed, and names that stay as they are in each language.
_TEXTS = """() => {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), texts = [];
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const around = node.parentElement.closest('[lang]:not(html), textarea, blockquote, code');
    if (!around) texts.push(node.data.trim().replace(/\\s+/g, ' '));
  }
  return texts;
}"""


class Desk(Visitor):
    """A window without scripts in one language. After the address of the sign-in page nothing is typed into its address
    bar. `is_looked_at` says of each kind of page whether axe looks at it."""

    def __init__(
        self,
        browser: Browser,
        base_url: str,
        name: str,
        language: str,
        *,
        width: int,
        height: int = PAGES_HEIGHT,
        is_looked_at: Callable[[str], bool],
        pictures: bool = False,
        by_keyboard: bool = False,
    ) -> None:
        super().__init__(
            browser,
            base_url,
            f"{name}-{language}",
            width=width,
            height=height,
            pictures=pictures,
            by_keyboard=by_keyboard,
        )
        self._language, self._is_looked_at = language, is_looked_at
        self._mirror = Mirror(browser, base_url, width, height)
        self._is_settled = False  # whether the language was chosen
        self._known: set[str] = set()  # kinds of pages
        self.stops: list[str] = []
        self.faults: list[str] = []  # of all pages, so that one run tells them all

    def close(self) -> None:
        """Leave. Raises AssertionError for what was found on the way."""
        self._mirror.close()
        super().close()
        assert not self.faults, "\n".join(self.faults)

    def word(self, english: str, **values: object) -> str:
        """A text of the portal in the person's language."""
        text = translations(self._language).gettext(english)
        assert self._language == "en" or text != english or english in _SAME, f"{english!r} has no translation"
        return text % values if values else text

    def begin(self, who: str, heading: str = "") -> None:
        """Open the sign-in page, choose the language, and sign in, to the home page of that heading."""
        self.open("/sign-in")
        self._is_settled = True
        self._go(self.page.locator(f'a[hreflang="{self._language}"]'))
        email = f"{who}@example.org"
        self.write("Email address", email)
        self.write("Password", PASSPHRASE)
        self.do("Sign in")
        if self.page.url.endswith("/sign-in/code"):
            self.write("Enter the code from your app", self.unused_code(email))
            self.do("Sign in")
        if heading:
            self.reads(heading)

    def go(self, link: str, *, within: Locator | None = None, **values: object) -> None:
        """Follow the first link that begins with these words."""
        place = within or self.page
        self._go(place.get_by_role("link", name=_begins(self.word(link, **values))).first)

    def go_to(self, address: str, *, within: Locator | None = None) -> None:
        """Follow the first link whose address matches: a row, of which the words are a name."""
        place = within or self.page.locator("main")
        links = place.locator("a[href]")
        addresses = links.evaluate_all("links => links.map(link => link.getAttribute('href'))")
        fits = [number for number, each in enumerate(addresses) if re.search(address, each)]
        assert fits, f"no link to {address} on {self.page.title()}: {addresses}"
        self._go(links.nth(fits[0]))

    def row(self, *texts: str) -> Locator:
        """The first row of a table with these texts."""
        found = self.page.get_by_role("row")
        for text in texts:
            found = found.filter(has_text=text)
        expect(found.first).to_be_visible()
        return found.first

    def write(self, label: str, text: str, **values: object) -> None:
        """Type into the field of that label."""
        self.hands.write(self.page.get_by_label(_begins(self.word(label, **values))), text)

    def write_in(self, name: str, text: str) -> None:
        """Type into the field of that name."""
        self.hands.write(self.page.locator(f'[name="{name}"]'), text)

    def write_date(self, name: str, month: int, day: int, year: int) -> None:
        """Type a date into the three boxes of that field."""
        for part, value in (("month", month), ("day", day), ("year", year)):
            self.write_in(f"{name}_{part}", str(value))

    def pick(self, label: str, *, within: str = "", **values: object) -> None:
        """Choose an answer; `within`: the question that it answers."""
        self.choose(self.word(label), within=self.word(within, **values) if within else "")

    def pick_first(self, name: str, place: int = 0) -> None:
        """Choose one of the answers of the field of that name, by its place."""
        self.tick(self.page.locator(f'input[name="{name}"]').nth(place))

    def pick_from(self, label: str, place: int = 1) -> None:
        """Choose the option at that place of a list."""
        self.hands.select(self.page.get_by_label(_begins(self.word(label))), place)

    def pick_in(self, name: str, value: str) -> None:
        """Choose the option of that value in the list of that name."""
        options = self.page.locator(f'select[name="{name}"]')
        values = options.locator("option").evaluate_all("options => options.map(option => option.value)")
        self.hands.select(options, values.index(value))

    def do(self, button: str, **values: object) -> None:
        """Press a button, and look at the page that follows."""
        control = self.page.get_by_role("button", name=self.word(button, **values), exact=True).first
        self._go(control)

    def sign(self, button: str) -> None:
        """Type the password, and press the button under it."""
        self.write("Your password", PASSPHRASE)
        self.do(button)

    def figure(self, name: str) -> str:
        """The number that stands over these words."""
        label = self.page.locator("dt").filter(has_text=re.compile(rf"^\s*{re.escape(self.word(name))}\s*$"))
        return self.page.locator("main .figures > div").filter(has=label).locator("dd").inner_text()

    def listed(self, *texts: str) -> Locator:
        """The first card or entry of a list with these words of the portal."""
        found = self.page.locator("main").get_by_role("listitem")
        for text in texts:
            found = found.filter(has_text=self.word(text))
        expect(found.first).to_be_visible()
        return found.first

    def save(self, link: str = "", *, button: str = "") -> tuple[str, bytes]:
        """Save what a link or a button gives as a file: its name and content."""
        role, words = ("link", link) if link else ("button", button)
        control = self.page.get_by_role(role, name=_begins(self.word(words))).first  # type: ignore[arg-type]
        with self.page.expect_download() as download:
            self.hands.press(control)
        return download.value.suggested_filename, Path(download.value.path()).read_bytes()

    def reads(self, text: str, **values: object) -> None:
        """The text is visible on the page."""
        words = self.word(text, **values)
        found = self.page.get_by_text(words).or_(self.page.get_by_role("heading", name=words)).filter(visible=True)
        expect(found.first).to_be_visible()

    def reads_begun(self, text: str) -> None:
        """A text of the portal is visible up to its first placeholder."""
        self.sees(PLACEHOLDER.split(self.word(text))[0].strip())

    def look(self) -> None:
        """Hold the page against the rules, axe's and those of the language among them."""
        super().look()
        if not self._is_settled:
            return
        path = urlsplit(self.page.url).path
        self.stops.append(path)
        if not _OF_THE_RECIPIENT.match(path):
            self.faults += self._language_faults(path)
        if kind_of(path) not in self._known:
            self._known.add(kind_of(path))
            self.hands.look_around()
        if self._is_looked_at(kind_of(path)):
            self.faults += [f"{path} at {self._width} px: {each}" for each in self._mirror.violations(self.page)]

    def _language_faults(self, path: str) -> list[str]:
        shown = self.page.locator("html").get_attribute("lang")
        wrong = [] if shown == self._language else [f"{path} is in {shown}, not in {self._language}"]
        left = set() if self._language == "en" else _translated(self._language) & set(self.page.evaluate(_TEXTS))
        gaps = [text for text in self.page.evaluate(_TEXTS) if _GAP.search(text)]
        return [
            *wrong,
            *(f"{path} says in English: {text}" for text in sorted(left)),
            *(f"{path} has a space after a Chinese mark: {text}" for text in gaps),
        ]


_SAME = frozenset({"No"})
_BESIDE = frozenset({"Varicella"})  # stands under the Chinese name, as on a shot record


@cache
def _translated(language: str) -> frozenset[str]:
    """English texts that the language says otherwise, but for those with gaps and very short ones."""
    said = ((english, text) for english, text in pairs(language.replace("-", "_")) if not PLACEHOLDER.search(english))
    others = frozenset(english for english, text in said if english != text and len(english) >= _SHORTEST)
    return others - _BESIDE


def _begins(words: str) -> re.Pattern[str]:
    return re.compile(rf"^\s*{re.escape(words)}")
