"""A held line is not valid, so it stands in no valid line's way: a panel reinstates past it, and its own release
ends nothing that counts by then. At every moment one line at most is in force, and no action leaves the child
without one."""

from datetime import date
from typing import Any

import pytest

from chalicelib.actions.appeals.adopt_determination import Adoption, adopt_determination
from chalicelib.actions.physicians.bar_physician import bar_physician
from chalicelib.actions.physicians.classify_action import MatterAnswer, classify_action
from chalicelib.actions.signing.withdraw_exemption import WithdrawCommand, withdraw_exemption
from chalicelib.domain.account import Account, Role
from chalicelib.domain.appeal import Appeal, AppealState
from chalicelib.domain.child import Child
from chalicelib.domain.exemption import ExemptionForm
from chalicelib.domain.notice_kinds import NoticeKind
from chalicelib.domain.results import subject_of
from chalicelib.domain.standing import PhysicianStanding, standing_id
from chalicelib.law.enums import LineKind, LineState, Vaccine
from chalicelib.law.physician_standing import MatterKind
from chalicelib.storage import keys
from tests.actions.recipients import recipients_of, refused, told
from tests.actions.rivals import before_the_next_transaction
from tests.builders import PASSWORD, World, line

MMR, VAR = Vaccine.MMR, Vaccine.VAR
STOOD = LineKind.PERMANENT
UNRELATED = MatterAnswer(immunization_related=False, kind=MatterKind.OTHER)
ACCUSATION = MatterAnswer(immunization_related=True, kind=MatterKind.ACCUSATION)


def stopped_form(world: World) -> tuple[ExemptionForm, Appeal]:
    """A permanent exemption from MMR that the state stopped; its appeal has come to the panel."""
    world.clock.set("2026-09-01")
    form = world.form(LineState.REVOKED, lines=(line(MMR, STOOD),))
    return form, world.appeal(AppealState.IN_REVIEW, form=form)


def other_doctor(world: World) -> Account:
    return world.physician(last_name="Vandermeer")


def held_form(world: World, first: ExemptionForm, doctor: Account, *vaccines: Vaccine) -> ExemptionForm:
    """A new form for the same child, by a doctor whose license shows a matter that no one classified yet."""
    lines = tuple(line(vaccine, STOOD) for vaccine in vaccines or (MMR,))
    return world.form(LineState.HELD, child=world.ctx().store.get(Child, first.child_id), physician=doctor, lines=lines)


def adopt(world: World, appeal: Appeal) -> None:
    adopt_determination(
        world.ctx(world.default_user(Role.SECRETARY)),
        Adoption(
            appeal.id, appeal.form_id, appeal.version, appeal.determined, "The exemption is valid again.", PASSWORD
        ),
    )


def reinstate(world: World, appeal: Appeal) -> None:
    """The panel votes for the parent, and the Secretary adopts."""
    adopt(world, world.voted(appeal))


def classify(world: World, doctor: Account, answer: MatterAnswer = UNRELATED) -> None:
    assert doctor.physician
    standing = world.ctx().store.get(PhysicianStanding, standing_id(doctor.physician))
    classify_action(
        world.ctx(world.default_user(Role.REVIEWER)),
        standing.id,
        {"99": answer},
        "The matter was looked at",
        standing.version,
    )


def withdraw(world: World, form: ExemptionForm) -> None:
    doctor = world.ctx().store.get(Account, form.physician_id)
    form = world.reload(form)
    withdraw_exemption(
        world.ctx(doctor),
        WithdrawCommand(
            form.id, form.version, frozenset(each.vaccine for each in form.lines), "No longer needed", PASSWORD
        ),
    )


def states(world: World, *forms: ExemptionForm) -> list[LineState]:
    return [each.state for form in forms for each in world.reload(form).lines]


def guard_of(world: World, form: ExemptionForm, vaccine: Vaccine = MMR) -> dict[str, Any]:
    guard = world.ctx().store.item(keys.exemption_lock(form.child_id, vaccine, form.span))
    assert guard
    return guard


class TestReinstatement:
    def test_a_held_form_does_not_stand_in_its_way(self, world: World) -> None:
        first, appeal = stopped_form(world)
        held = held_form(world, first, other_doctor(world))

        reinstate(world, appeal)

        assert states(world, first, held) == [LineState.ISSUED, LineState.HELD]
        assert guard_of(world, first)["holder"] == first.id
        assert world.reload(first).replaced_by_form_id == ""
        assert told(world, NoticeKind.EXEMPTION_REPLACED) == []

    def test_a_form_that_was_released_before_it_stays(self, world: World) -> None:
        first, appeal = stopped_form(world)
        doctor = other_doctor(world)
        held = held_form(world, first, doctor)
        classify(world, doctor)

        reinstate(world, appeal)

        assert states(world, first, held) == [LineState.SUPERSEDED, LineState.ISSUED]
        assert guard_of(world, first)["holder"] == held.id

    def test_a_release_in_the_same_moment_leaves_one_line_in_force(
        self, world: World, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        first, appeal = stopped_form(world)
        doctor = other_doctor(world)
        held = held_form(world, first, doctor)
        appeal = world.voted(appeal)
        before_the_next_transaction(monkeypatch, lambda: classify(world, doctor))

        adopt(world, appeal)

        assert states(world, first, held) == [LineState.SUPERSEDED, LineState.ISSUED]
        assert guard_of(world, first)["holder"] == held.id


class TestRelease:
    def reinstated_past(self, world: World, *vaccines: Vaccine) -> tuple[ExemptionForm, ExemptionForm, Account]:
        """The reinstated form, the held one, and its doctor."""
        first, appeal = stopped_form(world)
        doctor = other_doctor(world)
        held = held_form(world, first, doctor, *vaccines)
        reinstate(world, appeal)
        return first, held, doctor

    def test_the_line_that_a_panel_reinstated_stays_and_the_held_one_is_superseded(self, world: World) -> None:
        first, held, doctor = self.reinstated_past(world)

        classify(world, doctor)

        assert states(world, first, held) == [LineState.ISSUED, LineState.SUPERSEDED]
        assert guard_of(world, first)["holder"] == first.id
        assert world.reload(held).replaced_by_form_id == first.id

    def test_parents_and_physician_learn_which_form_counts_and_the_school_is_told_nothing(self, world: World) -> None:
        first, held, doctor = self.reinstated_past(world)
        issued_before = len(told(world, NoticeKind.EXEMPTION_ISSUED))

        classify(world, doctor)

        about = {notice.recipient.id: notice.about for notice in told(world, NoticeKind.EXEMPTION_REPLACED)}
        assert about == {held.guardian_ids[0]: subject_of(first), doctor.id: subject_of(held)}
        assert told(world, NoticeKind.EXEMPTION_RELEASED) == []
        assert len(told(world, NoticeKind.EXEMPTION_ISSUED)) == issued_before

    def test_the_physician_sees_that_another_form_counts_but_cannot_open_another_doctors(self, world: World) -> None:
        first, held, doctor = self.reinstated_past(world)
        classify(world, doctor)

        page = world.browser(doctor).get(f"/physicians/forms/{held.id}")

        assert "A newer form replaced this one for MMR" in page.words
        assert not any(first.id in link for link in page.links.values())

    def test_of_two_lines_the_one_whose_place_is_free_counts(self, world: World) -> None:
        first, held, doctor = self.reinstated_past(world, MMR, VAR)

        classify(world, doctor)

        assert {each.vaccine: each.state for each in world.reload(held).lines} == {
            MMR: LineState.SUPERSEDED,
            VAR: LineState.ISSUED,
        }
        assert guard_of(world, first, VAR)["holder"] == held.id
        assert recipients_of(world, NoticeKind.EXEMPTION_RELEASED) == {
            ("account", held.guardian_ids[0]),
            ("account", doctor.id),
        }

    def test_a_place_that_is_free_again_by_then_is_taken(self, world: World) -> None:
        first, held, doctor = self.reinstated_past(world)
        withdraw(world, first)

        classify(world, doctor)

        assert states(world, first, held) == [LineState.WITHDRAWN, LineState.ISSUED]
        assert guard_of(world, first)["holder"] == held.id

    def test_a_line_that_has_ended_by_then_is_in_nobodys_way(self, world: World) -> None:
        world.clock.set("2026-09-01")
        first = world.form(LineState.REVOKED, lines=(line(MMR, expires_on=date(2026, 11, 30)),))
        appeal = world.appeal(AppealState.IN_REVIEW, form=first)
        doctor = other_doctor(world)
        held = held_form(world, first, doctor)
        reinstate(world, appeal)
        world.clock.set("2026-12-01")

        classify(world, doctor)

        assert states(world, held) == [LineState.ISSUED]
        assert guard_of(world, first)["holder"] == held.id

    def test_of_two_held_forms_the_first_that_is_released_counts(self, world: World) -> None:
        first, held, doctor = self.reinstated_past(world)
        withdraw(world, first)
        third = other_doctor(world)
        waiting = held_form(world, first, third)

        classify(world, doctor)
        classify(world, third)

        assert states(world, held, waiting) == [LineState.ISSUED, LineState.SUPERSEDED]
        assert guard_of(world, first)["holder"] == held.id

    def test_a_released_line_guards_against_new_forms_as_any_other(self, world: World) -> None:
        doctor = other_doctor(world)
        held = world.form(LineState.HELD, physician=doctor)
        classify(world, doctor)
        child = world.ctx().store.get(Child, held.child_id)

        assert "is_held" not in guard_of(world, held)
        assert refused(lambda: world.form(child=child)).code == "LINE_ALREADY_IN_FORCE"


class TestDenialAndWithdrawal:
    @pytest.mark.parametrize("end", ["denied", "barred", "withdrawn"])
    def test_the_end_of_a_held_form_leaves_the_reinstated_line_in_its_place(self, world: World, end: str) -> None:
        first, appeal = stopped_form(world)
        doctor = other_doctor(world)
        held = held_form(world, first, doctor)
        reinstate(world, appeal)
        assert doctor.physician

        if end == "denied":
            classify(world, doctor, ACCUSATION)
        elif end == "barred":
            bar_physician(
                world.ctx(world.default_user(Role.OFFICER)),
                standing_id(doctor.physician),
                "A risk to the public",
                PASSWORD,
                None,
            )
        else:
            withdraw(world, held)

        gone = LineState.WITHDRAWN if end == "withdrawn" else LineState.REFUSED
        assert states(world, first, held) == [LineState.ISSUED, gone]
        assert guard_of(world, first)["holder"] == first.id
