"""A health department asks the state to look at a form: a review opens by trigger D, and the department sees what came
of it, never why."""

from chalicelib.domain.account import Role
from chalicelib.domain.action import Action
from chalicelib.domain.exemption import ExemptionForm
from chalicelib.domain.review import Review, Trigger
from chalicelib.law.enums import LineState
from tests.builders import World
from tests.invariants.places_jurisdictions import DESK, STUDENTS, listed_school
from tests.portal import Portal

WHY = "Six forms of one physician with the same words at one school"


def department(world: World, jurisdiction: str = "C19") -> Portal:
    return world.browser(world.local_health(jurisdiction=jurisdiction))


def flagged(world: World, form: ExemptionForm) -> Review:
    """The review that the department's flag has opened."""
    address = f"{DESK}/forms/{form.id}/flag"
    answer = department(world).get(address).press("Send it to the state", reason=WHY)
    assert answer.location == f"{DESK}/flags"
    (review_id,) = world.reload(form).review_ids
    return world.ctx().store.get(Review, review_id)


def test_the_review_opens_with_the_written_reason_and_the_form_stays_valid(world: World) -> None:
    listed_school(world)
    form = world.form()
    assert f"{DESK}/forms/{form.id}/flag" in department(world).get(STUDENTS).links.values()
    review = flagged(world, form)
    assert (review.trigger, review.public_health_reason) == (Trigger.PUBLIC_HEALTH, WHY)
    assert [line.state for line in world.reload(form).lines] == [LineState.ISSUED]
    queue = world.browser(world.default_user(Role.REVIEWER)).get("/reviews")
    assert "To protect public health" in queue.words


def test_the_department_sees_the_answer_and_not_the_words(world: World) -> None:
    """Given a flag, then it says "with the state" until the state decides; and then what it decided, without a word of
    why."""
    listed_school(world)
    form = world.form()
    flagged(world, form)
    waiting = department(world).get(f"{DESK}/flags")
    assert "With the state" in waiting.words
    assert WHY not in waiting.text
    done = world.reload(form)
    world.step(done, Action.DECIDE_REVIEW, lines=tuple(each.with_changes(in_review=False) for each in done.lines))
    answered = department(world).get(f"{DESK}/flags")
    assert "Reviewed: the exemption stays" in answered.words


def test_without_a_reason_nothing_is_sent(world: World) -> None:
    listed_school(world)
    form = world.form()
    answer = department(world).get(f"{DESK}/forms/{form.id}/flag").press("Send it to the state", reason=" ")
    assert answer.status == 422
    assert world.reload(form).review_ids == ()


def test_another_jurisdiction_finds_no_such_form(world: World) -> None:
    form = world.form()
    assert department(world, "C10").get(f"{DESK}/forms/{form.id}/flag").status == 404


def test_a_form_that_is_flagged_is_not_flagged_twice(world: World) -> None:
    listed_school(world)
    form = world.form()
    flagged(world, form)
    again = department(world).get(f"{DESK}/forms/{form.id}/flag").press("Send it to the state", reason=WHY)
    assert again.status == 409
