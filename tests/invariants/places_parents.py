"""Places of parents."""

from datetime import date
from typing import Any

from chalicelib.actions.records.invite_guardian import invite_guardian
from chalicelib.domain.account import Role
from chalicelib.domain.appeal import AppealState
from chalicelib.domain.notice_kinds import NoticeKind
from chalicelib.domain.request import ExemptionRequest, RequestState
from chalicelib.law.enums import LineState
from chalicelib.storage.directory import write_facilities
from tests.builders import PASSWORD, SCHOOL_ID, World
from tests.invariants.places import Here, Reached, place
from tests.mailed import newest_link

_CHILD = {"first_name": "Kai", "middle_name": "", "last_name": "Brandvold", "birth_date": date(2019, 3, 14)}
_PARENT = {
    "name": "Marisol Brandvold",
    "relationship": "mother",
    "street": "4821 Larkspur Bend",
    "city": "Alhambra",
    "state": "CA",
    "zip_code": "91801",
    "telephone": "(626) 555-0142",
}
_SEARCH = {"name": SCHOOL_ID, "choice": SCHOOL_ID, "step": "choose"}


def _mine(world: World, request: ExemptionRequest, **answers: Any) -> Here:
    return Here(world.default_user(Role.PARENT), {"request_id": request.id}, answers)


@place("/parents")
def _home(world: World) -> Here:
    world.request(RequestState.DRAFT)
    world.form()
    return Here(world.default_user(Role.PARENT))


@place("/parents/start")
def _start(world: World) -> Here:
    return Here(world.default_user(Role.PARENT))


@place(
    "/parents/requests/{request_id}",
    "/parents/requests/{request_id}/sent",
    "/parents/requests/{request_id}/print",
    "/parents/requests/{request_id}/calendar",
    "/parents/requests/{request_id}/cancel",
)
def _submitted(world: World) -> Here:
    return _mine(world, world.request())


@place("/parents/requests/{request_id}/other-doctor")
def _opened(world: World) -> Here:
    return _mine(world, world.request(RequestState.OPENED))


@place("/parents/requests/{request_id}/copy")
def _declined(world: World) -> Here:
    return _mine(world, world.request(RequestState.DECLINED))


def _step(path: str, **answers: Any) -> None:
    def reach(world: World) -> Here:
        _listed_school(world)
        return _mine(world, world.request(RequestState.DRAFT), **answers)

    place(f"/parents/requests/{{request_id}}/{path}")(reach)


def _listed_school(world: World) -> None:
    write_facilities(world.table, [world.facility()])


_step("child", **_CHILD)
_step("school", schooling="not-yet")
_step("school/find", **_SEARCH)
_step("school/unlisted", name="Sunrise Forest School", city="Topanga")
_step("grade", grade_now="2", grade="2")
_step("dates", planned_first_day=date(2026, 8, 12))
_step("parent", **_PARENT)
_step("doctor", physician_name="Thaddeus Okonjo-Reyes")
_step("consents", requirements_read="yes", release_of_records="yes")
_step("check")


@place("/parents/requests/{request_id}/no-exemption-needed/{why}")
def _none_needed(world: World) -> Here:
    request = world.request(RequestState.DRAFT)
    return Here(world.default_user(Role.PARENT), {"request_id": request.id, "why": "independent-study"})


@place(
    "/parents/forms/{form_id}",
    "/parents/forms/{form_id}/statutory-form",
    "/parents/forms/{form_id}/calendar",
    "/parents/forms/{form_id}/school-certificate",
    "/parents/forms/{form_id}/renew",
)
def _issued(world: World) -> Here:
    return Here(world.default_user(Role.PARENT), {"form_id": world.form().id})


@place("/parents/forms/{form_id}/stopped")
def _stopped(world: World) -> Here:
    return Here(world.default_user(Role.PARENT), {"form_id": world.form(LineState.REVOKED).id})


@place("/parents/children/{child_id}/school")
def _new_school(world: World) -> Here:
    form = world.form()
    other = world.facility("19647330000001", name="Madrone Creek Elementary")
    write_facilities(world.table, [other])
    return Here(
        world.default_user(Role.PARENT), {"child_id": form.child_id}, {**_SEARCH, "name": other.id, "choice": other.id}
    )


@place("/parents/children/{child_id}/school-changed")
def _moved(world: World) -> Here:
    return Here(world.default_user(Role.PARENT), {"child_id": world.form().child_id})


@place(
    "/parents/children/{child_id}", "/parents/children/{child_id}/views", "/parents/children/{child_id}/history-file"
)
def _looked_at(world: World) -> Here:
    form = world.form()
    world.browser(world.default_user(Role.SCHOOL)).get(f"/schools/pupils/{form.id}")
    return Here(world.default_user(Role.PARENT), {"child_id": form.child_id})


def _invited(world: World, email: str) -> tuple[str, str]:
    """A child, and the link of an invitation to its record."""
    form, ctx = world.form(), world.ctx(world.default_user(Role.PARENT))
    invite_guardian(ctx, form.child_id, email, PASSWORD, "192.0.2.7")
    return form.child_id, newest_link(world.table, NoticeKind.GUARDIAN_INVITED)


@place("/parents/children/{child_id}/guardians", "/parents/children/{child_id}/guardians/withdraw")
def _guardians(world: World) -> Here:
    return Here(
        world.default_user(Role.PARENT),
        {"child_id": _invited(world, f"other.parent{world.next()}@mail.example")[0]},
        {"email": "third.parent@mail.example", "password": PASSWORD},
    )


@place("/join/{token}")
def _guardian_invited(world: World) -> Here:
    joining = world.parent(first_name="Ignatius")
    return Here(joining, {"token": _invited(world, joining.email)[1].removeprefix("/join/")})


@place("/parents/children/{child_id}/leave")
def _two_guardians(world: World) -> Here:
    form = world.form()
    world.second_guardian(form.child_id)
    return Here(world.default_user(Role.PARENT), {"child_id": form.child_id})


def _appeal(state: AppealState, **answers: Any) -> Reached:
    def reach(world: World) -> Here:
        return Here(world.default_user(Role.PARENT), {"appeal_id": world.appeal(state).id}, answers)

    return reach


_WORDS = "The oncologist wrote on November 3 that the treatment goes on until May"
place("/parents/appeals/{appeal_id}/why")(_appeal(AppealState.DRAFT, why=_WORDS))
place("/parents/appeals/{appeal_id}/information")(_appeal(AppealState.DRAFT, text=_WORDS))
place("/parents/appeals/{appeal_id}/check")(_appeal(AppealState.DRAFT))
place("/parents/appeals/{appeal_id}/add")(_appeal(AppealState.INFO_REQUESTED, text=_WORDS))
place("/parents/appeals/{appeal_id}", "/parents/appeals/{appeal_id}/filed", "/parents/appeals/{appeal_id}/withdraw")(
    _appeal(AppealState.FILED_TIMELY)
)
