"""Eight physicians sign for one child and one vaccine at the same instant: one exemption comes about, the other seven
are told so, and the audit tells the same story as the records. On the embedded store, through the local server."""

import dataclasses
import html
import os
import threading
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial

import pytest

from chalicelib import wiring
from chalicelib.domain.account import Account, Role
from chalicelib.domain.child import Child
from chalicelib.domain.request import ExemptionRequest
from chalicelib.runtime.entropy import new_id
from chalicelib.storage import keys
from chalicelib.storage.table import portal_table
from chalicelib.web.http.errors import SENTENCES
from infra.local.gateway import PortalServer
from infra.local.stack import LocalStack
from tests.builders import PASSWORD, World
from tests.checks.after_each_test import all_items, require_silent_log, require_sound_tables
from tests.checks.recorder import Recorder
from tests.clock import Clock
from tests.conftest import forget_settings
from tests.invariants.served import Answer, post, serve
from tests.license_answers import LicenseAnswers
from tests.portal import Portal

pytestmark = [pytest.mark.ministack, pytest.mark.timeout(1800)]
PHYSICIANS = 8
IS_WHOLE = os.environ.get("PORTAL_TESTS") == "whole"
ROUNDS = int(os.environ.get("PORTAL_RACE_ROUNDS", "200" if IS_WHOLE else "8"))
TOLD = html.escape(SENTENCES["LINE_ALREADY_IN_FORCE"])


@pytest.fixture
def real_world(
    clock: Clock, licenses: LicenseAnswers, recorder: Recorder, monkeypatch: pytest.MonkeyPatch
) -> Iterator[World]:
    """A world on the embedded store. When the test is over its tables must be sound."""
    with LocalStack() as store:
        for name, value in store.environment.items():
            monkeypatch.setenv(name, value)
        forget_settings()
        services = dataclasses.replace(wiring.services(), licenses=licenses)
        monkeypatch.setattr(wiring, "services", lambda: services)
        table = portal_table()
        yield World(table, clock, licenses, recorder)
        require_silent_log(recorder, require_sound_tables(table))
    monkeypatch.undo()
    forget_settings()


@pytest.fixture
def server(real_world: World) -> Iterator[PortalServer]:
    """The portal, served."""
    running = serve()
    yield running
    running.stop()
    assert real_world


def opened_for_each(world: World, doctors: list[Account]) -> list[ExemptionRequest]:
    """One child's requests, one in the hands of each physician, each with a complete draft."""
    first = world.request()
    child = world.ctx().store.get(Child, first.child_id)
    others = [world.request(child=child) for _ in doctors[1:]]
    return [world.opened(request, doctor) for request, doctor in zip([first, *others], doctors, strict=True)]


def signing(world: World, request: ExemptionRequest, doctor: Account) -> dict[str, str]:
    """The last page of the form, filled in."""
    return {
        "operation": new_id(),
        "version": str(world.draft_of(request).version),
        "examination_certified": "yes",
        "truth_certified": "yes",
        "no_charge_attested": "yes",
        "signed_name": doctor.display_name,
        "password": PASSWORD,
    }


def at_once(acts: list[partial[Answer]]) -> list[Answer]:
    """All acts, each in a thread of its own, begun together."""
    gate = threading.Barrier(len(acts))

    def go(act: partial[Answer]) -> Answer:
        gate.wait()
        return act()

    with ThreadPoolExecutor(len(acts)) as threads:
        return list(threads.map(go, acts))


def test_of_physicians_who_sign_at_once_one_wins(real_world: World, server: PortalServer) -> None:
    world = real_world
    doctors = [world.physician() for _ in range(PHYSICIANS)]
    browsers = [world.browser(doctor) for doctor in doctors]
    for number in range(ROUNDS):
        requests = opened_for_each(world, doctors)
        answers = at_once(
            [
                partial(
                    post, server.port, browser, f"/physicians/drafts/{request.id}/sign", signing(world, request, doctor)
                )
                for browser, request, doctor in zip(browsers, requests, doctors, strict=True)
            ]
        )
        require_one_winner(answers, number)
        require_one_form(world, requests[0].child_id, answers)
    forms = [item for item in all_items(world.table.name) if item.get("type") == "form"]
    assert len(forms) == ROUNDS


def require_one_winner(answers: list[Answer], number: int) -> None:
    statuses = Counter(answer.status for answer in answers)
    assert statuses == {303: 1, 409: PHYSICIANS - 1}, f"round {number}: {statuses}"
    assert all(TOLD in answer.text for answer in answers if answer.status == 409), f"round {number}"


def require_one_form(world: World, child_id: str, answers: list[Answer]) -> None:
    won = next(answer.location for answer in answers if answer.status == 303)
    linked = world.ctx().store.links(keys.child_partition(child_id), "form")
    assert [f"/physicians/forms/{form_id}/signed" for form_id in linked] == [won]


def test_one_button_pressed_many_times_at_once_acts_once(real_world: World, server: PortalServer) -> None:
    world = real_world
    doctor = world.default_user(Role.PHYSICIAN)
    browser: Portal = world.browser(doctor)
    for number in range(max(1, ROUNDS // 10)):
        request = world.opened(world.request(), doctor)
        press = partial(
            post, server.port, browser, f"/physicians/drafts/{request.id}/sign", signing(world, request, doctor)
        )
        answers = at_once([press] * PHYSICIANS)
        assert {(answer.status, answer.location) for answer in answers} == {(303, answers[0].location)}, number
