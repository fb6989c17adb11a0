"""The fault table: each legal act, each request it makes of the store, each way that this request can fail. Then the
person presses the button again. Whatever happened, the act is done once and the confirmation is the same."""

import pytest

from tests.builders import World
from tests.invariants.everywhere import FORMS
from tests.invariants.faults import Fault, planted
from tests.invariants.fingerprint import effect, fingerprint
from tests.invariants.places import Visitor
from tests.portal import Shown

ACTS = {
    "submit": "/parents/requests/{request_id}/check",
    "issue": "/physicians/drafts/{draft_id}/sign",
    "withdraw": "/physicians/forms/{form_id}/withdraw",
    "revoke": "/reviews/{review_id}/forms/{form_id}/confirm",
    "appeal": "/parents/appeals/{appeal_id}/check",
    "vote": "/panel/{appeal_id}/cast",
    "decide": "/appeals/{appeal_id}/forms/{form_id}/adopt/send",
}
MAX_REQUESTS = 3  # two reads, one transaction


def shape(location: str) -> list[str]:
    """A confirmation's address without its ids."""
    return [part for part in location.split("/") if not (len(part) == 26 and part.isalnum())]


def require_done_once(world: World, path: str, fault: Fault, *, lasting: bool) -> None:
    """Meet the fault at each request of the act in turn, and press again each time."""
    clean, done = _pressed(world, path)
    for at in range(1, MAX_REQUESTS + 1):
        world.begin_anew()  # what is on record of the same child or physician is part of the effect
        visitor = Visitor.at(world, path)
        form, before = visitor.form(), fingerprint(world.table)
        with planted(fault, at, lasting=lasting) as faults:
            first = visitor.send(form)
        assert first.status in {303, 503}, f"{fault} at request {at}: {first.status} {first.words[:300]}"
        if not faults.struck:
            assert first.status == 303
        world.clock.advance(minutes=2)
        again = visitor.send(form)
        assert again.status == 303, f"{fault} at request {at}, again: {again.status} {again.errors}"
        assert shape(again.location) == shape(clean.location)
        if first.status == 303:
            assert again.location == first.location
        assert effect(before, fingerprint(world.table)) == done, f"{fault} at request {at}"


def _pressed(world: World, path: str) -> tuple[Shown, dict[tuple[object, ...], int]]:
    visitor = Visitor.at(world, path)
    form, before = visitor.form(), fingerprint(world.table)
    answer = visitor.send(form)
    assert answer.status == 303, f"{answer.status} {answer.errors}"
    assert len([call for call in answer.calls if call.operation != "PutItem"]) <= MAX_REQUESTS
    return answer, effect(before, fingerprint(world.table))


def test_the_acts_of_the_table_are_forms_of_the_portal() -> None:
    assert set(ACTS.values()) <= set(FORMS)


@pytest.mark.parametrize("fault", list(Fault))
@pytest.mark.parametrize("act", ACTS)
def test_one_fault_at_any_request_and_a_second_press(world: World, act: str, fault: Fault) -> None:
    require_done_once(world, ACTS[act], fault, lasting=False)


@pytest.mark.parametrize("fault", list(Fault))
@pytest.mark.parametrize("act", ACTS)
def test_an_outage_from_any_request_on_and_a_press_when_it_is_over(world: World, act: str, fault: Fault) -> None:
    require_done_once(world, ACTS[act], fault, lasting=True)
