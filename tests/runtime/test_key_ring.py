"""Keys that are replaced while the portal runs: every process knows a new key before the first one signs with it."""

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from io import StringIO
from typing import Any

import jwt
import pytest

from chalicelib.runtime import secret_keys
from chalicelib.runtime.secret_keys import ASKED_AGAIN_AFTER_SECONDS, READ_AGAIN_AFTER_SECONDS, KeyRing, MissingKeyError
from chalicelib.runtime.settings import settings
from chalicelib.web.http import cookies
from infra import keys
from infra.keys import KeyOrderError, purposes_without_key, with_next_key, without_oldest_key
from tests.builders import World
from tests.clock import Clock, Seconds
from tests.portal import Portal

OLD, NEW = "a1" * 32, "b2" * 32
NOW = datetime(2026, 11, 30, 9, 0, tzinfo=UTC)
SECOND = timedelta(seconds=1)


class Secret:
    """What stands in the secret, and how often it was read."""

    def __init__(self, **held: Any) -> None:
        self.held, self.reads, self.is_down = dict(held), 0, False

    def __call__(self) -> dict[str, Any]:
        self.reads += 1
        if self.is_down:
            raise TimeoutError
        return dict(self.held)


@pytest.fixture
def secret() -> Secret:
    return Secret(session=OLD, csrf=OLD)


@pytest.fixture
def ring(secret: Secret, seconds: Seconds, clock: Clock) -> KeyRing:
    seconds.passed = 1000.0
    clock.now = NOW
    made = KeyRing(secret, seconds, clock)
    made.keys_of("session")
    return made


class TestReadAgain:
    @pytest.mark.parametrize(("later", "known"), [(-1, ["1"]), (0, ["1", "2"])])
    def test_after_five_minutes_and_not_before(
        self, ring: KeyRing, secret: Secret, seconds: Seconds, later: int, known: list[str]
    ) -> None:
        # given a process that has read the keys, and a key that was added since
        secret.held["session@2"] = NEW
        # when five minutes are over, or nearly
        seconds.passed += READ_AGAIN_AFTER_SECONDS + later
        # then it knows the new key, or not yet
        assert list(ring.keys_of("session")) == known

    @pytest.mark.parametrize(("later", "known"), [(-1, None), (0, bytes.fromhex(NEW))])
    def test_at_the_id_of_an_unknown_key_but_once_in_half_a_minute(
        self, ring: KeyRing, secret: Secret, seconds: Seconds, later: int, known: bytes | None
    ) -> None:
        # given a process that asked for an unknown key a moment ago, and a key that was added since
        seconds.passed += ASKED_AGAIN_AFTER_SECONDS
        assert ring.named("session", "2") is None
        secret.held["session@2"] = NEW
        # when something made with it comes half a minute after, or a little earlier
        seconds.passed += ASKED_AGAIN_AFTER_SECONDS + later
        # then the key is found, or not yet
        assert ring.named("session", "2") == known

    def test_whoever_makes_up_ids_causes_one_read_in_half_a_minute(
        self, ring: KeyRing, secret: Secret, seconds: Seconds
    ) -> None:
        seconds.passed += ASKED_AGAIN_AFTER_SECONDS
        before = secret.reads
        for number in range(2, 400):
            assert ring.named("session", f"{number}") is None
        assert secret.reads == before + 1

    @pytest.mark.parametrize("number", ["", "x", "-2", "2 ", "\uff12", "22222", "1@2"])
    def test_what_is_no_id_causes_none(self, ring: KeyRing, secret: Secret, seconds: Seconds, number: str) -> None:
        seconds.passed += ASKED_AGAIN_AFTER_SECONDS
        before = secret.reads
        assert ring.named("session", number) is None
        assert secret.reads == before

    def test_a_secret_that_does_not_come_leaves_the_keys_as_they_are(
        self, ring: KeyRing, secret: Secret, seconds: Seconds
    ) -> None:
        # given keys that are due to be read again, and a service that is down
        seconds.passed += READ_AGAIN_AFTER_SECONDS
        secret.is_down = True
        before = secret.reads
        # then the known keys go on, and the service is asked once in half a minute
        for _ in range(9):
            assert ring.newest("session") == ("1", bytes.fromhex(OLD))
        assert secret.reads == before + 1
        seconds.passed += ASKED_AGAIN_AFTER_SECONDS
        secret.is_down = False
        secret.held["session@2"] = NEW
        assert list(ring.keys_of("session")) == ["1", "2"]

    def test_without_any_keys_nothing_goes_on(self, secret: Secret, seconds: Seconds) -> None:
        secret.is_down = True
        with pytest.raises(TimeoutError):
            KeyRing(secret, seconds).keys_of("session")
        secret.is_down = False
        with pytest.raises(MissingKeyError):
            KeyRing(secret, seconds).keys_of("other")


class TestWhichKeySigns:
    @pytest.mark.parametrize(("at", "number"), [(NOW - SECOND, "1"), (NOW, "2"), (NOW + SECOND, "2")])
    def test_the_newest_whose_time_has_come(
        self, secret: Secret, seconds: Seconds, clock: Clock, at: datetime, number: str
    ) -> None:
        secret.held["session@2"] = {"key": NEW, "from": NOW.isoformat()}
        clock.now = at
        ring = KeyRing(secret, seconds, clock)
        assert ring.newest("session")[0] == number
        assert list(ring.keys_of("session")) == ["1", "2"]  # both verify, before and after

    def test_where_the_time_of_none_has_come_the_oldest(self, seconds: Seconds, clock: Clock) -> None:
        clock.now = NOW
        ahead = {"key": OLD, "from": (NOW + SECOND).isoformat()}
        assert KeyRing(Secret(session=ahead), seconds, clock).newest("session")[0] == "1"


class TestInTheDocumentedOrder:
    def test_no_one_is_signed_out(self, world: World, seconds: Seconds, monkeypatch: pytest.MonkeyPatch) -> None:
        # given a function that read the keys a moment before the next one is added, and one that starts after it
        secret = Secret(**{name: key.get_secret_value() for name, key in settings().keys.items()})
        began, functions = world.clock.now, [KeyRing(secret, seconds, world.clock)]
        browser, signed = world.browser(world.parent()), list[str]()
        self.require_seen_by(functions, browser, monkeypatch)
        secret.held = with_next_key(secret.held, "session", began)
        functions.append(KeyRing(secret, seconds, world.clock))
        # when the person goes on for twelve hours, at each step in both of them
        for minute in (*range(1, 18), *range(38, 12 * 60, 20)):
            world.clock.now = began + timedelta(minutes=minute)
            seconds.passed = 60.0 * minute
            # then both know whatever the other one signed
            self.require_seen_by(functions, browser, monkeypatch)
            signed.append(jwt.get_unverified_header(browser.jar[cookies.SESSION])["kid"])
        # and the old key signs for fifteen minutes, and the new one from then on
        assert (set(signed[:14]), set(signed[16:])) == ({"1"}, {"2"})
        # and once the old one is gone, no one is signed out either
        world.clock.now = began + timedelta(minutes=12 * 60 + 15)
        browser = world.browser(world.parent())
        secret.held = without_oldest_key(secret.held, "session", world.clock.now)
        seconds.passed += READ_AGAIN_AFTER_SECONDS
        self.require_seen_by(functions, browser, monkeypatch)

    def require_seen_by(self, functions: list[KeyRing], browser: Portal, monkeypatch: pytest.MonkeyPatch) -> None:
        for ring in reversed(functions):
            monkeypatch.setattr(secret_keys, "key_ring", lambda ring=ring: ring)
            assert browser.get("/account").status == 200


class TestTheCommand:
    @pytest.fixture
    def said(self, monkeypatch: pytest.MonkeyPatch) -> Callable[..., int]:
        monkeypatch.setattr(keys, "system_clock", lambda: NOW)

        def run(*arguments: str, held: dict[str, Any]) -> int:
            monkeypatch.setattr("sys.stdin", StringIO(json.dumps(held)))
            return keys.main(list(arguments))

        return run

    def test_a_key_is_added_with_fifteen_minutes_ahead(
        self, said: Callable[..., int], capsys: pytest.CaptureFixture[str]
    ) -> None:
        assert said("add", "session", held={"session": OLD, "csrf": NEW}) == 0
        made = json.loads(capsys.readouterr().out)
        assert (made["session"], made["csrf"], made.keys()) == (OLD, NEW, {"session", "csrf", "session@2"})
        assert made["session@2"]["from"] == "2026-11-30T09:15:00+00:00"
        assert len(bytes.fromhex(made["session@2"]["key"])) == 32

    @pytest.mark.parametrize(("ago", "code"), [(timedelta(hours=12) - SECOND, 1), (timedelta(hours=12), 0)])
    def test_the_oldest_is_taken_away_after_twelve_hours_and_not_before(
        self, said: Callable[..., int], capsys: pytest.CaptureFixture[str], ago: timedelta, code: int
    ) -> None:
        second = {"key": NEW, "from": (NOW - ago).isoformat()}
        assert said("drop", "session", held={"session": OLD, "session@2": second}) == code
        told = capsys.readouterr()
        assert (told.out, told.err.startswith("session signed what still counts")) == (
            (json.dumps({"session@2": second}), False) if code == 0 else ("", True)
        )

    @pytest.mark.parametrize(
        ("arguments", "code"),
        [(("drop", "session"), 1), (("add", "lookup"), 1), (("add", "seal"), 1), (("add",), 2), (("x", "y"), 2)],
    )
    def test_what_would_lose_something_is_refused(
        self, said: Callable[..., int], arguments: tuple[str, ...], code: int
    ) -> None:
        assert said(*arguments, held={"session": OLD, "lookup": OLD}) == code

    def test_the_number_after_the_highest_is_next(self) -> None:
        held = {"session@9": OLD, "session@10": NEW}
        assert "session@11" in with_next_key(held, "session", NOW)
        assert without_oldest_key(held, "session", NOW) == {"session@10": NEW}
        with pytest.raises(KeyOrderError, match="has one key alone"):
            without_oldest_key({"session@10": NEW}, "session", NOW)

    def test_a_deploy_after_it_puts_no_first_key_back(self) -> None:
        held = {"session@2": NEW, "csrf": OLD}
        assert "session" not in purposes_without_key(held)
        assert {"lookup", "link", "password", "seal", "log"} == set(purposes_without_key(held))
