"""How much a physician types for one permanent line, from the request number to the signature."""

from datetime import date

import pytest

from chalicelib.domain.account import Role
from chalicelib.domain.exemption import ExemptionForm
from tests.builders import KAI, PASSWORD, World
from tests.portal import Shown
from tests.web.counted_entries import Count

MOST_FOR_A_PERMANENT_LINE, MOST_PAGES = 18, 8
SIGNED = dict.fromkeys(["examination_certified", "truth_certified", "no_charge_attested"], "yes")


def examination(world: World) -> Shown:
    request, portal = world.request(), world.browser(world.default_user(Role.PHYSICIAN))
    shown = portal.get("/physicians").press("Open the request", number=request.number, **_born()).follow()
    return portal.get(shown.links["The details are right: continue"])


def _born() -> dict[str, str]:
    return {f"birth_date_{part}": str(getattr(KAI.birth_date, part)) for part in ("month", "day", "year")}


def test_a_permanent_line_takes_eighteen_entries_at_most(world: World) -> None:
    """Given a child whom the doctor examined today, then number, date of birth, examination, vaccine, reason and
    signature are eighteen entries on eight pages, and the form has today's examination."""
    doctor, request = world.default_user(Role.PHYSICIAN), world.request()
    count = Count(world.browser(doctor))
    page = count.see(count.browser.get("/physicians"))
    page = count.answer(page, "Open the request", number=request.number, **_born())
    page = count.see(count.browser.get(page.links["The details are right: continue"]))
    since = {"treating_since": date(2020, 1, 1)}
    page = count.answer(page, "Continue", examined_today="yes", is_primary_care="yes", **since)
    page = count.answer(page, "Continue", vaccines="MMR")
    said = {"reason_codes": "LIVE-GEL", "description": "Severe gelatin allergy", "kind": "permanent"}
    page = count.answer(page, "Continue", **said)
    page = count.see(count.browser.get(page.links["Continue to sign"]))
    page = count.answer(page, "Sign and issue", **SIGNED, signed_name=doctor.display_name, password=PASSWORD)
    assert page.heading == "The exemption is issued"
    assert len(count.entries) <= MOST_FOR_A_PERMANENT_LINE, count.entries
    assert count.pages <= MOST_PAGES
    form = world.ctx().store.get(ExemptionForm, world.reload(request).form_id)
    assert form.examined_on == world.clock.today


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({}, "Enter the date when you examined the child"),
        (
            {"examined_today": "yes", "examined_on_month": "11", "examined_on_day": "1", "examined_on_year": "2026"},
            "Check the box for today, or enter another day, not both",
        ),
    ],
)
def test_the_day_of_the_examination_is_one(world: World, typed: dict[str, str], said: str) -> None:
    since = {"treating_since_month": "1", "treating_since_day": "1", "treating_since_year": "2020"}
    page = examination(world).press("Continue", is_primary_care="yes", **since, **typed)
    assert page.errors == {"examined_on": said}
    assert page.form("Continue").values["treating_since_year"] == "2020"


def test_a_day_that_was_saved_comes_back_in_its_boxes(world: World) -> None:
    since = {"treating_since_month": "1", "treating_since_day": "1", "treating_since_year": "2020"}
    page = examination(world).press("Continue", is_primary_care="yes", examined_today="yes", **since)
    again = page.portal.get(page.path).form("Continue").values
    assert (again["examined_on_month"], again["examined_on_day"]) == ("11", "20")
