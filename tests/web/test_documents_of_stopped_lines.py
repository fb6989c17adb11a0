"""Papers and pages of an exemption that someone stopped: no last day, but that it is not valid, and since when."""

from datetime import date

import pytest

from chalicelib.actions.signing.withdraw_exemption import WithdrawCommand, withdraw_exemption
from chalicelib.domain.account import Role
from chalicelib.domain.exemption import ExemptionForm
from chalicelib.law.enums import Grade, LineKind, LineState, Vaccine
from tests.builders import PASSWORD, World, line

MMR, VAR = Vaccine.MMR, Vaccine.VAR


def certificate(world: World, form: ExemptionForm) -> str:
    return world.browser(world.school_person(world.facility())).get(f"/schools/pupils/{form.id}/certificate").words


def withdrawn(world: World, *vaccines: Vaccine) -> ExemptionForm:
    """A form for MMR and varicella, of which the doctor took these back on December 1, 2026."""
    form = world.form(lines=(line(MMR, expires_on=date(2027, 5, 1)), line(VAR, LineKind.PERMANENT)))
    world.clock.set("2026-12-01")
    withdraw_exemption(
        world.ctx(world.default_user(Role.PHYSICIAN)),
        WithdrawCommand(form.id, form.version, frozenset(vaccines), "The treatment is over", PASSWORD),
    )
    return world.reload(form)


def test_a_revoked_exemption_has_no_last_day_on_the_certificate(world: World) -> None:
    form = world.form(LineState.REVOKED)

    words = certificate(world, form)

    assert "Stopped by the state. Not valid since November 20, 2026." in words
    assert "Last day" not in words


def test_a_withdrawn_one_is_not_valid_since_its_withdrawal(world: World) -> None:
    words = certificate(world, withdrawn(world, MMR, VAR))

    assert words.count("Withdrawn by the doctor. Not valid since December 1, 2026.") == 2
    assert "Last day" not in words


def test_of_two_lines_each_says_its_own(world: World) -> None:
    words = certificate(world, withdrawn(world, VAR))

    assert "In effect. Last day: May 1, 2027" in words
    assert "Not valid since December 1, 2026" in words


def test_one_that_is_held_is_not_valid_yet(world: World) -> None:
    words = certificate(world, world.form(LineState.HELD))

    assert words.count("Not valid yet") == 1
    assert "Last day" not in words


@pytest.mark.parametrize("state", [LineState.REFUSED, LineState.WITHDRAWN, LineState.SUPERSEDED])
def test_where_no_day_is_on_record_it_is_simply_not_valid(world: World, state: LineState) -> None:
    words = certificate(world, world.form(state))

    assert "Not valid." in words
    assert "Last day" not in words


def test_the_whole_form_and_the_pages_of_parent_and_physician_say_the_same(world: World) -> None:
    form = withdrawn(world, MMR)
    parent, doctor = world.browser(world.default_user(Role.PARENT)), world.browser(world.default_user(Role.PHYSICIAN))

    for page in (
        parent.get(f"/parents/forms/{form.id}"),
        parent.get(f"/parents/forms/{form.id}/statutory-form"),
        doctor.get(f"/physicians/forms/{form.id}"),
    ):
        assert "Not valid since December 1, 2026" in page.words, page.path
        assert "May 1, 2027" not in page.words, page.path


@pytest.mark.parametrize(("expires_on", "has_both"), [("2027-06-30", False), ("2027-07-01", True)])
def test_the_certificate_names_both_ends_where_the_next_grades_may_come_first(
    world: World, expires_on: str, *, has_both: bool
) -> None:
    lines = (line(MMR, expires_on=date.fromisoformat(expires_on)),)
    form = world.form(lines=lines, grade_now=Grade.GRADE_6, grade=Grade.GRADE_6)

    words = certificate(world, form)

    both = "or the day before the child enters the next grade span if that comes first (expected in the 2027-2028"
    assert (both in words) == has_both
