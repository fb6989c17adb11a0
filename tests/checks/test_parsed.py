"""Pages are read as html5lib reads them, and whatever html5lib refuses is refused, again and again."""

import re
from collections.abc import Callable
from functools import cache
from xml.etree.ElementTree import Element, tostring

import pytest

from chalicelib.domain.account import Role
from tests.builders import World
from tests.checks import parsed as module
from tests.checks.parsed import InvalidHtmlError, by_html5lib, parsed
from tests.portal import Portal


def page(body: str, title: str = "A page") -> str:
    return (
        f'<!doctype html>\n<html lang="en">\n  <head><title>{title}</title></head>\n<body>\n{body}\n</body>\n</html>\n'
    )


def same(text: str) -> bool:
    return tostring(parsed(text)) == tostring(by_html5lib(text))


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The pages that html5lib was asked about; no step is known when the test begins."""
    asked: list[str] = []

    def ask(text: str, ask: Callable[[str], Element] = by_html5lib) -> Element:
        asked.append(text)
        return ask(text)

    monkeypatch.setattr(module, "by_html5lib", ask)
    monkeypatch.setattr(module, "_known_steps", set())
    return asked


def test_a_page_of_a_known_shape_is_put_together_here_and_is_the_same(counted: list[str]) -> None:
    first = page('<p class="a">One &amp; two</p>\n<input name="x" value="&#34;">tail', "First")
    second = page('<p class="b">&lt;Three&gt;</p>\n<input name="y" value="&#39;">other', "Second")
    parsed(first)
    found = parsed(second)
    assert counted == [first]
    assert tostring(found) == tostring(by_html5lib(second))
    assert found.findtext("head/title") == "Second"


@pytest.mark.parametrize(
    "body",
    [
        "<p>Plain</p>",
        "<p>\n  Lines\n</p>\n",
        '<pre>\nkept</pre><textarea name="t">\n\ntwo</textarea>',
        "<table><tr><td>a body is put in</td></tr></table>",
        "<ul><li>one<li>two</ul>",
        "<!-- a remark --><p>text</p>",
        "<textarea>a <b> inside</textarea>",
        "<p>&nbsp;&copy;</p>",
        '<svg viewBox="0 0 1 1"><path d="M0 0"></path></svg>',
        "<input disabled><br><select><option selected>1</option></select>",
        '<script src="/x.js" defer></script>',
        "a\r\nb",
    ],
)
def test_whatever_stands_in_a_page_it_is_read_as_html5lib_reads_it_each_time(body: str, counted: list[str]) -> None:
    text = page(body)
    assert [same(text), same(text), same(text)] == [True, True, True]
    assert counted


@pytest.mark.parametrize(
    "body",
    [
        "<p>a <b>left open</p>",
        "<div><p>crossed</div></p>",
        "<p>twice</p></p>",
        '<p id="a" id="b">twice</p>',
        "<p>&unknown;</p>",
        "<p>a & b &c</p>",
        "<table><p>no cell</p></table>",
        '<table><tr><td>1</td></tr><input type="text"></table>',
        "<p title='a'b>x</p>",
        "<p>\x00</p>",
        "<br/ >text</br>",
    ],
)
def test_what_html5lib_refuses_is_refused_each_time(body: str) -> None:
    for _ in range(3):
        with pytest.raises(InvalidHtmlError, match="not valid HTML"):
            parsed(page(body))


KNOWN = page(
    '<h1>One</h1><p>Two <b>three</b> four</p>\n<ul><li>Five</li>\n<li><a href="/x">Six</a></li></ul>'
    '<form action="/x"><input id="a" name="a"><select name="b"><option>7</option></select>'
    '<input type="hidden" name="c"><textarea name="d">\nEight</textarea></form>'
    "<table><caption>Nine</caption><tbody><tr><th>10</th><td><p>11</p></td></tr></tbody></table>"
)
TOKENS = re.findall(r"<[^>]*>|[^<]+", KNOWN)
PIECES = ("<p>11</p>", "<b>three</b>", '<a href="/x">Six</a>', "<li>Five</li>", '<input type="hidden" name="c">',
          "<option>7</option>", "<td><p>11</p></td>", '<form action="/x"></form>', "\n", " four",
          '<b id="x" id="y">three</b>')  # fmt: skip


def test_wherever_a_known_piece_stands_it_is_judged_as_html5lib_judges_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """In the second round every step is known that stands on a valid page of the first."""
    monkeypatch.setattr(module, "by_html5lib", cache(verdict_of_html5lib))
    whole = [[*TOKENS[:place], piece, *TOKENS[place:]] for place in range(1, len(TOKENS)) for piece in PIECES]
    parts = [TOKENS[:place] + TOKENS[place + 1 :] for place in range(1, len(TOKENS))]
    for _ in range(2):
        for text in map("".join, whole + parts):
            assert tostring(parsed(text)) == tostring(module.by_html5lib(text)), text


def verdict_of_html5lib(text: str) -> Element:
    """As by_html5lib says; what is not valid is a page of one element that says so."""
    try:
        return by_html5lib(text)
    except InvalidHtmlError:
        return Element("invalid")


def test_a_page_of_the_portal_is_the_same_in_both_ways(world: World, portal: Portal) -> None:
    world.form()
    browser = world.browser(world.default_user(Role.PARENT))
    for shown in (portal.get("/"), portal.get("/law"), browser.get("/parents")):
        assert same(shown.text)
        assert same(shown.text)
