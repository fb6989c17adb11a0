"""Places of the appeals: the agency, the Secretary, the panel. And of those who only look."""

from typing import Any

from chalicelib.domain.account import Account, Role
from chalicelib.domain.appeal import Appeal, AppealState
from chalicelib.web.panel.seat import NOTHING
from tests.builders import PASSWORD, World
from tests.invariants.places import Here, Reached, place

_WORDS = "The record shows when the last treatment ended and why it goes on"


def _staff(state: AppealState, role: Role = Role.APPEALS_STAFF, **answers: Any) -> Reached:
    def reach(world: World) -> Here:
        appeal = world.appeal(state)
        return Here(world.default_user(role), {"appeal_id": appeal.id, "form_id": appeal.form_id}, answers)

    return reach


place("/appeals", "/appeals/news", "/appeals/{appeal_id}", "/appeals/{appeal_id}/accept")(
    _staff(AppealState.FILED_TIMELY)
)
place("/appeals/{appeal_id}/refuse")(_staff(AppealState.FILED_LATE, reason=_WORDS))
place("/appeals/{appeal_id}/close")(_staff(AppealState.DECIDED))
place("/appeals/{appeal_id}/decided")(_staff(AppealState.DECIDED, Role.SECRETARY))
place("/physicians/appeals/{appeal_id}")(_staff(AppealState.INFO_REQUESTED, Role.PHYSICIAN, text=_WORDS))
place("/appeals/{appeal_id}/forms/{form_id}/adopt")(_staff(AppealState.DETERMINED, Role.SECRETARY, text=_WORDS))


@place("/appeals/{appeal_id}/forms/{form_id}/adopt/send")
def _send(world: World) -> Here:
    appeal = world.appeal(AppealState.DETERMINED)
    return Here(
        world.default_user(Role.SECRETARY),
        {"appeal_id": appeal.id, "form_id": appeal.form_id},
        {"password": PASSWORD},
        way=lambda browser: browser.get(f"/appeals/{appeal.id}/forms/{appeal.form_id}/adopt").press(
            "See the letter", text=_WORDS
        ),
    )


@place("/appeals/{appeal_id}/remind")
def _remind(world: World) -> Here:
    appeal = world.appeal(AppealState.IN_REVIEW)
    answers = {"panelist": appeal.seats[1].panelist_id}
    return Here(world.default_user(Role.APPEALS_STAFF), {"appeal_id": appeal.id}, answers)


@place("/appeals/{appeal_id}/panel")
def _panel(world: World) -> Here:
    members = [world.panelist().id for _ in range(4)]
    here = _staff(AppealState.ACCEPTED)(world)
    return Here(here.person, here.ids, {"panelists": members[:3]})


@place("/appeals/{appeal_id}/panel/seat")
def _seat(world: World) -> Here:
    newcomer = world.panelist()
    appeal = world.appeal(AppealState.PANEL_ASSIGNED)
    return Here(
        world.default_user(Role.APPEALS_STAFF),
        {"appeal_id": appeal.id},
        {"leaving": appeal.seats[0].panelist_id, "coming": newcomer.id},
    )


def _member(world: World, appeal: Appeal) -> Account:
    return world.ctx().store.get(Account, appeal.seats[0].panelist_id)


def _on_panel(state: AppealState, **answers: Any) -> Reached:
    def reach(world: World) -> Here:
        appeal = world.appeal(state)
        return Here(_member(world, appeal), {"appeal_id": appeal.id}, answers)

    return reach


_VOTE = {"vote_mmr": "uphold", "reason_mmr": _WORDS}
place("/panel", "/panel/stepped-down", "/panel/{appeal_id}", "/panel/{appeal_id}/question")(
    _on_panel(AppealState.IN_REVIEW, question=_WORDS)
)
place("/panel/{appeal_id}/vote")(_on_panel(AppealState.IN_REVIEW, **_VOTE))


@place("/panel/{appeal_id}/cast")
def _cast(world: World) -> Here:
    appeal = world.appeal(AppealState.IN_REVIEW)
    return Here(
        _member(world, appeal),
        {"appeal_id": appeal.id},
        {"password": PASSWORD},
        way=lambda browser: browser.get(f"/panel/{appeal.id}").press("Check your vote", **_VOTE),
    )


place("/panel/{appeal_id}/conflicts")(_on_panel(AppealState.PANEL_ASSIGNED, ties=[NOTHING]))


# Those who look: schools, health departments, boards


@place(
    "/schools",
    "/schools/at/{facility_id}",
    "/schools/at/{facility_id}/news",
    "/schools/pupils/{form_id}",
    "/schools/pupils/{form_id}/certificate",
    "/schools/pupils/{form_id}/recorded",
)
def _school(world: World) -> Here:
    form = world.form()
    return Here(
        world.default_user(Role.SCHOOL),
        {"form_id": form.id, "facility_id": form.facility_id},
        {"name": form.child.last_name},
    )
