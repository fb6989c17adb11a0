"""Builds requests and signed exemption forms for tests, in any state. See tests/builders.py."""

from datetime import date, timedelta
from typing import Any

from chalicelib.actions.requests.submit_request import submit_request
from chalicelib.actions.signing.exemption_locks import release_lock
from chalicelib.actions.signing.new_form import Signature
from chalicelib.domain.account import Account, Role
from chalicelib.domain.action import Action
from chalicelib.domain.child import Child
from chalicelib.domain.exemption import ExemptionForm
from chalicelib.domain.request import Consents, ExemptionRequest, FormDraft, LineDraft, ParentFacts, RequestState
from chalicelib.domain.review import ReviewState
from chalicelib.law.enums import Grade, LineKind, LineState, Vaccine
from chalicelib.runtime.entropy import new_id
from tests.checks.remembered import remembered
from tests.people import HOME, KAI, PASSWORD, People

SIGNATURE = Signature(
    examined_and_meets_standard_of_care=True,
    true_accurate_complete=True,
    no_charge_made=True,
    signed_name="Thaddeus Okonjo-Reyes",
)
_CONDITION = "Acute leukemia under chemotherapy; live virus must wait"
_CODES = {LineKind.TEMPORARY: ("GEN-MODSEV",), LineKind.PERMANENT: ("GEN-ANA-COMP",)}


def line(
    vaccine: Vaccine = Vaccine.MMR, kind: LineKind = LineKind.TEMPORARY, expires_on: date | None = None, **facts: Any
) -> LineDraft:
    """What a physician says of one vaccine. A temporary line without a date gets six months from the signing."""
    return LineDraft(
        vaccine=vaccine,
        kind=kind,
        expires_on=expires_on,
        **{"reason_codes": _CODES[kind], "description": _CONDITION, **facts},
    )


class FormBuilder(People):
    """Requests and forms."""

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

    def answers_of_request(self, parent: Account, child: Child | None, facts: dict[str, Any]) -> dict[str, Any]:
        """All that a parent answers in a request, as of now; `facts` over it."""
        known = child.facts if child else KAI
        today = self.clock.today
        return {
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

    def _begun_request(self, parent: Account, child: Child | None, facts: dict[str, Any]) -> ExemptionRequest:
        made = ExemptionRequest(
            id=new_id(),
            state=RequestState.DRAFT,
            parent_id=parent.id,
            child_id=child.id if child else new_id(),
            **self.answers_of_request(parent, child, facts),
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
        work.commit()
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
        work.commit()
        return self.written(work, form)

    def _person(self, account_id: str) -> Account:
        known = next((each for each in self._the.values() if each.id == account_id), None)
        return known or self.ctx().store.get(Account, account_id)
