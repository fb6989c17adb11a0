"""The fault table: each main act, each request it makes of the store, each way that this request can fail, alone and
together with a second failure of any later request. Then the person presses the button again. Whatever happened, the
act is done once and the confirmation is the same."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import pytest

from tests.builders import World
from tests.checks.pages import ShownForm
from tests.checks.saved_tables import Saved, put_back, saved
from tests.invariants.everywhere import FORMS
from tests.invariants.faults import Fault, planted_at
from tests.invariants.fingerprint import effect, fingerprint
from tests.invariants.places import Visitor
from tests.portal import Shown
from tests.sampling import drawn

ACTS = {
    "register": "/register/parent",
    "submit": "/parents/requests/{request_id}/check",
    "open": "/physicians/open",
    "examine": "/physicians/drafts/{draft_id}/examination",
    "issue": "/physicians/drafts/{draft_id}/sign",
    "renew": "/physicians/forms/{form_id}/renew",
    "withdraw": "/physicians/forms/{form_id}/withdraw",
    "change school": "/parents/children/{child_id}/school",
    "revoke": "/reviews/{review_id}/forms/{form_id}/confirm",
    "appeal": "/parents/appeals/{appeal_id}/check",
    "vote": "/panel/{appeal_id}/cast",
    "decide": "/appeals/{appeal_id}/forms/{form_id}/adopt/send",
    "amend": "/parents/children/{child_id}/amend",
    "join": "/join/{token}",
    "add a student": "/schools/at/{facility_id}/students/new",
    "record a dose": "/schools/pupils/{form_id}/dose",
}
LEGAL = ("submit", "issue", "withdraw", "revoke", "appeal", "vote", "decide")
MAX_REQUESTS = 3  # of a legal act: two reads, one transaction
_LAST_REQUEST = 12  # of two presses, both disturbed: none of the acts gets that far
_Effect = dict[tuple[object, ...], int]


@dataclass
class Clean:
    """An act that nothing disturbs: what it needs, does, and where it leads; and the tables before it."""

    visitor: Visitor
    form: ShownForm
    cookies: dict[str, str]
    tables: Saved
    before: Any
    shape: list[str]
    done: _Effect
    requests: int

    @classmethod
    def of(cls, world: World, path: str) -> "Clean":
        visitor = Visitor.at(world, path)
        form = visitor.form()
        cookies = dict(visitor.browser.jar)
        tables, before = saved((world.table.name, world.table.audit_name)), fingerprint(world.table)
        answer = visitor.send(form)
        assert answer.status == 303, f"{answer.status} {answer.errors}"
        made = len([call for call in answer.calls if call.operation != "PutItem"])
        return cls(
            visitor,
            form,
            cookies,
            tables,
            before,
            shape(answer.location),
            effect(before, fingerprint(world.table)),
            made,
        )


def shape(location: str) -> list[str]:
    """A confirmation's address without its ids."""
    return [part for part in location.split("/") if not (len(part) == 26 and part.isalnum())]


def require_done_once(world: World, clean: Clean, at: Mapping[int, Fault], *, lasting: bool = False) -> bool:
    """Meet the faults, and press again until the act is done; return whether every fault came about."""
    put_back(clean.tables)
    clean.visitor.browser.jar = dict(clean.cookies)
    presses: list[Shown] = []
    now = world.clock.now
    with planted_at(at, lasting=lasting) as faults:
        for _press in range(1 if lasting else len(at)):
            presses.append(clean.visitor.send(clean.form))
            world.clock.advance(minutes=2)
            where = f"{at}: {presses[-1].status} {presses[-1].errors if presses[-1].status != 303 else ''}"
            assert presses[-1].status in {303, 503}, where
            assert presses[-1].status == 303 or faults.struck, where
    presses.append(clean.visitor.send(clean.form))
    world.clock.now = now
    assert presses[-1].status == 303, f"{at}, in the end: {presses[-1].status} {presses[-1].errors}"
    assert shape(presses[-1].location) == clean.shape
    assert len({each.location for each in presses if each.status == 303}) == 1, f"{at}: two confirmations"
    assert effect(clean.before, fingerprint(world.table)) == clean.done, at
    return len(faults.struck) >= len(at)


def test_the_acts_of_the_table_are_forms_of_the_portal() -> None:
    assert set(ACTS.values()) <= set(FORMS)


@pytest.mark.parametrize("act", LEGAL)
def test_a_legal_act_takes_three_requests(world: World, act: str) -> None:
    assert Clean.of(world, ACTS[act]).requests <= MAX_REQUESTS


@pytest.mark.parametrize("fault", list(Fault))
@pytest.mark.parametrize("act", ACTS)
def test_one_fault_at_any_request_and_a_second_press(world: World, act: str, fault: Fault) -> None:
    clean = Clean.of(world, ACTS[act])
    for at in range(1, clean.requests + 1):
        require_done_once(world, clean, {at: fault})


@pytest.mark.parametrize("fault", list(Fault))
@pytest.mark.parametrize("act", ACTS)
def test_an_outage_from_any_request_on_and_a_press_when_it_is_over(world: World, act: str, fault: Fault) -> None:
    clean = Clean.of(world, ACTS[act])
    for at in range(1, clean.requests + 1):
        require_done_once(world, clean, {at: fault}, lasting=True)


def _pairs(first: Fault, requests: int) -> Iterator[list[dict[int, Fault]]]:
    """The pairs of faults that begin with this one, grouped so that each group goes on to a later second request."""
    for at in range(1, requests + 1):
        for second in Fault:
            yield [{at: first, later: second} for later in range(at + 1, _LAST_REQUEST + 1)]


@pytest.mark.timeout(1800)
@pytest.mark.parametrize(("act", "first"), drawn([(act, fault) for act in ACTS for fault in Fault]))
def test_any_two_faults_and_a_press_after_each(world: World, act: str, first: Fault) -> None:
    """Given an act of which a request fails, and a later one, of the same press or the next, fails too, when the person
    presses once more, then the act is done once. Of all pairs the seed draws those of one act that begin with one
    fault."""
    clean = Clean.of(world, ACTS[act])
    came_about = 0
    for group in _pairs(first, clean.requests):
        for at in group:
            struck = require_done_once(world, clean, at)
            came_about += struck
            if not struck and Fault.CONFLICT not in at.values():
                break  # no request has that number
    assert came_about, "no pair of faults came about"
