"""S-66: browsers report what the content policy kept from happening. A report may hold anything, and anyone can send
any number of them: it costs no request to the store, leaves one short line of our own words, and never fails."""

import json
from datetime import timedelta
from typing import Any

import pytest
from chalice.test import HTTPResponse
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.web.http.headers import POLICY_REPORTS, SECURITY_HEADERS
from chalicelib.web.public import policy_reports
from chalicelib.web.public.policy_reports import LineBudget, breaches_in
from chalicelib.web.site import all_routes
from tests.builders import World
from tests.clock import Clock
from tests.portal import FORM_TYPE, _client
from tests.security.actors import ACTORS
from tests.security.snapshots import snapshot
from tests.security.test_headers import policy_of

OLD_KIND, NEW_KIND = "application/csp-report", "application/reports+json"
PATTERNS = tuple(route.path for route in all_routes())
FORM = f"/parents/forms/{'a' * 26}"
ADDRESS = f"https://exemptions.example.org{FORM}?token=Zqsecret#kai"
ANYTHING = st.recursive(
    st.none() | st.booleans() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=20), inner, max_size=4),
)
DEEP = b"[" * 8_000
GARBAGE: tuple[bytes, ...] = (
    b"",
    b"\xff\xfe",
    b"null",
    b"[]",
    b"{}",
    b"7",
    b'"x"',
    b"[null]",
    b"[[]]",
    b'{"csp-report": null}',
    DEEP,
    b'{"csp-report": []}',
    b'[{"type": "csp-violation"}]',
    b'[{"type": "csp-violation", "body": 5}]',
    b"9" * 5_000,
    b'{"csp-report": {"document-uri": 5, "effective-directive": ["script-src"]}}',
    b'{"a": NaN}',
    b"{" * 100,
    b'{"csp-report": {"document-uri": "http://[", "effective-directive": "\\u0000\\n"}}',
    b"\x00" * 100,
)


def old_report(**told: Any) -> bytes:
    """A report as browsers send it to a `report-uri`."""
    return json.dumps(
        {
            "csp-report": {
                "document-uri": ADDRESS,
                "violated-directive": "script-src-elem 'self'",
                "blocked-uri": "inline",
                "script-sample": "kai brandvold",
                **told,
            }
        }
    ).encode()


def new_report(count: int = 1, **told: Any) -> bytes:
    """Reports as browsers send them to a `report-to`."""
    body = {"documentURL": ADDRESS, "effectiveDirective": "style-src-attr", "sample": "kai brandvold", **told}
    return json.dumps([{"age": 1, "type": "csp-violation", "url": ADDRESS, "body": body}] * count).encode()


def report(world: World, body: bytes, kind: str = OLD_KIND, **headers: str) -> HTTPResponse:
    """Send a report, as a browser does: without a token of ours."""
    first = len(world.recorder.calls)
    answer = _client().http.request("POST", POLICY_REPORTS, headers={"Content-Type": kind, **headers}, body=body)
    assert world.recorder.calls[first:] == []
    return answer


def lines(world: World) -> list[dict[str, Any]]:
    """What was logged since, as objects."""
    return [json.loads(line.removeprefix("portal ")) for line in world.recorder.lines]


@pytest.fixture(autouse=True)
def _fresh_budget(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(policy_reports, "_budget", LineBudget(20, timedelta(minutes=1)))


class TestWhatIsLogged:
    @pytest.mark.parametrize(
        ("body", "kind", "directive"),
        [(old_report(), OLD_KIND, "script-src-elem"), (new_report(), NEW_KIND, "style-src-attr")],
    )
    def test_a_breach_leaves_the_directive_and_the_pattern_of_the_page(
        self, world: World, body: bytes, kind: str, directive: str
    ) -> None:
        assert report(world, body, kind).status_code == 204
        assert lines(world) == [{"event": "policy.breach", "kind": directive, "route": "/parents/forms/{form_id}"}]

    @pytest.mark.parametrize(
        ("address", "page"),
        [
            ("https://exemptions.example.org/", "/"),
            ("https://exemptions.example.org/check?x=kai", "/check"),
            ("https://exemptions.example.org/check/kai-brandvold", "/check/{code}"),
            ("/register/parent", "/register/parent"),
            ("https://exemptions.example.org/kai/brandvold", "other"),
            ("about:blank", "other"),
            ("", "other"),
            (f"https://x.example{FORM}/kai/brandvold", "other"),
        ],
    )
    def test_of_an_address_only_what_is_ours_is_left(self, address: str, page: str) -> None:
        assert list(breaches_in(old_report(**{"document-uri": address}), PATTERNS)) == [("script-src-elem", page)]

    @pytest.mark.parametrize("directive", ["kai-brandvold", "script-src-elem;x", "", "SCRIPT-SRC", 5, None])
    def test_a_directive_that_is_none_is_not_repeated(self, directive: object) -> None:
        told = old_report(**{"violated-directive": directive, "effective-directive": directive})
        assert list(breaches_in(told, PATTERNS)) == [("other", "/parents/forms/{form_id}")]

    @given(
        ANYTHING
        | st.fixed_dictionaries(
            {
                "csp-report": st.dictionaries(
                    st.sampled_from(["document-uri", "effective-directive", "violated-directive"]), ANYTHING
                )
            }
        )
    )
    def test_whatever_comes_nothing_of_it_is_repeated(self, told: object) -> None:
        words = {"other", *policy_reports._DIRECTIVES, *PATTERNS}
        assert {word for breach in breaches_in(json.dumps(told).encode(), PATTERNS) for word in breach} <= words

    def test_a_process_writes_so_many_lines_a_minute(self, world: World, clock: Clock) -> None:
        for _each in range(15):
            report(world, new_report(2), NEW_KIND)
        report(world, new_report(50), NEW_KIND)
        assert len(lines(world)) == 20
        clock.advance(seconds=59)
        report(world, old_report())
        assert len(lines(world)) == 20
        clock.advance(seconds=1)
        report(world, old_report())
        assert len(lines(world)) == 21


class TestWhatIsAnswered:
    @pytest.mark.parametrize("body", GARBAGE)
    @pytest.mark.parametrize("kind", [OLD_KIND, NEW_KIND])
    def test_garbage_is_answered_like_a_report_and_leaves_no_line_of_its_own(
        self, world: World, body: bytes, kind: str
    ) -> None:
        answer = report(world, body, kind)
        assert (answer.status_code, answer.body) == (204, b"")
        assert {(line["event"], line["kind"], line["route"]) for line in lines(world)} <= {
            ("policy.breach", "other", "other")
        }

    def test_more_than_8_kilobytes_are_not_read(self, world: World) -> None:
        padding = "x" * (8 * 1024 - len(old_report(**{"script-sample": ""})))
        assert report(world, old_report(**{"script-sample": padding})).status_code == 204
        assert report(world, old_report(**{"script-sample": f"{padding}x"})).status_code == 413
        assert len(lines(world)) == 1

    def test_a_fault_of_ours_is_no_failure_and_tells_nothing(
        self, world: World, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def broken(*_arguments: object) -> None:
            raise LookupError("kai")

        monkeypatch.setattr(policy_reports, "breaches_in", broken)
        assert report(world, old_report()).status_code == 204
        assert [(line["event"], line["error_type"]) for line in lines(world)] == [("intake.failed", "LookupError")]

    @pytest.mark.parametrize("kind", [FORM_TYPE, "text/plain", "multipart/form-data", "application/json", "image/png"])
    def test_what_a_form_of_any_site_can_send_is_refused(self, world: World, kind: str) -> None:
        assert report(world, old_report(), kind).status_code == 415
        assert lines(world) == []

    @pytest.mark.parametrize("method", ["GET", "HEAD", "PUT", "DELETE"])
    def test_there_is_nothing_to_look_at(self, world: World, method: str) -> None:
        assert _client().http.request(method, POLICY_REPORTS).status_code == 405
        assert world.recorder.calls == []

    def test_it_is_the_same_for_everyone_signed_in_or_not_from_here_or_elsewhere(self, world: World) -> None:
        jars = [
            "; ".join(f"{name}={value}" for name, value in world.browser(made(world)).jar.items())
            for _role, made in ACTORS.values()
        ]
        before = snapshot(world.table)
        answers = [
            report(
                world, old_report(), Cookie=jar, Origin="https://elsewhere.example", **{"Sec-Fetch-Site": "cross-site"}
            )
            for jar in jars
        ]
        assert {(answer.status_code, answer.body) for answer in answers} == {(204, b"")}
        for answer in answers:
            assert "set-cookie" not in {name.lower() for name in answer.headers}
            assert {name: answer.headers.get(name) for name in SECURITY_HEADERS} == SECURITY_HEADERS
        assert snapshot(world.table) == before


def test_the_policy_of_every_page_names_the_address() -> None:
    assert policy_of(SECURITY_HEADERS["Content-Security-Policy"])["report-uri"] == [POLICY_REPORTS]
