"""The rim of the portal: clock, chance, keys, passwords, settings, log."""

import json
import logging
from collections.abc import Iterator
from dataclasses import FrozenInstanceError
from datetime import UTC

import pytest

from chalicelib.runtime import secret_keys
from chalicelib.runtime.clock import system_clock
from chalicelib.runtime.entropy import new_id, random_below
from chalicelib.runtime.logging import UnknownLogFieldError, log, log_failure
from chalicelib.runtime.passwords import Argon2Passwords
from chalicelib.runtime.secret_keys import MissingKeyError, keyed_hash, secret_key
from chalicelib.runtime.settings import read_settings, settings
from tests.checks.recorder import Recorder


@pytest.fixture
def lines(recorder: Recorder) -> Iterator[list[str]]:
    logging.getLogger("portal").setLevel(logging.INFO)
    recorder.lines.clear()
    yield recorder.lines
    recorder.lines.clear()


def test_the_clock_reads_an_aware_instant_in_utc() -> None:
    assert system_clock().tzinfo is UTC


def test_ids_are_128_random_bits_safe_in_a_url() -> None:
    ids = {new_id() for _ in range(2000)}
    assert len(ids) == 2000
    assert all(len(each) == 26 and each.isalnum() and each == each.lower() for each in ids)


def test_draws_stay_below_their_limit_and_reach_every_number() -> None:
    assert {random_below(5) for _ in range(500)} == {0, 1, 2, 3, 4}


def test_each_purpose_has_a_key_of_its_own() -> None:
    assert len({secret_key(purpose) for purpose in secret_keys.PURPOSES}) == len(secret_keys.PURPOSES)
    assert all(len(secret_key(purpose)) >= 32 for purpose in secret_keys.PURPOSES)


def test_a_missing_key_stops_the_portal() -> None:
    with pytest.raises(MissingKeyError):
        secret_key("anything else")


def test_a_keyed_hash_depends_on_key_and_on_where_the_parts_end() -> None:
    assert keyed_hash("lookup", "a", "b") == keyed_hash("lookup", "a", "b")
    assert len({keyed_hash("lookup", "a", "b"), keyed_hash("lookup", "ab"), keyed_hash("link", "a", "b")}) == 3


def test_settings_read_their_keys_from_text_and_cannot_change() -> None:
    made = read_settings({"PORTAL_KEYS": '{"session": "ab"}'})
    assert made.keys["session"].get_secret_value() == "ab"
    assert "ab" not in repr(made.keys)
    with pytest.raises(FrozenInstanceError):
        made.table = "other"


@pytest.mark.parametrize(("text", "read"), [("true", True), ("1", True), ("False", False), ("0", False), ("", False)])
def test_a_flag_is_read_as_people_write_it(text: str, *, read: bool) -> None:
    assert read_settings({"PORTAL_LOCAL_RUN": text}).local_run is read


@pytest.mark.parametrize(
    ("name", "text"), [("password_passes", "many"), ("local_run", "perhaps"), ("keys", "no object"), ("keys", "[]")]
)
def test_unreadable_settings_fail_at_once_and_do_not_say_what_they_held(name: str, text: str) -> None:
    with pytest.raises(ValueError, match=name) as failure:
        read_settings({f"PORTAL_{name.upper()}": text})
    assert text not in str(failure.value)


def test_what_is_not_set_has_its_default() -> None:
    assert read_settings({}) == read_settings({"PORTAL_TABLE": "portal", "PORTAL_PASSWORD_PASSES": "3"})


def test_a_password_is_verified_and_another_is_not() -> None:
    stored = Argon2Passwords().hash("four calm otters paddling")
    assert stored.startswith(f"1:$argon2id$v=19$m={settings().password_memory_kib},t={settings().password_passes},p=1$")
    assert Argon2Passwords().verify(stored, "four calm otters paddling")
    assert not Argon2Passwords().verify(stored, "four calm otters paddling ")


def test_one_passphrase_typed_on_two_keyboards_is_one() -> None:
    stored = Argon2Passwords().hash("caf\u00e9 au lait de Normandie")
    assert Argon2Passwords().verify(stored, "cafe\u0301 au lait de Normandie")


def test_a_passphrase_is_never_cut() -> None:
    stored = Argon2Passwords().hash("x" * 1023 + "a")
    assert not Argon2Passwords().verify(stored, "x" * 1023 + "b")


def test_the_same_password_is_stored_differently_each_time() -> None:
    assert Argon2Passwords().hash("one and the same") != Argon2Passwords().hash("one and the same")


def test_a_log_line_is_one_json_object_of_named_fields(lines: list[str]) -> None:
    log("page", route="/parents", status=200)
    assert json.loads(lines[0].removeprefix("portal ")) == {"event": "page", "route": "/parents", "status": 200}


@pytest.mark.parametrize("name", ["name", "email", "message", "text", "path", "query", "birth_date"])
def test_free_text_has_no_way_into_the_log(lines: list[str], name: str) -> None:
    with pytest.raises(UnknownLogFieldError):
        log("page", **{name: "Kai"})
    assert lines == []


def test_a_failure_is_logged_by_type_and_place_never_by_its_words(lines: list[str]) -> None:
    try:
        int("Kai Brandvold")
    except ValueError as error:
        log_failure("page.failed", error, route="/parents")
    logged = json.loads(lines[0].removeprefix("portal "))
    assert logged["error_type"] == "ValueError"
    assert "test_a_failure_is_logged" in logged["error_places"]
    assert "Kai" not in lines[0]
