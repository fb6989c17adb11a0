"""Nothing is typed twice: what a copy of a request, or a renewal, takes along is said on the request's fields."""

import pytest

from chalicelib.actions.requests import copy_request as action
from chalicelib.domain.account import Role
from chalicelib.domain.action import Action
from chalicelib.domain.field_classes import copied_fields
from chalicelib.domain.request import ExemptionRequest, RequestState
from chalicelib.storage.codec import decode
from chalicelib.storage.record_types import RECORD_TYPES
from tests.builders import World
from tests.checks.after_each_test import all_items
from tests.checks.planted_fields import LongerRequest

ANSWERS = {
    "child_id",
    "child",
    "school",
    "not_enrolled_yet",
    "unlisted_school",
    "grade",
    "grade_now",
    "planned_first_day",
    "next_span_entry",
    "parent",
    "physician_name",
    "renews_form_id",
}


def drafts(world: World, kind: type[ExemptionRequest] = ExemptionRequest) -> list[ExemptionRequest]:
    """The drafts that there are."""
    return [
        decode(item, kind)
        for item in all_items(world.table.name)
        if item.get("type") == "request" and item.get("state") == "draft"
    ]


def test_a_copy_has_all_answers_of_the_ended_request_and_nothing_of_its_course(world: World) -> None:
    old = world.request(RequestState.DECLINED, physician_name="Dr. Ottilie Brannigan")
    action.copy_request(world.ctx(world.default_user(Role.PARENT)), old.id)
    (copy,) = drafts(world)
    assert copied_fields(ExemptionRequest) == ANSWERS
    assert {name: getattr(copy, name) for name in ANSWERS} == {name: getattr(old, name) for name in ANSWERS}
    assert (copy.consents, copy.reason, copy.number, copy.physician_id, copy.submitted_at) == (None, "", "", "", None)
    assert copy.copied_from == old.id


def test_a_renewal_has_what_the_form_says_by_the_same_names(world: World) -> None:
    form = world.form()
    action.ask_for_renewal(world.ctx(world.default_user(Role.PARENT)), form.id)
    (draft,) = drafts(world)
    told = ("child_id", "child", "school", "grade", "parent", "physician_name")
    assert {name: getattr(draft, name) for name in told} == {name: getattr(form, name) for name in told}
    assert (draft.renews_form_id, draft.planned_first_day, draft.consents) == (form.id, form.signed_on, None)


def test_an_answer_that_someone_adds_goes_along_as_its_field_says(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(action, "ExemptionRequest", LongerRequest)
    kinds = {**RECORD_TYPES, "request": LongerRequest}
    monkeypatch.setattr("tests.checks.after_each_test.RECORD_TYPES", kinds)
    known = world.request(RequestState.DECLINED)
    old = world.create(
        LongerRequest(
            **{
                **dict(known),
                "id": world.ctx().new_id(),
                "state": RequestState.DRAFT,
                "version": 0,
                "call_me_at": "after five",
                "symptoms_now": "none",
            }
        ),
        Action.START_REQUEST,
    )
    old = world.step(old, Action.CANCEL_REQUEST, state=RequestState.CANCELED)
    action.copy_request(world.ctx(world.default_user(Role.PARENT)), old.id)
    (copy,) = drafts(world, LongerRequest)
    assert isinstance(copy, LongerRequest)
    assert (copy.call_me_at, copy.symptoms_now) == ("after five", "")
