"""A school that the directory does not have: named by the parent, found by operators, signed for as soon as it is."""

import pytest

from chalicelib.actions.requests.cancel_request import cancel_request
from chalicelib.actions.requests.change_school import cases_of_child, change_school
from chalicelib.actions.requests.submit_request import submit_request
from chalicelib.actions.requests.unlisted_school import answer_unlisted_school, match_school, name_unlisted_school
from chalicelib.domain.account import Role
from chalicelib.domain.child import Child
from chalicelib.domain.errors import PortalError
from chalicelib.domain.notice_kinds import NoticeKind
from chalicelib.domain.request import ExemptionRequest, RequestState
from chalicelib.storage.directory_keys import UNLISTED
from tests.actions.recipients import recipients_of
from tests.builders import SCHOOL_ID, World

TYPED = "Sunrise Forest School, Topanga"
UNLISTED_FACTS = {"school": None, "unlisted_school": TYPED}


def waiting(world: World) -> list[str]:
    return [str(row["request_id"]) for row in world.table.query(UNLISTED)]


def now(world: World, request: ExemptionRequest) -> ExemptionRequest:
    return world.ctx().store.get(ExemptionRequest, request.id)


@pytest.mark.parametrize("state", [RequestState.SUBMITTED, RequestState.OPENED])
def test_it_waits_in_the_queue_until_it_is_found(world: World, state: RequestState) -> None:
    """Given a request whose school was typed, when operators find the school, then the request and the child have it,
    parents and the physician who has the request are told, and the line is gone."""
    school = world.facility()
    request = world.request(state, **UNLISTED_FACTS)
    assert waiting(world) == [request.id]
    match_school(world.ctx(world.default_user(Role.OPERATOR)), request.id, SCHOOL_ID, request.version)
    assert now(world, request).school == school.as_choice()
    assert now(world, request).unlisted_school == ""
    assert world.ctx().store.get(Child, request.child_id).school.facility_id == SCHOOL_ID
    assert waiting(world) == []
    assert recipients_of(world, NoticeKind.REQUEST_SCHOOL_KNOWN) == {("account", request.parent_id)}
    has_it = {("account", request.physician_id)} if request.physician_id else set()
    assert recipients_of(world, NoticeKind.REQUEST_SCHOOL_CHANGED) == has_it


def test_an_answer_takes_it_off_the_queue_and_the_parents_next_words_put_it_back(world: World) -> None:
    world.facility()
    request = world.request(RequestState.SUBMITTED, **UNLISTED_FACTS)
    operator, parent = (world.ctx(world.default_user(role)) for role in (Role.OPERATOR, Role.PARENT))
    answer_unlisted_school(operator, request.id, "Which street is it in?", request.version)
    assert waiting(world) == []
    assert recipients_of(world, NoticeKind.REQUEST_SCHOOL_QUESTION) == {("account", request.parent_id)}
    name_unlisted_school(parent, request.id, "Sunrise Forest School, Elm St, Topanga", None)
    assert waiting(world) == [request.id]
    assert now(world, request).school_answer == ""


@pytest.mark.parametrize("end", ["canceled", "chosen from the list"])
def test_what_ends_the_wait_ends_the_line(world: World, end: str) -> None:
    world.facility()
    request = world.request(RequestState.SUBMITTED, **UNLISTED_FACTS)
    parent = world.ctx(world.default_user(Role.PARENT))
    if end == "canceled":
        cancel_request(parent, request.id, request.version)
    else:
        change_school(parent, request.child_id, SCHOOL_ID, cases_of_child(parent, request.child_id), None)
    assert waiting(world) == []
    with pytest.raises(PortalError):
        match_school(world.ctx(world.default_user(Role.OPERATOR)), request.id, SCHOOL_ID, None)


def test_the_physician_learns_that_the_parent_added_the_school(world: World) -> None:
    """Given an opened request without a school, when the parent adds one, then the physician who waits is told."""
    world.facility()
    request = world.request(RequestState.OPENED, school=None, not_enrolled_yet=True)
    parent = world.ctx(world.default_user(Role.PARENT))
    change_school(parent, request.child_id, SCHOOL_ID, cases_of_child(parent, request.child_id), None)
    assert recipients_of(world, NoticeKind.REQUEST_SCHOOL_CHANGED) == {("account", request.physician_id)}


def test_a_closed_school_is_no_match(world: World) -> None:
    world.facility()
    request = world.request(RequestState.SUBMITTED, **UNLISTED_FACTS)
    with pytest.raises(PortalError) as told:
        match_school(world.ctx(world.default_user(Role.OPERATOR)), request.id, "19642120000000", None)
    assert told.value.field == "choice"


def test_a_draft_waits_for_no_one(world: World) -> None:
    """Given a draft with a typed school, then it is not in the queue before it is sent."""
    draft = world.request(RequestState.DRAFT, **UNLISTED_FACTS)
    assert waiting(world) == []
    submit_request(world.ctx(world.default_user(Role.PARENT)), draft.id, draft.version)
    assert waiting(world) == [draft.id]
