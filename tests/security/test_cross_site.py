"""S-33, S-34, S-35: a form counts only from a page of ours in the same session, and looking changes nothing."""

import hashlib
import hmac
from collections.abc import Iterator

import pytest

from chalicelib.domain.permissions import is_public
from chalicelib.runtime.secret_keys import secret_key
from chalicelib.web.http import cookies
from chalicelib.web.http.csrf import csrf_token
from tests.builders import World
from tests.invariants.everywhere import FORMS, PATHS
from tests.invariants.places import ROUTES, Visitor
from tests.portal import Portal
from tests.security.snapshots import changed, snapshot


def strange_tokens(world: World, visitor: Visitor, genuine: str) -> Iterator[tuple[str, str | list[str] | None]]:
    """Tokens that are not this session's, by what is wrong with them."""
    own = visitor.browser.binding
    other = world.browser(visitor.here.person) if visitor.here.person else Portal(world.recorder)
    yield "absent", None
    yield "empty", ""
    yield "blank", " "
    yield "of another session of the same person", csrf_token(other._binding())
    yield "of no one's session", csrf_token("")
    yield "made for another purpose", _hmac(secret_key("csrf"), own)
    yield "made with another key", _hmac(b"k" * 32, f"form\x1f{own}")
    yield "the session's id itself", own
    yield "tampered at the end", genuine[:-1] + ("0" if genuine[-1] != "0" else "1")
    yield "tampered at the start", ("0" if genuine[0] != "0" else "1") + genuine[1:]
    yield "in capital letters", genuine.upper()
    yield "with more behind it", f"{genuine}0"
    yield "not of this alphabet", "\u00e9" * 64
    yield "sent twice", [genuine, genuine]


def _hmac(key: bytes, text: str) -> str:
    return hmac.new(key, text.encode(), hashlib.sha256).hexdigest()


@pytest.mark.parametrize("path", FORMS)
def test_a_form_with_a_token_that_is_not_this_sessions_is_refused(world: World, path: str) -> None:
    visitor = Visitor.at(world, path)
    form = visitor.form()
    tokens = list(strange_tokens(world, visitor, str(form.hidden["csrf"])))
    before = snapshot(world.table)
    answers = {what: visitor.send(form, csrf=token).status for what, token in tokens}
    assert answers == {**dict.fromkeys(answers, 403), "sent twice": 400}
    assert snapshot(world.table) == before


def test_the_token_of_a_session_that_ended_is_refused(world: World) -> None:
    visitor = Visitor.at(world, "/account/contact")
    form = visitor.form()
    visitor.browser.jar.pop(cookies.SESSION)
    assert visitor.send(form).status in {401, 403}


FROM_ELSEWHERE: tuple[dict[str, str], ...] = (
    {"Sec-Fetch-Site": "cross-site"},
    {"Sec-Fetch-Site": "same-site"},
    {"Sec-Fetch-Site": "unheard-of"},
    {"Sec-Fetch-Site": "cross-site", "Origin": "https://exemptions.example.org"},
    {"Origin": "https://elsewhere.example"},
    {"Origin": "http://exemptions.example.org.elsewhere.example"},
    {"Origin": "https://elsewhere.example/exemptions.example.org"},
    {"Origin": "file://exemptions.example.org"},
    {"Origin": "https://exemptions.example.org@elsewhere.example"},
    {"Origin": "https://exemptions.example.org:8443"},
    {"Origin": "//exemptions.example.org"},
    {"Origin": "exemptions.example.org"},
)
FROM_HERE: tuple[dict[str, str], ...] = (
    {},
    {"Sec-Fetch-Site": "same-origin"},
    {"Sec-Fetch-Site": "none"},
    {"Origin": "https://exemptions.example.org"},
    {"Origin": "null"},
    {"Sec-Fetch-Site": "same-origin", "Origin": "null"},
)


@pytest.mark.parametrize("path", FORMS)
def test_a_form_that_the_browser_says_came_from_elsewhere_is_refused(world: World, path: str) -> None:
    visitor = Visitor.at(world, path)
    form = visitor.form()
    before = snapshot(world.table)
    let_in = []
    for headers in FROM_ELSEWHERE:
        visitor.browser.headers = headers
        answer = visitor.send(form)
        let_in += [f"{headers}: {answer.status}"] if answer.status != 403 else []
    assert let_in == []
    assert snapshot(world.table) == before


@pytest.mark.parametrize("headers", FROM_HERE, ids=str)
def test_a_form_from_our_own_page_is_accepted(world: World, headers: dict[str, str]) -> None:
    visitor = Visitor.at(world, "/account/contact")
    form = visitor.form()
    visitor.browser.headers = headers
    assert visitor.send(form).status == 303


@pytest.mark.parametrize("path", PATHS)
def test_looking_changes_nothing_but_the_log_of_who_looked(world: World, path: str) -> None:
    visitor = Visitor.at(world, path)
    before = snapshot(world.table)
    addresses = [visitor.path + visitor.here.query, f"{visitor.path}?lang=es", f"{visitor.path}?page=2&show=all"]
    for address in addresses:
        visitor.browser.get(address)
        visitor.browser.head(address)
    assert changed(before, snapshot(world.table)) == []


def test_a_change_that_a_look_made_would_be_found(world: World) -> None:
    before = snapshot(world.table)
    world.parent()
    assert changed(before, snapshot(world.table)) != []


def test_no_address_is_open_to_another_method() -> None:
    """PUT, PATCH and DELETE are registered nowhere, so nothing needs a token that these two matrices do not ask for."""
    from app import app  # noqa: PLC0415 - the tests' settings must stand before the portal is imported

    methods = {method for served in app.routes.values() for method in served}
    assert methods == {"GET", "HEAD", "POST"}
    assert any(not is_public(ROUTES[path].act) for path in FORMS)
