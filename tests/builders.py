"""Makes people and cases for tests, in any state, with defaults that fit together: the child Kai in grade 2 at a
school in Los Angeles County, a parent, a physician. Every default can be overridden by keyword.

    world.request()                                   submitted by the parent
    world.request(RequestState.OPENED)                opened by the physician, with a complete draft of the form
    world.form()                                      signed through the action, one temporary line for MMR
    world.form(lines=(line(Vaccine.VAR, kind=LineKind.PERMANENT),), request=...)
    world.form(state=LineState.HELD)                  or any other state
    world.review(ReviewState.RECOMMENDED_REVOKE)
    world.appeal(AppealState.IN_REVIEW)
    world.amendment(CorrectionState.REFUSED)

Everything is written through the unit of work, along the rows of the state table, so that what a test starts from
could have come about. The signed form comes from the action itself.
"""

from datetime import date, datetime

from chalicelib.actions.accounts.sign_in import email_hash
from chalicelib.actions.records.accept_guardian_invitation import accept_guardian_invitation
from chalicelib.actions.records.invite_guardian import invite_guardian
from chalicelib.actions.requests.submit_request import submit_request
from chalicelib.actions.signing.exemption_locks import release_lock
from chalicelib.actions.signing.issued_rows import link_attributes
from chalicelib.actions.signing.new_form import Signature
from chalicelib.domain.account import Account, Role
from chalicelib.domain.action import Action
from chalicelib.domain.appeal import Appeal, AppealState, Seat, Vote
from chalicelib.domain.child import Child
from chalicelib.domain.correction import CorrectionRequest, CorrectionState
from chalicelib.domain.exemption import AppealOutcome, ExemptionForm, Revocation
from chalicelib.domain.notice_kinds import NoticeKind
from chalicelib.domain.request import (
    Consents,
    ExemptionRequest,
    FormDraft,
    LineDraft,
    ParentFacts,
    RequestState,
)
from chalicelib.domain.review import (
    Finding,
    InformationRequest,
    LineFinding,
    Outcome,
    Review,
    ReviewState,
    Trigger,
)
from chalicelib.law.admission import AppealStatus
from chalicelib.law.amendments import answer_by
from chalicelib.law.appeals import appeal_by
from chalicelib.law.calendar import california_date
from chalicelib.law.enums import Grade, LineKind, LineState, Vaccine
from chalicelib.law.revocation import information_due
from chalicelib.runtime.entropy import new_id
from chalicelib.storage import keys
from chalicelib.storage.unit_of_work import UnitOfWork
from tests.checks.remembered import remembered
from tests.form_builder import SIGNATURE, line
from tests.mailed import notices_of, token_in
from tests.people import HOME, KAI, PASSWORD, PRACTICE, SCHOOL_ID, password_hash

__all__ = ["HOME", "KAI", "PASSWORD", "PRACTICE", "SCHOOL_ID", "SIGNATURE", "World", "line", "password_hash"]


class World(AppealBuilder):
    """The people and cases of one test: see the head of this file, and tests/people.py."""

    @remembered
    def second_guardian(self, child_id: str) -> Account:
        """Another parent, who was invited to the child's record by its first guardian, and joined."""
        other = self.parent(first_name="Ignatius")
        first = self.ctx().store.get(Child, child_id).guardian_ids[0]
        invite_guardian(self.ctx(self._person(first)), child_id, other.email, PASSWORD, "192.0.2.7")
        address = email_hash(self.ctx(), other.email)
        (notice,) = [
            each for each in notices_of(self.table, NoticeKind.GUARDIAN_INVITED) if each.recipient.id == address
        ]
        accept_guardian_invitation(self.ctx(other), token_in(notice))
        return other

    # Requests

    @remembered
    def request(
        self,
        state: RequestState = RequestState.SUBMITTED,
        *,
        parent: Account | None = None,
        physician: Account | None = None,
        child: Child | None = None,
        **facts: Any,
    ) -> ExemptionRequest:
        """A request in this state. Opened ones come with the physician's complete draft (`draft_of`)."""
        if state in {RequestState.ISSUED, RequestState.HELD}:
            held = state == RequestState.HELD
            form = self.form(
                state=LineState.HELD if held else LineState.ISSUED,
                parent=parent,
                physician=physician,
                child=child,
                **facts,
            )
            return self.ctx().store.get(ExemptionRequest, form.request_id)
        made = self._begun_request(parent or self.default_user(Role.PARENT), child, facts)
        if state == RequestState.DRAFT:
            return made
        if state == RequestState.CANCELED:
            return self.step(made, Action.CANCEL_REQUEST, actor=self._person(made.parent_id), state=state)
        made = self._submitted(made)
        if state == RequestState.SUBMITTED:
            return made
        opened = self.opened(made, physician or self.default_user(Role.PHYSICIAN))
        if state == RequestState.OPENED:
            return opened
        return self.step(
            opened,
            Action.DECLINE_REQUEST,
            actor=self._person(opened.physician_id),
            state=state,
            reason="This needs a specialist; please ask the hematology clinic",
        )

    def _begun_request(self, parent: Account, child: Child | None, facts: dict[str, Any]) -> ExemptionRequest:
        known = child.facts if child else KAI
        today = self.clock.today
        given: dict[str, Any] = {
            "child": known,
            "school": self.facility().as_choice(),
            "grade": Grade.GRADE_2,
            "grade_now": Grade.GRADE_2,
            "planned_first_day": date(2026, 8, 12),
            "started_on": today,
            "physician_name": "",
            "parent": ParentFacts(
                name=parent.display_name, relationship="mother", address=HOME, telephone=parent.telephone
            ),
            "consents": Consents(
                release_of_records=self.clock(), requirements_read=self.clock(), collection_notice_shown=self.clock()
            ),
            **facts,
        }
        made = ExemptionRequest(
            id=new_id(),
            state=RequestState.DRAFT,
            parent_id=parent.id,
            child_id=child.id if child else new_id(),
            **given,
        )
        return self.create(
            made, Action.START_REQUEST, parent, lambda work: self.link(work, parent.id, "request", made.id)
        )

    def _submitted(self, draft: ExemptionRequest) -> ExemptionRequest:
        submit_request(self.ctx(self._person(draft.parent_id)), draft.id, draft.version)
        return self.reload(draft)

    @remembered
    def opened(self, request: ExemptionRequest, physician: Account, **draft_facts: Any) -> ExemptionRequest:
        """The request opened by this physician, with a complete draft."""
        work = self.work(Action.OPEN_REQUEST, physician)
        opened = request.with_changes(state=RequestState.OPENED, physician_id=physician.id, opened_at=self.clock())
        work.update(request, opened)
        work.create(self._complete_draft(opened, draft_facts))
        self.link(work, physician.id, "request", request.id)
        work.commit("/")
        return self.written(work, request)

    def _complete_draft(self, request: ExemptionRequest, facts: dict[str, Any]) -> FormDraft:
        assert request.span
        given = {
            "lines": (line(),),
            "examined_on": self.clock.today,
            "is_primary_care": True,
            "treating_since": date(2020, 5, 4),
            **facts,
        }
        given["lines"] = tuple(self._dated(each) for each in given["lines"])
        return FormDraft(
            id=request.id,
            physician_id=request.physician_id,
            request_id=request.id,
            child_id=request.child_id,
            span=request.span,
            replaces_form_id=request.renews_form_id,
            **given,
        )

    def _dated(self, draft: LineDraft) -> LineDraft:
        if draft.kind == LineKind.TEMPORARY and draft.expires_on is None:
            return draft.with_changes(expires_on=self.clock.today + timedelta(days=182))
        return draft

    def draft_of(self, request: ExemptionRequest) -> FormDraft:
        """The physician's draft for an opened request."""
        return self.ctx().store.get(FormDraft, request.id)

    # Forms

    @remembered
    def form(
        self,
        state: LineState = LineState.ISSUED,
        *,
        request: ExemptionRequest | None = None,
        parent: Account | None = None,
        physician: Account | None = None,
        child: Child | None = None,
        lines: tuple[LineDraft, ...] | None = None,
        draft: dict[str, Any] | None = None,
        **facts: Any,
    ) -> ExemptionForm:
        """A form whose lines are all in this state, signed now. `facts` are the request's, `draft` the draft's."""
        doctor = physician or self.default_user(Role.PHYSICIAN)
        drafted = {**(draft or {}), **({"lines": lines} if lines else {})}
        if request is None:
            request = self.request(RequestState.SUBMITTED, parent=parent, child=child, **facts)
        if request.state == RequestState.SUBMITTED:
            request = self.opened(request, doctor, **drafted)
        signed = self._signed(request, held=state in {LineState.HELD, LineState.REFUSED})
        return self._led_to(state, signed)

    def _signed(self, request: ExemptionRequest, *, held: bool = False) -> ExemptionForm:
        doctor = self._person(request.physician_id)
        assert doctor.physician
        if held:
            self.licenses.set_record(doctor.physician, secondary_statuses=("99",))
        from chalicelib.actions.signing.issue_exemption import IssueCommand, issue_exemption  # noqa: PLC0415 - signing only

        signature = Signature(**{**SIGNATURE.__dict__, "signed_name": doctor.display_name})
        issue_exemption(self.ctx(doctor), IssueCommand(request.id, self.draft_of(request).version, signature, PASSWORD))
        return self.ctx().store.get(ExemptionForm, self.reload(request).form_id)

    def _led_to(self, state: LineState, form: ExemptionForm) -> ExemptionForm:
        if state in {LineState.ISSUED, LineState.HELD}:
            assert {each.state for each in form.lines} == {state}
            return form
        if state == LineState.REVOKED:
            self.review(ReviewState.DECIDED, form=form)
            return self.reload(form)
        act, role = {
            LineState.REFUSED: (Action.REFUSE_HELD_EXEMPTION, Role.REVIEWER),
            LineState.WITHDRAWN: (Action.WITHDRAW_EXEMPTION, Role.PHYSICIAN),
            LineState.SUPERSEDED: (Action.SUPERSEDE_EXEMPTION, Role.PHYSICIAN),
        }[state]
        actor = self._person(form.physician_id) if role == Role.PHYSICIAN else self.default_user(role)
        return self._change_lines(form, act, actor, free=state != LineState.SUPERSEDED, state=state)

    def _change_lines(
        self,
        form: ExemptionForm,
        act: Action,
        actor: Account,
        *,
        free: bool = False,
        why: str = "",
        revoked: bool = False,
        vaccines: tuple[Vaccine, ...] = (),
        **changes: Any,
    ) -> ExemptionForm:
        work, form = self.work(act, actor), self.reload(form)
        chosen = [each for each in form.lines if not vaccines or each.vaccine in vaccines]
        changed = [each.with_changes(**changes) for each in chosen]
        work.update(form, form.with_changes(lines=form.with_lines(*changed)), reason=why)
        for each in chosen if free else ():
            release_lock(work, form, each, revoked=revoked)
        work.commit("/")
        return self.written(work, form)

    # Reviews

    @remembered
    def review(
        self,
        state: ReviewState = ReviewState.OPEN,
        *,
        form: ExemptionForm | None = None,
        trigger: Trigger = Trigger.PUBLIC_HEALTH,
        reviewer: Account | None = None,
        officer: Account | None = None,
        outcome: Outcome = Outcome.REVOKED,
        vaccines: tuple[Vaccine, ...] = (),
        **facts: Any,
    ) -> Review:
        """A review in this state. Decided ones revoke the form's lines (`vaccines`: those; default: all)."""
        form = form or self.form()
        nurse = reviewer or self.default_user(Role.REVIEWER)
        made = self._opened_review(form, trigger, nurse, facts)
        if state == ReviewState.OPEN:
            return made
        made = self.step(made, Action.ASSIGN_REVIEW, actor=nurse, state=ReviewState.ASSIGNED, reviewer_id=nurse.id)
        if state == ReviewState.INFO_REQUESTED:
            asked = InformationRequest(
                asked_on=self.clock.today,
                due_on=information_due(self.clock.today),
                question="Please send the oncology treatment plan",
            )
            return self.step(made, Action.ASK_FOR_INFORMATION, actor=nurse, state=state, information=(asked,))
        if state == ReviewState.ASSIGNED:
            return made
        clears = state == ReviewState.RECOMMENDED_CLEAR or (state == ReviewState.DECIDED and outcome == Outcome.CLEARED)
        made = self._recommended(made, form, nurse, () if clears else vaccines or tuple(x.vaccine for x in form.lines))
        if state != ReviewState.DECIDED:
            return made
        return self._decided(made, form, officer or self.default_user(Role.OFFICER), outcome)

    def _opened_review(self, form: ExemptionForm, trigger: Trigger, nurse: Account, facts: dict[str, Any]) -> Review:
        given = {"public_health_reason": "Measles cases among pupils of this county", **facts}
        made = Review(
            id=new_id(),
            state=ReviewState.OPEN,
            form_id=form.id,
            form_number=form.number,
            child_id=form.child_id,
            trigger=trigger,
            opened_on=self.clock.today,
            opened_by=nurse.id,
            **given,
        )
        work, form = self.work(Action.OPEN_REVIEW, nurse), self.reload(form)
        work.create(made, reason=given["public_health_reason"])
        work.update(form, form.in_review_of(made.id))
        work.commit("/")
        return self.written(work, made)

    def _recommended(
        self, review: Review, form: ExemptionForm, nurse: Account, to_revoke: tuple[Vaccine, ...]
    ) -> Review:
        target = ReviewState.RECOMMENDED_REVOKE if to_revoke else ReviewState.RECOMMENDED_CLEAR
        findings = tuple(
            LineFinding(
                vaccine=each.vaccine,
                reason="Judged by the criteria in force at the signing and the records on file",
                finding=Finding.REVOKE if each.vaccine in to_revoke else Finding.MEETS_CRITERIA,
            )
            for each in form.lines
        )
        return self.step(review, Action.RECOMMEND, actor=nurse, state=target, findings=findings)

    def _decided(self, review: Review, form: ExemptionForm, officer: Account, outcome: Outcome) -> Review:
        why = "The criteria are not met, and nothing on file supports it"
        revoked = (
            tuple(found.vaccine for found in review.findings if found.finding == Finding.REVOKE)
            if outcome == Outcome.REVOKED
            else ()
        )
        decided = self.step(
            review,
            Action.DECIDE_REVIEW,
            actor=officer,
            why=why,
            state=ReviewState.DECIDED,
            decided_by=officer.id,
            decided_on=self.clock.today,
            outcome=outcome,
            decision_reason=why,
            revoked_vaccines=revoked,
        )
        if revoked:
            ground = Revocation(revoked_on=self.clock.today, review_id=review.id, reason=why)
            self._change_lines(
                form,
                Action.REVOKE_EXEMPTION,
                officer,
                free=True,
                why=why,
                revoked=True,
                vaccines=revoked,
                state=LineState.REVOKED,
                revocation=ground,
                in_review=False,
            )
        return decided

    # Requests to amend

    @remembered
    def amendment(
        self, state: CorrectionState = CorrectionState.OPEN, *, form: ExemptionForm | None = None, **facts: Any
    ) -> CorrectionRequest:
        """A request of the parent to amend the child's record, in this state."""
        form = form or self.form()
        parent = self._person(form.guardian_ids[0])
        given = {
            "wrong": "The form says that the first visit was in May 2020",
            "should_say": "It was in June 2020",
            **facts,
        }
        made = CorrectionRequest(
            id=new_id(),
            state=CorrectionState.OPEN,
            child_id=form.child_id,
            asked_by=parent.id,
            received_on=self.clock.today,
            answer_by=answer_by(self.clock.today),
            **given,
        )
        made = self.create(
            made,
            Action.ASK_TO_AMEND,
            parent,
            lambda work: work.row(
                keys.child_amendment(form.child_id, made.id),
                link_attributes(made.record_type, made.id, self.clock().isoformat()),
            ),
        )
        if state == CorrectionState.OPEN:
            return made
        if state == CorrectionState.WITHDRAWN:
            return self.step(made, Action.WITHDRAW_AMENDMENT, actor=parent, state=state)
        reviewer = self.default_user(Role.REVIEWER)
        return self.step(
            made,
            Action.ANSWER_AMENDMENT,
            actor=reviewer,
            state=state,
            answered_by=reviewer.id,
            answered_on=self.clock.today,
            answer="The clinic's chart says May 4, 2020",
        )

    # Appeals

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
        voted = tuple(
            seat.with_changes(vote=vote, reason="The record supports this view", voted_on=today)
            for seat in appeal.seats
        )
        ways: dict[AppealState, tuple[Action, dict[str, Any]]] = {
            AppealState.ACCEPTED: (Action.ACCEPT_APPEAL, {}),
            AppealState.IN_REVIEW: (Action.DECLARE_NO_CONFLICT, {"seats": cleared}),
            AppealState.INFO_REQUESTED: (Action.ASK_APPEAL_QUESTION, {"question": "When did the last cycle end?"}),
            AppealState.DETERMINED: (Action.VOTE, {"seats": voted, "determination": vote, "determined_on": today}),
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
        work.commit("/")
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
        work.commit("/")
        return self.written(work, appeal)

    def _person(self, account_id: str) -> Account:
        known = next((each for each in self._the.values() if each.id == account_id), None)
        return known or self.ctx().store.get(Account, account_id)

    def at(self, when: date | datetime | str, **hour: int) -> "World":
        """Move the clock, then go on: `world.at("2027-01-04").form()`."""
        self.clock.set(when, **hour)
        return self
