"""The id and the key for the license search: from a secret of the stage, which is empty on the first day."""

import dataclasses
import json
import logging
from collections.abc import Callable

import pytest

from chalicelib.runtime import license_keys as subject
from chalicelib.runtime.settings import Secret, settings
from tests.checks.recorder import Recorder


class Clock:
    def __init__(self) -> None:
        self.now = 10_000.0

    def monotonic(self) -> float:
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """A deployed stage whose secret has not been read yet, and its clock."""
    made = Clock()
    deployed = dataclasses.replace(settings(), license_secret="LicenseSecret")
    monkeypatch.setattr(subject, "settings", lambda: deployed)
    monkeypatch.setattr(subject, "time", made)
    subject._held.cache_clear()
    return made


def says(monkeypatch: pytest.MonkeyPatch, answer: Callable[[str], str]) -> None:
    monkeypatch.setattr(subject, "secret_text", answer)


def test_a_secret_that_is_filled_later_is_used_without_a_deploy(monkeypatch: pytest.MonkeyPatch, clock: Clock) -> None:
    """Given a first day with an empty secret, when someone fills it, then the search has its keys in five minutes."""
    says(monkeypatch, lambda _name: json.dumps({"app_id": "", "app_key": ""}))
    assert subject.license_keys() == ("", "")
    says(monkeypatch, lambda _name: json.dumps({"app_id": "portal", "app_key": "k"}))
    assert subject.license_keys() == ("", "")
    clock.now += 300
    assert subject.license_keys() == ("portal", "k")


@pytest.mark.parametrize("held", ["", "{}", "not json", '["app_id"]'])
def test_a_secret_that_says_nothing_makes_the_search_unavailable_and_a_line_in_the_log(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, clock: Clock, recorder: Recorder, held: str
) -> None:
    says(monkeypatch, lambda _name: held)
    caplog.set_level(logging.INFO, logger="portal")
    recorder.lines.clear()
    assert subject.license_keys() == ("", "")
    assert [line for line in recorder.lines if "license_keys.unread" in line]
    recorder.lines.clear()


def test_without_a_secret_the_settings_say_it(monkeypatch: pytest.MonkeyPatch) -> None:
    local = dataclasses.replace(settings(), license_app_id="local", license_app_key=Secret("x"))
    monkeypatch.setattr(subject, "settings", lambda: local)
    assert subject.license_keys() == ("local", "x")
