"""A parent reports that a doctor charged for what is free; state staff answer, and what they forward the board sees."""

from datetime import date

import pytest

from chalicelib.domain.account import Role
from chalicelib.domain.charge_report import ChargeState
from chalicelib.domain.exemption import ExemptionForm
from chalicelib.domain.notice_kinds import NoticeKind
from chalicelib.domain.standing import standing_id
from tests.builders import World
from tests.invariants.places_charges import ANSWERED, SAID, TYPED, forwarded_charge, reported_charge
from tests.mailed import notices_of
from tests.portal import Shown


@pytest.fixture
def form(world: World) -> ExemptionForm:
    return world.form()


def as_parent(world: World, path: str) -> Shown:
    return world.browser(world.default_user(Role.PARENT)).get(path)


def as_staff(world: World, path: str) -> Shown:
    return world.browser(world.default_user(Role.REVIEWER)).get(path)


def boards_page(world: World, form: ExemptionForm) -> Shown:
    return world.browser(world.default_user(Role.BOARD)).get(f"/boards/licensees/{standing_id(form.physician)}")


def test_a_parent_finds_the_page_from_the_form_and_reads_what_is_free(world: World, form: ExemptionForm) -> None:
    """Given a signed form, when the parent reports a charge, then the page says who is told, and that the state
    has it."""
    found = as_parent(world, f"/parents/forms/{form.id}").links["Report that a doctor charged you for the form"]
    page = as_parent(world, found)
    assert "A doctor may charge for a first exam." in page.words
    assert "We do not tell the doctor. Your child's exemption stays as it is." in page.words
    sent = page.press("Send the report", **TYPED).follow()
    assert sent.path == found
    assert "You reported on November 20, 2026 The state has your report" in sent.words
    assert "Filling out the form, November 18, 2026, $150" in sent.words


def test_it_waits_for_state_staff_who_are_told(world: World, form: ExemptionForm) -> None:
    as_parent(world, f"/parents/forms/{form.id}/charge").press("Send the report", **TYPED)
    assert len(notices_of(world.table, NoticeKind.CHARGE_REPORTED)) == 1
    queue = as_staff(world, as_staff(world, "/reviews").links["Reported charges"])
    page = as_staff(world, queue.links[f"License {standing_id(form.physician)}, reported on November 20, 2026"])
    assert SAID in page.words
    assert form.number in page.words
    assert form.physician_name in page.words


def test_what_staff_forward_the_board_sees_without_the_parents_words(world: World, form: ExemptionForm) -> None:
    """Given a report, when staff send it to the board, then the board is told and sees what, when and which form; the
    parents read the answer; nothing waits."""
    as_parent(world, f"/parents/forms/{form.id}/charge").press("Send the report", **TYPED)
    assert "Charges that parents reported" not in boards_page(world, form).words
    (url,) = [
        each for each in as_staff(world, "/reviews/charges").links.values() if each.startswith("/reviews/charges/")
    ]
    answered = as_staff(world, url).press("Send the answer", outcome="forwarded", answer=ANSWERED).follow()
    assert "Sent to the licensing board" in answered.words
    board = boards_page(world, form)
    assert f"November 18, 2026 Filling out the form, $150, form {form.number}" in board.words
    assert SAID not in board.words
    assert {each.recipient.kind for each in notices_of(world.table, NoticeKind.CHARGE_FORWARDED)} == {"board"}
    own = as_parent(world, f"/parents/forms/{form.id}/charge")
    assert "Sent to the doctor's licensing board" in own.words
    assert ANSWERED in own.words
    assert "No report waits" in as_staff(world, "/reviews/charges").words
    assert "The state answered your report of a charge for Kai's form" in as_parent(world, "/parents").words


def test_what_staff_close_the_board_never_sees(world: World) -> None:
    report = reported_charge(world)
    page = as_staff(world, f"/reviews/charges/{report.id}")
    page.press("Send the answer", outcome="closed", answer="A first exam may be charged for")
    form = world.ctx().store.get(ExemptionForm, report.form_id)
    assert world.reload(report).state is ChargeState.CLOSED
    assert "Charges that parents reported" not in boards_page(world, form).words


def test_two_staff_members_answer_once(world: World) -> None:
    report = reported_charge(world)
    pages = [as_staff(world, f"/reviews/charges/{report.id}") for _each in range(2)]
    said = {"outcome": "forwarded", "answer": ANSWERED}
    assert [page.press("Send the answer", **said).status for page in pages] == [303, 409]


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"charged_for": None}, "charged_for"),
        ({"charged_on": date(2026, 11, 21)}, "charged_on"),
        ({"dollars": "a lot"}, "dollars"),
        ({"dollars": "100001"}, "dollars"),
        ({"words": ""}, "words"),
    ],
)
def test_what_is_missing_or_wrong_is_said_at_the_field(
    world: World, form: ExemptionForm, typed: dict[str, object], field: str
) -> None:
    page = as_parent(world, f"/parents/forms/{form.id}/charge").press("Send the report", **{**TYPED, **typed})
    assert page.status == 422
    assert set(page.errors) == {field}


@pytest.mark.parametrize(("typed", "kept"), [("$1,250.50", 1250), ("", None), ("0", 0)])
def test_an_amount_is_read_as_people_write_it(world: World, form: ExemptionForm, typed: str, kept: int | None) -> None:
    as_parent(world, f"/parents/forms/{form.id}/charge").press("Send the report", **{**TYPED, "dollars": typed})
    page = as_parent(world, f"/parents/forms/{form.id}/charge")
    assert ("$" in page.words) is (kept is not None)
    assert kept is None or f"${kept}" in page.words


def test_the_physician_and_other_parents_see_nothing_of_it(world: World) -> None:
    report = forwarded_charge(world)
    doctor = world.browser(world.default_user(Role.PHYSICIAN))
    assert doctor.get(f"/reviews/charges/{report.id}").status == 403
    assert doctor.get(f"/parents/forms/{report.form_id}/charge").status == 403
    assert SAID not in doctor.get(f"/physicians/forms/{report.form_id}").words
    stranger = world.browser(world.parent(first_name="Ignatius"))
    assert stranger.get(f"/parents/forms/{report.form_id}/charge").status == 404
