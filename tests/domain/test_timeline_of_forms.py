"""The part of the timeline that a signed form tells."""

from datetime import date

import pytest

from chalicelib.domain.appeal import AppealState, Vote
from chalicelib.domain.exemption import ExemptionForm
from chalicelib.domain.review import ReviewState
from chalicelib.domain.timeline import TimelineEvent, TimelinePhase, timeline
from chalicelib.law.enums import Grade, LineKind, LineState, Vaccine
from tests.builders import World, line


def told(world: World, form: ExemptionForm) -> dict[TimelineEvent, TimelinePhase]:
    return {point.what: point.when for point in timeline(None, world.reload(form), world.clock.today)}


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        (
            LineState.ISSUED,
            {
                TimelineEvent.ISSUED: TimelinePhase.DONE,
                TimelineEvent.SCHOOL_TOLD: TimelinePhase.DONE,
                TimelineEvent.ENDS: TimelinePhase.LATER,
            },
        ),
        (
            LineState.HELD,
            {
                TimelineEvent.HELD: TimelinePhase.NOW,
                TimelineEvent.ISSUED: TimelinePhase.LATER,
                TimelineEvent.SCHOOL_TOLD: TimelinePhase.LATER,
            },
        ),
        (LineState.REFUSED, {TimelineEvent.REFUSED: TimelinePhase.STOPPED}),
        (
            LineState.WITHDRAWN,
            {
                TimelineEvent.ISSUED: TimelinePhase.DONE,
                TimelineEvent.SCHOOL_TOLD: TimelinePhase.DONE,
                TimelineEvent.WITHDRAWN: TimelinePhase.STOPPED,
            },
        ),
        (
            LineState.SUPERSEDED,
            {
                TimelineEvent.ISSUED: TimelinePhase.DONE,
                TimelineEvent.SCHOOL_TOLD: TimelinePhase.DONE,
                TimelineEvent.REPLACED: TimelinePhase.DONE,
            },
        ),
        (
            LineState.REVOKED,
            {
                TimelineEvent.ISSUED: TimelinePhase.DONE,
                TimelineEvent.SCHOOL_TOLD: TimelinePhase.DONE,
                TimelineEvent.STOPPED: TimelinePhase.DONE,
                TimelineEvent.SHOTS_DUE_OR_APPEAL: TimelinePhase.NOW,
            },
        ),
    ],
)
def test_a_forms_way(world: World, state: LineState, expected: dict[TimelineEvent, TimelinePhase]) -> None:
    assert told(world, world.form(state)) == expected


def test_after_a_revocation_the_last_day_to_act_is_named_until_it_has_passed(world: World) -> None:
    form = world.form(LineState.REVOKED)  # on November 20, 2026; day 30 is a Sunday
    (due,) = [
        point for point in timeline(None, form, world.clock.today) if point.what == TimelineEvent.SHOTS_DUE_OR_APPEAL
    ]
    assert due.on == date(2026, 12, 21)
    world.clock.set("2026-12-21", hour=23, minute=59)
    assert TimelineEvent.SHOTS_DUE_OR_APPEAL in told(world, form)
    world.clock.set("2026-12-22", hour=0, minute=0)
    assert {TimelineEvent.SHOTS_DUE, TimelineEvent.SHOTS_DUE_OR_APPEAL}.isdisjoint(told(world, form))


def test_while_a_timely_appeal_is_open_no_shots_are_due(world: World) -> None:
    appeal = world.appeal(AppealState.FILED_TIMELY)
    form = world.ctx().store.get(ExemptionForm, appeal.form_id)
    assert {TimelineEvent.SHOTS_DUE, TimelineEvent.SHOTS_DUE_OR_APPEAL}.isdisjoint(told(world, form))


def test_after_a_denied_appeal_only_the_shots_are_left(world: World) -> None:
    decided = world.appeal(AppealState.DECIDED, vote=Vote.UPHOLD)
    form = world.ctx().store.get(ExemptionForm, decided.form_id)
    assert told(world, form)[TimelineEvent.SHOTS_DUE] == TimelinePhase.NOW
    assert TimelineEvent.SHOTS_DUE_OR_APPEAL not in told(world, form)


def test_a_form_signed_before_its_grades_says_when_it_begins(world: World) -> None:
    form = world.form(
        grade=Grade.GRADE_7,
        grade_now=Grade.GRADE_6,
        planned_first_day=date(2027, 8, 16),
        lines=(line(kind=LineKind.PERMANENT),),
    )
    (begins,) = [point for point in timeline(None, form, world.clock.today) if point.what == TimelineEvent.BEGINS]
    assert (begins.when, begins.on) == (TimelinePhase.NOW, date(2027, 8, 16))
    world.clock.set("2027-08-16")
    assert TimelineEvent.BEGINS not in told(world, form)


def test_a_review_is_now(world: World) -> None:
    form = world.form()
    world.review(ReviewState.OPEN, form=form)
    assert told(world, form)[TimelineEvent.IN_REVIEW] == TimelinePhase.NOW


def test_an_open_appeal_is_now_and_a_decided_one_done(world: World) -> None:
    open_one = world.appeal(AppealState.FILED_TIMELY)
    form = world.ctx().store.get(ExemptionForm, open_one.form_id)
    assert told(world, form)[TimelineEvent.APPEALED] == TimelinePhase.NOW
    closed = world.appeal(AppealState.WITHDRAWN)
    form = world.ctx().store.get(ExemptionForm, closed.form_id)
    assert told(world, form)[TimelineEvent.APPEALED] == TimelinePhase.DONE
    assert told(world, form)[TimelineEvent.APPEAL_ENDED] == TimelinePhase.DONE


def test_it_ends_on_the_last_day_of_its_last_vaccine(world: World) -> None:
    form = world.form(lines=(line(Vaccine.MMR), line(Vaccine.VAR)))
    last = max(each.expires_on for each in form.lines if each.expires_on)
    world.clock.set(last)
    assert told(world, form)[TimelineEvent.ENDS] == TimelinePhase.LATER
    world.clock.advance(days=1)
    assert told(world, form)[TimelineEvent.ENDS] == TimelinePhase.DONE
