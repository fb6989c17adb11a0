"""Places of the reviewers' desk: finding, a physician, a school, giving cases to colleagues, several cases at once."""

from typing import Any

from chalicelib.domain.account import Role
from chalicelib.domain.review import Review, ReviewState
from chalicelib.domain.standing import standing_id
from tests.builders import PASSWORD, SCHOOL_ID, World
from tests.invariants.places import Here, place
from tests.invariants.places_reviews import CASE, WHY

PHYSICIAN = "/reviews/physicians/{standing_id}"


@place("/reviews/search")
def _search(world: World) -> Here:
    world.default_user(Role.PHYSICIAN)
    return Here(world.default_user(Role.REVIEWER), answers={"words": "okonjo"})


@place("/reviews/schools")
def _schools(world: World) -> Here:
    world.facility()
    return Here(world.default_user(Role.REVIEWER), answers={"name": SCHOOL_ID})


@place("/reviews/schools/{facility_id}")
def _school(world: World) -> Here:
    world.facility()
    world.form()
    return Here(world.default_user(Role.REVIEWER), {"facility_id": SCHOOL_ID})


def _physician(world: World, state: ReviewState, **more: str) -> tuple[Here, Review]:
    review = world.review(state)
    profile = world.default_user(Role.PHYSICIAN).physician
    assert profile
    answers: dict[str, Any] = {
        "cases": [f"{review.id} {review.form_id} {review.version}"],
        "findings": [f"{review.id} MMR meets_criteria"],
        "reason": WHY,
        "password": PASSWORD,
    }
    return Here(world.default_user(Role.REVIEWER), {"standing_id": standing_id(profile), **more}, answers), review


@place(PHYSICIAN)
def _of_physician(world: World) -> Here:
    return _physician(world, ReviewState.ASSIGNED)[0]


@place(f"{PHYSICIAN}/take")
def _take(world: World) -> Here:
    return _physician(world, ReviewState.OPEN)[0]


@place(f"{PHYSICIAN}/clear")
def _clear(world: World) -> Here:
    return _physician(world, ReviewState.ASSIGNED)[0]


@place(f"{PHYSICIAN}/clear/sign")
def _sign(world: World) -> Here:
    here, _review = _physician(world, ReviewState.ASSIGNED)
    clear = f"{PHYSICIAN}/clear".format(**here.ids)
    answers = {name: here.answers[name] for name in ("cases", "findings", "reason")}
    return Here(
        here.person,
        here.ids,
        {"password": PASSWORD},
        way=lambda browser: browser.get(clear).press("Check before you sign", **answers),
    )


@place(f"{PHYSICIAN}/cleared/{{count}}")
def _cleared(world: World) -> Here:
    return _physician(world, ReviewState.RECOMMENDED_CLEAR, count="1")[0]


@place(f"{CASE}/assign")
def _assign(world: World) -> Here:
    review, colleague = world.review(ReviewState.ASSIGNED), world.reviewer()
    ids = {"review_id": review.id, "form_id": review.form_id}
    return Here(world.default_user(Role.REVIEWER), ids, {"to": colleague.id})


@place(f"{CASE}/hand-back")
def _hand_back(world: World) -> Here:
    review = world.review(ReviewState.ASSIGNED)
    return Here(world.default_user(Role.REVIEWER), {"review_id": review.id, "form_id": review.form_id})


def _waiting(world: World) -> Here:
    here, _review = _physician(world, ReviewState.RECOMMENDED_CLEAR, count="1")
    ids = {"standing_id": here.ids["standing_id"]}
    return Here(world.default_user(Role.OFFICER), ids, {**here.answers, "reason": "The criteria are met"})


@place(f"{PHYSICIAN}/decide")
def _decide_several(world: World) -> Here:
    return _waiting(world)


@place(f"{PHYSICIAN}/decide/sign")
def _sign_several(world: World) -> Here:
    here = _waiting(world)
    path = f"{PHYSICIAN}/decide".format(**here.ids)
    answers = {name: here.answers[name] for name in ("cases", "reason")}
    return Here(
        here.person,
        here.ids,
        {"password": PASSWORD},
        way=lambda browser: browser.get(path).press("See what will happen", **answers),
    )


@place(f"{PHYSICIAN}/decided/{{count}}")
def _several_decided(world: World) -> Here:
    here = _waiting(world)
    return Here(here.person, {**here.ids, "count": "1"})
