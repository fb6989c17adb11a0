"""Places of a review's case, of the list of same children, and of what the Officer and designees decide."""

from datetime import date
from typing import Any

from chalicelib.actions.reviews.child_pairs import mark_pair
from chalicelib.actions.reviews.review_work import Typed, ask_primary_care, record_care_answer, save_work
from chalicelib.domain.account import Role
from chalicelib.domain.child_pair import ChildPair, PairAnswer
from chalicelib.domain.exemption import ExemptionForm
from chalicelib.domain.request import PrimaryCare
from chalicelib.domain.review import Finding, Review, ReviewState
from chalicelib.domain.review_work import DraftFinding, ReviewWork
from chalicelib.domain.standing import StandingState
from chalicelib.law.enums import Vaccine
from chalicelib.storage.rows import CHILD_PAIRS
from tests.builders import HOME, PASSWORD, World
from tests.invariants.places import Here, place

CASE = "/reviews/{review_id}/forms/{form_id}"
STANDING = "/reviews/standings/{standing_id}"
WHY = "No criterion is met and the records on file do not support the reason"
DRAFTED = "So far the form names no test"
_CARE = PrimaryCare(
    name="Ottoline Fairweather, MD",
    license="A 66001",
    business_address=HOME,
    telephone="(559) 555-0112",
    why_not_issuer="The oncologist treats the condition",
)


def other_care(world: World, **facts: Any) -> ExemptionForm:
    """A form signed by another physician than the child's primary care physician."""
    return world.form(draft={"is_primary_care": False, "primary_care": _CARE}, **facts)


def care_asked(world: World) -> Review:
    """A case in which the primary care physician was asked by letter."""
    review = world.review(ReviewState.ASSIGNED, form=other_care(world))
    ctx = world.ctx(world.default_user(Role.REVIEWER))
    ask_primary_care(ctx, review.id, review.form_id, "Which test was done, and when?", None)
    return review


def pair_of_children(world: World) -> ChildPair:
    """Two records of one name and birth date."""
    world.form()
    world.form()
    rows = world.ctx().store.queue(CHILD_PAIRS).rows
    return world.ctx().store.get(ChildPair, str(rows[-1]["PK"]).partition("#")[2])


def worked_on(world: World) -> ReviewWork:
    """A case with a draft, a note, and a question that the primary care physician answered."""
    review = care_asked(world)
    ctx = world.ctx(world.default_user(Role.REVIEWER))
    (asked,) = ctx.store.get(ReviewWork, review.id).questions
    record_care_answer(ctx, review.id, review.form_id, asked.id, "No test was done")
    ctx = world.ctx(world.default_user(Role.REVIEWER))
    draft = (DraftFinding(vaccine=Vaccine.MMR, finding=Finding.REVOKE.value, reason=DRAFTED),)
    save_work(ctx, review.id, review.form_id, Typed("Ask the clinic for the test", draft))
    return world.ctx().store.get(ReviewWork, review.id)


def told_apart(world: World) -> ChildPair:
    """Two records of one name and birth date, of which the state has said that they are two children."""
    pair = pair_of_children(world)
    mark_pair(world.ctx(world.default_user(Role.REVIEWER)), pair.id, PairAnswer.TWO_CHILDREN, None)
    return world.reload(pair)


@place(f"{CASE}/notes")
def _notes(world: World) -> Here:
    review = world.review(ReviewState.ASSIGNED)
    ids = {"review_id": review.id, "form_id": review.form_id}
    return Here(world.default_user(Role.OFFICER), ids, {"note": "Ask the clinic for the test"})


@place(f"{CASE}/questions/{{question_id}}", f"{CASE}/questions/{{question_id}}/answer")
def _care_letter(world: World) -> Here:
    review = care_asked(world)
    (asked,) = world.ctx().store.get(ReviewWork, review.id).questions
    ids = {"review_id": review.id, "form_id": review.form_id, "question_id": asked.id}
    return Here(world.default_user(Role.REVIEWER), ids, {"answer": "No test was done"})


@place("/reviews/same-children", "/reviews/same-children/{child_pair_id}")
def _same_children(world: World) -> Here:
    pair = pair_of_children(world)
    return Here(world.default_user(Role.REVIEWER), {"child_pair_id": pair.id}, {"answer": "two_children"})


@place("/reviews/candidates")
def _candidates(world: World) -> Here:
    doctor = world.physician(standing=None)
    revoked = {"revoked_by_year": {"2026": 2}, "revoked_numbers": {"2026": ("4YWP-WGVK-NW3", "K7PR-T3RW-E3T")}}
    world.standing(doctor, StandingState.VERIFIED, **revoked)
    return Here(world.default_user(Role.OFFICER))


def _bar(world: World, state: StandingState, act: str, **answers: Any) -> Here:
    doctor = world.physician(standing=None)
    barred = {"barred_since": date(2024, 1, 8)} if state != StandingState.VERIFIED else {}
    standing = world.standing(doctor, state, **barred)
    first = f"{STANDING}/{act}".format(standing_id=standing.id)
    return Here(
        world.default_user(Role.OFFICER),
        {"standing_id": standing.id},
        {"password": PASSWORD},
        way=lambda browser: browser.get(first).press("See what will happen", reason=WHY, **answers),
    )


@place(f"{STANDING}/bar/confirm")
def _confirm_bar(world: World) -> Here:
    return _bar(world, StandingState.VERIFIED, "bar")


@place(f"{STANDING}/lift/confirm")
def _confirm_lift(world: World) -> Here:
    return _bar(world, StandingState.BARRED_PUBLIC_HEALTH_RISK, "lift", risk_gone_on=date(2026, 11, 2))
