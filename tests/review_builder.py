"""Builds reviews and requests for correction for tests, in any state. See tests/builders.py."""

from typing import Any

from chalicelib.actions.signing.issued_rows import link_attributes
from chalicelib.domain.account import Account, Role
from chalicelib.domain.action import Action
from chalicelib.domain.correction import CorrectionRequest, CorrectionState
from chalicelib.domain.exemption import ExemptionForm, Revocation
from chalicelib.domain.review import Finding, InformationRequest, LineFinding, Outcome, Review, ReviewState, Trigger
from chalicelib.domain.standing import standing_id
from chalicelib.law.amendments import answer_by
from chalicelib.law.enums import LineState, Vaccine
from chalicelib.law.revocation import information_due
from chalicelib.runtime.entropy import new_id
from chalicelib.storage import keys
from tests.checks.remembered import remembered
from tests.form_builder import FormBuilder


class ReviewBuilder(FormBuilder):
    """Reviews of forms, and requests to correct a record."""

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
            standing_id=standing_id(form.physician),
            trigger=trigger,
            opened_on=self.clock.today,
            opened_by=nurse.id,
            **given,
        )
        work, form = self.work(Action.OPEN_REVIEW, nurse), self.reload(form)
        work.create(made, reason=given["public_health_reason"])
        work.update(form, form.in_review_of(made.id))
        work.commit()
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
