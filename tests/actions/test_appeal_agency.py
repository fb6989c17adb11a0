"""The agency takes an appeal or refuses a late one, and names a panel of three who may sit."""

from datetime import date

import pytest

from chalicelib.actions.accounts.change_account import close_account, reopen_account
from chalicelib.actions.appeals.accept_appeal import accept_appeal
from chalicelib.actions.appeals.assign_panel import assign_panel, fill_seat
from chalicelib.actions.appeals.close_appeal import close_appeal
from chalicelib.actions.appeals.panel_candidates import Candidate, candidates
from chalicelib.actions.appeals.refuse_late_appeal import refuse_late_appeal
from chalicelib.domain.account import Account, Role
from chalicelib.domain.appeal import Appeal, AppealState
from chalicelib.domain.effective_status import answer_for
from chalicelib.domain.errors import ErrorKind
from chalicelib.domain.exemption import ExemptionForm
from chalicelib.domain.notice_kinds import NoticeKind
from chalicelib.domain.results import Done, subject_of
from chalicelib.law.admission import AppealStatus
from chalicelib.law.enums import LineState
from chalicelib.law.reason_codes import ReasonCode
from chalicelib.law.verdict import Outcome, Verdict
from tests.actions.recipients import recipients_of, refused, told
from tests.builders import SCHOOL_ID, World

STAFF = Role.APPEALS_STAFF
WHY = "The appeal came two days after the last day, and no reason was given"


def answer_of(world: World, appeal: Appeal) -> Verdict:
    """What the school is told today about the appealed vaccine."""
    form = world.ctx().store.get(ExemptionForm, appeal.form_id)
    return answer_for(form, form.lines[0], world.clock.today)


class TestTake:
    @pytest.mark.parametrize("state", [AppealState.FILED_TIMELY, AppealState.FILED_LATE])
    def test_an_appeal_is_taken_in_time_or_late(self, world: World, state: AppealState) -> None:
        appeal = world.appeal(state)

        done = accept_appeal(world.ctx(world.default_user(STAFF)), appeal.id, appeal.version)

        assert done.subject == subject_of(appeal)
        assert world.reload(appeal).state == AppealState.ACCEPTED

    def test_case_78_one_filed_in_the_last_minute_of_day_30_stays_the_duty_once_taken(self, world: World) -> None:
        world.clock.set("2026-09-01")
        form = world.form(LineState.REVOKED)
        world.clock.set("2026-10-01", hour=23, minute=59)
        appeal = world.appeal(form=form)
        accept_appeal(world.ctx(world.default_user(STAFF)), appeal.id, appeal.version)
        world.clock.set("2026-12-01")

        assert appeal.in_time is True
        assert answer_of(world, appeal).outcome == Outcome.KEEP_ATTENDING_UNTIL
        assert answer_of(world, appeal).codes == (ReasonCode.REVOKED_APPEAL_OPEN,)

    def test_case_79_one_filed_as_day_31_begins_is_late_and_taking_it_stays_nothing(self, world: World) -> None:
        world.clock.set("2026-09-01")
        form = world.form(LineState.REVOKED)
        world.clock.set("2026-10-02", hour=0, minute=0)
        appeal = world.appeal(AppealState.FILED_LATE, form=form)
        accept_appeal(world.ctx(world.default_user(STAFF)), appeal.id, appeal.version)

        assert appeal.in_time is False
        assert answer_of(world, appeal).outcome == Outcome.EXCLUDE_FROM
        assert answer_of(world, appeal).fact("exclude_from") == date(2026, 10, 2)

    def test_a_stale_page_changes_nothing(self, world: World) -> None:
        appeal = world.appeal()

        error = refused(lambda: accept_appeal(world.ctx(world.default_user(STAFF)), appeal.id, appeal.version - 1))

        assert (error.kind, error.code) == (ErrorKind.CONFLICT, "STALE")
        assert world.reload(appeal).state == AppealState.FILED_TIMELY

    def test_one_that_is_taken_is_not_taken_again(self, world: World) -> None:
        appeal = world.appeal(AppealState.ACCEPTED)

        assert (
            refused(lambda: accept_appeal(world.ctx(world.default_user(STAFF)), appeal.id, None)).code == "WRONG_STATE"
        )

    def test_a_draft_is_the_parents_alone(self, world: World) -> None:
        appeal = world.appeal(AppealState.DRAFT)

        assert (
            refused(lambda: accept_appeal(world.ctx(world.default_user(STAFF)), appeal.id, None)).kind
            == ErrorKind.NOT_FOUND
        )

    @pytest.mark.parametrize("role", [role for role in Role if role != STAFF])
    def test_no_one_else_takes_an_appeal(self, world: World, role: Role) -> None:
        appeal = world.appeal()

        error = refused(lambda: accept_appeal(world.ctx(world.default_user(role)), appeal.id, appeal.version))

        assert error.kind == ErrorKind.FORBIDDEN


class TestRefuseLate:
    def test_the_parent_is_told_by_letter_and_the_first_clock_runs_on(self, world: World) -> None:
        world.clock.set("2026-09-01")
        appeal = world.appeal(AppealState.FILED_LATE)

        refuse_late_appeal(world.ctx(world.default_user(STAFF)), appeal.id, appeal.version, WHY)

        after, form = world.reload(appeal), world.ctx().store.get(ExemptionForm, appeal.form_id)
        assert (after.state, after.decision_text) == (AppealState.REFUSED_LATE, WHY)
        gone = form.lines[0].revocation
        assert gone
        assert gone.appeal
        assert gone.appeal.status == AppealStatus.REFUSED_LATE
        assert answer_of(world, appeal).outcome == Outcome.EXCLUDE_FROM
        letters = {notice.recipient.id: notice.letter for notice in told(world, NoticeKind.APPEAL_REFUSED_LATE)}
        assert letters == {appeal.parent_id: True, appeal.physician_id: False, SCHOOL_ID: False}
        assert told(world, NoticeKind.APPEAL_REFUSED_LATE)[0].facts["start_by"] == "2026-10-01"

    def test_one_filed_in_time_is_never_refused_for_lateness(self, world: World) -> None:
        appeal = world.appeal(AppealState.FILED_TIMELY)

        error = refused(
            lambda: refuse_late_appeal(world.ctx(world.default_user(STAFF)), appeal.id, appeal.version, WHY)
        )

        assert error.code == "WRONG_STATE"
        assert told(world, NoticeKind.APPEAL_REFUSED_LATE) == []

    def test_a_refusal_needs_its_reason(self, world: World) -> None:
        appeal = world.appeal(AppealState.FILED_LATE)

        error = refused(
            lambda: refuse_late_appeal(world.ctx(world.default_user(STAFF)), appeal.id, appeal.version, "  ")
        )

        assert (error.code, error.field) == ("APPEAL_REASON_MISSING", "reason")


class TestNamePanel:
    def named(self, world: World, appeal: Appeal, people: list[Account]) -> Done:
        return assign_panel(
            world.ctx(world.default_user(STAFF)), appeal.id, appeal.version, [each.id for each in people]
        )

    def test_three_physicians_are_seated_and_invited(self, world: World) -> None:
        appeal, people = world.appeal(AppealState.ACCEPTED), [world.panelist() for _ in range(3)]

        self.named(world, appeal, people)

        after = world.reload(appeal)
        assert after.state == AppealState.PANEL_ASSIGNED
        assert after.assigned_ids == tuple(each.id for each in people)
        assert recipients_of(world, NoticeKind.PANEL_INVITED) == {("account", each.id) for each in people}
        assert all(world.ctx().store.person(each.id).ids("appeal") == [appeal.id] for each in people)

    @pytest.mark.parametrize("count", [0, 1, 2, 4])
    def test_case_82_a_panel_is_three_no_fewer_and_no_more(self, world: World, count: int) -> None:
        appeal, people = world.appeal(AppealState.ACCEPTED), [world.panelist() for _ in range(count)]

        error = refused(lambda: self.named(world, appeal, people))

        assert error.verdict
        assert error.verdict.codes == (ReasonCode.PANEL_NOT_THREE,)
        assert (error.verdict.fact("assigned"), error.field) == (count, "panelists")
        assert world.reload(appeal).seats == ()

    def test_the_same_physician_twice_is_one_panelist(self, world: World) -> None:
        appeal, first, second = world.appeal(AppealState.ACCEPTED), world.panelist(), world.panelist()

        error = refused(lambda: self.named(world, appeal, [first, second, second]))

        assert error.verdict
        assert error.verdict.fact("assigned") == 2

    def test_someone_of_the_review_may_not_sit(self, world: World) -> None:
        appeal = world.appeal(AppealState.ACCEPTED)
        people = [world.panelist(), world.panelist(), world.default_user(Role.REVIEWER)]

        error = refused(lambda: self.named(world, appeal, people))

        assert error.verdict
        assert set(error.verdict.codes) == {ReasonCode.PANELIST_WORKS_FOR_CDPH, ReasonCode.PANELIST_IN_REVIEW}

    def test_nor_with_a_second_account_under_the_same_name(self, world: World) -> None:
        appeal, officer = world.appeal(AppealState.ACCEPTED), world.default_user(Role.OFFICER)
        double = world.panelist(first_name=officer.first_name, last_name=officer.last_name.upper())

        error = refused(lambda: self.named(world, appeal, [world.panelist(), world.panelist(), double]))

        assert error.verdict
        assert error.verdict.codes == (ReasonCode.PANELIST_IN_REVIEW,)

    def test_nor_the_doctor_who_signed(self, world: World) -> None:
        appeal, doctor = world.appeal(AppealState.ACCEPTED), world.default_user(Role.PHYSICIAN)
        double = world.panelist(first_name=doctor.first_name, last_name=doctor.last_name)

        error = refused(lambda: self.named(world, appeal, [world.panelist(), world.panelist(), double]))

        assert error.verdict
        assert error.verdict.codes == (ReasonCode.PANELIST_ISSUED_EXEMPTION,)

    @pytest.mark.parametrize("role", [Role.PARENT, Role.SCHOOL, Role.OPERATOR])
    def test_only_invited_physicians_sit(self, world: World, role: Role) -> None:
        appeal = world.appeal(AppealState.ACCEPTED)

        error = refused(
            lambda: self.named(world, appeal, [world.panelist(), world.panelist(), world.default_user(role)])
        )

        assert error.verdict
        assert error.verdict.codes == (ReasonCode.PANELIST_NOT_LICENSED,)

    def test_a_closed_account_does_not_sit(self, world: World) -> None:
        appeal = world.appeal(AppealState.ACCEPTED)
        people = [world.panelist(), world.panelist(), world.panelist(disabled=True)]

        assert refused(lambda: self.named(world, appeal, people)).kind == ErrorKind.REFUSED

    def test_who_can_be_named_follows_the_panelists_accounts(self, world: World) -> None:
        operator, panelist = world.ctx(world.default_user(Role.OPERATOR)), world.panelist()
        member = Candidate(panelist.id, panelist.display_name)
        assert candidates(world.ctx()) == [member]

        close_account(operator, panelist.id, panelist.version, "Left the agency's list of panelists")
        assert candidates(world.ctx()) == []

        closed = world.reload(panelist)
        reopen_account(world.ctx(world.default_user(Role.OPERATOR)), panelist.id, closed.version, "Is back on the list")
        assert candidates(world.ctx()) == [member]

    def test_two_presses_name_one_panel(self, world: World) -> None:
        appeal, people = world.appeal(AppealState.ACCEPTED), [world.panelist() for _ in range(6)]
        self.named(world, appeal, people[:3])

        assert refused(lambda: self.named(world, appeal, people[3:])).kind == ErrorKind.CONFLICT
        assert len(told(world, NoticeKind.PANEL_INVITED)) == 3


class TestFillSeat:
    def test_only_the_new_seat_starts_again(self, world: World) -> None:
        appeal, newcomer = world.appeal(AppealState.IN_REVIEW), world.panelist()
        first, second, third = appeal.seats

        fill_seat(
            world.ctx(world.default_user(STAFF)),
            appeal.id,
            appeal.version,
            leaving=second.panelist_id,
            coming=newcomer.id,
        )

        after = world.reload(appeal)
        assert after.state == AppealState.IN_REVIEW
        assert after.seats[:2] == (first, third)
        assert (after.seats[2].panelist_id, after.seats[2].no_conflict_declared_on) == (newcomer.id, None)
        assert world.ctx().store.person(second.panelist_id).ids("appeal") == []
        assert world.ctx().store.person(newcomer.id).ids("appeal") == [appeal.id]

    def test_no_one_sits_twice(self, world: World) -> None:
        appeal = world.appeal(AppealState.PANEL_ASSIGNED)
        first, second, _third = appeal.assigned_ids

        error = refused(
            lambda: fill_seat(world.ctx(world.default_user(STAFF)), appeal.id, None, leaving=first, coming=second)
        )

        assert (error.code, error.field) == ("ALREADY_SEATED", "coming")

    def test_a_fourth_seat_does_not_exist(self, world: World) -> None:
        appeal, newcomer = world.appeal(AppealState.PANEL_ASSIGNED), world.panelist()

        error = refused(
            lambda: fill_seat(world.ctx(world.default_user(STAFF)), appeal.id, None, leaving="", coming=newcomer.id)
        )

        assert error.code == "NO_EMPTY_SEAT"

    def test_a_seat_that_is_not_there_is_told_at_the_field(self, world: World) -> None:
        appeal, newcomer = world.appeal(AppealState.PANEL_ASSIGNED), world.panelist()

        error = refused(
            lambda: fill_seat(
                world.ctx(world.default_user(STAFF)), appeal.id, None, leaving=newcomer.id, coming=newcomer.id
            )
        )

        assert (error.code, error.field) == ("NO_SUCH_SEAT", "leaving")

    def test_someone_of_the_review_does_not_come_in_by_the_back_door(self, world: World) -> None:
        appeal, nurse = world.appeal(AppealState.IN_REVIEW), world.default_user(Role.REVIEWER)

        error = refused(
            lambda: fill_seat(
                world.ctx(world.default_user(STAFF)), appeal.id, None, leaving=appeal.assigned_ids[0], coming=nurse.id
            )
        )

        assert error.verdict
        assert ReasonCode.PANELIST_IN_REVIEW in error.verdict.codes

    def test_after_the_last_vote_the_panel_stands(self, world: World) -> None:
        appeal, newcomer = world.appeal(AppealState.DETERMINED), world.panelist()

        error = refused(
            lambda: fill_seat(
                world.ctx(world.default_user(STAFF)),
                appeal.id,
                None,
                leaving=appeal.assigned_ids[0],
                coming=newcomer.id,
            )
        )

        assert error.code == "WRONG_STATE"


class TestClose:
    def test_a_decided_appeal_is_closed(self, world: World) -> None:
        appeal = world.appeal(AppealState.DECIDED)

        close_appeal(world.ctx(world.default_user(STAFF)), appeal.id, appeal.version)

        assert world.reload(appeal).state == AppealState.CLOSED

    def test_one_that_waits_for_the_secretary_is_not(self, world: World) -> None:
        appeal = world.appeal(AppealState.DETERMINED)

        assert (
            refused(lambda: close_appeal(world.ctx(world.default_user(STAFF)), appeal.id, None)).code == "WRONG_STATE"
        )
