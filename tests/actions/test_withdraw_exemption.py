"""The issuer withdraws exemptions, and answers the state's questions (lifecycle H2, H4)."""

from datetime import date

import pytest

from chalicelib.actions.reviews.answer_reviewer import answer_reviewer
from chalicelib.actions.signing.withdraw_exemption import WithdrawCommand, withdraw_exemption
from chalicelib.domain.account import Account, Role
from chalicelib.domain.action import Action
from chalicelib.domain.errors import ErrorKind
from chalicelib.domain.exemption import ExemptionForm
from chalicelib.domain.notice_kinds import NoticeKind
from chalicelib.domain.results import Done, subject_of
from chalicelib.domain.review import Review, ReviewState
from chalicelib.law.enums import LineKind, LineState, Vaccine
from tests.actions.physicians import guard_of, opened, same_child, sign, standing_of
from tests.actions.recipients import recipients_of, refused, told
from tests.builders import PASSWORD, SCHOOL_ID, World, line
from tests.checks.recipients import events_of

MMR, VAR = Vaccine.MMR, Vaccine.VAR
WHY = "The treatment ended early"


def withdraw(
    world: World,
    form: ExemptionForm,
    *vaccines: Vaccine,
    by: Account | None = None,
    password: str = PASSWORD,
    version: int | None = None,
) -> Done:
    form = world.reload(form)
    command = WithdrawCommand(
        form.id, form.version if version is None else version, frozenset(vaccines or {MMR}), WHY, password
    )
    return withdraw_exemption(world.ctx(by or world.default_user(Role.PHYSICIAN)), command)


class TestWithdraw:
    def test_the_named_line_ends_and_the_others_stay(self, world: World) -> None:
        form = world.form(lines=(line(), line(VAR, LineKind.PERMANENT)))
        assert withdraw(world, form).subject == subject_of(form)
        after = world.reload(form)
        assert {each.vaccine: each.state for each in after.lines} == {MMR: LineState.WITHDRAWN, VAR: LineState.ISSUED}
        assert guard_of(world, form)["holder"] == ""
        assert guard_of(world, form, 1)["holder"] == form.id

    def test_parent_school_and_local_health_officer_are_told(self, world: World) -> None:
        form = world.form()
        withdraw(world, form)
        assert recipients_of(world, NoticeKind.EXEMPTION_WITHDRAWN) == {
            ("account", form.guardian_ids[0]),
            ("facility", SCHOOL_ID),
            ("jurisdiction", "C19"),
        }

    def test_a_new_form_may_follow_at_once(self, world: World) -> None:
        child = same_child(world)
        withdraw(world, world.form(child=child))
        assert world.form(child=child).lines[0].state == LineState.ISSUED

    def test_a_held_line_is_withdrawn_without_a_word_to_the_school(self, world: World) -> None:
        form = world.form(state=LineState.HELD)
        withdraw(world, form)
        assert recipients_of(world, NoticeKind.EXEMPTION_WITHDRAWN) == {("account", form.guardian_ids[0])}
        assert standing_of(world).held_form_ids == ()

    def test_an_open_review_goes_on(self, world: World) -> None:
        form = world.form()
        review = world.review(ReviewState.ASSIGNED, form=form)
        withdraw(world, form)
        assert world.reload(review).state == ReviewState.ASSIGNED

    @pytest.mark.parametrize(("day", "may"), [(date(2027, 5, 21), True), (date(2027, 5, 22), False)])
    def test_a_line_that_ended_by_date_is_left_alone(self, world: World, day: date, may: bool) -> None:
        form = world.form(lines=(line(expires_on=date(2027, 5, 21)),))
        world.clock.set(day)
        if may:
            withdraw(world, form)
            assert world.reload(form).lines[0].state == LineState.WITHDRAWN
        else:
            assert refused(lambda: withdraw(world, form)).code == "WRONG_STATE"

    def test_a_guard_that_a_later_form_holds_stays_with_it(self, world: World) -> None:
        child = same_child(world)
        early = world.form(child=child, lines=(line(expires_on=date(2027, 1, 31)),))
        later_request = opened(
            world,
            request={"child": child, "grade_now": None, "planned_first_day": date(2027, 8, 16)},
            lines=(line(expires_on=date(2027, 10, 1)),),
        )
        later = sign(world, later_request.id)
        withdraw(world, early)
        assert guard_of(world, early)["holder"] == later.id

    @pytest.mark.parametrize("state", [LineState.REVOKED, LineState.WITHDRAWN, LineState.REFUSED])
    def test_what_has_ended_is_not_withdrawn(self, world: World, state: LineState) -> None:
        form = world.form(state=state)
        assert refused(lambda: withdraw(world, form)).code == "WRONG_STATE"

    def test_a_vaccine_that_the_form_does_not_name(self, world: World) -> None:
        form = world.form()
        assert refused(lambda: withdraw(world, form, MMR, VAR)).code == "WRONG_STATE"

    def test_a_stale_page_a_wrong_password_another_physician(self, world: World) -> None:
        form = world.form()
        other = world.physician(last_name="Someone-Else")
        assert refused(lambda: withdraw(world, form, version=form.version - 1)).code == "STALE"
        assert refused(lambda: withdraw(world, form, password="no")).code == "WRONG_PROOF"
        assert refused(lambda: withdraw(world, form, by=other)).kind == ErrorKind.NOT_FOUND
        assert refused(lambda: withdraw(world, form, by=world.default_user(Role.PARENT))).kind == ErrorKind.FORBIDDEN
        assert told(world, NoticeKind.EXEMPTION_WITHDRAWN) == []


class TestAnswerReviewer:
    def answer(
        self, world: World, review: Review, form_id: str = "", by: Account | None = None, version: int | None = None
    ) -> Done:
        return answer_reviewer(
            world.ctx(by or world.default_user(Role.PHYSICIAN)),
            form_id or review.form_id,
            review.id,
            review.version if version is None else version,
            "The plan is attached to the chart",
        )

    def test_the_review_goes_on_with_the_answer(self, world: World) -> None:
        review = world.review(ReviewState.INFO_REQUESTED)
        assert self.answer(world, review).subject.id == review.form_id
        after = world.reload(review)
        assert after.state == ReviewState.ASSIGNED
        assert after.information[-1].answer == "The plan is attached to the chart"
        assert after.information[-1].answered_on == date(2026, 11, 20)

    def test_an_answer_after_the_due_date_is_taken(self, world: World) -> None:
        review = world.review(ReviewState.INFO_REQUESTED)
        world.clock.set("2027-02-01")
        self.answer(world, review)
        assert world.reload(review).information[-1].answered_on == date(2027, 2, 1)

    def test_without_an_open_question_there_is_nothing_to_answer(self, world: World) -> None:
        review = world.review(ReviewState.ASSIGNED)
        assert refused(lambda: self.answer(world, review)).code == "WRONG_STATE"

    def test_only_the_issuer_on_the_right_form_as_shown(self, world: World) -> None:
        review = world.review(ReviewState.INFO_REQUESTED)
        other_form = world.form()
        other = world.physician(last_name="Someone-Else")
        assert refused(lambda: self.answer(world, review, by=other)).kind == ErrorKind.NOT_FOUND
        assert refused(lambda: self.answer(world, review, form_id=other_form.id)).kind == ErrorKind.NOT_FOUND
        assert refused(lambda: self.answer(world, review, version=1)).code == "STALE"
        assert world.reload(review).state == ReviewState.INFO_REQUESTED


def test_withdrawing_is_recorded_with_its_reason(world: World) -> None:
    form = world.form()
    withdraw(world, form)
    newest = events_of(world.table, form)[-1]
    assert (newest.kind, newest.reason) == (f"form.{Action.WITHDRAW_EXEMPTION}", WHY)
