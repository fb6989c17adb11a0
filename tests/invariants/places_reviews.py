"""Places of the Department: reviews, standings, letters."""

from datetime import date
from typing import Any

from chalicelib.actions.reviews.decide_review import Decision, decide_review
from chalicelib.domain.account import Role
from chalicelib.domain.action import Action
from chalicelib.domain.review import Finding, Outcome, Review, ReviewState
from chalicelib.domain.standing import PhysicianStanding, StandingState, standing_id
from chalicelib.jobs.deliver_notices import RETRY_DELAYS, deliver_pending
from chalicelib.law.enums import LineState, Vaccine
from chalicelib.storage.outbox import NoticePlace, read_notice
from tests.builders import KAI, PASSWORD, World
from tests.checks.after_each_test import all_items
from tests.invariants.places import Here, place
from tests.jobs.post_box import PostBox

CASE = "/reviews/{review_id}/forms/{form_id}"
WHY = "No criterion is met and the records on file do not support the reason"


@place("/reviews", "/reviews/standings")
def _home(world: World) -> Here:
    world.review()
    world.form(LineState.HELD, physician=world.physician(), child=None)
    return Here(world.default_user(Role.REVIEWER))


@place("/reviews/find")
def _find(world: World) -> Here:
    return Here(world.default_user(Role.REVIEWER), answers={"number": world.form().number})


@place("/reviews/find-child")
def _find_child(world: World) -> Here:
    world.form()
    return Here(
        world.default_user(Role.REVIEWER),
        answers={"first_name": KAI.first_name, "last_name": KAI.last_name, "birth_date": KAI.birth_date},
    )


@place("/reviews/forms/{form_id}", "/reviews/forms/{form_id}/open")
def _form(world: World) -> Here:
    return Here(world.default_user(Role.REVIEWER), {"form_id": world.form().id}, {"reason": WHY})


def _case(review: Review, world: World, role: Role = Role.REVIEWER, **answers: Any) -> Here:
    return Here(world.default_user(role), {"review_id": review.id, "form_id": review.form_id}, answers)


@place("/reviews/{review_id}", CASE, f"{CASE}/take")
def _open(world: World) -> Here:
    return _case(world.review(), world)


@place(f"{CASE}/ask")
def _ask(world: World) -> Here:
    return _case(world.review(ReviewState.ASSIGNED), world, question="When did the last treatment cycle end?")


@place(f"{CASE}/resume")
def _resume(world: World) -> Here:
    return _case(world.review(ReviewState.INFO_REQUESTED), world)


@place(f"{CASE}/recommend")
def _recommend(world: World) -> Here:
    return _case(world.review(ReviewState.ASSIGNED), world, finding_mmr=Finding.REVOKE.value, reason_mmr=WHY)


@place(f"{CASE}/decide")
def _decide(world: World) -> Here:
    review = world.review(ReviewState.RECOMMENDED_REVOKE)
    return _case(review, world, Role.OFFICER, outcome="revoked", vaccines=["MMR"], reason=WHY)


@place(f"{CASE}/confirm")
def _confirm(world: World) -> Here:
    review = world.review(ReviewState.RECOMMENDED_REVOKE)
    decide = f"{CASE}/decide".format(review_id=review.id, form_id=review.form_id)
    answers = {"outcome": "revoked", "vaccines": ["MMR"], "reason": WHY}
    return Here(
        world.default_user(Role.OFFICER),
        {"review_id": review.id, "form_id": review.form_id},
        {"password": PASSWORD},
        way=lambda browser: browser.get(decide).press("See what will happen", **answers),
    )


@place(f"{CASE}/decided")
def _decided(world: World) -> Here:
    return _case(world.review(ReviewState.DECIDED), world, Role.OFFICER)


def _standing(world: World, state: StandingState, role: Role = Role.REVIEWER, **facts: Any) -> Here:
    doctor = world.physician(standing=None)
    standing = world.standing(doctor, state, **facts)
    return Here(
        world.default_user(role),
        {"standing_id": standing.id},
        {"reason": WHY, "password": PASSWORD, "related_0": "yes", "kind_0": "probation"},
    )


@place("/reviews/standings/{standing_id}")
def _classify(world: World) -> Here:
    return _standing(world, StandingState.HOLD, codes=("99",))


@place("/reviews/standings/{standing_id}/bar")
def _bar(world: World) -> Here:
    return _standing(world, StandingState.VERIFIED, Role.OFFICER)


@place("/reviews/standings/{standing_id}/lift")
def _lift(world: World) -> Here:
    here = _standing(world, StandingState.BARRED_PUBLIC_HEALTH_RISK, Role.OFFICER, barred_since=date(2024, 1, 8))
    return Here(here.person, here.ids, {**here.answers, "risk_gone_on": date(2026, 11, 2)})


def _held(world: World, state: StandingState) -> Here:
    physician = world.physician()
    form = world.form(LineState.HELD, physician=physician)
    assert physician.physician
    standing = world.ctx().store.get(PhysicianStanding, standing_id(physician.physician))
    assert form.id in standing.held_form_ids
    world.step(standing, Action.CLASSIFY_ACTION, state=state, codes=())
    return Here(world.default_user(Role.REVIEWER), {"standing_id": standing.id})


@place("/reviews/standings/{standing_id}/release")
def _release(world: World) -> Here:
    return _held(world, StandingState.VERIFIED)


@place("/reviews/standings/{standing_id}/refuse")
def _refuse(world: World) -> Here:
    return _held(world, StandingState.BARRED_PROBATION)


# Letters


def _revoked(world: World) -> None:
    review = world.review(ReviewState.RECOMMENDED_REVOKE)
    ctx = world.ctx(world.default_user(Role.OFFICER))
    decision = Decision(review.id, review.form_id, None, Outcome.REVOKED, (Vaccine.MMR,), WHY)
    decide_review(ctx, decision, PASSWORD)


def _letter_ids(world: World, kind: str) -> dict[str, str]:
    _revoked(world)
    notices = [read_notice(item) for item in all_items(world.table.name) if item.get("type") == "notice"]
    place_of = next(NoticePlace.of_notice(each) for each in notices if each.letter and each.recipient.kind == kind)
    recipient = place_of.recipient
    return {"kind": recipient.kind, "owner": recipient.id, "place": place_of.place, "notice": place_of.notice_id}


@place("/letters", "/letters/posted")
def _letters(world: World) -> Here:
    _revoked(world)
    _no_one_can_be_mailed(world)
    return Here(world.default_user(Role.REVIEWER))


def _no_one_can_be_mailed(world: World) -> None:
    box = PostBox(refuses={"*"})
    for _attempt in range(len(RETRY_DELAYS) + 1):
        deliver_pending(box, world.clock)
        world.clock.advance(hours=12)


@place("/letters/{kind}/{owner}/{place}/{notice}", "/letters/{kind}/{owner}/{place}/{notice}/mark-posted")
def _letter(world: World) -> Here:
    ids = _letter_ids(world, "jurisdiction")
    _no_one_can_be_mailed(world)
    return Here(world.default_user(Role.REVIEWER), ids)


@place("/my-letters/{kind}/{owner}/{place}/{notice}")
def _own_letter(world: World) -> Here:
    return Here(world.default_user(Role.SCHOOL), _letter_ids(world, "facility"))
