"""S-63, S-64, S-65: the headers of every answer whatever its kind, and one calm page for every failure."""

import re
from collections.abc import Iterator
from typing import Any

import pytest

from chalicelib.web.http.headers import HTML, SECURITY_HEADERS
from chalicelib.web.http.languages import DEFAULT
from infra.template import load
from tests.builders import World
from tests.checks.leaving import may_send_to_bucket, policy_at
from tests.checks.pages import text_of
from tests.invariants.everywhere import FORMS, PATHS
from tests.invariants.places import ROUTES, Visitor
from tests.portal import Portal, Shown
from tests.security.breaking import broken_views

WANTED = {
    "strict-transport-security": "max-age=63072000; includeSubDomains",
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "cache-control": "no-store",
}
POLICY = {"default-src": ["'none'"], "frame-ancestors": ["'none'"], "base-uri": ["'none'"], "form-action": ["'self'"]}
_CHANCE = re.compile(r"[a-z2-7]{26}")
_OPEN_TO_ALL = ("unsafe-inline", "unsafe-eval", "*", "http:", "https:", "data:", "blob:")
FILES = frozenset(
    {
        "/account/stay",
        "/figures/csv",
        "/parents/children/{child_id}/history-file",
        "/parents/children/{child_id}/amendments/{amendment_id}/calendar",
        "/parents/forms/{form_id}/calendar",
        "/parents/requests/{request_id}/calendar",
        "/health-departments/students/file",
        "/schools/at/{facility_id}/files/{kind}",
        "/schools/at/{facility_id}/follow-up/ics",
        "/schools/at/{facility_id}/report/csv",
        "/schools/outbreaks/{exposure_id}/file",
        "/schools/sample-roster",
        "/statistics/csv",
    }
)
PUBLIC_FILES = frozenset({"/statistics/csv"})
GATEWAY_ANSWERS: dict[str, Any] = load()["Resources"]["RestAPI"]["Properties"]["GatewayResponses"]


def policy_of(value: str) -> dict[str, list[str]]:
    """A content security policy by directive."""
    parts = [part.split() for part in value.split(";") if part.split()]
    return {name: sources for name, *sources in parts}


def wrong_headers(shown: Shown) -> Iterator[str]:
    """What is wrong with the headers of an answer."""
    for name, value in WANTED.items():
        if shown.headers.get(name) != value:
            yield f"{name}: {shown.headers.get(name)}"
    given = shown.headers.get("content-security-policy", "")
    policy, is_upload = policy_of(given), may_send_to_bucket(shown.path) and given in policy_at(shown.path)
    for name, sources in POLICY.items():
        if policy.get(name) != sources and not is_upload:
            yield f"content-security-policy {name}: {policy.get(name)}"
    yield from (
        f"content-security-policy {name} allows {source}"
        for name, sources in policy.items()
        for source in sources
        if source in _OPEN_TO_ALL or ("//" in source and not is_upload)
    )
    if "=()" not in shown.headers.get("permissions-policy", ""):
        yield "no permissions policy"
    yield from (name for name in shown.headers if name in {"server", "x-powered-by", "access-control-allow-origin"})


def answers_of(visitor: Visitor) -> dict[str, Shown]:
    """Answers of every kind that the address can give."""
    browser = visitor.browser
    asked = {
        "page": browser.get(visitor.path + visitor.here.query),
        "head": browser.head(visitor.path),
        "repeated parameter": browser.get(f"{visitor.path}?a=1&a=2"),
        "other language": browser.get(f"{visitor.path}?lang=es"),
        "other method": browser._send("PUT", visitor.path),
        "other kind of body": browser._send("POST", visitor.path, b"{}", {"Content-Type": "image/png"}),
        "no one signed in": Portal(visitor.world.recorder).get(visitor.path),
    }
    if ROUTES[visitor.route.path].submit:
        asked["no token"] = browser.post_raw(visitor.path, b"a=1")
        asked["unreadable"] = browser.post_raw(visitor.path, b"a=\xff")
        asked["too large"] = browser.post_raw(visitor.path, b"a=" + b"x" * 70_000)
    return asked


@pytest.mark.parametrize("path", PATHS)
def test_every_kind_of_answer_carries_the_headers(world: World, path: str) -> None:
    answers = answers_of(Visitor.at(world, path))
    assert {kind: found for kind, shown in answers.items() if (found := list(wrong_headers(shown)))} == {}
    kinds = {kind for kind, shown in answers.items() if shown.headers["content-type"] != HTML}
    of_a_file = {"page", "head", *(["no one signed in"] if path in PUBLIC_FILES else [])}
    assert kinds <= (of_a_file if path in FILES else set())
    assert answers["page"].status in {200, 303}
    assert answers["other method"].status == 405
    assert "HEAD" in answers["other method"].headers["allow"]
    assert all(shown.status < 500 for shown in answers.values())


@pytest.mark.parametrize("path", PATHS)
def test_a_failure_in_a_view_gives_the_same_calm_page_and_tells_nothing(world: World, path: str) -> None:
    visitor = Visitor.at(world, path)
    form = visitor.form() if path in FORMS else None
    with broken_views(path, "show", *(["submit"] if form else [])):
        failures = [visitor.browser.get(visitor.path + visitor.here.query)]
        failures += [visitor.send(form)] if form else []
    for shown in failures:
        assert shown.status == 500
        assert list(wrong_headers(shown)) == []
        assert shown.heading == "Sorry, something went wrong"
        told = ("Zqtyped", "LookupError", "/var/task", "Traceback", "version 3.11", "chalice")
        assert [word for word in told if word in shown.text] == []
    assert any('"error_type": "LookupError"' in line for line in world.recorder.lines)


def test_the_page_of_a_failure_is_the_same_at_every_address(world: World) -> None:
    visitor = Visitor.at(world, "/parents")
    pages = set()
    for path in ("/parents", "/account", "/account/contact", "/parents/start", "/help"):
        with broken_views(path, "show"):
            pages.add(_CHANCE.sub("*", text_of(next(visitor.browser.get(path).html.iter("main")))))
    assert len(pages) == 1


@pytest.mark.parametrize(
    "path",
    [
        "/nowhere",
        "/parents/nowhere/at/all",
        "/.env",
        "/docs",
        "/admin",
        "//evil.example",
        "/parents/forms/x/y/z",
        "/static/nothing.css",
        "/%2e%2e/etc/passwd",
    ],
)
def test_an_address_that_no_route_knows_carries_the_headers(portal: Portal, path: str) -> None:
    shown = portal.get(path)
    assert shown.status == 404
    assert list(wrong_headers(shown)) == []


@pytest.mark.parametrize("kind", GATEWAY_ANSWERS)
def test_what_the_gateway_answers_by_itself_carries_the_headers(kind: str) -> None:
    headers = {
        name.lower(): value.strip("'") for name, value in GATEWAY_ANSWERS[kind]["ResponseParameters"]["Headers"].items()
    }
    assert {name: headers.get(name) for name in WANTED} == WANTED
    assert headers["permissions-policy"] == SECURITY_HEADERS["Permissions-Policy"]
    assert headers["x-frame-options"] == "DENY"
    # An empty list of sources means 'none'.
    policy = policy_of(headers["content-security-policy"])
    assert set(policy) == {"default-src", "base-uri", "form-action", "frame-ancestors"}
    assert not any(policy.values())


def test_the_gateway_answers_every_error_of_its_own_with_them() -> None:
    assert {"MISSING_AUTHENTICATION_TOKEN", "DEFAULT_4XX", "DEFAULT_5XX"} <= set(GATEWAY_ANSWERS)


def test_the_package_never_shows_its_insides() -> None:
    from app import app  # noqa: PLC0415 - the tests' settings must stand before the portal is imported

    assert app.debug is False
    assert DEFAULT == "en"
