"""The part of the timeline that a signed form tells."""

from datetime import date

import pytest

from chalicelib.domain.appeal import AppealState, Vote
from chalicelib.domain.exemption import Form
from chalicelib.domain.review import ReviewState
from chalicelib.domain.timeline import What, When, timeline
from chalicelib.law.enums import Grade, LineKind, LineState, Vaccine
from tests.builders import World, line


def told(world: World, form: Form) -> dict[What, When]:
    return {point.what: point.when for point in timeline(None, world.again(form), world.clock.today)}


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        (LineState.ISSUED, {What.ISSUED: When.DONE, What.SCHOOL_TOLD: When.DONE, What.ENDS: When.LATER}),
        (LineState.HELD, {What.HELD: When.NOW, What.ISSUED: When.LATER, What.SCHOOL_TOLD: When.LATER}),
        (LineState.REFUSED, {What.REFUSED: When.STOPPED}),
        (LineState.WITHDRAWN, {What.ISSUED: When.DONE, What.SCHOOL_TOLD: When.DONE, What.WITHDRAWN: When.STOPPED}),
        (LineState.SUPERSEDED, {What.ISSUED: When.DONE, What.SCHOOL_TOLD: When.DONE, What.REPLACED: When.STOPPED}),
        (
            LineState.REVOKED,
            {
                What.ISSUED: When.DONE,
                What.SCHOOL_TOLD: When.DONE,
                What.STOPPED: When.DONE,
                What.SHOTS_DUE_OR_APPEAL: When.NOW,
            },
        ),
    ],
)
def test_a_forms_way(world: World, state: LineState, expected: dict[What, When]) -> None:
    assert told(world, world.form(state)) == expected


def test_after_a_revocation_the_last_day_to_act_is_named_until_it_has_passed(world: World) -> None:
    form = world.form(LineState.REVOKED)  # on November 20, 2026; day 30 is a Sunday
    (due,) = [point for point in timeline(None, form, world.clock.today) if point.what == What.SHOTS_DUE_OR_APPEAL]
    assert due.on == date(2026, 12, 21)
    world.clock.set("2026-12-21", hour=23, minute=59)
    assert What.SHOTS_DUE_OR_APPEAL in told(world, form)
    world.clock.set("2026-12-22", hour=0, minute=0)
    assert {What.SHOTS_DUE, What.SHOTS_DUE_OR_APPEAL}.isdisjoint(told(world, form))


def test_while_a_timely_appeal_is_open_no_shots_are_due(world: World) -> None:
    appeal = world.appeal(AppealState.FILED_TIMELY)
    form = world.ctx().store.get(Form, appeal.form_id)
    assert {What.SHOTS_DUE, What.SHOTS_DUE_OR_APPEAL}.isdisjoint(told(world, form))


def test_after_a_denied_appeal_only_the_shots_are_left(world: World) -> None:
    decided = world.appeal(AppealState.DECIDED, vote=Vote.UPHOLD)
    form = world.ctx().store.get(Form, decided.form_id)
    assert told(world, form)[What.SHOTS_DUE] == When.NOW
    assert What.SHOTS_DUE_OR_APPEAL not in told(world, form)


def test_a_form_signed_before_its_grades_says_when_it_begins(world: World) -> None:
    form = world.form(
        grade=Grade.GRADE_7,
        grade_now=Grade.GRADE_6,
        planned_first_day=date(2027, 8, 16),
        lines=(line(kind=LineKind.PERMANENT),),
    )
    (begins,) = [point for point in timeline(None, form, world.clock.today) if point.what == What.BEGINS]
    assert (begins.when, begins.on) == (When.NOW, date(2027, 8, 16))
    world.clock.set("2027-08-16")
    assert What.BEGINS not in told(world, form)


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
