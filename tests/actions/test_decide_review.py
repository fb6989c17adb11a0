"""Revocation: two persons, an appointment in force, a reason, the lines named, four notices, and the clocks."""

from datetime import date
from typing import Any

import pytest

from chalicelib.actions.reviews.decide_review import Decision, decide_review
from chalicelib.domain.account import Account, Appointment, Office, Role
from chalicelib.domain.action import Action
from chalicelib.domain.child import Child
from chalicelib.domain.effective_status import school_answer
from chalicelib.domain.errors import ErrorKind
from chalicelib.domain.exemption import ExemptionForm
from chalicelib.domain.notice_kinds import NoticeKind
from chalicelib.domain.results import Done, subject_of
from chalicelib.domain.review import Outcome, Review, ReviewState
from chalicelib.domain.standing import PhysicianStanding, standing_id
from chalicelib.law.admission import strictest
from chalicelib.law.enums import LineKind, LineState, Vaccine
from chalicelib.law.reason_codes import ReasonCode
from chalicelib.law.verdict import Outcome as Answer
from chalicelib.law.verdict import Verdict
from tests.actions.recipients import recipients_of, refused, told
from tests.builders import PASSWORD, SCHOOL_ID, World, line

WHY = "No criterion is met, and the records sent do not support the stated reason"
MMR, VAR = Vaccine.MMR, Vaccine.VAR


def two_line_form(world: World, **facts: Any) -> ExemptionForm:
    return world.form(lines=(line(MMR), line(VAR, LineKind.PERMANENT)), **facts)


def decision(
    review: Review,
    outcome: Outcome = Outcome.REVOKED,
    vaccines: tuple[Vaccine, ...] = (MMR,),
    reason: str = WHY,
    version: int | None = None,
) -> Decision:
    return Decision(review.id, review.form_id, version or review.version, outcome, vaccines, reason)


def decide(world: World, review: Review, by: Account | None = None, **given: Any) -> Done:
    password = given.pop("password", PASSWORD)
    return decide_review(world.ctx(by or world.default_user(Role.OFFICER)), decision(review, **given), password)


def answers(form: ExemptionForm, on: date) -> dict[Vaccine, Verdict]:
    return {
        each.vaccine: school_answer(
            form, each, revoked_on=each.revocation.revoked_on if each.revocation else None, appeal=None, on=on
        )
        for each in form.lines
    }


class TestRevoke:
    def test_cases_64_and_102_one_line_of_two_is_revoked_and_the_other_still_admits(self, world: World) -> None:
        world.clock.set("2026-09-01")
        form = two_line_form(world)
        review = world.review(ReviewState.RECOMMENDED_REVOKE, form=form)

        done = decide(world, review)
        after, decided = world.reload(form), world.reload(review)

        assert done.subject == subject_of(review)
        assert {each.vaccine: each.state for each in after.lines} == {MMR: LineState.REVOKED, VAR: LineState.ISSUED}
        gone = after.lines[0].revocation
        assert gone
        assert (gone.revoked_on, gone.review_id, gone.reason) == (date(2026, 9, 1), review.id, WHY)
        assert not any(each.in_review for each in after.lines)
        assert (decided.state, decided.outcome, decided.revoked_vaccines) == (
            ReviewState.DECIDED,
            Outcome.REVOKED,
            (MMR,),
        )
        told_school = answers(after, date(2026, 9, 1))
        assert told_school[VAR].outcome == Answer.ADMIT
        assert told_school[MMR].outcome == Answer.KEEP_ATTENDING_UNTIL
        assert told_school[MMR].fact("until") == date(2026, 10, 1)
        assert strictest(told_school.values()) == told_school[MMR]

    def test_case_64_the_four_are_told_the_same_day_by_letter_with_both_dates(self, world: World) -> None:
        world.clock.set("2026-09-01")
        form = two_line_form(world)

        decide(world, world.review(ReviewState.RECOMMENDED_REVOKE, form=form))

        notices = told(world, NoticeKind.EXEMPTION_REVOKED)
        assert recipients_of(world, NoticeKind.EXEMPTION_REVOKED) == {
            ("account", form.guardian_ids[0]),
            ("account", form.physician_id),
            ("facility", SCHOOL_ID),
            ("jurisdiction", "C19"),
        }
        assert len(notices) == 4
        for notice in notices:
            assert notice.letter
            assert (notice.facts["start_by"], notice.facts["appeal_by"]) == ("2026-10-01", "2026-10-01")
            assert (notice.facts["form_id"], notice.facts["form_number"]) == (form.id, form.number)

    def test_case_67_the_thirtieth_day_on_a_saturday_moves_to_monday(self, world: World) -> None:
        world.clock.set("2026-09-03")

        decide(world, world.review(ReviewState.RECOMMENDED_REVOKE, form=two_line_form(world)))

        assert {notice.facts["start_by"] for notice in told(world, NoticeKind.EXEMPTION_REVOKED)} == {"2026-10-05"}

    @pytest.mark.parametrize(
        ("on", "outcome"), [(date(2026, 10, 1), Answer.KEEP_ATTENDING_UNTIL), (date(2026, 10, 2), Answer.EXCLUDE_FROM)]
    )
    def test_case_76_without_dose_or_appeal_the_school_excludes_after_the_last_day(
        self, world: World, on: date, outcome: Answer
    ) -> None:
        world.clock.set("2026-09-01")
        form = two_line_form(world)
        decide(world, world.review(ReviewState.RECOMMENDED_REVOKE, form=form))

        assert answers(world.reload(form), on)[MMR].outcome == outcome

    def test_the_guard_is_free_for_a_new_form_which_goes_to_review(self, world: World) -> None:
        form = world.form()
        decide(world, world.review(ReviewState.RECOMMENDED_REVOKE, form=form))

        again = world.form(child=world.ctx().store.get(Child, form.child_id))

        assert again.lines[0].in_review
        assert len(again.review_ids) == 1

    def test_pressing_twice_revokes_once(self, world: World) -> None:
        form = two_line_form(world)
        review = world.review(ReviewState.RECOMMENDED_REVOKE, form=form)
        officer, operation = world.default_user(Role.OFFICER), "a" * 26
        decide_review(world.ctx(officer, idempotency_key=operation), decision(review), PASSWORD)

        error = refused(lambda: decide_review(world.ctx(officer), decision(review), PASSWORD))

        assert error.kind == ErrorKind.CONFLICT
        assert len(told(world, NoticeKind.EXEMPTION_REVOKED)) == 4


class TestWhoMayRevoke:
    def test_case_62_a_reviewer_is_not_allowed_whatever_the_credential(self, world: World) -> None:
        review = world.review(ReviewState.RECOMMENDED_REVOKE)

        error = refused(lambda: decide(world, review, by=world.default_user(Role.REVIEWER)))

        assert error.kind == ErrorKind.FORBIDDEN

    def test_case_63_who_recommended_does_not_decide(self, world: World) -> None:
        officer = world.officer()
        review = world.review(ReviewState.RECOMMENDED_REVOKE, reviewer=officer)

        error = refused(lambda: decide(world, review, by=officer))

        assert error.kind == ErrorKind.REFUSED
        assert error.verdict
        assert error.verdict.codes == (ReasonCode.DECIDER_RECOMMENDED,)
        assert decide(world, review, by=world.officer())

    @pytest.mark.parametrize("outcome", [Outcome.CLEARED, Outcome.DISAGREED])
    def test_nor_end_the_case_in_another_way(self, world: World, outcome: Outcome) -> None:
        officer = world.officer()
        review = world.review(ReviewState.RECOMMENDED_REVOKE, reviewer=officer)

        error = refused(lambda: decide(world, review, by=officer, outcome=outcome, vaccines=()))

        assert error.verdict
        assert error.verdict.codes == (ReasonCode.DECIDER_RECOMMENDED,)

    @pytest.mark.parametrize(
        ("appointments", "code"),
        [
            ((), ReasonCode.NOT_THE_OFFICER_OR_DESIGNEE),
            (((date(2026, 1, 1), date(2026, 11, 19)),), ReasonCode.APPOINTMENT_NOT_IN_FORCE),
            (((date(2026, 11, 21), None),), ReasonCode.APPOINTMENT_NOT_IN_FORCE),
            (((date(2026, 1, 1), date(2026, 11, 20)),), None),
            (((date(2026, 11, 20), None),), None),
            (((date(2026, 1, 1), date(2026, 12, 31)), (date(2027, 1, 1), None)), None),
        ],
    )
    def test_the_appointment_must_be_in_force_that_day(
        self, world: World, code: ReasonCode | None, appointments: tuple[tuple[date, date | None], ...]
    ) -> None:
        held = tuple(
            Appointment(office=Office.STATE_PUBLIC_HEALTH_OFFICER, since=since, until=until)
            for since, until in appointments
        )
        officer = world.officer(appointments=held)
        review = world.review(ReviewState.RECOMMENDED_REVOKE)

        if code is None:
            assert decide(world, review, by=officer)
            return
        error = refused(lambda: decide(world, review, by=officer))
        assert error.verdict
        assert error.verdict.codes == (code,)

    def test_the_password_is_asked_again(self, world: World) -> None:
        review = world.review(ReviewState.RECOMMENDED_REVOKE)

        error = refused(lambda: decide(world, review, password="not the password at all"))

        assert (error.code, error.field) == ("WRONG_PROOF", "password")
        assert world.reload(review).state == ReviewState.RECOMMENDED_REVOKE


class TestWhatMayBeRevoked:
    def test_a_line_that_no_one_recommended_is_not_revoked(self, world: World) -> None:
        review = world.review(ReviewState.RECOMMENDED_REVOKE, form=two_line_form(world), vaccines=(MMR,))

        error = refused(lambda: decide(world, review, vaccines=(MMR, VAR)))

        assert error.verdict
        assert error.verdict.codes == (ReasonCode.NO_RECOMMENDATION_FOR_LINE,)

    def test_a_line_that_ended_by_date_is_not_revoked_but_the_case_can_be_closed(self, world: World) -> None:
        form = two_line_form(world)
        review = world.review(ReviewState.RECOMMENDED_REVOKE, form=form)
        ends = form.lines[0].expires_on
        assert ends
        world.clock.set(ends)
        world.clock.advance(days=1)

        error = refused(lambda: decide(world, review))

        assert error.verdict
        assert error.verdict.codes == (ReasonCode.LINE_ALREADY_ENDED,)
        assert decide(world, review, outcome=Outcome.CLEARED, vaccines=())

    def test_on_its_last_day_it_still_is(self, world: World) -> None:
        form = two_line_form(world)
        review = world.review(ReviewState.RECOMMENDED_REVOKE, form=form)
        assert form.lines[0].expires_on
        world.clock.set(form.lines[0].expires_on)

        assert decide(world, review)

    def test_a_withdrawn_line_is_not_revoked(self, world: World) -> None:
        form = world.form()
        review = world.review(ReviewState.RECOMMENDED_REVOKE, form=form)
        world.step(
            form,
            Action.WITHDRAW_EXEMPTION,
            actor=world.default_user(Role.PHYSICIAN),
            lines=tuple(each.with_changes(state=LineState.WITHDRAWN) for each in form.lines),
        )

        error = refused(lambda: decide(world, review))

        assert error.verdict
        assert error.verdict.codes == (ReasonCode.LINE_ALREADY_ENDED,)

    @pytest.mark.parametrize(
        ("given", "codes"),
        [
            ({"vaccines": ()}, (ReasonCode.NO_LINE_NAMED,)),
            ({"reason": "  "}, (ReasonCode.WRITTEN_REASON_MISSING,)),
            ({"outcome": Outcome.CLEARED, "vaccines": (), "reason": ""}, (ReasonCode.WRITTEN_REASON_MISSING,)),
        ],
    )
    def test_lines_and_a_written_reason_are_needed(
        self, world: World, given: dict[str, Any], codes: tuple[ReasonCode, ...]
    ) -> None:
        review = world.review(ReviewState.RECOMMENDED_REVOKE)

        error = refused(lambda: decide(world, review, **given))

        assert error.verdict
        assert error.verdict.codes == codes

    def test_a_vaccine_that_is_not_on_the_form_is_told_at_the_field(self, world: World) -> None:
        review = world.review(ReviewState.RECOMMENDED_REVOKE)

        error = refused(lambda: decide(world, review, vaccines=(Vaccine.HIB,)))

        assert (error.code, error.field) == ("VACCINE_NOT_ON_FORM", "vaccines")

    @pytest.mark.parametrize("state", [ReviewState.OPEN, ReviewState.ASSIGNED, ReviewState.INFO_REQUESTED])
    def test_nothing_is_decided_before_a_recommendation(self, world: World, state: ReviewState) -> None:
        review = world.review(state)

        assert refused(lambda: decide(world, review)).code == "WRONG_STATE"


class TestOtherOutcomes:
    @pytest.mark.parametrize("outcome", [Outcome.CLEARED, Outcome.DISAGREED])
    def test_the_form_stays_as_it_is_and_parent_and_physician_are_told(self, world: World, outcome: Outcome) -> None:
        form = two_line_form(world)
        review = world.review(ReviewState.RECOMMENDED_REVOKE, form=form)

        decide(world, review, outcome=outcome, vaccines=())
        after = world.reload(form)

        assert {(each.state, each.in_review) for each in after.lines} == {(LineState.ISSUED, False)}
        assert world.reload(review).outcome == outcome
        assert recipients_of(world, NoticeKind.REVIEW_CLEARED) == {
            ("account", form.guardian_ids[0]),
            ("account", form.physician_id),
        }
        assert told(world, NoticeKind.EXEMPTION_REVOKED) == []

    def test_there_is_nothing_to_disagree_with_where_the_form_meets_the_criteria(self, world: World) -> None:
        review = world.review(ReviewState.RECOMMENDED_CLEAR)

        error = refused(lambda: decide(world, review, outcome=Outcome.DISAGREED, vaccines=()))

        assert (error.code, error.field) == ("NOTHING_TO_DISAGREE_WITH", "outcome")
        assert decide(world, review, outcome=Outcome.CLEARED, vaccines=())

    def test_the_form_stays_marked_while_another_review_of_it_is_open(self, world: World) -> None:
        form = two_line_form(world)
        world.review(ReviewState.OPEN, form=form)
        review = world.review(ReviewState.RECOMMENDED_REVOKE, form=form)

        decide(world, review)

        assert {each.vaccine: each.in_review for each in world.reload(form).lines} == {MMR: False, VAR: True}


class TestFiveForms:
    def standing(self, world: World, doctor: Account) -> PhysicianStanding:
        assert doctor.physician
        return world.ctx().store.get(PhysicianStanding, standing_id(doctor.physician))

    def revoke_one(self, world: World, doctor: Account, number: int) -> ExemptionForm:
        form = two_line_form(world, physician=doctor, parent=world.parent(first_name=f"Parent-{number}"))
        decide(world, world.review(ReviewState.RECOMMENDED_REVOKE, form=form))
        return form

    def test_case_73_the_own_board_is_told_once_with_the_five_numbers(self, world: World) -> None:
        doctor = world.physician(physician=world.profile(board="OMBC", rank="", license_number="20064"))

        forms = [self.revoke_one(world, doctor, number) for number in range(6)]

        (notice,) = told(world, NoticeKind.FIVE_FORMS_REVOKED)
        assert (notice.recipient.kind, notice.recipient.id) == ("board", "OMBC")
        assert notice.facts["form_numbers"] == ", ".join(form.number for form in forms[:5])
        assert self.standing(world, doctor).revoked_by_year == {"2026": 6}

    def test_case_74_four_in_one_year_and_one_in_the_next_are_not_five(self, world: World) -> None:
        doctor = world.physician()
        for number in range(4):
            self.revoke_one(world, doctor, number)
        world.clock.set("2027-01-04")

        self.revoke_one(world, doctor, 4)

        assert told(world, NoticeKind.FIVE_FORMS_REVOKED) == []
        assert self.standing(world, doctor).revoked_by_year == {"2026": 4, "2027": 1}

    def test_two_decisions_on_one_form_count_once(self, world: World) -> None:
        doctor = world.physician()
        form = two_line_form(world, physician=doctor)
        for vaccine in (MMR, VAR):
            review = world.review(ReviewState.RECOMMENDED_REVOKE, form=world.reload(form))
            decide(world, review, vaccines=(vaccine,))

        assert self.standing(world, doctor).revoked_by_year == {"2026": 1}
        assert {each.state for each in world.reload(form).lines} == {LineState.REVOKED}


def test_all_writes_of_a_revocation_stand_in_one_transaction(world: World) -> None:
    review = world.review(ReviewState.RECOMMENDED_REVOKE, form=two_line_form(world))
    ctx = world.ctx(world.default_user(Role.OFFICER))
    begun = len(world.recorder.calls)

    decide_review(ctx, decision(review), PASSWORD)

    done = [call.operation for call in world.recorder.calls[begun:]]
    assert done == ["BatchGetItem", "BatchGetItem", "TransactWriteItems"]
