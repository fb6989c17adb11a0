"""The portal behind its front: closed to whoever goes round it, and no network that a request only claims."""

import dataclasses
from typing import Any

import pytest
from chalice.local import RouteMatcher

from app import app
from chalicelib.domain.metrics import Metric
from chalicelib.runtime import origin_keys
from chalicelib.runtime.origin_keys import READ_AGAIN_AFTER_SECONDS, OriginKeys
from chalicelib.runtime.settings import read_settings, settings
from chalicelib.web.http import arrival, front
from chalicelib.web.http.arrival import network_of
from chalicelib.web.http.front import GREEDY, route_of
from chalicelib.web.http.headers import SECURITY_HEADERS
from tests.builders import World
from tests.checks.recorder import Recorder
from tests.counted import counted

A, B = "a" * 48, "b" * 48
WRONG = "not the passphrase at all"


class Secrets:
    """Two secrets that can be replaced, and how often each was read."""

    def __init__(self) -> None:
        self.held, self.reads, self.now = {"A": A, "B": B}, 0, 1000.0

    def fetch(self, name: str) -> str:
        self.reads += 1
        return self.held[name]


@pytest.fixture
def secrets(monkeypatch: pytest.MonkeyPatch) -> Secrets:
    """A portal that stands behind a front, as a deployed one does."""
    found = Secrets()
    keys = OriginKeys(("A", "B"), found.fetch, lambda: found.now)
    monkeypatch.setattr(origin_keys, "origin_keys", lambda: keys)
    behind = dataclasses.replace(settings(), trusted_proxies=1, origin_secrets="A,B")
    for module in (arrival, front):
        monkeypatch.setattr(module, "settings", lambda: behind)
    return found


def asked(path: str, headers: dict[str, str], method: str = "GET") -> dict[str, Any]:
    """The answer to an event as the gateway makes it for its greedy resource."""
    sent = {"accept": "text/html", "host": "origin.portal.test", **headers}
    event = {
        "resource": GREEDY,
        "path": path,
        "httpMethod": method,
        "headers": sent,
        "multiValueHeaders": {name: [value] for name, value in sent.items()},
        "multiValueQueryStringParameters": None,
        "pathParameters": {"proxy": path[1:]},
        "stageVariables": None,
        "requestContext": {
            "resourcePath": GREEDY, "httpMethod": method, "path": path, "stage": "api",
            "identity": {"sourceIp": "198.51.100.7"},
        },
        "body": None,
        "isBase64Encoded": False,
    }  # fmt: skip
    answer: dict[str, Any] = app(event, None)
    return answer


class TestClosed:
    @pytest.mark.parametrize("sent", [{}, {"x-portal-origin": ""}, {"x-portal-origin": "c" * 48}, {"x-origin": A}])
    @pytest.mark.parametrize("path", ["/", "/help", "/sign-in", "/parents", "/no-such-page"])
    def test_who_goes_round_the_front_is_told_nothing_and_nothing_is_read(
        self, world: World, recorder: Recorder, secrets: Secrets, path: str, sent: dict[str, str]
    ) -> None:
        """Given a portal behind its front, when a request comes without the front's value, then 403 and no word."""
        before = len(recorder.calls)
        answer = asked(path, sent)
        assert (answer["statusCode"], answer["body"]) == (403, "")
        assert len(recorder.calls) == before
        assert counted(recorder.lines)[Metric.ORIGIN_REFUSED] == 1

    @pytest.mark.parametrize("value", [A, B])
    @pytest.mark.parametrize("name", ["x-portal-origin", "X-Portal-Origin"])
    def test_what_the_front_sends_is_answered_whichever_value_it_sends(
        self, world: World, secrets: Secrets, value: str, name: str
    ) -> None:
        answer = asked("/sign-in", {name: value})
        assert answer["statusCode"] == 200
        assert "<h1" in answer["body"]

    def test_a_value_is_replaced_while_the_other_is_sent_and_no_one_is_refused(
        self, world: World, secrets: Secrets
    ) -> None:
        """Given warm functions that know A and B, when B is replaced and then sent, then it is taken, and A as well."""
        assert asked("/help", {"x-portal-origin": A})["statusCode"] == 200
        secrets.held["B"] = "n" * 48
        secrets.now += READ_AGAIN_AFTER_SECONDS
        assert asked("/help", {"x-portal-origin": "n" * 48})["statusCode"] == 200
        assert asked("/help", {"x-portal-origin": A})["statusCode"] == 200
        assert asked("/help", {"x-portal-origin": B})["statusCode"] == 403

    def test_who_guesses_does_not_make_the_portal_read_its_secrets_each_time(
        self, world: World, secrets: Secrets
    ) -> None:
        for number in range(50):
            assert asked("/help", {"x-portal-origin": f"{number:048}"})["statusCode"] == 403
        assert secrets.reads == 2  # each secret, once

    def test_a_secret_that_was_never_filled_opens_nothing(self, world: World, secrets: Secrets) -> None:
        secrets.held |= {"A": "", "B": "short"}
        assert asked("/help", {"x-portal-origin": ""})["statusCode"] == 403
        assert asked("/help", {"x-portal-origin": "short"})["statusCode"] == 403

    def test_while_the_secrets_cannot_be_read_the_portal_is_not_open(self, world: World, secrets: Secrets) -> None:
        secrets.held.clear()
        answer = asked("/help", {"x-portal-origin": A})
        assert (answer["statusCode"], answer["body"]) == (503, "")

    def test_settings_that_trust_a_front_without_knowing_it_are_refused(self) -> None:
        with pytest.raises(ValueError, match="trusted_proxies"):
            read_settings({"PORTAL_TRUSTED_PROXIES": "1"})
        assert read_settings({"PORTAL_TRUSTED_PROXIES": "1", "PORTAL_ORIGIN_SECRETS": "A,B"}).trusted_proxies == 1


class TestNetworks:
    def try_to_sign_in(self, world: World, forwarded: str) -> int:
        browser = world.browser()
        browser.headers = {"X-Portal-Origin": A, "X-Forwarded-For": forwarded}
        browser.get("/sign-in")
        return browser.post("/sign-in", email=self.email, password=WRONG).status

    email = "parent@mail.example"

    def test_addresses_that_a_visitor_makes_up_do_not_make_another_network(
        self, world: World, secrets: Secrets
    ) -> None:
        """Given the front, which adds the visitor's address, when the visitor claims others before, then it is one."""
        found = [self.try_to_sign_in(world, f"9.9.9.{number}, 203.0.113.5, 130.176.0.1") for number in range(6)]
        assert found == [422] * 5 + [429]

    def test_all_addresses_of_one_line_at_home_are_one_network(self, world: World, secrets: Secrets) -> None:
        found = [self.try_to_sign_in(world, f"2001:db8:1:2::{number}, 130.176.0.1") for number in range(1, 7)]
        assert found == [422] * 5 + [429]
        assert self.try_to_sign_in(world, "2001:db8:1:3::1, 130.176.0.1") == 422

    @pytest.mark.parametrize(
        ("address", "network"),
        [
            ("203.0.113.5", "203.0.113.5"),
            ("::ffff:203.0.113.5", "203.0.113.5"),
            ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
            ("2001:DB8:1:2::1", "2001:db8:1:2::/64"),
            ("not:an:address", "not:an:address"),
            ("", ""),
        ],
    )
    def test_a_network_is_an_address_or_a_64(self, address: str, network: str) -> None:
        assert network_of(address) == network


class TestRoutes:
    """The gateway hands on every address, so the portal finds the route."""

    @pytest.mark.parametrize("pattern", sorted(app.routes))
    def test_each_address_leads_to_the_route_that_the_frameworks_own_gateway_finds(self, pattern: str) -> None:
        path = pattern.replace("{", "").replace("}", "")
        matched = RouteMatcher(list(app.routes)).match_route(path)
        assert route_of(path, tuple(app.routes)) == (matched.route, {**matched.captured}) == (pattern, matched.captured)

    @pytest.mark.parametrize("path", ["/no-such-page", "/parents/requests//check", "//help", "/{proxy+}", "/help/x/y"])
    def test_an_address_that_no_route_knows_is_told_so_in_the_visitors_language(
        self, world: World, secrets: Secrets, path: str
    ) -> None:
        answer = asked(path, {"x-portal-origin": A, "accept-language": "es"})
        assert answer["statusCode"] == 404
        assert '<html lang="es">' in answer["body"]
        assert SECURITY_HEADERS.items() <= answer["headers"].items()

    def test_a_method_that_an_address_has_not_is_refused_by_name(self, world: World, secrets: Secrets) -> None:
        answer = asked("/help", {"x-portal-origin": A}, method="DELETE")
        assert answer["statusCode"] == 405
        assert "GET" in answer["headers"]["Allow"]

    def test_a_slash_at_the_end_makes_no_other_address(self, world: World, secrets: Secrets) -> None:
        assert asked("/help/", {"x-portal-origin": A})["statusCode"] == 200
