"""Reads pages as html5lib does, many times faster.

html5lib judges whether a page is valid HTML, and it takes longer than the portal takes to make the page. Whether a page
is valid, and which elements it has, follows from its shape: its tags in their order, the names of their attributes,
and where text stands between them. So each shape is judged by html5lib once in a process, and its tree compared with
the one that is put together here, tag by tag. Where both are equal, later pages of this shape are put together here;
where they are not, and wherever a page holds anything out of the ordinary, html5lib reads each page itself.
"""

import re
from collections.abc import Iterator
from html import unescape
from xml.etree.ElementTree import Element

import html5lib
from html5lib._inputstream import invalid_unicode_re

_START = r"<(?P<tag>[a-z][a-z0-9]*)(?P<given>(?:\s+[a-z][a-z0-9:_-]*(?:=\"[^\"<>]*\")?)*)\s*>"
_TOKEN = re.compile(rf"{_START}|</(?P<end>[a-z][a-z0-9]*)>|(?P<text>[^<]+)")
_GIVEN = re.compile(r"([a-z][a-z0-9:_-]*)(?:=\"([^\"]*)\")?")
_DOCTYPE = "<!doctype html>"
_ODD = re.compile(r"\r|\0|&(?!(?:amp|lt|gt|quot|#34|#39);)|<[^a-z/]")
_VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())  # noqa: SIM905
_OWN_RULES = frozenset("script style noscript template iframe textarea title plaintext xmp svg math".split())  # noqa: SIM905
_BEFORE_TEXT = frozenset({"textarea", "title"})
_is_plain_shape: dict[str, bool] = {}


class InvalidHtmlError(AssertionError):
    """What html5lib says of a page, with the place."""


class _OddPageError(Exception):
    """Not put together here."""


def parsed(text: str) -> Element:
    """The page's elements. Raises InvalidHtmlError."""
    try:
        tokens = list(_tokens(text))
        shape = _shape(tokens)
        if _is_plain_shape.get(shape):
            return _put_together(tokens)
    except _OddPageError:
        return by_html5lib(text)
    judged = by_html5lib(text)
    if shape not in _is_plain_shape:
        _is_plain_shape[shape] = _is_the_same(judged, tokens)
    return judged


def by_html5lib(text: str) -> Element:
    """The page's elements as html5lib reads them. Raises InvalidHtmlError."""
    parser = html5lib.HTMLParser(tree=html5lib.getTreeBuilder("etree"), strict=True, namespaceHTMLElements=False)
    try:
        return parser.parse(text)
    except html5lib.html5parser.ParseError as error:
        line, column = parser.tokenizer.stream.position()
        said = f"not valid HTML: {error} at {line}:{column}: {text.splitlines()[line - 1][:200]}"
        raise InvalidHtmlError(said) from None


_Token = tuple[str, str, list[tuple[str, str]]]


def _tokens(text: str) -> Iterator[_Token]:
    """Kind ("<", "</" or ""), name or text, and attributes, in order."""
    beginning = text[: len(_DOCTYPE)]
    if beginning.lower() != _DOCTYPE or _ODD.search(text, len(_DOCTYPE)) or invalid_unicode_re.search(text):
        raise _OddPageError
    place = len(_DOCTYPE)
    for found in _TOKEN.finditer(text, place):
        if found.start() != place:
            raise _OddPageError
        place = found.end()
        tag, given, end, words = found.groups()
        if tag:
            yield "<", tag, _GIVEN.findall(given) if given else []
        else:
            yield ("</", end, []) if end else ("", words, [])
    if place != len(text):
        raise _OddPageError


def _shape(tokens: list[_Token]) -> str:
    """What html5lib's judgment rests on. Of a value only that of `type` counts (a hidden field in a table);
    of a text whether it is blank, begins blank, or begins a new line."""
    parts: list[str] = []
    for kind, name, given in tokens:
        if kind == "<":
            names = ",".join(f"{key}={value}" if key == "type" else key for key, value in given)
            parts.append(f"<{name} {names}")
        elif kind:
            parts.append(f"/{name}")
        else:
            parts.append(("b" if name.isspace() else "w" if name[0].isspace() else "t") + "n" * (name[0] == "\n"))
    return ">".join(parts)


def _is_the_same(judged: Element, tokens: list[_Token]) -> bool:
    try:
        return _as_lists(judged) == _as_lists(_put_together(tokens))
    except _OddPageError:
        return False


def _as_lists(element: Element) -> list[object]:
    below = [_as_lists(each) for each in element]
    return [element.tag, dict(element.attrib), element.text or "", element.tail or "", below]


def _put_together(tokens: list[_Token]) -> Element:
    """The tree of a page in which each element is opened and closed where it stands."""
    root = Element("html")
    opened: list[Element] = []
    last: Element | None = None  # the element that was closed last within the one that is open
    for kind, name, given in tokens:
        if not kind:
            _add_text(name, opened, last, root)
        elif kind == "<":
            made = root if not opened else Element(name)
            if not opened and (name != "html" or len(root)):
                raise _OddPageError
            for key, value in given:
                made.set(key, unescape(value))
            if opened:
                opened[-1].append(made)
            if name in _VOID:
                last = made
            else:
                opened.append(made)
                last = None
        elif not opened or opened[-1].tag != name:
            raise _OddPageError
        else:
            last = opened.pop()
    if opened:
        raise _OddPageError
    return root


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
