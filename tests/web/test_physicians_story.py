"""A physician's way from a request number to a signed form, page by page."""

from datetime import date

from chalicelib.domain.account import Role
from chalicelib.domain.exemption import ExemptionForm
from chalicelib.domain.request import RequestState
from chalicelib.law.enums import LineKind, LineState, Vaccine
from tests.builders import KAI, World
from tests.web.physician_pages import boxes, sign


def test_a_physician_opens_fills_in_and_signs(world: World) -> None:
    request = world.request()
    doctor = world.default_user(Role.PHYSICIAN)
    portal = world.browser(doctor)

    shown = portal.get("/physicians").press(
        "Open the request", number=request.number, **boxes("birth_date", KAI.birth_date)
    )
    assert shown.location == f"/physicians/requests/{request.id}"
    shown = shown.follow()
    assert KAI.full_name in shown.words
    shown = portal.get(shown.links["The details are right: continue"])
    shown = shown.press(
        "Continue",
        is_primary_care="yes",
        **boxes("examined_on", date(2026, 11, 18)),
        **boxes("treating_since", date(2020, 1, 1)),
    ).follow()
    assert "Which vaccines" in shown.heading
    shown = shown.press("Continue", vaccines=["MMR", "VAR"]).follow()
    assert shown.heading == "MMR (measles, mumps, rubella)"
    shown = shown.press(
        "Continue",
        reason_codes=["LIVE-CHEMO"],
        description="Chemotherapy until next year",
        kind="temporary",
        **boxes("expires_on", date(2027, 11, 20)),
    ).follow()
    assert shown.heading == "Varicella (chickenpox)"
    shown = shown.press(
        "Continue", reason_codes=["LIVE-GEL"], description="Severe gelatin allergy", kind="permanent"
    ).follow()
    assert shown.heading == "See what will be issued"
    assert "Valid through November 20, 2027" in shown.words
    assert "2031-2032 school year" in shown.words
    shown = portal.get(shown.links["Continue to sign"])
    shown = sign(shown, doctor.display_name).follow()
    assert shown.heading == "The exemption is issued"

    form = world.ctx().store.get(ExemptionForm, world.reload(request).form_id)
    assert world.reload(request).state == RequestState.ISSUED
    assert form.number in shown.words
    assert [(line.vaccine, line.kind, line.state) for line in form.lines] == [
        (Vaccine.MMR, LineKind.TEMPORARY, LineState.ISSUED),
        (Vaccine.VAR, LineKind.PERMANENT, LineState.ISSUED),
    ]
    page = portal.get(f"/physicians/forms/{form.id}")
    assert form.number in page.heading
    assert KAI.full_name in page.words
    home = portal.get("/physicians")
    assert f"/physicians/forms/{form.id}" in home.links.values()
    assert "Nothing waits" in home.words
    assert "1 form signed" in home.words
