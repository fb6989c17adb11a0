"""S-22 to S-25: the signed tokens in cookies and the links in mails. What we did not sign, or signed for another
purpose or another time, opens nothing and breaks nothing."""

import base64
import hashlib
import hmac
import json
import os
from collections.abc import Callable, Iterator
from typing import Any

import jwt
import pytest

from chalicelib.domain.account import Account, SignInStep
from chalicelib.runtime.secret_keys import PURPOSES, key_ring, secret_key
from chalicelib.runtime.settings import settings
from chalicelib.storage.tokens import LinkPurpose, is_token, new_token_id, token_of
from chalicelib.web.http import cookies
from chalicelib.web.http.cookies import read_session_token, read_step_token, session_token, step_token
from tests.builders import World
from tests.portal import Portal


@pytest.fixture
def person(world: World) -> Account:
    return world.parent()


@pytest.fixture
def browser(world: World, person: Account) -> Portal:
    """A browser with a session that is a few seconds old."""
    signed_in = world.browser(person)
    assert signed_in.get("/account").status == 200
    return signed_in


def _part(content: Any) -> str:
    raw = content if isinstance(content, bytes) else json.dumps(content).encode()
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def _signed(header: Any, claims: Any, key: bytes | None = None, digest: str = "sha256") -> str:
    """A token made by hand, with whatever a library would refuse to make."""
    text = f"{_part(header)}.{_part(claims)}"
    return f"{text}.{_part(hmac.new(key or secret_key('session'), text.encode(), digest).digest())}"


def _pieces(token: str) -> tuple[dict[str, Any], dict[str, Any]]:
    return jwt.get_unverified_header(token), jwt.decode(token, options={"verify_signature": False})


def forged(token: str) -> Iterator[tuple[str, str]]:
    """Tokens that say what a valid one says, by what is wrong with them."""
    header, claims = _pieces(token)
    head, body, signature = token.split(".")
    pem = b"-----BEGIN PUBLIC KEY-----\n" + base64.b64encode(secret_key("session")) + b"\n-----END PUBLIC KEY-----\n"
    yield "no algorithm", f"{_part({**header, 'alg': 'none'})}.{body}."
    yield "no algorithm, in capitals", f"{_part({**header, 'alg': 'NONE'})}.{body}."
    yield "no algorithm, yet a signature", f"{_part({**header, 'alg': 'none'})}.{body}.{signature}"
    yield "another HMAC", _signed({**header, "alg": "HS512"}, claims, digest="sha512")
    yield "a third HMAC", _signed({**header, "alg": "HS384"}, claims, digest="sha384")
    yield "RSA with our key as a public key", _signed({**header, "alg": "RS256"}, claims, pem)
    yield "elliptic curves with our key as a public key", _signed({**header, "alg": "ES256"}, claims, pem)
    yield "algorithm missing", _signed({"kid": header["kid"], "typ": header["typ"]}, claims)
    yield "algorithm that is a list", _signed({**header, "alg": ["HS256"]}, claims)
    yield "a key set elsewhere", _signed({**header, "jku": "https://elsewhere.example/keys"}, claims)
    yield "a certificate elsewhere", _signed({**header, "x5u": "https://elsewhere.example/cert"}, claims)
    yield "a key of its own", _signed({**header, "jwk": {"kty": "oct", "k": _part(b"k" * 32)}}, claims, b"k" * 32)
    yield "a critical header unknown to us", _signed({**header, "crit": ["exp-in-words"], "exp-in-words": 1}, claims)
    yield "a body that is not encoded", _signed({**header, "b64": False, "crit": ["b64"]}, claims)
    yield "a key id that is a path", _signed({**header, "kid": "../../dev/null"}, claims, b"\0" * 32)
    yield "a key id that is a number", _signed({**header, "kid": 1}, claims)
    yield "a key id that is an object", _signed({**header, "kid": {"1": "1"}}, claims)
    yield "no key id", _signed({"alg": "HS256", "typ": header["typ"]}, claims)
    yield "an empty key", _signed(header, claims, b"\0")
    yield "a key of another purpose", _signed(header, claims, secret_key("csrf"))
    yield "another signature", f"{head}.{body}.{_part(hashlib.sha256(b'x').digest())}"
    yield "no signature", f"{head}.{body}."
    yield "another person", f"{head}.{_part({**claims, 'sub': 'a' * 26})}.{signature}"
    yield "lists in lists as a header", f"{_part(b'[' * 700)}.{body}.{signature}"
    yield "lists in lists in a signed body", _signed(header, b"[" * 500)
    yield "a body that is a list", _signed(header, [claims])
    yield "not of this alphabet", "\u00e9.\u00e9.\u00e9"
    yield "dots", "...."
    yield "very long", f"{head}.{body}.{'A' * 5000}"


def test_a_forged_token_is_refused(world: World, browser: Portal) -> None:
    good = browser.jar[cookies.SESSION]
    answers, looks = {}, set()
    for what, token in forged(good):
        stranger = world.browser()
        stranger.jar[cookies.SESSION] = token.encode().decode("latin-1")
        shown = stranger.get("/account")
        answers[what] = (shown.status, shown.location)
        looks.add((shown.text, tuple(sorted(set(shown.headers) - {"set-cookie"}))))
    assert answers == dict.fromkeys(answers, (303, "/sign-in?next=/account"))
    assert len(answers) >= 20
    assert len(looks) == 1
    assert browser.get("/account").status == 200


CLAIMS = ("exp", "iat", "nbf", "iss", "aud", "sub", "jti", "sid", "sv", "since", "typ")


@pytest.mark.parametrize("claim", CLAIMS)
@pytest.mark.parametrize("wrong", ["absent", None, ["exemption-portal"], {}, "x", 1.5, True, -1, 10**30, "1\u0000"])
def test_every_claim_is_required_and_of_its_type(world: World, browser: Portal, claim: str, wrong: object) -> None:
    header, claims = _pieces(browser.jar[cookies.SESSION])
    changed = {name: value for name, value in claims.items() if name != claim or wrong != "absent"}
    if wrong != "absent":
        changed[claim] = wrong
    pointer = read_session_token(_signed(header, changed), world.clock())
    # A token's own id and the session may be any text, and the past is long: whether they count, the account says.
    harmless = (
        (claim in {"jti", "sub", "sid"} and isinstance(wrong, str) and wrong != "absent")
        or (claim in {"iat", "nbf", "since", "sv"} and wrong == -1)
        or (claim == "sv" and wrong == 10**30)
    )
    assert (pointer is None) == (not harmless)


@pytest.mark.parametrize("claim", ["sub", "sid", "sv"])
def test_a_claim_about_someone_else_opens_nothing(world: World, browser: Portal, claim: str) -> None:
    header, claims = _pieces(browser.jar[cookies.SESSION])
    other = world.parent()
    changed = {"sub": other.id, "sid": "a" * 26, "sv": claims["sv"] + 1}
    browser.jar[cookies.SESSION] = _signed(header, {**claims, claim: changed[claim]})
    assert browser.get("/account").location == "/sign-in?next=/account"


@pytest.mark.parametrize(
    ("claim", "seconds", "counts"),
    [
        ("exp", 1, True),
        ("exp", 0, False),
        ("exp", -1, False),
        ("iat", 5, True),
        ("iat", 6, False),
        ("nbf", 5, True),
        ("nbf", 6, False),
    ],
)
def test_times_are_judged_to_the_second(
    world: World, browser: Portal, claim: str, seconds: int, *, counts: bool
) -> None:
    header, claims = _pieces(browser.jar[cookies.SESSION])
    now = world.clock()
    shifted = {**claims, claim: int(now.timestamp()) + seconds}
    assert (read_session_token(_signed(header, shifted), now) is not None) == counts


@pytest.mark.parametrize("claim", ["iss", "aud"])
def test_a_token_for_another_portal_is_refused(world: World, browser: Portal, claim: str) -> None:
    header, claims = _pieces(browser.jar[cookies.SESSION])
    assert read_session_token(_signed(header, {**claims, claim: "another-portal"}), world.clock()) is None


Reader = Callable[[str], object]


def test_a_token_of_one_purpose_is_refused_for_every_other(world: World, person: Account) -> None:
    now, account_id = world.clock(), person.id
    made = {
        "session": session_token(person, "a" * 26, now, now, "b" * 26),
        "sign-in-step": step_token(SignInStep("b" * 26, account_id, 1), now),
        **{purpose.name: token_of(new_token_id(purpose, account_id, lambda: "c" * 26)) for purpose in LinkPurpose},
    }
    readers: dict[str, Reader] = {
        "session": lambda token: read_session_token(token, now),
        "sign-in-step": lambda token: read_step_token(token, now),
        **{purpose.name: lambda token, purpose=purpose: is_token(token, purpose) or None for purpose in LinkPurpose},
    }
    passed = [(kind, reader) for kind, token in made.items() for reader in readers if readers[reader](token)]
    assert passed == [(kind, kind) for kind in made]


def test_a_kind_that_only_the_header_claims_is_refused(world: World, browser: Portal) -> None:
    header, claims = _pieces(browser.jar[cookies.SESSION])
    for changed in ({**header, "typ": "sign-in-step+jwt"}, {**header, "typ": "JWT"}, {**header, "typ": "session"}):
        token = _signed(changed, claims)
        assert read_step_token(token, world.clock()) is None
        assert read_session_token(token, world.clock()) is None


class TestReplacingTheKey:
    @pytest.fixture(autouse=True)
    def _keys_as_before(self, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
        yield
        monkeypatch.undo()
        settings.cache_clear()
        key_ring.cache_clear()

    def deploy(self, monkeypatch: pytest.MonkeyPatch, given: dict[str, str]) -> None:
        monkeypatch.setenv("PORTAL_KEYS", json.dumps(given))
        settings.cache_clear()
        key_ring.cache_clear()

    def test_sessions_live_on_while_the_key_is_replaced(
        self, world: World, browser: Portal, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        old = json.loads(os.environ["PORTAL_KEYS"])
        both = {**old, "session@2": "ab" * 32}
        before = browser.jar[cookies.SESSION]

        self.deploy(monkeypatch, both)
        assert browser.get("/account").status == 200
        world.clock.advance(minutes=2)
        assert browser.get("/account").status == 200
        assert jwt.get_unverified_header(before)["kid"] == "1"
        assert jwt.get_unverified_header(browser.jar[cookies.SESSION])["kid"] == "2"

        self.deploy(monkeypatch, {name: key for name, key in both.items() if name != "session"})
        assert browser.get("/account").status == 200
        browser.jar[cookies.SESSION] = before
        assert browser.get("/account").location == "/sign-in?next=/account"

    def test_a_short_key_is_refused(self, world: World, browser: Portal, monkeypatch: pytest.MonkeyPatch) -> None:
        token = browser.jar[cookies.SESSION]
        header, claims = _pieces(token)
        self.deploy(monkeypatch, {**json.loads(os.environ["PORTAL_KEYS"]), "session": "ab" * 31})
        assert read_session_token(_signed(header, claims), world.clock()) is None

    def test_each_fresh_key_has_32_random_bytes(self) -> None:
        from infra.keys import fresh_keys  # noqa: PLC0415 - only here

        first, second = fresh_keys(), fresh_keys()
        assert set(first) == set(PURPOSES)
        assert all(len(bytes.fromhex(key)) == 32 for key in first.values())
        assert not set(first.values()) & set(second.values())
