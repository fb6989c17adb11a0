"""The part of the timeline that a signed form tells."""

import pytest

from chalicelib.domain.appeal import AppealState
from chalicelib.domain.exemption import Form
from chalicelib.domain.review import ReviewState
from chalicelib.domain.timeline import What, When, timeline
from chalicelib.law.enums import LineState, Vaccine
from tests.builders import World, line


def told(world: World, form: Form) -> dict[What, When]:
    return {point.what: point.when for point in timeline(None, world.again(form), world.clock.today)}


@pytest.mark.parametrize(("state", "expected"), [
    (LineState.ISSUED, {What.ISSUED: When.DONE, What.SCHOOL_TOLD: When.DONE, What.ENDS: When.LATER}),
    (LineState.HELD, {What.HELD: When.NOW, What.ISSUED: When.LATER, What.SCHOOL_TOLD: When.LATER}),
    (LineState.REFUSED, {What.REFUSED: When.STOPPED}),
    (LineState.WITHDRAWN, {What.ISSUED: When.DONE, What.SCHOOL_TOLD: When.DONE, What.WITHDRAWN: When.STOPPED}),
    (LineState.SUPERSEDED, {What.ISSUED: When.DONE, What.SCHOOL_TOLD: When.DONE, What.REPLACED: When.STOPPED}),
    (LineState.REVOKED, {What.ISSUED: When.DONE, What.SCHOOL_TOLD: When.DONE, What.STOPPED: When.DONE}),
])
def test_a_forms_way(world: World, state: LineState, expected: dict[What, When]) -> None:
    assert told(world, world.form(state)) == expected


def test_a_review_is_now(world: World) -> None:
    form = world.form()
    world.review(ReviewState.OPEN, form=form)
    assert told(world, form)[What.IN_REVIEW] == When.NOW


def test_an_open_appeal_is_now_and_a_decided_one_done(world: World) -> None:
    open_one = world.appeal(AppealState.FILED_TIMELY)
    form = world.ctx().store.get(Form, open_one.form_id)
    assert told(world, form)[What.APPEALED] == When.NOW
    closed = world.appeal(AppealState.WITHDRAWN)
    form = world.ctx().store.get(Form, closed.form_id)
    assert told(world, form)[What.APPEALED] == When.DONE
    assert told(world, form)[What.APPEAL_ENDED] == When.DONE


def test_it_ends_on_the_last_day_of_its_last_vaccine(world: World) -> None:
    form = world.form(lines=(line(Vaccine.MMR), line(Vaccine.VAR)))
    last = max(each.expires_on for each in form.lines if each.expires_on)
    world.clock.set(last)
    assert told(world, form)[What.ENDS] == When.LATER
    world.clock.advance(days=1)
    assert told(world, form)[What.ENDS] == When.DONE
