"""An exemption that ends within 60 days: the parent's home and the form's page say when, and what to do before it."""

from datetime import date

import pytest

from chalicelib.domain.account import Role
from chalicelib.domain.child import Child
from chalicelib.domain.exemption import ExemptionForm
from chalicelib.domain.request import RequestState
from chalicelib.law.enums import Grade, LineKind, LineState, Vaccine
from tests.builders import KAI, World, line
from tests.portal import Shown
from tests.web.parents_story import parents_browser

LAST_DAY = date(2027, 3, 10)
DONE = "Nothing to do now"
SPAN_ENTRY = date(2027, 8, 16)


def home(world: World) -> Shown:
    return parents_browser(world).get("/parents")


def way(card: Shown, words: str) -> str:
    """Where the card's link of these words leads ("": it has none). A link also names the child."""
    return next((url for name, url in card.links.items() if name.startswith(words)), "")


def temporary(world: World, **facts: object) -> ExemptionForm:
    """A temporary exemption until March 10, 2027."""
    return world.form(lines=(line(expires_on=LAST_DAY),), **facts)


def next_form(world: World, first: ExemptionForm) -> ExemptionForm:
    """A form for grades 7 to 12, signed before the child enters them."""
    child = world.ctx().store.get(Child, first.child_id)
    return world.form(
        child=child,
        lines=(line(kind=LineKind.PERMANENT),),
        grade=Grade.GRADE_7,
        grade_now=Grade.GRADE_6,
        planned_first_day=SPAN_ENTRY,
    )


def sixth_grader(world: World) -> ExemptionForm:
    """A permanent exemption that ends the day before grade 7."""
    return world.form(
        lines=(line(kind=LineKind.PERMANENT),), grade=Grade.GRADE_6, grade_now=Grade.GRADE_6, next_span_entry=SPAN_ENTRY
    )


@pytest.mark.parametrize(
    ("today", "soon"), [("2027-01-08", False), ("2027-01-09", True), ("2027-03-10", True), ("2027-03-11", False)]
)
def test_from_60_days_before_to_the_last_day_it_says_what_to_do(world: World, today: str, soon: bool) -> None:
    form = temporary(world)
    world.clock.set(today)

    card, page = home(world), parents_browser(world).get(f"/parents/forms/{form.id}")

    assert ("ends on March 10, 2027 If your child still needs it after that, a doctor must sign" in card.words) == soon
    assert ("Ends soon" in card.words) == soon
    assert way(card, "Ask for a new temporary exemption") == (f"/parents/forms/{form.id}/renew" if soon else "")
    assert ("The last day is March 10, 2027" in page.words) == soon
    assert not (soon and DONE in card.words)
    assert ("Through March 10, 2027" in card.words) == (today != "2027-03-11")


def test_a_renewal_that_was_asked_for_is_named(world: World) -> None:
    form = temporary(world)
    world.clock.set("2027-02-01")
    request = world.request(
        RequestState.SUBMITTED, child=world.ctx().store.get(Child, form.child_id), renews_form_id=form.id
    )

    card = home(world)

    assert "You have begun a new request. A doctor must sign it by that day" in card.words
    assert way(card, "Print a page for the doctor") == f"/parents/requests/{request.id}/print"


def test_a_request_that_has_ended_helps_no_one(world: World) -> None:
    form = temporary(world)
    world.clock.set("2027-02-01")
    world.request(RequestState.CANCELED, renews_form_id=form.id)

    assert "a doctor must sign a new form by that day" in home(world).words


def test_before_the_next_grades_a_new_exemption_is_asked_for(world: World) -> None:
    sixth_grader(world)
    world.clock.set("2027-07-01")

    card = home(world)

    assert "That is before your child enters the next grade span" in card.words
    assert not way(card, "Ask for a new temporary exemption")


def test_where_another_form_goes_on_there_is_nothing_to_do(world: World) -> None:
    first = sixth_grader(world)
    world.clock.set("2027-06-25")
    next_form(world, first)

    card = home(world)

    assert "Another form is valid after that." in card.words
    assert "Ends soon" not in card.words


def test_a_form_that_is_not_valid_yet_goes_nowhere_on(world: World) -> None:
    first = sixth_grader(world)
    world.clock.set("2027-06-25")
    child = world.ctx().store.get(Child, first.child_id)
    world.form(
        LineState.HELD,
        child=child,
        lines=(line(kind=LineKind.PERMANENT),),
        grade=Grade.GRADE_7,
        grade_now=Grade.GRADE_6,
        planned_first_day=SPAN_ENTRY,
    )

    assert "Another form is valid after that" not in home(world).words


def test_another_childs_form_is_none_of_it(world: World) -> None:
    temporary(world)
    sibling = world.child(world.default_user(Role.PARENT), facts=KAI.with_changes(first_name="Noa"))
    world.clock.set("2027-02-01")
    world.form(child=sibling, lines=(line(Vaccine.MMR, LineKind.PERMANENT),))

    assert "a doctor must sign a new form by that day" in home(world).words
