"""S-36: no other site can read an answer of the portal, however it asks."""

import pytest

from app import app
from infra.template import load
from tests.builders import World
from tests.invariants.everywhere import PATHS
from tests.invariants.places import Visitor
from tests.portal import Portal

OTHER_SITES = (
    "null",
    "https://evil.example",
    "http://exemptions.example.org",
    "https://exemptions.example.org.evil.example",
    "https://evil-exemptions.example.org",
    "https://exemptions.example.org:8443",
    "https://other.example.org",
    "https://example.org",
    "file://",
    "*",
)


@pytest.mark.parametrize("path", PATHS)
def test_an_answer_lets_no_other_site_read_it(world: World, path: str) -> None:
    visitor = Visitor.at(world, path)
    address = visitor.path + visitor.here.query
    for origin in OTHER_SITES:
        shown = visitor.browser.get(address, Origin=origin)
        assert [name for name in shown.headers if name.startswith("access-control-")] == []
        assert shown.headers["cross-origin-resource-policy"] == "same-origin"


@pytest.mark.parametrize("name", ["callback", "jsonp", "cb"])
@pytest.mark.parametrize("path", ["/", "/law", "/sign-in"])
def test_no_answer_is_wrapped_in_a_function_of_the_asking_page(portal: Portal, path: str, name: str) -> None:
    shown = portal.get(f"{path}?{name}=stolen")
    assert "stolen(" not in shown.text
    assert shown.headers["content-type"] == "text/html; charset=utf-8"
    assert shown.headers["x-content-type-options"] == "nosniff"


def test_no_address_is_registered_for_other_sites() -> None:
    entries = [entry for methods in app.routes.values() for entry in methods.values()]
    assert len(entries) > 100
    assert [entry.uri_pattern for entry in entries if entry.cors] == []


def test_what_the_gateway_answers_by_itself_lets_no_one_read_it_either() -> None:
    responses = load()["Resources"]["RestAPI"]["Properties"]["GatewayResponses"]
    assert responses
    assert "access-control" not in str(responses).lower()
