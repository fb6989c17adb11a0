"""The state table: complete against the states there are, and deny by default."""

from collections import defaultdict
from enum import StrEnum

import pytest

from chalicelib.domain.access_table import PERMISSIONS
from chalicelib.domain.account import Role
from chalicelib.domain.action import SYSTEM_ACTIONS, Action
from chalicelib.domain.appeal import AppealState
from chalicelib.domain.charge_report import ChargeState
from chalicelib.domain.child_pair import PairState
from chalicelib.domain.correction import CorrectionState
from chalicelib.domain.emergency import EmergencyState
from chalicelib.domain.license_claim import ClaimState
from chalicelib.domain.lifecycle import TRANSITIONS, NoSuchTransitionError, Transition, find_transition, sources_of
from chalicelib.domain.request import RequestState
from chalicelib.domain.review import ReviewState
from chalicelib.law.enums import LineState

STATES: dict[str, type[StrEnum]] = {row.thing: type(row.target) for row in TRANSITIONS}
ENDS = {
    "request": {RequestState.ISSUED, RequestState.HELD, RequestState.DECLINED, RequestState.CANCELED},
    "line": {LineState.REFUSED, LineState.WITHDRAWN, LineState.SUPERSEDED},
    "review": {ReviewState.DECIDED},
    "charge_report": {ChargeState.FORWARDED, ChargeState.CLOSED},
    "child_pair": {PairState.CLOSED},
    "appeal": {AppealState.REFUSED_LATE, AppealState.CLOSED, AppealState.WITHDRAWN},
    "standing": set[StrEnum](),
    "license_claim": {ClaimState.REFUSED},
    "emergency": {EmergencyState.REVIEWED},
    "amendment_request": {CorrectionState.MADE, CorrectionState.REFUSED, CorrectionState.WITHDRAWN},
}


@pytest.mark.parametrize("thing", list(STATES))
def test_every_state_is_reached_and_only_the_ends_are_not_left(thing: str) -> None:
    rows = [row for row in TRANSITIONS if row.thing == thing]
    assert {row.target for row in rows} == set(STATES[thing])
    left = {state for row in rows for state in row.sources}
    assert set(STATES[thing]) - left == ENDS[thing]


@pytest.mark.parametrize("row", TRANSITIONS, ids=lambda row: f"{row.thing}-{row.act}-{row.target}")
def test_someone_may_make_each_transition_and_it_names_its_basis(row: Transition) -> None:
    assert PERMISSIONS[row.act] or row.act in SYSTEM_ACTIONS
    assert row.basis


def test_no_two_rows_say_different_things_of_the_same_step() -> None:
    seen: dict[tuple[str, StrEnum | None, Action, StrEnum], int] = defaultdict(int)
    for row in TRANSITIONS:
        for source in row.sources or (None,):
            seen[row.thing, source, row.act, row.target] += 1
    assert {step: count for step, count in seen.items() if count > 1} == {}


@pytest.mark.parametrize("thing", list(STATES))
def test_what_is_no_row_is_refused(thing: str) -> None:
    rows = {
        (source, row.act, row.target) for row in TRANSITIONS if row.thing == thing for source in row.sources or (None,)
    }
    for source in (None, *STATES[thing]):
        for act in Action:
            for target in STATES[thing]:
                if (source, act, target) in rows:
                    assert find_transition(thing, source, act, target).act == act
                else:
                    with pytest.raises(NoSuchTransitionError):
                        find_transition(thing, source, act, target)


def test_revoking_and_deciding_are_the_officers_alone() -> None:
    for act in (Action.REVOKE_EXEMPTION, Action.DECIDE_REVIEW, Action.BAR_PHYSICIAN, Action.LIFT_BAR):
        assert {role for role, _reach in PERMISSIONS[act]} == {Role.OFFICER}


def test_an_act_starts_from_the_states_of_its_rows() -> None:
    assert sources_of("request", Action.CANCEL_REQUEST) == {
        RequestState.DRAFT,
        RequestState.SUBMITTED,
        RequestState.OPENED,
    }
    assert sources_of("line", Action.RENEW_EXEMPTION) == frozenset()
