"""S-55, S-57: what a visitor sends never begins a header of its own, and no redirect leads out of the portal."""

from urllib.parse import quote, urlencode

import pytest

from chalicelib.web.http.headers import own_path, safe_header_value
from tests.builders import PASSWORD, World
from tests.invariants.everywhere import PATHS
from tests.invariants.places import Visitor
from tests.portal import Portal, Shown

BREAKS = {
    "CR LF": "\r\nSet-Cookie: planted=1",
    "CR": "\rSet-Cookie: planted=1",
    "LF": "\nSet-Cookie: planted=1",
    "NUL": "\x00planted",
    "folded": "\r\n planted: 1",
    "folded by a tab": "\r\n\tplanted: 1",
    "escape": "\x1b[2Jplanted",
    "delete": "\x7fplanted",
    "line separator": "\u2028planted: 1",
    "next line": "\x85planted: 1",
    "overlong": "\u560a\u560dplanted: 1",
    "whole answer": "\r\n\r\n<h1>planted</h1>",
}
REFLECTED = ("lang", "next", "token", "page", "show", "answer", "vaccine")


def planted_in(shown: Shown) -> list[str]:
    """What came through into the headers of an answer."""
    return [
        f"{name}: {value[:60]!r}"
        for name, value in shown.headers.items()
        if "planted" in f"{name}{value}" or any(ord(letter) < 32 or ord(letter) == 127 for letter in value)
    ]


@pytest.mark.parametrize("path", PATHS)
def test_a_line_break_sent_in_any_value_reaches_no_header(world: World, path: str) -> None:
    visitor = Visitor.at(world, path)
    found = {}
    for what, text in BREAKS.items():
        browser = visitor.browser
        browser.headers = {
            "Accept-Language": f"es{text}",
            "User-Agent": text,
            "X-Forwarded-For": f"10.0.0.1{text}",
            "Referer": f"https://exemptions.example.org/{text}",
        }
        shown = browser.get(f"{visitor.path}?{urlencode(dict.fromkeys(REFLECTED, f'/parents{text}'))}")
        problems = planted_in(shown) + ([] if shown.status < 500 else [str(shown.status)])
        found.update({what: problems} if problems else {})
    assert found == {}


@pytest.mark.parametrize(("what", "text"), BREAKS.items(), ids=BREAKS)
def test_a_page_to_go_on_to_that_holds_a_line_break_is_not_gone_to(world: World, what: str, text: str) -> None:
    parent = world.parent()
    browser = world.browser()
    form = browser.get(f"/sign-in?next=%2Fparents%2Fstart{quote(text)}").form()
    assert form.values.get("next", form.hidden.get("next")) == ""
    answer = browser.post("/sign-in", email=parent.email, password=PASSWORD, next=f"/parents/start{text}")
    assert planted_in(answer) == []
    # Refused at the form where the text cannot be shown; else the person's own home.
    assert (answer.status, answer.location) in {(303, "/parents"), (422, "")}, what


@pytest.mark.parametrize(("what", "text"), BREAKS.items(), ids=BREAKS)
def test_a_cookie_that_holds_a_line_break_sets_none(portal: Portal, what: str, text: str) -> None:
    portal.headers = {"Cookie": f"__Host-lang=es{text}; __Host-visit=abc{text}"}
    shown = portal.get("/sign-in")
    assert shown.status == 200, what
    assert planted_in(shown) == []


def test_no_control_character_passes_into_a_header() -> None:
    letters = "".join(map(chr, range(0x20))) + "\x7f"
    assert safe_header_value(f"a{letters}b") == "ab"


ELSEWHERE = (
    "//evil.example",
    "///evil.example",
    "////evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "/\\/evil.example",
    "https:evil.example",
    "https://evil.example",
    "HTTPS://EVIL.EXAMPLE",
    "http:///evil.example",
    "//evil%2eexample",
    "%2f%2fevil.example",
    "/%2fevil.example",
    "/%5cevil.example",
    "%5c%5cevil.example",
    "\tevil.example",
    "/\tevil.example",
    "/\t/evil.example",
    "\n//evil.example",
    " //evil.example",
    "/ /evil.example",
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "data:text/html,x",
    "vbscript:x",
    "mailto:a@evil.example",
    "//exemptions.example.org@evil.example",
    "https://exemptions.example.org.evil.example",
    "https://exemptions.example.org@evil.example",
    "evil.example",
    "/parents@evil.example",
    "/parents//evil.example",
    "/parents?next=//evil.example",
    "/parents#//evil.example",
    "/parents;//evil.example",
    "/\u2044evil.example",
    "\uff0f\uff0fevil.example",
    "/\u3002evil.example",
    "/../..//evil.example",
    "//[::1]/",
    "/" + "a" * 1900,
)


@pytest.mark.parametrize("address", ELSEWHERE)
def test_a_page_to_go_on_to_that_is_no_page_of_ours_leads_home(world: World, address: str) -> None:
    parent = world.parent()
    browser = world.browser()
    shown = browser.get(f"/sign-in?{urlencode({'next': address})}")
    form = shown.form()
    assert form.values.get("next", form.hidden.get("next")) == ""
    answer = browser.post("/sign-in", email=parent.email, password=PASSWORD, next=address)
    assert (answer.status, answer.location) in {(303, "/parents"), (422, "")}


@pytest.mark.parametrize("address", ["/parents", "/parents/start", "/my-letters/account/abc/0001/xyz"])
def test_a_page_of_ours_is_gone_on_to(world: World, address: str) -> None:
    parent = world.parent()
    browser = world.browser()
    browser.get(f"/sign-in?{urlencode({'next': address})}")
    assert browser.post("/sign-in", email=parent.email, password=PASSWORD, next=address).location == address


def test_there_are_thirty_ways_out_that_lead_home() -> None:
    assert len(ELSEWHERE) >= 30
    assert {own_path(address, "/") for address in ELSEWHERE} == {"/"}
