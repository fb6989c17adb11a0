"""What parents and physicians do with forms in the year, each by the portal's own act, and what the books keep of it.

A request's answers and a draft's pages are filled in by one write each: it is the acts after them that count.
"""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from chalicelib.actions.physicians.classify_action import MatterAnswer, classify_action
from chalicelib.actions.requests.open_request import OpenCommand, open_request
from chalicelib.actions.requests.submit_request import submit_request
from chalicelib.actions.signing.correct_exemption import correct_exemption, correction_id
from chalicelib.actions.signing.issue_exemption import IssueCommand, issue_exemption
from chalicelib.actions.signing.renew_exemption import renew_exemption, renewal_id
from chalicelib.actions.signing.withdraw_exemption import WithdrawCommand, withdraw_exemption
from chalicelib.domain.account import Account
from chalicelib.domain.action import Action
from chalicelib.domain.errors import PortalError
from chalicelib.domain.exemption import ExemptionForm
from chalicelib.domain.request import ExemptionRequest, FormDraft, LineDraft
from chalicelib.domain.standing import PhysicianStanding, standing_id
from chalicelib.law.enums import Grade, LineKind, Vaccine
from chalicelib.law.physician_standing import MatterKind
from tests.builders import PASSWORD, SIGNATURE, line
from tests.reference_model.engine.clocks import sent_lasts_until
from tests.state_year.books import DAY, Books, Form, Line, Physician, School
from tests.state_year.owed_reminders import OwedReminders
from tests.state_year.town import Town

NEXT_SPAN = date(2027, 8, 12)
_VACCINES = (Vaccine.MMR, Vaccine.VAR, Vaccine.HEPB, Vaccine.IPV)
_A_YEAR = timedelta(days=364)
_UNKNOWN_MATTER = "99"
_GOOD_FOR = timedelta(hours=24)


class Signing:
    """Requests and forms."""

    def __init__(self, town: Town, books: Books, reminders: OwedReminders) -> None:
        self.town, self.books, self.reminders, self.world = town, books, reminders, town.world
        self.rng, self.is_down = town.rng, False
        self.put_off: list[tuple[Physician, str, FormDraft, School, date | None]] = []

    @property
    def today(self) -> date:
        return self.world.clock.today

    # A new form

    def ask_in_vain(self) -> None:
        """A parent sends a request that no physician opens."""
        sent = self._sent(self.rng.choice(self.town.parents), self.town.school(), leaves_span=False)
        self.reminders.note_request(sent.number, sent.parent_id, sent_lasts_until(self.today), self.today)
        self.books.acts["requests that no one opens"] += 1

    def sign(self, physician: Physician) -> None:
        """A request from its sending to the signature."""
        leaves_span = self.rng.random() < 0.25 and self.today < date(2027, 4, 1)
        parent, school = self.rng.choice(self.town.parents), self.town.school()
        sent = self._sent(parent, school, leaves_span=leaves_span)
        assert sent.child
        open_request(self.world.ctx(physician.account), OpenCommand(sent.number, sent.child.birth_date))
        self.books.owe("request_opened", sent.number, parent.id)
        draft = self.world.ctx().store.get(FormDraft, sent.id)
        next_span = NEXT_SPAN if leaves_span else None
        filled = self._filled(draft, physician, self.drafted_lines(next_span))
        self._sign(physician, parent.id, filled, school, next_span)

    def _sent(self, parent: Account, school: School, *, leaves_span: bool) -> ExemptionRequest:
        facility = self.world.ctx().store.facility(school.id)
        assert facility
        grade = Grade.GRADE_6 if leaves_span else Grade.GRADE_2
        facts = {"child": self.town.child(leaves_span=leaves_span), "school": facility.as_choice()}
        facts |= {"grade": grade, "grade_now": grade, "next_span_entry": NEXT_SPAN if leaves_span else None}
        begun = self.world._begun_request(parent, None, facts)
        submit_request(self.world.ctx(parent), begun.id, begun.version)
        sent = self.world.reload(begun)
        self.books.owe("request_submitted", sent.number, parent.id)
        return sent

    def drafted_lines(self, next_span: date | None) -> tuple[LineDraft, ...]:
        """What a physician says of one to three vaccines."""
        chosen = self.rng.sample(_VACCINES, self.rng.choice((1, 1, 2, 3)))
        return tuple(self.drafted_line(vaccine, next_span, permanent=self.rng.random() < 0.55) for vaccine in chosen)

    def drafted_line(self, vaccine: Vaccine, next_span: date | None, *, permanent: bool) -> LineDraft:
        """What a physician says of this vaccine."""
        if permanent:
            return line(vaccine, LineKind.PERMANENT)
        latest = min(self.today + _A_YEAR, next_span - DAY if next_span else date.max)
        return line(vaccine, expires_on=min(latest, self.today + timedelta(days=self.rng.randrange(20, 364))))

    def _filled(self, draft: FormDraft, physician: Physician, lines: tuple[LineDraft, ...]) -> FormDraft:
        return self.world.step(
            draft,
            Action.EDIT_FORM_DRAFT,
            actor=physician.account,
            lines=lines,
            examined_on=self.today,
            is_primary_care=True,
            treating_since=date(2020, 5, 4),
        )

    def _sign(
        self, physician: Physician, parent: str, draft: FormDraft, school: School, next_span: date | None
    ) -> None:
        signature = replace(SIGNATURE, signed_name=physician.account.display_name)
        command = IssueCommand(draft.id, draft.version, signature, PASSWORD)
        is_refused = self.is_down and self.world.clock() - physician.good_at > _GOOD_FOR
        if is_refused:
            with pytest.raises(PortalError, match="LICENCE_SERVICE_DOWN"):
                issue_exemption(self.world.ctx(physician.account), command)
            self.put_off.append((physician, parent, draft, school, next_span))
            self.books.acts["signatures that wait for the boards"] += 1
            return
        issue_exemption(self.world.ctx(physician.account), command)
        if not self.is_down:
            physician.good_at = self.world.clock()
        self.note_signed(physician, parent, draft, school, next_span)

    def sign_what_waited(self) -> None:
        """The boards answer again: what they kept from being signed is signed now."""
        waiting, self.put_off = self.put_off, []
        for each in waiting:
            self._sign(*each)

    def note_signed(
        self,
        physician: Physician,
        parent: str,
        draft: FormDraft,
        school: School,
        next_span: date | None,
        *,
        form_id: str = "",
    ) -> None:
        """Write down what this draft became with the signature. `form_id`: the form ("": the child's newest one)."""
        old = next((each for each in self.books.forms if each.id == draft.replaces_form_id), None)
        ends_other = old is not None and any(line.state == "issued" for line in old.lines)
        stored = self.world.ctx().store.get(ExemptionForm, form_id or self._newest_form(draft.child_id))
        state = "held" if physician.on_hold else "issued"
        lines = [
            Line(str(each.vaccine), each.kind is LineKind.PERMANENT, _last_day(each, next_span), state)
            for each in draft.lines
        ]
        form = Form(
            stored.id, stored.number, stored.child_id, parent, physician, school, self.today, lines, next_span, old,
            draft.is_correction,
        )  # fmt: skip
        self.books.sign(form)
        if physician.on_hold:
            self.books.owe("exemption_held", form.number, parent, physician.account.id)
        else:
            self.books.owe("exemption_issued", form.number, parent, school.id)
        if ends_other:
            self.books.owe("exemption_replaced", form.number, parent)
        if old is not None:
            self.reminders.note_form(old, self.today)
        self.reminders.note_form(form, self.today, is_new=True)
        self.books.acts["forms"] += 1
        self.books.acts["corrections"] += draft.is_correction
        self.books.acts["renewals"] += old is not None and not draft.is_correction
        self.books.acts["forms held"] += physician.on_hold

    def _newest_form(self, child_id: str) -> str:
        return self.world.ctx().store.load_child_partition(child_id)[0]

    # Later acts on a form

    def correct(self, form: Form) -> None:
        """The physician corrects a clerical error."""
        doctor, stored = form.physician, self._form(form)
        correct_exemption(self.world.ctx(doctor.account), form.id, stored.version)
        draft = self.world.ctx().store.get(FormDraft, correction_id(form.id))
        self._sign(doctor, form.parent, draft, form.school, form.next_span)

    def renew(self, form: Form) -> None:
        """The physician renews a temporary form, before or after its end."""
        doctor, stored = form.physician, self._form(form)
        renew_exemption(self.world.ctx(doctor.account), form.id, stored.version)
        draft = self.world.ctx().store.get(FormDraft, renewal_id(form.id))
        later = tuple(self.drafted_line(each.vaccine, None, permanent=False) for each in draft.lines)
        self._sign(doctor, form.parent, self._filled(draft, doctor, later), form.school, None)

    def withdraw(self, form: Form) -> None:
        """The physician withdraws what of the form still counts."""
        going = form.valid_lines(self.today)
        vaccines = frozenset(Vaccine(each.vaccine) for each in going)
        command = WithdrawCommand(form.id, self._form(form).version, vaccines, "The treatment is over", PASSWORD)
        withdraw_exemption(self.world.ctx(form.physician.account), command)
        self.note_withdrawn(form, going)

    def note_withdrawn(self, form: Form, going: list[Line]) -> None:
        """Write down that these lines were withdrawn."""
        for each in going:
            each.state = "withdrawn"
        self.books.owe("exemption_withdrawn", form.number, form.parent, form.school.id, form.school.jurisdiction)
        self.reminders.note_form(form, self.today)
        self.books.acts["withdrawals"] += 1

    def _form(self, form: Form) -> ExemptionForm:
        return self.world.ctx().store.get(ExemptionForm, form.id)

    # Held forms

    def board_shows_a_matter(self, physician: Physician) -> None:
        """The board shows something that no one has classified: what this physician signs now is held."""
        assert physician.account.physician
        self.world.licenses.set_record(physician.account.physician, secondary_statuses=(_UNKNOWN_MATTER,))
        physician.on_hold = True
        self.sign(physician)

    def classify(self, physician: Physician) -> None:
        """The state finds that the matter has nothing to do with vaccines: the held forms count."""
        profile = physician.account.physician
        assert profile
        self.world.licenses.set_record(profile)
        standing = self.world.ctx().store.get(PhysicianStanding, standing_id(profile))
        answers = {_UNKNOWN_MATTER: MatterAnswer(immunization_related=False, kind=MatterKind.OTHER)}
        reason = "The matter is about prescribing, not about vaccines"
        classify_action(self.world.ctx(self.town.nurses[0]), standing.id, answers, reason, standing.version)
        physician.on_hold = False
        for form in [each for each in self.books.forms if each.physician is physician and each.was_held]:
            for each in form.lines:
                each.state = "issued"
            self.books.owe("exemption_released", form.number, form.parent, physician.account.id)
            self.books.owe("exemption_issued", form.number, form.school.id)
            self.reminders.note_form(form, self.today)


def _last_day(drafted: LineDraft, next_span: date | None) -> date | None:
    ends = [drafted.expires_on, next_span - DAY if next_span else None]
    return min((each for each in ends if each), default=None)
