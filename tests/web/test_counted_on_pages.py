"""What pages count for the alarms: a failure that no one foresaw, a record opened in an emergency, look-ups used up,
a license search that does not answer."""

from datetime import timedelta
from types import SimpleNamespace

import pytest

from chalicelib import wiring
from chalicelib.domain.account import Role
from chalicelib.domain.license import LookupFailure, NotFound, Unavailable
from chalicelib.domain.metrics import Metric
from chalicelib.law.license_numbers import LicenseNumber, read_license_number
from chalicelib.storage import credentials
from chalicelib.storage.credentials import TryLimit
from tests.builders import KAI, World
from tests.counted import counted
from tests.security.test_emergency_access import ask, opened


def count_of(world: World, metric: Metric) -> int:
    return counted(world.recorder.lines)[metric]


def test_a_page_that_fails_is_counted_and_one_that_answers_is_not(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    browser = world.browser(world.default_user(Role.PARENT))
    assert browser.get("/parents").status == 200
    assert count_of(world, Metric.PAGE_FAILED) == 0

    def fails(*_given: object) -> None:
        raise RuntimeError

    monkeypatch.setattr("chalicelib.web.http.pipeline.require_role", fails)
    assert browser.get("/parents").status == 500
    assert count_of(world, Metric.PAGE_FAILED) == 1


def test_a_record_that_is_opened_in_an_emergency_is_counted_and_a_refused_try_is_not(world: World) -> None:
    world.form()
    ask(world.browser(world.default_user(Role.REVIEWER)), password="not the password")
    assert count_of(world, Metric.BREAK_GLASS_USED) == 0
    opened(world, Role.REVIEWER)
    assert count_of(world, Metric.BREAK_GLASS_USED) == 1


def test_look_ups_of_children_beyond_the_day_are_counted(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """Given a reviewer who looks children up all day, when the day's look-ups are used up, then the next is counted."""
    monkeypatch.setattr(credentials, "LOOK_UPS_PER_HOUR", TryLimit(2, timedelta(hours=1)))
    browser = world.browser(world.default_user(Role.REVIEWER))
    for looked in range(3):
        browser.get("/reviews/find-child")
        browser.post("/reviews/find-child", first_name="Kai", last_name="Fernwhistle", birth_date=KAI.birth_date)
        assert count_of(world, Metric.FIND_CHILD_BRAKED) == int(looked == 2)


@pytest.mark.parametrize(
    ("answer", "key", "unavailable"),
    [(NotFound(), "k", 0), (Unavailable(trouble=LookupFailure.TOO_MANY), "k", 1), (NotFound(), "", 0)],
)
def test_a_license_search_that_does_not_answer_is_counted_beside_all_that_were_asked(
    world: World, monkeypatch: pytest.MonkeyPatch, answer: object, key: str, unavailable: int
) -> None:
    """Given a stage whose search is away, or has no key yet, when a license is looked up, then both are counted."""
    monkeypatch.setattr("chalicelib.runtime.license_keys.license_keys", lambda: ("portal", key))
    search = SimpleNamespace(look_up=lambda *_asked, **_names: answer)
    monkeypatch.setattr(wiring, "_license_lookup", lambda *_keys: search)
    wiring._LicenseSearch().look_up(a_number(), last_name="Okonkwo")
    found = counted(world.recorder.lines)
    assert found[Metric.LICENSE_ASKED] == 1
    assert found[Metric.LICENSE_UNAVAILABLE] == unavailable
    assert found[Metric.LICENSE_KEYS_UNREAD] == int(not key)


def a_number() -> LicenseNumber:
    found = read_license_number("A12345")
    assert isinstance(found, LicenseNumber)
    return found
