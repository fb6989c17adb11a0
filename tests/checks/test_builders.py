"""The builders lead to every written state, along rows of the state table; the aftermath check holds for each."""

import pytest

from chalicelib.addresses import HOMES
from chalicelib.domain.account import Role
from chalicelib.domain.appeal import AppealState
from chalicelib.domain.request import RequestState
from chalicelib.domain.review import ReviewState
from chalicelib.domain.standing import StandingState
from chalicelib.law.enums import LineState
from tests.builders import World


@pytest.mark.parametrize("role", list(Role))
def test_a_person_of_each_role_is_signed_in(world: World, role: Role) -> None:
    page = world.browser(world.default_user(role)).get("/sign-out")
    assert page.status == 200
    assert HOMES[role] in page.links.values()


@pytest.mark.parametrize("state", list(RequestState))
def test_a_request_in_each_state(world: World, state: RequestState) -> None:
    assert world.request(state).state == state


@pytest.mark.parametrize("state", list(LineState))
def test_a_form_in_each_state(world: World, state: LineState) -> None:
    form = world.form(state)
    assert {line.state for line in form.lines} == {state}


@pytest.mark.parametrize("state", list(ReviewState))
def test_a_review_in_each_state(world: World, state: ReviewState) -> None:
    assert world.review(state).state == state


@pytest.mark.parametrize("state", list(AppealState))
def test_an_appeal_in_each_state(world: World, state: AppealState) -> None:
    assert world.appeal(state).state == state


@pytest.mark.parametrize("state", list(StandingState))
def test_a_physician_of_each_standing(world: World, state: StandingState) -> None:
    doctor = world.physician(standing=None)
    assert world.standing(doctor, state).state == state
