"""The page checks turn red where they should: each planted fault is found, and a good page passes."""

import pytest

from chalicelib.web.http.headers import SECURITY_HEADERS
from tests.checks.pages import BadPageError, require_good_page
from tests.checks.recorder import Recorder, StoreCall
from tests.portal import Portal, Shown

GOOD = """<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>Sign in - Exemption Portal</title></head>
<body><main id="main"><h1>Sign in</h1>
<form method="post" action="/x"><input type="hidden" name="csrf" value="1">
<label for="email">Email</label><input id="email" name="email" aria-describedby="hint"><p id="hint">As you gave it</p>
<fieldset><legend>Which?</legend><input type="radio" id="a" name="which" value="a"><label for="a">A</label></fieldset>
<button type="submit">Sign in</button></form>
<h2>Dates</h2><table><caption>Dates</caption><tr><th scope="col">Day</th></tr></table>
<a href="#main">Up</a><img src="/x.svg" alt=""></main></body></html>"""


def page(text: str = GOOD, *, status: int = 200, calls: list[StoreCall] | None = None, **headers: str) -> Shown:
    sent = {name.lower(): value for name, value in SECURITY_HEADERS.items()} | {
        "content-type": "text/html; charset=utf-8",
        **{name.replace("_", "-"): value for name, value in headers.items()},
    }
    return Shown(Portal(Recorder()), "GET", "/x", status, sent, text, calls or [])


def test_a_good_page_passes() -> None:
    require_good_page(page())


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ("<!DOCTYPE html>", "", "not valid HTML"),
        ("</form>", "", "not valid HTML"),
        ("<h1>Sign in</h1>", '<h1 class="x" class="y">Sign in</h1>', "not valid HTML"),
        ("<main id", "<p>a < b & c</p><main id", "not valid HTML"),
        ('lang="en"', 'lang="xx"', "language"),
        ("<title>Sign in - Exemption Portal", "<title>Exemption Portal", "the title is"),
        ("<title>Sign in", "<title>Something else", "does not tell the heading"),
        ("<h1>Sign in</h1>", "<h1>Sign in</h1><h1>Again</h1>", "main headings"),
        ("<h1>Sign in</h1>", "<h2>Sign in</h2>", "main headings"),
        ("<h2>Dates", "<h4>Dates", "not valid HTML"),
        ("<h2>Dates</h2>", "<h4>Dates</h4>", "skips a level"),
        ('<p id="hint">', '<p id="email">', "stands 2 times"),
        ('id="hint"', 'id="other"', "aria-describedby names the missing id"),
        ('<label for="email">', '<label for="mail">', "names the missing id"),
        ('<label for="email">Email</label>', "", "has no label"),
        ('<label for="email">Email</label>', '<label for="email"></label>', "has no label"),
        ("<legend>Which?</legend>", "", "no group with a legend"),
        ('<input type="hidden" name="csrf" value="1">', "", "no csrf field"),
        ("<h1>Sign", '<h1 style="color:red">Sign', "inline style"),
        ("<h1>Sign", '<h1 onclick="x()">Sign', "inline onclick"),
        ("</head>", "<style>p{}</style></head>", "inline style"),
        ("</head>", "<script>x()</script></head>", "inline script"),
        ('href="#main"', 'href="javascript:x()"', "javascript"),
        ('href="#main"', 'href="#nowhere"', "missing id"),
        ('<button type="submit">Sign in</button>', '<button type="submit"></button>', "without a name"),
        (' alt=""', "", "without alt"),
        ("<caption>Dates</caption>", "", "without a caption"),
        (' scope="col"', "", "without scope"),
        ("As you gave it", "TEMPORARY_LONGER_THAN_ONE_YEAR", "in sight"),
        ("As you gave it", "Until %(latest_allowed)s", "in sight"),
        ("As you gave it", "Until None", "in sight"),
        ("<main id", "<main>x</main><main id", "one main part"),
    ],
)
def test_a_planted_fault_is_found(old: str, new: str, found: str) -> None:
    assert old in GOOD
    with pytest.raises(BadPageError, match=found):
        require_good_page(page(GOOD.replace(old, new, 1)))


@pytest.mark.parametrize("name", list(SECURITY_HEADERS))
def test_a_missing_security_header_is_found(name: str) -> None:
    shown = page()
    del shown.headers[name.lower()]
    with pytest.raises(BadPageError, match=name):
        require_good_page(shown)


@pytest.mark.parametrize("location", ["https://elsewhere.example/", "//elsewhere.example", "/\\elsewhere", "x", ""])
def test_a_redirect_to_elsewhere_is_found(location: str) -> None:
    with pytest.raises(BadPageError, match="redirects to"):
        require_good_page(page("", status=303, location=location))


@pytest.mark.parametrize("missing", ["Path=/", "Secure", "HttpOnly", "SameSite=Lax"])
def test_a_careless_cookie_is_found(missing: str) -> None:
    cookie = "__Host-session=x; Path=/; Secure; HttpOnly; SameSite=Lax".replace(f"; {missing}", "")
    with pytest.raises(BadPageError, match="cookie"):
        require_good_page(page(set_cookie=cookie))


def test_a_scan_is_found() -> None:
    with pytest.raises(BadPageError, match="unbounded"):
        require_good_page(page(calls=[StoreCall("Scan", {})]))


def test_an_error_page_is_checked_like_any_other() -> None:
    with pytest.raises(BadPageError, match="main headings"):
        require_good_page(page(GOOD.replace("<h1>Sign in</h1>", ""), status=500))
