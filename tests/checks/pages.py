"""What holds for every answer of the portal, whatever the page: valid HTML, one heading, a title, a label at every
control, ids that meet, nothing inline, the security headers, no code or placeholder in sight."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element

from chalicelib.web.http.headers import SECURITY_HEADERS, own_path
from chalicelib.web.http.languages import LANGUAGES
from tests.checks.cookies import is_good_cookie
from tests.checks.parsed import InvalidHtmlError, parsed

if TYPE_CHECKING:
    from tests.portal import Shown

_OWN_HIDDEN = frozenset({"csrf", "operation", "version"})
_CONTROLS = frozenset({"input", "select", "textarea"})
_REFERENCES = ("for", "aria-describedby", "aria-labelledby", "aria-controls", "headers", "list")
_LEFT_OVER = re.compile(r"%\(|\{\{|\{%|\b[A-Z]{2,}_[A-Z_]{2,}\b|<[A-Za-z.]+ object|\bNone\b(?! of)|Role\.|\bdatetime\b")
_OPTIONAL = re.compile(r" \([^)]*\)$")  # a question that is the heading says there that it may be left out
_PAGES = ("text/html; charset=utf-8",)
_FILES = ("text/html; charset=utf-8", "application/json", "text/csv; charset=utf-8")
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")


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
    return " ".join("".join(_texts(element)).split()) if element is not None else ""


def _texts(element: Element) -> Iterator[str]:
    if element.tag in {"script", "style", "template"} or not isinstance(element.tag, str):
        yield element.tail or ""
        return
    yield element.text or ""
    for child in element:
        yield " "
        yield from _texts(child)
        yield " " if child.tag in {"p", "li", "td", "th", "div", "dt", "dd", "option"} else ""
        if isinstance(child.tag, str) and child.tag not in {"script", "style", "template"}:
            yield child.tail or ""


@dataclass(frozen=True)
class ShownForm:
    """A form as it stands on a page."""

    action: str
    method: str
    hidden: dict[str, str | list[str]]
    values: dict[str, str | list[str]]
    names: tuple[str, ...]
    buttons: dict[str, tuple[str, str]] = field(default_factory=dict)

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
    return ShownForm(
        form.get("action") or page_path, form.get("method", "get").lower(), hidden, values, tuple(names), buttons
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
        if shown.headers.get(name.lower()) != value:
            yield f"header {name} is {shown.headers.get(name.lower())!r}"
    if shown.headers.get("content-type") not in (_FILES if shown.is_file else _PAGES):
        yield f"content type is {shown.headers.get('content-type')!r}"
    if shown.status in {302, 303} and not own_path(shown.location.split("?")[0], ""):
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
    for check in (_wrong_frame, _wrong_ids, _wrong_controls, _wrong_inline, _wrong_structure, _wrong_words):
        yield from check(page)


def _wrong_frame(page: Element) -> Iterator[str]:
    if page.get("lang") not in LANGUAGES:
        yield f"the page's language is {page.get('lang')!r}"
    title = text_of(page.find("head/title"))
    if not re.fullmatch(r"\S.* - \S.*", title):
        yield f"the title is {title!r}"
    headings = [text_of(heading) for heading in page.iter("h1")]
    if len(headings) != 1 or not headings[0]:
        yield f"the main headings are {headings}"
    elif _OPTIONAL.sub("", headings[0]).casefold() not in title.casefold():
        yield f"the title {title!r} does not tell the heading {headings[0]!r}"
    if len(list(page.iter("main"))) != 1:
        yield "there is not one main part"


def _wrong_ids(page: Element) -> Iterator[str]:
    ids = Counter(element.get("id") for element in page.iter() if element.get("id") is not None)
    yield from (f"id {name!r} stands {count} times" for name, count in ids.items() if count > 1 or not name)
    for element in page.iter():
        for attribute in _REFERENCES:
            yield from (
                f"{element.tag} {attribute} names the missing id {name!r}"
                for name in element.get(attribute, "").split()
                if name not in ids
            )
        href = element.get("href", "")
        if href.startswith("#") and href[1:] not in ids:
            yield f"a link leads to the missing id {href!r}"


def _wrong_controls(page: Element) -> Iterator[str]:
    labelled = {label.get("for") for label in page.iter("label") if text_of(label)}
    wrapped = {id(control) for label in page.iter("label") if text_of(label) for control in label.iter()}
    grouped = {
        id(control) for group in page.iter("fieldset") if group.find("legend") is not None for control in group.iter()
    }
    for control in page.iter():
        if control.tag in _CONTROLS and control.get("type") not in {"hidden", "submit"}:
            name = control.get("name")
            named = control.get("aria-label") or control.get("aria-labelledby")
            if not (control.get("id") in labelled or id(control) in wrapped or named):
                yield f"the control {name!r} has no label"
            if control.get("type") == "radio" and id(control) not in grouped:
                yield f"the choices of {name!r} stand in no group with a legend"
    for form in page.iter("form"):
        names = {control.get("name") for control in form.iter("input")}
        if form.get("method", "").lower() == "post" and "csrf" not in names:
            yield f"the form to {form.get('action')} has no csrf field"


def _wrong_inline(page: Element) -> Iterator[str]:
    for element in page.iter():
        yield from (
            f"inline {name} on {element.tag}" for name in element.attrib if name == "style" or name.startswith("on")
        )
        if element.tag == "style" or (element.tag == "script" and not element.get("src")):
            yield f"inline {element.tag}"
        for name in ("href", "src", "action"):
            value = element.get(name, "")
            if re.match(r"\s*(javascript|data|vbscript):", value, re.IGNORECASE):
                yield f"{name}={value[:40]!r} on {element.tag}"


def _wrong_structure(page: Element) -> Iterator[str]:
    level = 0
    for element in page.iter():
        # The error summary stands before the page's heading, so that it is read first.
        if element.tag in _HEADINGS and element.get("id") != "error-summary-title":
            this = _HEADINGS.index(element.tag) + 1
            if this > level + 1:
                yield f"the heading {text_of(element)!r} skips a level"
            level = this
        elif element.tag in {"a", "button"}:
            pictured = any(image.get("alt") for image in element.iter("img"))
            if not (text_of(element) or element.get("aria-label") or pictured):
                yield f"a {element.tag} without a name: {element.attrib}"
        elif element.tag == "img" and element.get("alt") is None:
            yield f"an image without alt: {element.get('src')}"
        elif element.tag == "table":
            if element.find("caption") is None:
                yield "a table without a caption"
            yield from ("a table heading without scope" for cell in element.iter("th") if not cell.get("scope"))


def _wrong_words(page: Element) -> Iterator[str]:
    body = page.find("body")
    found = _LEFT_OVER.search(text_of(body)) if body is not None else None
    if found:
        place = text_of(body)[max(0, found.start() - 40) : found.end() + 40]
        yield f"a code, placeholder or empty value in sight: {place!r}"
