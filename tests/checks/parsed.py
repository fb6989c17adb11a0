"""Reads pages as html5lib does, many times faster.

html5lib judges whether a page is valid HTML, and it takes longer than the portal takes to make the page. What it does
with a tag or a text depends on which elements are open there, on what stands just before within the innermost of them,
and on the tag with the names of its attributes, or on whether the text is blank: a step. As long as every element is
closed where it stands, nothing else is left over from earlier on the page. So html5lib judges a page that has a step
which is new in this process, and its tree is compared with the one that is put together here; where both are equal the
steps are known. A page of known steps is put together here. Where the trees differ, and wherever a page holds anything
out of the ordinary, html5lib reads each page itself.
"""

import re
from collections.abc import Iterator
from html import unescape
from xml.etree.ElementTree import Element, SubElement

import html5lib
from html5lib._inputstream import invalid_unicode_re

_START = r"<(?P<tag>[a-z][a-z0-9]*)(?P<given>(?:\s+[a-z][a-z0-9:_-]*(?:=\"[^\"<>]*\")?)*)\s*>"
_TOKEN = re.compile(rf"{_START}|</(?P<end>[a-z][a-z0-9]*)>|(?P<text>[^<]+)")
_GIVEN = re.compile(r"([a-z][a-z0-9:_-]*)(?:=\"([^\"]*)\")?")
_DOCTYPE = "<!doctype html>"
_ODD = re.compile(r"\r|\0|&(?!(?:amp|lt|gt|quot|#34|#39);)|<[^a-z/]")
_VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())  # noqa: SIM905
_Step = tuple[int, str, str, str]  # the open elements by their number, what stands before, the tag or text, attributes
_known_steps: set[_Step] = set()
_numbers: dict[tuple[int, str], int] = {}  # of open elements: those around, and the innermost
_read_attributes: dict[str, tuple[str, dict[str, str]]] = {}
_MOST_ATTRIBUTES = 10_000


class InvalidHtmlError(AssertionError):
    """What html5lib says of a page, with the place."""


class _OddPageError(Exception):
    """Not put together here."""


def parsed(text: str) -> Element:
    """The page's elements. Raises InvalidHtmlError."""
    try:
        page, new_steps = _put_together(text)
    except _OddPageError:
        return by_html5lib(text)
    if not new_steps:
        return page
    judged = by_html5lib(text)
    if _as_lists(judged) == _as_lists(page):
        _known_steps.update(new_steps)
    return judged


def by_html5lib(text: str) -> Element:
    """The page's elements as html5lib reads them. Raises InvalidHtmlError."""
    parser = html5lib.HTMLParser(tree=html5lib.getTreeBuilder("etree"), strict=True, namespaceHTMLElements=False)
    try:
        return parser.parse(text)
    except html5lib.html5parser.ParseError as error:
        line, column = parser.tokenizer.stream.position()
        shown = "".join(text.splitlines()[line - 1 : line])[:200]  # none past the end
        said = f"not valid HTML: {error} at {line}:{column}: {shown}"
        raise InvalidHtmlError(said) from None


def _as_lists(element: Element) -> list[object]:
    below = [_as_lists(each) for each in element]
    return [element.tag, dict(element.attrib), element.text or "", element.tail or "", below]


def _tokens(text: str) -> Iterator[tuple[str | None, ...]]:
    """A tag that opens and its attributes, a tag that closes, or a text; in order."""
    beginning = text[: len(_DOCTYPE)]
    if beginning.lower() != _DOCTYPE or _ODD.search(text, len(_DOCTYPE)) or invalid_unicode_re.search(text):
        raise _OddPageError
    place = len(_DOCTYPE)
    for found in _TOKEN.finditer(text, place):
        if found.start() != place:
            raise _OddPageError
        place = found.end()
        yield found.groups()
    if place != len(text):
        raise _OddPageError


def _put_together(text: str) -> tuple[Element, set[_Step]]:
    """The tree of a page in which each element is opened and closed where it stands, and the steps that are new."""
    root = Element("html")
    opened: list[Element] = []
    around: list[int] = []
    within, before = 0, ""
    last: Element | None = None  # the element that was closed last within the one that is open
    new_steps: set[_Step] = set()
    for tag, given, end, words in _tokens(text):
        if tag:
            names, attributes = _attributes_of(given or "")
            step = (within, before, tag, names)
            made = SubElement(opened[-1], tag, attributes) if opened else _begun(root, tag, attributes)
            if tag in _VOID:
                last, before = made, tag
            else:
                opened.append(made)
                around.append(within)
                within = _numbers.setdefault((within, tag), len(_numbers) + 1)
                last, before = None, ""
        elif end:
            if not opened or opened[-1].tag != end:
                raise _OddPageError
            step = (within, before, "/", "")
            last, within, before = opened.pop(), around.pop(), end
        else:
            kind = _kind_of(words or "")
            step = (within, before, kind, "")
            _add_text(words or "", opened, last, root)
            before = kind
        if step not in _known_steps:
            new_steps.add(step)
    if opened:
        raise _OddPageError
    return root, new_steps


def _begun(root: Element, tag: str, attributes: dict[str, str]) -> Element:
    if tag != "html" or len(root):
        raise _OddPageError
    root.attrib.update(attributes)
    return root


def _attributes_of(given: str) -> tuple[str, dict[str, str]]:
    """The names of a tag's attributes, and their values. Of a value only that of `type` counts for html5lib's judgment
    (a hidden field in a table), so it stands with the names."""
    if given not in _read_attributes:
        if len(_read_attributes) > _MOST_ATTRIBUTES:
            _read_attributes.clear()
        found = _GIVEN.findall(given)
        names = ",".join(f"{key}={value}" if key == "type" else key for key, value in found)
        _read_attributes[given] = names, {key: unescape(value) for key, value in found}
    return _read_attributes[given]


def _kind_of(words: str) -> str:
    """Of a text counts whether it is blank, begins blank, or begins a new line."""
    kind = "#blank" if words.isspace() else "#after a blank" if words[0].isspace() else "#text"
    return kind + "\n" * (words[0] == "\n")


def _add_text(text: str, opened: list[Element], last: Element | None, root: Element) -> None:
    if not opened or (opened == [root] and last is not None and last.tag == "body"):
        if not text.isspace():
            raise _OddPageError
        _append(text, root.find("body"))  # what stands after the body counts as its end
    elif last is not None:
        last.tail = (last.tail or "") + unescape(text)
    elif opened == [root]:
        if not text.isspace():
            raise _OddPageError  # before the head, where blanks do not count
    else:
        words = unescape(text)
        opened[-1].text = words.removeprefix("\n") if opened[-1].tag in {"pre", "textarea"} else words


def _append(text: str, body: Element | None) -> None:
    if body is None:
        return
    if len(body):
        body[-1].tail = (body[-1].tail or "") + text
    else:
        body.text = (body.text or "") + text
