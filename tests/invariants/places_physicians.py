"""Places of physicians."""

from datetime import date
from typing import Any

from chalicelib.domain.account import Role
from chalicelib.domain.exemption import ExemptionForm
from chalicelib.domain.request import RequestState
from chalicelib.domain.review import ReviewState
from chalicelib.storage.state_desk import desk_key
from tests.builders import KAI, PASSWORD, World, line
from tests.invariants.places import Here, place

_OTHER = {
    "state": "CA",
    "name": "Ingeborg Castellanos",
    "license": "A 51515",
    "street": "9 Manzanita Lane",
    "city": "Alhambra",
    "zip_code": "91801",
    "telephone": "(626) 555-0177",
    "why_not_issuer": "The oncologist treats the condition",
}
_SIGNED = {
    "examination_certified": "yes",
    "truth_certified": "yes",
    "no_charge_attested": "yes",
    "signed_name": "Thaddeus Okonjo-Reyes",
    "password": PASSWORD,
}


@place("/physicians")
def _home(world: World) -> Here:
    world.request(RequestState.OPENED)
    world.form()
    return Here(world.default_user(Role.PHYSICIAN))


@place("/physicians/patients")
def _patients(world: World) -> Here:
    world.form()
    return Here(world.default_user(Role.PHYSICIAN), answers={"words": "Brandvold"})


@place("/physicians/open")
def _open(world: World) -> Here:
    number = world.request().number
    return Here(world.default_user(Role.PHYSICIAN), answers={"number": number, "birth_date": KAI.birth_date})


@place(
    "/physicians/requests/{request_id}",
    "/physicians/requests/{request_id}/release",
    "/physicians/requests/{request_id}/decline",
)
def _request(world: World) -> Here:
    request = world.request(RequestState.OPENED)
    words = "Please correct the first day of school"
    wanted = {"note": words, "reason": words}
    return Here(world.default_user(Role.PHYSICIAN), {"request_id": request.id}, wanted)


def _draft(world: World, draft: dict[str, Any] | None = None, **answers: Any) -> Here:
    request = world.opened(world.request(), world.default_user(Role.PHYSICIAN), **(draft or {}))
    return Here(world.default_user(Role.PHYSICIAN), {"draft_id": request.id, "place": "1"}, answers)


@place("/physicians/drafts/{draft_id}", "/physicians/drafts/{draft_id}/check")
def _whole_draft(world: World) -> Here:
    return _draft(world)


@place("/physicians/drafts/{draft_id}/examination")
def _examination(world: World) -> Here:
    return _draft(world, examined_on=date(2026, 11, 19), treating_since=date(2020, 5, 4), is_primary_care="yes")


@place("/physicians/drafts/{draft_id}/primary-care")
def _primary_care(world: World) -> Here:
    return _draft(world, {"is_primary_care": False}, **_OTHER)


@place("/physicians/drafts/{draft_id}/vaccines")
def _vaccines(world: World) -> Here:
    return _draft(world, vaccines=["MMR", "VAR"])


@place("/physicians/drafts/{draft_id}/lines/{place}")
def _line(world: World) -> Here:
    return _draft(
        world,
        reason_codes=["GEN-MODSEV"],
        description="High fever with pneumonia; wait until it is over",
        kind="temporary",
        expires_on=date(2027, 2, 1),
    )


@place("/physicians/drafts/{draft_id}/sign")
def _sign(world: World) -> Here:
    desk_key(world.ctx().store)  # the first form of all makes it, with a write of its own
    return _draft(world, **_SIGNED)


def _issued(world: World, form: ExemptionForm, **answers: Any) -> Here:
    return Here(world.default_user(Role.PHYSICIAN), {"form_id": form.id}, answers)


@place(
    "/physicians/forms/{form_id}",
    "/physicians/forms/{form_id}/signed",
    "/physicians/forms/{form_id}/correct",
    "/physicians/forms/{form_id}/renew",
    "/physicians/forms/{form_id}/print",
    "/physicians/forms/{form_id}/certificate",
)
def _form(world: World) -> Here:
    return _issued(world, world.form())


@place("/physicians/forms/{form_id}/withdraw")
def _withdraw(world: World) -> Here:
    form = world.form(lines=(line(),))
    return _issued(world, form, vaccines=["MMR"], reason="The child has recovered", password=PASSWORD)


@place("/physicians/forms/{form_id}/reviews/{review_id}")
def _answer(world: World) -> Here:
    review = world.review(ReviewState.INFO_REQUESTED)
    return Here(
        world.default_user(Role.PHYSICIAN),
        {"form_id": review.form_id, "review_id": review.id},
        {"answer": "The plan of the oncology clinic is in the child's record since March"},
    )
