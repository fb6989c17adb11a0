"""Builds appeals for tests, in any state. See tests/builders.py."""

from datetime import date, timedelta
from typing import Any

from chalicelib.domain.account import Account, Role
from chalicelib.domain.action import Action
from chalicelib.domain.appeal import Appeal, AppealState, Determination, Seat, VaccineVote, Vote
from chalicelib.domain.exemption import AppealOutcome, ExemptionForm
from chalicelib.domain.review import Review
from chalicelib.law.admission import AppealStatus
from chalicelib.law.appeals import appeal_by
from chalicelib.law.calendar import california_date
from chalicelib.law.enums import LineState
from chalicelib.runtime.entropy import new_id
from chalicelib.storage.unit_of_work import UnitOfWork
from tests.checks.remembered import remembered
from tests.review_builder import ReviewBuilder

_WAY_OF_AN_APPEAL = (
    AppealState.ACCEPTED,
    AppealState.PANEL_ASSIGNED,
    AppealState.IN_REVIEW,
    AppealState.DETERMINED,
    AppealState.DECIDED,
    AppealState.CLOSED,
    AppealState.CLOSED,
)


def votes_for(appeal: Appeal, vote: Vote, reason: str = "The record supports this view") -> tuple[VaccineVote, ...]:
    """The same vote on every vaccine of the appeal."""
    return tuple(VaccineVote(vaccine=each, vote=vote, reason=reason) for each in appeal.vaccines)


def with_vote(appeal: Appeal, seat: Seat, on: date, vote: Vote, reason: str = "The record supports this view") -> Seat:
    """The seat after its panelist has cast the same vote on every vaccine."""
    return seat.with_votes(votes_for(appeal, vote, reason), on, "")


def determinations(appeal: Appeal, vote: Vote) -> tuple[Determination, ...]:
    """The same determination of every vaccine."""
    return tuple(Determination(vaccine=each, vote=vote) for each in appeal.vaccines)


class AppealBuilder(ReviewBuilder):
    """Appeals against revoked forms."""

    @remembered
    def appeal(
        self,
        state: AppealState = AppealState.FILED_TIMELY,
        *,
        form: ExemptionForm | None = None,
        late: bool = False,
        panelists: tuple[Account, ...] = (),
        vote: Vote = Vote.UPHOLD,
        **facts: Any,
    ) -> Appeal:
        """An appeal in this state against a revoked form. `late` (and FILED_LATE, REFUSED_LATE) moves the clock past
        the last day first."""
        form = form or self.form(LineState.REVOKED)
        made = self._started_appeal(form, facts)
        if state == AppealState.DRAFT:
            return made
        if late or state in {AppealState.FILED_LATE, AppealState.REFUSED_LATE}:
            self.clock.set(made.appeal_by + timedelta(days=1), hour=0, minute=1)
        made = self._filed(made)
        for target in _WAY_OF_AN_APPEAL:
            if made.state == state:
                return made
            if state == AppealState.WITHDRAWN:
                return self._appeal_ended(made, Action.WITHDRAW_APPEAL, Role.PARENT, state, AppealStatus.WITHDRAWN)
            if state == AppealState.REFUSED_LATE:
                return self._appeal_ended(
                    made, Action.REFUSE_LATE_APPEAL, Role.APPEALS_STAFF, state, AppealStatus.REFUSED_LATE
                )
            asks = state == AppealState.INFO_REQUESTED and target == AppealState.DETERMINED
            made = self._appeal_step(made, state if asks else target, panelists, vote)
        return made

    def _started_appeal(self, form: ExemptionForm, facts: dict[str, Any]) -> Appeal:
        gone = [each for each in form.lines if each.revocation]
        assert gone
        assert gone[0].revocation
        why = gone[0].revocation
        review = self.ctx().store.get(Review, why.review_id)
        parent = self._person(form.guardian_ids[0])
        given = {"why": "The oncologist says that the treatment is not over yet", **facts}
        made = Appeal(
            id=new_id(),
            state=AppealState.DRAFT,
            form_id=form.id,
            form_number=form.number,
            review_id=review.id,
            child_id=form.child_id,
            parent_id=parent.id,
            physician_id=form.physician_id,
            reviewer_ids=tuple(filter(None, (review.reviewer_id, review.decided_by))),
            vaccines=tuple(each.vaccine for each in gone),
            revoked_on=why.revoked_on,
            appeal_by=appeal_by(why.revoked_on),
            started_on=self.clock.today,
            **given,
        )
        now = self.reload(form)

        def link_both_ways(work: UnitOfWork) -> None:
            self.link(work, parent.id, "appeal", made.id)
            work.update(now, now.with_changes(appeal_ids=(*now.appeal_ids, made.id)))

        return self.create(made, Action.START_APPEAL, parent, link_both_ways)

    def _filed(self, appeal: Appeal) -> Appeal:
        now = self.clock()
        in_time = california_date(now) <= appeal.appeal_by
        state = AppealState.FILED_TIMELY if in_time else AppealState.FILED_LATE
        outcome = AppealOutcome(appeal_id=appeal.id, filed_at=now, status=AppealStatus.OPEN)
        return self._with_form(
            appeal,
            Action.FILE_APPEAL,
            self._person(appeal.parent_id),
            outcome,
            state=state,
            filed_at=now,
            in_time=in_time,
        )

    def _appeal_step(self, appeal: Appeal, target: AppealState, panelists: tuple[Account, ...], vote: Vote) -> Appeal:
        today, staff = self.clock.today, self.default_user(Role.APPEALS_STAFF)
        if target == AppealState.PANEL_ASSIGNED:
            return self._panel_assigned(appeal, panelists or tuple(self.panelist() for _ in range(3)))
        if target == AppealState.DECIDED:
            return self._adopted(appeal)
        cleared = tuple(seat.with_changes(no_conflict_declared_on=today) for seat in appeal.seats)
        voted = tuple(with_vote(appeal, seat, today, vote) for seat in appeal.seats)
        ways: dict[AppealState, tuple[Action, dict[str, Any]]] = {
            AppealState.ACCEPTED: (Action.ACCEPT_APPEAL, {}),
            AppealState.IN_REVIEW: (Action.DECLARE_NO_CONFLICT, {"seats": cleared}),
            AppealState.INFO_REQUESTED: (Action.ASK_APPEAL_QUESTION, {"question": "When did the last cycle end?"}),
            AppealState.DETERMINED: (
                Action.VOTE,
                {
                    "seats": voted,
                    "determination": vote,
                    "determinations": determinations(appeal, vote),
                    "determined_on": today,
                },
            ),
            AppealState.CLOSED: (Action.CLOSE_APPEAL, {}),
        }
        act, changes = ways[target]
        is_panels = act in {Action.DECLARE_NO_CONFLICT, Action.ASK_APPEAL_QUESTION, Action.VOTE}
        actor = self._person(appeal.seats[2].panelist_id) if is_panels else staff
        return self.step(appeal, act, actor=actor, state=target, **changes)

    def _panel_assigned(self, appeal: Appeal, panelists: tuple[Account, ...]) -> Appeal:
        seats = tuple(
            Seat(panelist_id=each.id, panelist_name=each.display_name, assigned_on=self.clock.today)
            for each in panelists
        )
        work = self.work(Action.ASSIGN_PANEL, self.default_user(Role.APPEALS_STAFF))
        work.update(appeal, appeal.with_changes(state=AppealState.PANEL_ASSIGNED, seats=seats))
        for seat in seats:
            self.link(work, seat.panelist_id, "appeal", appeal.id)
        work.commit()
        return self.written(work, appeal)

    def _adopted(self, appeal: Appeal) -> Appeal:
        upheld = appeal.determination == Vote.UPHOLD
        form = self.ctx().store.get(ExemptionForm, appeal.form_id)
        filed = appeal.filed_at or self.clock()
        outcome = AppealOutcome(
            appeal_id=appeal.id,
            filed_at=filed,
            decision_notice_on=self.clock.today,
            status=AppealStatus.UPHELD if upheld else AppealStatus.REINSTATED,
        )
        secretary = self.default_user(Role.SECRETARY)
        made = self._with_form(
            appeal,
            Action.ADOPT_DETERMINATION,
            secretary,
            outcome,
            state=AppealState.DECIDED,
            decided_on=self.clock.today,
            decision_text="The panel's determination is adopted",
        )
        if not upheld:
            self._change_lines(
                form, Action.REINSTATE_EXEMPTION, secretary, vaccines=appeal.vaccines, state=LineState.ISSUED
            )
        return made

    def _appeal_ended(
        self, appeal: Appeal, act: Action, role: Role, state: AppealState, status: AppealStatus
    ) -> Appeal:
        actor = self._person(appeal.parent_id) if role == Role.PARENT else self.default_user(role)
        assert appeal.filed_at
        gone_on = self.clock.today if status == AppealStatus.WITHDRAWN else None
        outcome = AppealOutcome(appeal_id=appeal.id, filed_at=appeal.filed_at, status=status, withdrawn_on=gone_on)
        return self._with_form(appeal, act, actor, outcome, state=state)

    def _with_form(self, appeal: Appeal, act: Action, actor: Account, outcome: AppealOutcome, **changes: Any) -> Appeal:
        form = self.ctx().store.get(ExemptionForm, appeal.form_id)
        work: UnitOfWork = self.work(act, actor)
        work.update(appeal, appeal.with_changes(**changes))
        lines = [
            each.with_changes(revocation=each.revocation.with_changes(appeal=outcome))
            for each in form.lines
            if each.revocation and each.vaccine in appeal.vaccines
        ]
        ids = form.appeal_ids if appeal.id in form.appeal_ids else (*form.appeal_ids, appeal.id)
        work.update(form, form.with_changes(lines=form.with_lines(*lines), appeal_ids=ids))
        work.commit()
        return self.written(work, appeal)

    def voted(self, appeal: Appeal) -> Appeal:
        """The appeal after three votes for the parent."""
        today = self.clock.today
        seats = tuple(
            with_vote(appeal, seat, today, Vote.REINSTATE, "The record supports this") for seat in appeal.seats
        )
        return self.step(
            appeal,
            Action.VOTE,
            actor=self.ctx().store.get(Account, seats[2].panelist_id),
            state=AppealState.DETERMINED,
            seats=seats,
            determination=Vote.REINSTATE,
            determinations=determinations(appeal, Vote.REINSTATE),
            determined_on=today,
        )
