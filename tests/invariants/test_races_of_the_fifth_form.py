"""A physician signs forms of the year in eight tabs at the same instant, around the fifth: each form has one review by
the count of five, whoever was first. On the embedded store, through the local server."""

from collections import Counter
from functools import partial

import pytest

from chalicelib.domain.account import Account
from chalicelib.domain.exemption import ExemptionForm
from chalicelib.domain.request import ExemptionRequest
from chalicelib.domain.review import Review, Trigger
from chalicelib.domain.standing import PhysicianStanding, standing_id
from chalicelib.storage import keys
from infra.local.gateway import PortalServer
from tests.builders import World
from tests.invariants.served import Answer, post
from tests.invariants.test_races import IS_WHOLE, ROUNDS, at_once, real_world, server, signing

__all__ = ["real_world", "server"]
pytestmark = [pytest.mark.ministack, pytest.mark.timeout(1800)]
TABS = 8


def press_until_signed(world: World, port: int, doctor: Account, waiting: list[ExemptionRequest]) -> Counter[int]:
    """Press all buttons together, and again those that were told that someone was faster; return the statuses."""
    browser, statuses = world.browser(doctor), Counter[int]()
    while waiting:
        presses = [
            partial(post, port, browser, f"/physicians/drafts/{each.id}/sign", signing(world, each, doctor))
            for each in waiting
        ]
        answers: list[Answer] = at_once(presses)
        statuses.update(answer.status for answer in answers)
        assert any(answer.status == 303 for answer in answers), statuses
        waiting = [each for each, answer in zip(waiting, answers, strict=True) if answer.status != 303]
    return statuses


def forms_of(world: World, doctor: Account) -> list[ExemptionForm]:
    ids = world.ctx().store.links(keys.account_partition(doctor.id), "form")
    return [world.ctx().store.get(ExemptionForm, form_id) for form_id in ids]


@pytest.mark.parametrize("before", [0, 3, 4] if IS_WHOLE else [3])
def test_around_the_fifth_form_each_has_one_case(real_world: World, server: PortalServer, before: int) -> None:
    """Given a physician with so many forms of the year and eight requests, when all are signed at the same instant and
    those that lost are signed again, then every form of the year is in one review by the count of five."""
    world = real_world
    for number in range(max(1, ROUNDS // 6)):
        doctor = world.physician()
        for _each in range(before):
            world.form(physician=doctor)
        requests = [world.opened(world.request(), doctor) for _tab in range(TABS)]

        statuses = press_until_signed(world, server.port, doctor, requests)

        assert set(statuses) <= {303, 409}, f"round {number}: {statuses}"
        forms = forms_of(world, doctor)
        assert doctor.physician
        standing = world.ctx().store.get(PhysicianStanding, standing_id(doctor.physician))
        assert standing.forms_by_year == {str(world.clock.today.year): before + TABS}
        assert len(forms) == before + TABS
        for form in forms:
            cases = [world.ctx().store.get(Review, review_id) for review_id in form.review_ids]
            assert [(case.trigger, case.form_id) for case in cases] == [(Trigger.PHYSICIAN_FIVE_FORMS, form.id)], number
