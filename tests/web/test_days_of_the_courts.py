"""A last day moves past the days on which the courts observe a holiday, wherever a person reads it."""

import pytest

from chalicelib.actions.reviews.decide_review import Decision, decide_review
from chalicelib.domain.account import Role
from chalicelib.domain.exemption import ExemptionForm
from chalicelib.domain.review import Outcome, ReviewState
from chalicelib.law.enums import LineKind, Vaccine
from tests.builders import PASSWORD, World, line
from tests.portal import Shown
from tests.web.letter_cases import letter_to

DAYS = [
    ("2027-05-18", "June 17, 2027", "June 18, 2027"),
    ("2027-05-19", "June 21, 2027", "June 22, 2027"),  # day 30 is the Friday of Juneteenth, a Saturday
    ("2027-05-20", "June 21, 2027", "June 22, 2027"),
    ("2027-11-23", "December 23, 2027", "December 24, 2027"),
    ("2027-11-24", "December 27, 2027", "December 28, 2027"),  # the Friday of Christmas
    ("2027-12-01", "January 3, 2028", "January 4, 2028"),  # the Friday of New Year's Day, in the year before
    ("2028-01-11", "February 10, 2028", "February 11, 2028"),
    ("2028-01-12", "February 14, 2028", "February 15, 2028"),  # the Friday of Lincoln Day
]


def revoked_on(world: World, day: str) -> ExemptionForm:
    form = world.form(lines=(line(Vaccine.MMR, LineKind.PERMANENT),))
    review = world.review(ReviewState.RECOMMENDED_REVOKE, form=form)
    world.clock.set(day)
    decision = Decision(review.id, form.id, review.version, Outcome.REVOKED, (Vaccine.MMR,), "No criterion is met")
    decide_review(world.ctx(world.default_user(Role.OFFICER)), decision, PASSWORD)
    return form


def letter(world: World) -> Shown:
    parent = world.default_user(Role.PARENT)
    return world.browser(parent).get(f"/my-letters/{letter_to(world, 'account', parent.id)}")


@pytest.mark.parametrize(("day", "start_by", "out_from"), DAYS)
def test_the_parent_and_the_school_read_a_last_day_past_the_day_of_the_courts(
    world: World, day: str, start_by: str, out_from: str
) -> None:
    form = revoked_on(world, day)
    mailed = letter(world).words
    at_home = world.browser(world.default_user(Role.PARENT)).get(f"/parents/forms/{form.id}/stopped").words
    at_school = world.browser(world.school_person(world.facility())).get(f"/schools/pupils/{form.id}").words

    assert f"Start the missing shots by {start_by}" in mailed
    assert f"keep your child out starting {out_from}" in mailed
    assert start_by in at_home
    assert start_by in at_school


def test_a_letter_keeps_a_child_out_from_a_school_day_and_names_the_law_that_moves_a_last_day(world: World) -> None:
    revoked_on(world, "2027-04-28")  # day 30 is the Friday before Memorial Day
    words = letter(world).words

    assert "Start the missing shots by May 28, 2027" in words
    assert "keep your child out starting June 1, 2027" in words
    assert "Code of Civil Procedure sections 12 and 12a" in words
