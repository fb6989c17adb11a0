"""A physician's board matters are classified, held forms released or refused; bars are set and lifted."""

from datetime import date

import pytest

from chalicelib.actions.physicians.bar_physician import bar_physician
from chalicelib.actions.physicians.classify_action import MatterAnswer, classify_action
from chalicelib.actions.physicians.lift_bar import LiftCommand, lift_bar
from chalicelib.actions.signing.forms_on_hold import FORMS_AT_ONCE
from chalicelib.actions.signing.refuse_held import refuse_held
from chalicelib.actions.signing.release_held import release_held
from chalicelib.domain.account import Account, Role
from chalicelib.domain.child import Child
from chalicelib.domain.errors import ErrorKind
from chalicelib.domain.exemption import ExemptionForm
from chalicelib.domain.notice_kinds import NoticeKind
from chalicelib.domain.results import Done, subject_of
from chalicelib.domain.standing import PhysicianStanding, StandingState, standing_id
from chalicelib.law.enums import LineKind, LineState, Vaccine
from chalicelib.law.physician_standing import MatterKind
from chalicelib.law.reason_codes import ReasonCode
from tests.actions.physicians import sign
from tests.actions.recipients import recipients_of, refused, told
from tests.builders import PASSWORD, SCHOOL_ID, World, line

UNRELATED = MatterAnswer(immunization_related=False, kind=MatterKind.OTHER)
ACCUSATION = MatterAnswer(immunization_related=True, kind=MatterKind.ACCUSATION)
PROBATION = MatterAnswer(immunization_related=True, kind=MatterKind.PROBATION)
WHY = "The matter is about prescribing, not about vaccines"


def standing_of(world: World, doctor: Account) -> PhysicianStanding:
    assert doctor.physician
    return world.ctx().store.get(PhysicianStanding, standing_id(doctor.physician))


def forms_on_hold(world: World, doctor: Account, count: int = 1) -> list[ExemptionForm]:
    """Signed while the license shows the unknown code 99."""
    both = (line(), line(Vaccine.VAR, LineKind.PERMANENT))
    return [
        world.form(LineState.HELD, physician=doctor, lines=both, parent=world.parent(first_name=f"Parent-{place}"))
        for place in range(count)
    ]


def classify(world: World, doctor: Account, answer: MatterAnswer, by: Account | None = None) -> Done:
    standing = standing_of(world, doctor)
    return classify_action(
        world.ctx(by or world.default_user(Role.REVIEWER)), standing.id, {"99": answer}, WHY, standing.version
    )


def states(world: World, form: ExemptionForm) -> set[LineState]:
    return {each.state for each in world.reload(form).lines}


class TestClassify:
    def test_case_49_a_matter_of_another_kind_releases_the_held_forms(self, world: World) -> None:
        doctor = world.physician()
        (form,) = forms_on_hold(world, doctor)

        done = classify(world, doctor, UNRELATED)
        standing = standing_of(world, doctor)

        assert done.subject == subject_of(standing)
        assert (standing.state, standing.held_form_ids) == (StandingState.VERIFIED, ())
        assert states(world, form) == {LineState.ISSUED}
        assert world.reload(form).signed_on == form.signed_on
        assert recipients_of(world, NoticeKind.EXEMPTION_RELEASED) == {
            ("account", form.guardian_ids[0]),
            ("account", doctor.id),
        }
        assert recipients_of(world, NoticeKind.EXEMPTION_ISSUED) == {("facility", SCHOOL_ID)}

    @pytest.mark.parametrize(
        ("answer", "state"),
        [(PROBATION, StandingState.BARRED_PROBATION), (ACCUSATION, StandingState.BARRED_ACCUSATION)],
    )
    def test_cases_48_and_50_a_related_matter_bars_and_the_held_forms_are_denied(
        self, world: World, answer: MatterAnswer, state: StandingState
    ) -> None:
        doctor = world.physician()
        (form,) = forms_on_hold(world, doctor)

        classify(world, doctor, answer)

        assert (standing_of(world, doctor).state, standing_of(world, doctor).held_form_ids) == (state, ())
        assert states(world, form) == {LineState.REFUSED}
        assert recipients_of(world, NoticeKind.EXEMPTION_REFUSED) == {
            ("account", form.guardian_ids[0]),
            ("account", doctor.id),
            ("facility", SCHOOL_ID),
            ("jurisdiction", "C19"),
        }
        assert all(notice.letter for notice in told(world, NoticeKind.EXEMPTION_REFUSED))

    def test_a_license_status_no_one_knows_holds_until_the_state_has_answered(self, world: World) -> None:
        doctor = world.physician()
        assert doctor.physician
        world.licenses.set_record(doctor.physician, primary_status="30", secondary_statuses=("82",))
        request = world.opened(world.request(), doctor)
        form = sign(world, request.id, doctor=doctor)
        assert states(world, form) == {LineState.HELD}
        standing = standing_of(world, doctor)

        classify_action(
            world.ctx(world.default_user(Role.REVIEWER)), standing.id, {"status 30": UNRELATED}, WHY, standing.version
        )

        assert states(world, form) == {LineState.ISSUED}
        assert states(world, world.form(physician=doctor, parent=world.parent(first_name="Ysolde"))) == {
            LineState.ISSUED
        }

    def test_a_secondary_code_of_the_same_number_is_another_matter(self, world: World) -> None:
        doctor = world.physician(standing=StandingState.HOLD, standing_facts={"codes": ("status 50", "50")})

        error = refused(
            lambda: classify_action(
                world.ctx(world.default_user(Role.REVIEWER)),
                standing_of(world, doctor).id,
                {"50": UNRELATED},
                WHY,
                None,
            )
        )

        assert error.code == "STALE"

    def test_a_refused_form_leaves_the_guard_to_another_physician(self, world: World) -> None:
        doctor = world.physician()
        (form,) = forms_on_hold(world, doctor)
        classify(world, doctor, ACCUSATION)
        child = world.ctx().store.get(Child, form.child_id)

        again = world.form(
            physician=world.physician(last_name="Vandermeer"),
            child=child,
            parent=world.ctx().store.get(Account, form.guardian_ids[0]),
        )

        assert states(world, again) == {LineState.ISSUED}

    def test_after_the_answer_the_physician_signs_again(self, world: World) -> None:
        doctor = world.physician()
        forms_on_hold(world, doctor)
        classify(world, doctor, UNRELATED)

        form = world.form(physician=doctor, parent=world.parent(first_name="Ysolde"))

        assert states(world, form) == {LineState.ISSUED}

    def test_after_a_related_matter_the_physician_does_not(self, world: World) -> None:
        doctor = world.physician()
        forms_on_hold(world, doctor)
        classify(world, doctor, PROBATION)

        error = refused(lambda: world.form(physician=doctor, parent=world.parent(first_name="Ysolde")))

        assert error.verdict
        assert ReasonCode.ON_PROBATION in error.verdict.codes

    def test_every_open_matter_is_answered_at_once(self, world: World) -> None:
        doctor = world.physician(standing=StandingState.HOLD, standing_facts={"codes": ("50", "99", "82")})
        standing = standing_of(world, doctor)
        ctx = world.ctx(world.default_user(Role.REVIEWER))

        one = refused(lambda: classify_action(ctx, standing.id, {"99": UNRELATED}, WHY, standing.version))
        none = refused(lambda: classify_action(ctx, standing.id, {}, WHY, standing.version))
        classify_action(ctx, standing.id, {"99": UNRELATED, "50": ACCUSATION}, WHY, standing.version)

        assert one.code == none.code == "STALE"
        assert standing_of(world, doctor).state == StandingState.BARRED_ACCUSATION

    def test_more_held_forms_than_fit_wait_for_the_next_press(self, world: World) -> None:
        doctor = world.physician()
        forms = forms_on_hold(world, doctor, FORMS_AT_ONCE + 1)

        classify(world, doctor, UNRELATED)
        standing = standing_of(world, doctor)
        assert standing.held_form_ids == (forms[-1].id,)
        assert [item["SK"] for item in world.ctx().store.queue("standings").rows] == ["STANDING"]
        release_held(world.ctx(world.default_user(Role.REVIEWER)), standing.id, standing.version)

        assert standing_of(world, doctor).held_form_ids == ()
        assert world.ctx().store.queue("standings").rows == []
        assert {state for form in forms for state in states(world, form)} == {LineState.ISSUED}

    def test_the_rest_of_a_barred_physicians_forms_is_refused_and_never_released(self, world: World) -> None:
        doctor = world.physician()
        forms = forms_on_hold(world, doctor, FORMS_AT_ONCE + 1)
        classify(world, doctor, ACCUSATION)
        standing, ctx = standing_of(world, doctor), world.ctx(world.default_user(Role.REVIEWER))

        error = refused(lambda: release_held(ctx, standing.id, standing.version))
        refuse_held(world.ctx(world.default_user(Role.REVIEWER)), standing.id, standing.version)

        assert error.code == "WRONG_STATE"
        assert states(world, forms[-1]) == {LineState.REFUSED}
        assert standing_of(world, doctor).held_form_ids == ()

    @pytest.mark.parametrize("role", [Role.PHYSICIAN, Role.BOARD, Role.OPERATOR, Role.SCHOOL])
    def test_no_one_else_classifies(self, world: World, role: Role) -> None:
        doctor = world.physician(standing=StandingState.HOLD, standing_facts={"codes": ("99",)})

        assert (
            refused(lambda: classify(world, doctor, UNRELATED, by=world.default_user(role))).kind == ErrorKind.FORBIDDEN
        )


class TestBar:
    def bar(self, world: World, doctor: Account, **given: str) -> Done:
        standing = standing_of(world, doctor)
        return bar_physician(
            world.ctx(world.default_user(Role.OFFICER)),
            standing.id,
            given.get("reason", WHY),
            given.get("password", PASSWORD),
            standing.version,
        )

    def test_case_54_the_own_board_is_told_and_issued_forms_stay(self, world: World) -> None:
        world.clock.set("2026-09-15")
        doctor = world.physician(physician=world.profile(board="OMBC", rank="", license_number="20064"))
        form = world.form(physician=doctor)

        self.bar(world, doctor)
        standing = standing_of(world, doctor)

        assert (standing.state, standing.barred_since, standing.earliest_lift) == (
            StandingState.BARRED_PUBLIC_HEALTH_RISK,
            date(2026, 9, 15),
            date(2028, 9, 15),
        )
        assert recipients_of(world, NoticeKind.PHYSICIAN_BARRED) == {("board", "OMBC"), ("account", doctor.id)}
        assert states(world, form) == {LineState.ISSUED}

    def test_new_forms_are_refused(self, world: World) -> None:
        doctor = world.physician()
        self.bar(world, doctor)

        error = refused(lambda: world.form(physician=doctor))

        assert error.verdict
        assert ReasonCode.PUBLIC_HEALTH_BAR in error.verdict.codes

    def test_held_forms_are_denied_with_it(self, world: World) -> None:
        doctor = world.physician()
        (form,) = forms_on_hold(world, doctor)

        self.bar(world, doctor)

        assert states(world, form) == {LineState.REFUSED}

    def test_a_reviewer_does_not_bar(self, world: World) -> None:
        standing = standing_of(world, world.physician())

        error = refused(
            lambda: bar_physician(world.ctx(world.default_user(Role.REVIEWER)), standing.id, WHY, PASSWORD, None)
        )

        assert error.kind == ErrorKind.FORBIDDEN

    def test_a_reason_and_the_password_are_needed(self, world: World) -> None:
        doctor = world.physician()

        assert refused(lambda: self.bar(world, doctor, reason=" ")).field == "reason"
        assert refused(lambda: self.bar(world, doctor, password="guessed it wrongly")).field == "password"
        assert standing_of(world, doctor).state == StandingState.VERIFIED


class TestLift:
    def lift(self, world: World, doctor: Account, gone_on: date | None = None, reason: str = WHY) -> Done:
        standing = standing_of(world, doctor)
        return lift_bar(
            world.ctx(world.default_user(Role.OFFICER)),
            LiftCommand(standing.id, standing.version, reason, gone_on, PASSWORD),
        )

    def barred(self, world: World) -> Account:
        world.clock.set("2026-09-15")
        doctor = world.physician()
        standing = standing_of(world, doctor)
        bar_physician(world.ctx(world.default_user(Role.OFFICER)), standing.id, WHY, PASSWORD, standing.version)
        return doctor

    @pytest.mark.parametrize(
        ("on", "gone_on", "codes"),
        [
            ("2028-09-14", date(2028, 9, 1), (ReasonCode.BAR_TOO_SHORT,)),
            ("2028-09-15", None, (ReasonCode.RISK_NOT_SHOWN_GONE,)),
            ("2028-09-15", date(2028, 9, 16), (ReasonCode.RISK_NOT_SHOWN_GONE,)),
            ("2028-09-15", date(2028, 9, 15), ()),
        ],
    )
    def test_two_years_and_a_finding(
        self, world: World, on: str, gone_on: date | None, codes: tuple[ReasonCode, ...]
    ) -> None:
        doctor = self.barred(world)
        world.clock.set(on)

        if codes:
            error = refused(lambda: self.lift(world, doctor, gone_on))
            assert error.verdict
            assert error.verdict.codes == codes
            return
        self.lift(world, doctor, gone_on)
        standing = standing_of(world, doctor)
        assert (standing.state, standing.barred_since, standing.earliest_lift) == (StandingState.VERIFIED, None, None)
        assert recipients_of(world, NoticeKind.BAR_LIFTED) == {("board", "MBC"), ("account", doctor.id)}

    def test_case_50_an_accusation_resolved_in_the_physicians_favor(self, world: World) -> None:
        doctor = world.physician()
        forms_on_hold(world, doctor)
        classify(world, doctor, ACCUSATION)

        self.lift(world, doctor)
        assert doctor.physician
        world.licenses.set_record(doctor.physician)

        assert [finding.ended for finding in standing_of(world, doctor).classifications] == [True]
        assert states(world, world.form(physician=doctor, parent=world.parent())) == {LineState.ISSUED}

    def test_nothing_is_lifted_where_nothing_bars(self, world: World) -> None:
        doctor = world.physician()

        assert refused(lambda: self.lift(world, doctor)).code == "WRONG_STATE"

    def test_a_reason_is_needed(self, world: World) -> None:
        doctor = self.barred(world)

        assert refused(lambda: self.lift(world, doctor, reason="")).field == "reason"
