"""The process that signs, or opens what is owed, ends at any of its requests: when both are done again, each form of
the year is in one review by the count of five (lifecycle H7)."""

import pytest

from chalicelib.domain.account import Role
from chalicelib.domain.exemption import ExemptionForm
from chalicelib.domain.request import RequestState
from chalicelib.domain.review import Review, Trigger
from chalicelib.jobs.open_due_reviews import open_due_reviews
from tests.actions.physicians import counted_only, sign, standing_of
from tests.builders import World
from tests.killed import Moment, killed_at

_REQUESTS = 25
"""Of signing the eighth form and opening the three cases that it owes; the test fails where there are fewer."""


@pytest.mark.parametrize("moment", Moment)
@pytest.mark.parametrize("place", range(1, _REQUESTS + 1))
def test_killed_at_any_request_no_case_is_lost_and_none_is_doubled(world: World, place: int, moment: Moment) -> None:
    """Given a physician of whose seven forms an earlier release counted four, when the eighth is signed and the process
    ends somewhere between there and the last case that is owed, then the next tries leave one case for each form."""
    forms = counted_only(world, 7)
    doctor = world.default_user(Role.PHYSICIAN)
    request = world.opened(world.request(RequestState.SUBMITTED), doctor)

    with killed_at(place, moment):
        sign(world, request.id)
        open_due_reviews(world.clock)

    if not world.reload(request).form_id:
        sign(world, request.id)
    while open_due_reviews(world.clock):
        pass
    eighth = world.ctx().store.get(ExemptionForm, world.reload(request).form_id)
    assert [cases(world, form) for form in (*forms, eighth)] == [[Trigger.PHYSICIAN_FIVE_FORMS]] * 8
    assert standing_of(world).forms_by_year == {"2026": 5}


def cases(world: World, form: ExemptionForm) -> list[Trigger]:
    return [world.ctx().store.get(Review, each).trigger for each in world.reload(form).review_ids]
