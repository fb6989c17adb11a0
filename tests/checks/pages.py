"""What holds for every answer of the portal, whatever the page: valid HTML, one heading, a title, a label at every
control, ids that meet, nothing inline, the security headers, no code or placeholder in sight."""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element

from chalicelib.web.http.headers import SECURITY_HEADERS, own_path
from chalicelib.web.http.languages import LANGUAGES
from tests.checks.cookies import is_good_cookie
from tests.checks.leaving import DOCUMENTS_ORIGIN, leads_to_file, policy_at
from tests.checks.parsed import InvalidHtmlError, parsed

if TYPE_CHECKING:
    from tests.portal import Shown

_OWN_HIDDEN = frozenset({"csrf", "operation", "version", "labels"})
_CONTROLS = frozenset({"input", "select", "textarea"})
_REFERENCES = frozenset({"for", "aria-describedby", "aria-labelledby", "aria-controls", "headers", "list"})
_ADDRESSES = frozenset({"href", "src", "action"})
_RUNS = re.compile(r"\s*(javascript|data|vbscript):", re.IGNORECASE)
_LEFT_OVER = re.compile(r"%\(|\{\{|\{%|\b[A-Z]{2,}_[A-Z_]{2,}\b|<[A-Za-z.]+ object|\bNone\b(?! of)|Role\.|\bdatetime\b")
_OPTIONAL = re.compile(r" \([^)]*\)$")  # a question that is the heading says there that it may be left out
_PAGES, _FILES = (
    ("text/html; charset=utf-8",),
    (
        "text/html; charset=utf-8",
        "application/json",
        "text/calendar; charset=utf-8",
        "image/svg+xml",
        "text/csv; charset=utf-8",
        "text/plain; charset=utf-8",
        "application/x-zip-compressed",
    ),
)
_TO_TRY_LATER = frozenset({429, 503})
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_UNSEEN = frozenset({"script", "style", "template"})
_APART = frozenset({"p", "li", "td", "th", "div", "dt", "dd", "option"})


class BadPageError(AssertionError):
    """A page breaks a rule that holds for all of them."""


@lru_cache(maxsize=64)
def parse_page(text: str) -> Element:
    """The page's elements. Raises BadPageError if the HTML is not valid."""
    try:
        return parsed(text)
    except InvalidHtmlError as error:
        raise BadPageError(str(error)) from None


def text_of(element: Element | None) -> str:
    """The text of an element, one space between words."""
    if element is None:
        return ""
    said: list[str] = []
    _add_texts(element, said.append)
    return " ".join("".join(said).split())


def _add_texts(element: Element, add: Callable[[str], None]) -> None:
    if element.text:
        add(element.text)
    for child in element:
        add(" ")
        if isinstance(child.tag, str) and child.tag not in _UNSEEN:
            _add_texts(child, add)
            if child.tag in _APART:
                add(" ")
        if child.tail:
            add(child.tail)


def _has_text(element: Element) -> bool:
    """Whether `text_of` is not empty; mostly the first text says so."""
    return bool(element.text and not element.text.isspace()) or bool(text_of(element))


@dataclass(frozen=True)
class ShownForm:
    """A form as it stands on a page."""

    action: str
    method: str
    hidden: dict[str, str | list[str]]
    values: dict[str, str | list[str]]
    names: tuple[str, ...]
    buttons: dict[str, tuple[str, str]] = field(default_factory=dict)
    button_actions: dict[str, str] = field(default_factory=dict)
    question: str = ""  # what its page's script asks the browser for a passkey, as JSON

    def action_of(self, button: str) -> str:
        """Where the button sends the form."""
        return self.button_actions.get(button, self.action)

    def button_values(self, button: str) -> dict[str, str]:
        """What the button itself sends."""
        name, value = self.buttons.get(button, ("", ""))
        return {name: value} if name else {}


def forms_of(root: Element, page_path: str) -> list[ShownForm]:
    """The forms below `root`."""
    return [_read_form(form, page_path) for form in root.iter("form")]


def _read_form(form: Element, page_path: str) -> ShownForm:
    hidden: dict[str, str | list[str]] = {}
    values: dict[str, str | list[str]] = {}
    names: list[str] = []
    for control in form.iter():
        name = control.get("name", "")
        if control.tag not in _CONTROLS or not name:
            continue
        if control.get("type") == "hidden":
            hidden[name] = _one_more(hidden.get(name), control.get("value", ""))
            continue
        if name not in names:
            names.append(name)
        _fill(values, control, name)
    buttons = {text_of(button): (button.get("name", ""), button.get("value", "")) for button in form.iter("button")}
    actions = {text_of(button): button.get("formaction", "") for button in form.iter("button")}
    return ShownForm(
        form.get("action") or page_path,
        form.get("method", "get").lower(),
        hidden,
        values,
        tuple(names),
        buttons,
        {text: action for text, action in actions.items() if action},
        next((asked for each in form.iter() if (asked := each.get("data-question"))), ""),
    )


def _one_more(known: str | list[str] | None, value: str) -> str | list[str]:
    if known is None:
        return value
    return [*([known] if isinstance(known, str) else known), value]


def _fill(values: dict[str, str | list[str]], control: Element, name: str) -> None:
    kind = control.get("type", "text")
    if control.tag == "select":
        chosen = [option for option in control.iter("option") if "selected" in option.attrib]
        values[name] = chosen[0].get("value", "") if chosen else ""
    elif control.tag == "textarea":
        values[name] = (control.text or "").removeprefix("\n")
    elif kind == "radio":
        if "checked" in control.attrib:
            values[name] = control.get("value", "")
    elif kind == "checkbox":
        if "checked" in control.attrib:
            known = values.setdefault(name, [])
            if isinstance(known, list):
                known.append(control.get("value", "on"))
    else:
        values[name] = control.get("value", "")


def require_good_page(shown: "Shown") -> None:
    """Raises BadPageError with everything that is wrong with this answer."""
    wrong = list(_wrong_headers(shown))
    if shown.method != "HEAD" and shown.status not in {302, 303} and not shown.is_file:
        wrong += _wrong_in_html(shown)
    wrong += [f"an unbounded read: {call.operation} {call.arguments}" for call in shown.calls if not call.is_bounded]
    if wrong:
        raise BadPageError(f"{shown.method} {shown.path} ({shown.status}):\n  " + "\n  ".join(wrong))


def _wrong_headers(shown: "Shown") -> Iterator[str]:
    for name, value in SECURITY_HEADERS.items():
        allowed = policy_at(shown.path) if name == "Content-Security-Policy" else (value,)
        if shown.headers.get(name.lower()) not in allowed:
            yield f"header {name} is {shown.headers.get(name.lower())!r}"
    if (shown.status in _TO_TRY_LATER) != ("retry-after" in shown.headers):
        yield f"status {shown.status}, to be tried again after {shown.headers.get('retry-after')}"
    if shown.headers.get("content-type") not in (_FILES if shown.is_file else _PAGES):
        yield f"content type is {shown.headers.get('content-type')!r}"
    if shown.status in {302, 303} and not (
        own_path(shown.location.split("?")[0], "") or leads_to_file(shown.path, shown.location)
    ):
        yield f"redirects to {shown.location!r}"
    set_cookies = shown.headers.get("set-cookie")
    for cookie in re.split(r", (?=__Host-)", set_cookies) if set_cookies else ():
        if not is_good_cookie(cookie):
            yield f"cookie {cookie}"


def _wrong_in_html(shown: "Shown") -> Iterator[str]:
    try:
        page = parse_page(shown.text)
    except BadPageError as error:
        yield str(error)
        return
    found = _found_in(page)
    for check in (_wrong_frame, _wrong_ids, _wrong_controls, _wrong_inline, _wrong_structure, _wrong_words):
        yield from check(found)


@dataclass
class _Found:
    """What the checks look at, gathered in one walk: a page has a thousand elements, and few of them matter to each."""

    page: Element
    by_tag: dict[str, list[Element]] = field(default_factory=lambda: defaultdict(list))
    headings: list[Element] = field(default_factory=list)
    ids: Counter[str] = field(default_factory=Counter)
    references: list[tuple[Element, str, str]] = field(default_factory=list)
    addresses: list[tuple[Element, str, str]] = field(default_factory=list)
    inline: list[tuple[Element, str]] = field(default_factory=list)


def _found_in(page: Element) -> _Found:
    found = _Found(page)
    for element in page.iter():
        found.by_tag[element.tag].append(element)
        if element.tag in _HEADINGS:
            found.headings.append(element)
        for name, value in element.items():
            if name == "id":
                found.ids[value] += 1
            elif name in _REFERENCES:
                found.references.append((element, name, value))
            elif name in _ADDRESSES:
                found.addresses.append((element, name, value))
            elif name == "style" or name.startswith("on"):
                found.inline.append((element, name))
    return found


def _wrong_frame(found: _Found) -> Iterator[str]:
    page = found.page
    if page.get("lang") not in LANGUAGES:
        yield f"the page's language is {page.get('lang')!r}"
    title = text_of(page.find("head/title"))
    if not re.fullmatch(r"\S.* - \S.*", title):
        yield f"the title is {title!r}"
    headings = [text_of(heading) for heading in found.by_tag["h1"]]
    if len(headings) != 1 or not headings[0]:
        yield f"the main headings are {headings}"
    elif _OPTIONAL.sub("", headings[0]).casefold() not in title.casefold():
        yield f"the title {title!r} does not tell the heading {headings[0]!r}"
    if len(found.by_tag["main"]) != 1:
        yield "there is not one main part"


def _wrong_ids(found: _Found) -> Iterator[str]:
    yield from (f"id {name!r} stands {count} times" for name, count in found.ids.items() if count > 1 or not name)
    for element, attribute, names in found.references:
        yield from (
            f"{element.tag} {attribute} names the missing id {name!r}"
            for name in names.split()
            if name not in found.ids
        )
    for _element, attribute, address in found.addresses:
        if attribute == "href" and address.startswith("#") and address[1:] not in found.ids:
            yield f"a link leads to the missing id {address!r}"


def _wrong_controls(found: _Found) -> Iterator[str]:
    labels = [label for label in found.by_tag["label"] if _has_text(label)]
    labelled = {label.get("for") for label in labels}
    wrapped = {id(control) for label in labels for control in label.iter()}
    groups = (group for group in found.by_tag["fieldset"] if group.find("legend") is not None)
    grouped = {id(control) for group in groups for control in group.iter()}
    for control in (each for tag in _CONTROLS for each in found.by_tag[tag]):
        if control.get("type") not in {"hidden", "submit"}:
            name = control.get("name")
            named = control.get("aria-label") or control.get("aria-labelledby")
            if not (control.get("id") in labelled or id(control) in wrapped or named):
                yield f"the control {name!r} has no label"
            if control.get("type") == "radio" and id(control) not in grouped:
                yield f"the choices of {name!r} stand in no group with a legend"
    for form in found.by_tag["form"]:
        names = {control.get("name") for control in form.iter("input")}
        if form.get("action", "").startswith(DOCUMENTS_ORIGIN):
            if names & _OWN_HIDDEN:
                yield "the form that sends a file to its bucket gives away the portal's own fields"
        elif form.get("method", "").lower() == "post" and "csrf" not in names:
            yield f"the form to {form.get('action')} has no csrf field"


def _wrong_inline(found: _Found) -> Iterator[str]:
    yield from (f"inline {name} on {element.tag}" for element, name in found.inline)
    yield from ("inline style" for _ in found.by_tag["style"])
    yield from ("inline script" for script in found.by_tag["script"] if not script.get("src"))
    for element, name, address in found.addresses:
        if _RUNS.match(address):
            yield f"{name}={address[:40]!r} on {element.tag}"


def _wrong_structure(found: _Found) -> Iterator[str]:
    level = 0
    for heading in found.headings:
        # The error summary stands before the page's heading, so that it is read first.
        if heading.get("id") != "error-summary-title":
            this = _HEADINGS[heading.tag]
            if this > level + 1:
                yield f"the heading {text_of(heading)!r} skips a level"
            level = this
    for element in (*found.by_tag["a"], *found.by_tag["button"]):
        pictured = any(image.get("alt") for image in element.iter("img"))
        if not (_has_text(element) or element.get("aria-label") or pictured):
            yield f"a {element.tag} without a name: {element.attrib}"
    yield from (
        f"an image without alt: {image.get('src')}" for image in found.by_tag["img"] if image.get("alt") is None
    )
    for table in found.by_tag["table"]:
        if table.find("caption") is None:
            yield "a table without a caption"
        yield from ("a table heading without scope" for cell in table.iter("th") if not cell.get("scope"))


def _wrong_words(found: _Found) -> Iterator[str]:
    words = text_of(found.page.find("body"))
    left = _LEFT_OVER.search(words)
    if left:
        yield f"a code, placeholder or empty value in sight: {words[max(0, left.start() - 40) : left.end() + 40]!r}"
