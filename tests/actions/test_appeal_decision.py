"""The Secretary adopts the panel's determination: appeal, form, locks, count and notices, all in one action."""

from datetime import date
from typing import Any

import pytest

from chalicelib.actions.appeals.adopt_determination import Adoption, adopt_determination
from chalicelib.actions.reviews.decide_review import Decision, decide_review
from chalicelib.actions.signing.withdraw_exemption import WithdrawCommand, withdraw_exemption
from chalicelib.domain.account import Account, Role
from chalicelib.domain.appeal import Appeal, AppealState, Vote
from chalicelib.domain.child import Child
from chalicelib.domain.effective_status import answer_for
from chalicelib.domain.errors import ErrorKind
from chalicelib.domain.exemption import ExemptionForm
from chalicelib.domain.notice_kinds import NoticeKind
from chalicelib.domain.request import LineDraft
from chalicelib.domain.results import Done, subject_of
from chalicelib.domain.review import Outcome, ReviewState
from chalicelib.domain.standing import PhysicianStanding, standing_id
from chalicelib.law.admission import AppealStatus
from chalicelib.law.enums import LineKind, LineState, Vaccine
from chalicelib.law.reason_codes import ReasonCode
from chalicelib.law.verdict import Outcome as Answer
from chalicelib.law.verdict import Verdict
from chalicelib.storage import keys
from tests.actions.recipients import recipients_of, refused, told
from tests.actions.rivals import before_the_next_transaction
from tests.appeal_builder import determinations
from tests.builders import PASSWORD, SCHOOL_ID, World, line

SECRETARY = Role.SECRETARY
TEXT = "The panel found that the records support the reason on the form. The exemption is valid again."
MMR, VAR = Vaccine.MMR, Vaccine.VAR
STOOD = LineKind.PERMANENT


def determined(world: World, vote: Vote = Vote.REINSTATE, form: ExemptionForm | None = None, **facts: Any) -> Appeal:
    return world.appeal(AppealState.DETERMINED, vote=vote, form=form, **facts)


def adopt(world: World, appeal: Appeal, by: Account | None = None, **given: Any) -> Done:
    stated = given.get("decision")
    decisions = determinations(appeal, stated) if stated else appeal.determined
    adoption = Adoption(
        appeal.id,
        given.get("form_id", appeal.form_id),
        given.get("version", appeal.version),
        decisions,
        given.get("text", TEXT),
        given.get("password", PASSWORD),
    )
    return adopt_determination(
        world.ctx(by or world.default_user(SECRETARY), idempotency_key=given.get("idempotency_key", "")), adoption
    )


def form_of(world: World, appeal: Appeal) -> ExemptionForm:
    return world.ctx().store.get(ExemptionForm, appeal.form_id)


def answer_of(world: World, form: ExemptionForm, vaccine: Vaccine, on: date) -> Verdict:
    held = world.reload(form).line(vaccine)
    assert held
    return answer_for(form, held, on)


def guard_of(world: World, form: ExemptionForm, vaccine: Vaccine) -> dict[str, Any]:
    guard = world.ctx().store.item(keys.exemption_lock(form.child_id, vaccine, form.span))
    assert guard
    return guard


def revoke(world: World, form: ExemptionForm) -> ExemptionForm:
    """Revoke the whole form through the action, so that it counts in the physician's year."""
    review = world.review(ReviewState.RECOMMENDED_REVOKE, form=form)
    vaccines = tuple(each.vaccine for each in form.lines)
    decision = Decision(review.id, form.id, review.version, Outcome.REVOKED, vaccines, "No criterion is met at all")
    decide_review(world.ctx(world.default_user(Role.OFFICER)), decision, PASSWORD)
    return world.reload(form)


def another_form(world: World, first: ExemptionForm, drafted: LineDraft) -> ExemptionForm:
    """A new form for the same child, vaccine and span."""
    return world.form(child=world.ctx().store.get(Child, first.child_id), lines=(drafted,))


def withdraw(world: World, form: ExemptionForm) -> None:
    """The doctor takes the whole form back."""
    doctor = world.ctx().store.get(Account, form.physician_id)
    vaccines = frozenset(each.vaccine for each in form.lines)
    withdraw_exemption(
        world.ctx(doctor), WithdrawCommand(form.id, form.version, vaccines, "No longer needed here", PASSWORD)
    )


class TestReinstate:
    def test_the_lines_count_again_and_hold_their_guards(self, world: World) -> None:
        appeal = determined(world)

        done = adopt(world, appeal)

        after, form = world.reload(appeal), form_of(world, appeal)
        assert done.subject == subject_of(appeal)
        assert (after.state, after.decided_on, after.decision_text) == (AppealState.DECIDED, world.clock.today, TEXT)
        assert {each.state for each in form.lines} == {LineState.ISSUED}
        gone = form.lines[0].revocation
        assert gone
        assert gone.appeal
        assert gone.appeal.status == AppealStatus.REINSTATED
        assert guard_of(world, form, MMR)["holder"] == form.id
        answer = answer_of(world, form, MMR, world.clock.today)
        assert answer.outcome == Answer.ADMIT_CONDITIONALLY_UNTIL
        assert ReasonCode.REINSTATED in answer.codes

    def test_all_who_were_told_of_the_revocation_and_cdph_get_the_decision(self, world: World) -> None:
        appeal = determined(world)
        adopt(world, appeal)

        assert recipients_of(world, NoticeKind.APPEAL_REINSTATED) == {
            ("account", appeal.parent_id),
            ("account", appeal.physician_id),
            ("facility", SCHOOL_ID),
            ("jurisdiction", "C19"),
            ("cdph", "main"),
        }
        notices = told(world, NoticeKind.APPEAL_REINSTATED)
        assert all(notice.letter for notice in notices)
        assert all(
            notice.facts == {"appeal_id": appeal.id, "form_id": appeal.form_id, "form_number": appeal.form_number}
            for notice in notices
        )
        parents = next(notice for notice in notices if notice.recipient.id == appeal.parent_id)
        assert parents.about == subject_of(appeal)

    def test_a_line_that_was_not_appealed_stays_as_it_is(self, world: World) -> None:
        form = world.form(lines=(line(MMR), line(VAR, STOOD)))
        world.review(ReviewState.DECIDED, form=form, vaccines=(MMR,))
        appeal = determined(world, form=world.reload(form))
        before = world.reload(form).line(VAR)

        adopt(world, appeal)

        assert form_of(world, appeal).line(VAR) == before

    def test_case_105_where_another_line_holds_the_guard_it_is_superseded_at_once(self, world: World) -> None:
        world.clock.set("2026-09-01")
        first = world.form(LineState.REVOKED, lines=(line(MMR, STOOD),))
        appeal = world.appeal(AppealState.IN_REVIEW, form=first)
        world.clock.set("2026-11-02")
        second = another_form(world, first, line(MMR, STOOD))
        world.clock.set("2026-12-01")
        appeal = world.voted(appeal)

        adopt(world, appeal)

        old, new = world.reload(first), world.reload(second)
        assert [each.state for each in old.lines] == [LineState.SUPERSEDED]
        assert old.replaced_by_form_id == new.id
        in_force = [each for form in (old, new) for each in form.lines if each.state == LineState.ISSUED]
        assert len(in_force) == 1
        assert guard_of(world, first, MMR)["holder"] == new.id
        replaced = [
            notice for notice in told(world, NoticeKind.EXEMPTION_REPLACED) if notice.recipient.id == appeal.parent_id
        ]
        assert [notice.about for notice in replaced] == [subject_of(new)]
        assert answer_of(world, new, MMR, world.clock.today).outcome == Answer.ADMIT

    def test_of_two_lines_only_the_one_whose_place_is_taken_is_superseded(self, world: World) -> None:
        first = world.form(LineState.REVOKED, lines=(line(MMR, STOOD), line(VAR, STOOD)))
        appeal = world.appeal(AppealState.IN_REVIEW, form=first)
        second = another_form(world, first, line(VAR, STOOD))

        adopt(world, world.voted(appeal))

        states = {each.vaccine: each.state for each in world.reload(first).lines}
        assert states == {MMR: LineState.ISSUED, VAR: LineState.SUPERSEDED}
        assert guard_of(world, first, MMR)["holder"] == first.id
        assert guard_of(world, first, VAR)["holder"] == second.id

    def test_a_new_form_that_has_ended_by_then_stands_in_nobodys_way(self, world: World) -> None:
        world.clock.set("2026-09-01")
        first = world.form(LineState.REVOKED, lines=(line(MMR, STOOD),))
        appeal = world.appeal(AppealState.IN_REVIEW, form=first)
        another_form(world, first, line(MMR, expires_on=date(2026, 11, 30)))
        world.clock.set("2026-12-01")

        adopt(world, world.voted(appeal))

        assert [each.state for each in world.reload(first).lines] == [LineState.ISSUED]
        assert guard_of(world, first, MMR)["holder"] == first.id

    def test_its_last_day_still_counts(self, world: World) -> None:
        world.clock.set("2026-09-01")
        first = world.form(LineState.REVOKED, lines=(line(MMR, STOOD),))
        appeal = world.appeal(AppealState.IN_REVIEW, form=first)
        another_form(world, first, line(MMR, expires_on=date(2026, 12, 1)))
        world.clock.set("2026-12-01")

        adopt(world, world.voted(appeal))

        assert [each.state for each in world.reload(first).lines] == [LineState.SUPERSEDED]

    def test_a_place_that_falls_free_meanwhile_is_taken(self, world: World, monkeypatch: pytest.MonkeyPatch) -> None:
        first = world.form(LineState.REVOKED, lines=(line(MMR, STOOD),))
        appeal = world.appeal(AppealState.IN_REVIEW, form=first)
        second = another_form(world, first, line(MMR, STOOD))
        appeal = world.voted(appeal)
        before_the_next_transaction(monkeypatch, lambda: withdraw(world, second))

        adopt(world, appeal)

        assert [each.state for each in world.reload(first).lines] == [LineState.ISSUED]
        assert guard_of(world, first, MMR)["holder"] == first.id


class TestCount:
    def test_the_form_counts_no_longer_in_the_year_of_its_revocation(self, world: World) -> None:
        form = revoke(world, world.form())
        world.clock.set("2027-01-05")
        appeal = determined(world, form=form, late=True)
        adopt(world, appeal)

        standing = world.ctx().store.get(PhysicianStanding, standing_id(form.physician))
        assert standing.revoked_by_year == {"2026": 0}
        assert told(world, NoticeKind.REVOKED_FORMS_CORRECTED) == []

    def test_a_count_that_the_board_was_told_of_is_corrected(self, world: World) -> None:
        forms = [revoke(world, world.form(parent=world.parent())) for _ in range(5)]
        assert len(told(world, NoticeKind.FIVE_FORMS_REVOKED)) == 1

        adopt(world, determined(world, form=forms[2]))

        standing = world.ctx().store.get(PhysicianStanding, standing_id(forms[2].physician))
        assert standing.revoked_by_year == {"2026": 4}
        corrected = told(world, NoticeKind.REVOKED_FORMS_CORRECTED)
        assert [(notice.recipient.kind, notice.recipient.id) for notice in corrected] == [("board", "MBC")]
        assert corrected[0].facts["form_number"] == forms[2].number

    def test_every_form_that_comes_back_is_told_although_the_count_is_low_by_then(self, world: World) -> None:
        forms = [revoke(world, world.form(parent=world.parent())) for _ in range(5)]
        for form in forms[:2]:
            adopt(world, determined(world, form=form))

        corrected = told(world, NoticeKind.REVOKED_FORMS_CORRECTED)
        assert {notice.facts["form_number"] for notice in corrected} == {form.number for form in forms[:2]}

    def test_an_upheld_revocation_goes_on_counting(self, world: World) -> None:
        form = revoke(world, world.form())

        adopt(world, determined(world, Vote.UPHOLD, form=form))

        assert world.ctx().store.get(PhysicianStanding, standing_id(form.physician)).revoked_by_year == {"2026": 1}


class TestUphold:
    def test_the_exemption_stays_stopped_and_the_shots_start_by_30_days_from_the_notice(self, world: World) -> None:
        world.clock.set("2026-09-01")
        form = world.form(LineState.REVOKED)
        appeal = determined(world, Vote.UPHOLD, form=form)
        world.clock.set("2026-11-04")

        adopt(world, appeal)

        assert {each.state for each in world.reload(form).lines} == {LineState.REVOKED}
        assert answer_of(world, form, MMR, date(2026, 12, 4)).fact("until") == date(2026, 12, 4)
        assert answer_of(world, form, MMR, date(2026, 12, 5)).outcome == Answer.EXCLUDE_FROM
        notices = told(world, NoticeKind.APPEAL_UPHELD)
        assert {notice.facts["start_by"] for notice in notices} == {"2026-12-04"}
        assert len(notices) == 5
        assert guard_of(world, form, MMR)["holder"] == ""


class TestNoOtherDecision:
    @pytest.mark.parametrize("vote", Vote)
    def test_case_84_the_secretary_cannot_change_it(self, world: World, vote: Vote) -> None:
        appeal = determined(world, vote)
        other = Vote.UPHOLD if vote == Vote.REINSTATE else Vote.REINSTATE

        error = refused(lambda: adopt(world, appeal, decision=other))

        assert error.verdict
        assert error.verdict.codes == (ReasonCode.SECRETARY_MUST_ADOPT,)
        assert world.reload(appeal) == appeal

    @pytest.mark.parametrize("role", [role for role in Role if role != SECRETARY])
    def test_no_one_else_decides(self, world: World, role: Role) -> None:
        appeal = determined(world)

        assert refused(lambda: adopt(world, appeal, world.default_user(role))).kind == ErrorKind.FORBIDDEN

    def test_nothing_is_decided_before_the_panel_has(self, world: World) -> None:
        appeal = world.appeal(AppealState.IN_REVIEW)

        assert refused(lambda: adopt(world, appeal)).code == "WRONG_STATE"

    def test_another_form_is_not_the_appeals(self, world: World) -> None:
        appeal, other = determined(world), world.form(parent=world.parent())

        assert refused(lambda: adopt(world, appeal, form_id=other.id)).kind == ErrorKind.NOT_FOUND

    @pytest.mark.parametrize(
        ("given", "code", "field"),
        [
            ({"text": " "}, "DECISION_TEXT_MISSING", "text"),
            ({"password": "someone else's words"}, "WRONG_PROOF", "password"),
            ({"version": 1}, "STALE", ""),
        ],
    )
    def test_what_is_missing_or_stale_decides_nothing(
        self, world: World, given: dict[str, Any], code: str, field: str
    ) -> None:
        appeal = determined(world)

        error = refused(lambda: adopt(world, appeal, **given))

        assert (error.code, error.field) == (code, field)
        assert world.reload(appeal).state == AppealState.DETERMINED

    def test_a_double_press_is_one_decision(self, world: World, monkeypatch: pytest.MonkeyPatch) -> None:
        appeal, operation, secretary = determined(world), "b" * 26, world.default_user(SECRETARY)
        before_the_next_transaction(monkeypatch, lambda: adopt(world, appeal, secretary, idempotency_key=operation))

        assert adopt(world, appeal, secretary, idempotency_key=operation).subject == subject_of(appeal)
        assert len(told(world, NoticeKind.APPEAL_REINSTATED)) == 5
