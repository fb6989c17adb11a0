"""What parents, physicians with a parent's request, and schools with a student do."""

from collections.abc import Callable
from datetime import date, timedelta

from chalicelib.actions.accounts.sign_in import email_hash
from chalicelib.domain.account import Account
from chalicelib.domain.action import Action
from chalicelib.domain.child import Child
from chalicelib.domain.correction import CorrectionRequest
from chalicelib.domain.notice_kinds import NoticeKind
from chalicelib.domain.request import ExemptionRequest
from chalicelib.domain.results import Done
from chalicelib.law.enums import Grade
from chalicelib.storage import keys
from tests.builders import PASSWORD
from tests.invariants.places_public import NEWCOMER
from tests.mailed import link_in, notices_of
from tests.reference_model.engine.clocks import draft_lapsed_on, sent_lasts_until
from tests.simulation.life import Asked, Life
from tests.simulation.presses import Press
from tests.state_year.books import DAY, NO_NUMBER, Form, Physician, School
from tests.state_year.signing import NEXT_SPAN

_LAST_BEGIN, _LAST_OF_SPAN = date(2027, 7, 1), date(2027, 4, 1)
_MAX_OPEN, _LEFT_SHARE = 6, 0.1


class FamilyActs:
    """Each method is a button that someone would press now; None where there is no one."""

    def __init__(self, life: Life) -> None:
        self.life, self.world, self.books = life, life.world, life.books

    def all(self) -> list[Callable[[], Press | None]]:
        return [
            self.begin, self.send, self.send, self.cancel, self.open, self.open, self.decline, self.change_school,
            self.ask_to_amend, self.answer_amendment, self.invite_guardian, self.join, self.record_dose,
            self.student_dose, self.register, self.confirm_address,
        ]  # fmt: skip

    def _in(self, *states: str) -> list[Asked]:
        return [each for each in self.life.asked if each.state in states]

    # Requests

    def begin(self) -> Press | None:
        if self.life.today > _LAST_BEGIN or len([*self._to_send(), *self._in("sent", "opened")]) >= _MAX_OPEN:
            return None
        parent = self.life.rng.choice(self.life.town.parents)
        return Press("begin", parent, "/parents/start", {}, lambda done: self._begun(parent, done.subject.id))

    def _begun(self, parent: Account, request_id: str) -> None:
        leaves_span = self.life.rng.random() < 0.25 and self.life.today < _LAST_OF_SPAN
        school, grade = self.life.town.school(), Grade.GRADE_6 if leaves_span else Grade.GRADE_2
        facility = self.world.ctx().store.facility(school.id)
        assert facility
        facts = {"child": self.life.town.child(leaves_span=leaves_span), "school": facility.as_choice()}
        facts |= {"grade": grade, "grade_now": grade, "next_span_entry": NEXT_SPAN if leaves_span else None}
        answers = self.world.answers_of_request(parent, None, facts)
        draft = self.life.stored(ExemptionRequest, request_id)
        self.life.write(draft, Action.EDIT_REQUEST, parent, **answers, saved_on=self.life.today)
        asked = Asked(request_id, parent, self.life.today, school, leaves_span, child_id=draft.child_id)
        asked.is_left = self.life.rng.random() < _LEFT_SHARE
        self.life.asked.append(asked)
        self.life.child_of[draft.child_id] = facts["child"]  # type: ignore[assignment]
        self._remind(asked, is_new=True)

    def _remind(self, asked: Asked, *, is_new: bool = False) -> None:
        def ends() -> frozenset[tuple[str, date, str]]:
            if asked.state == "begun":
                return frozenset([("draft", draft_lapsed_on(asked.saved) - DAY, asked.parent.id)])
            if asked.sent is None or asked.state not in {"sent", "opened"}:
                return frozenset()
            last_day = sent_lasts_until(asked.sent)
            mine = ("opened request", last_day, asked.physician.account.id) if asked.physician else None
            return frozenset(filter(None, [("request", last_day, asked.parent.id), mine]))

        number = lambda: asked.number  # noqa: E731 - as it is when it is asked
        self.life.reminders.note_ends_of_request(asked, ends, number, self.life.today, is_new=is_new)

    def _to_send(self) -> list[Asked]:
        return [each for each in self._in("begun") if not each.is_left]

    def send(self) -> Press | None:
        asked = self.life.one_of(self._to_send())
        return asked and Press(
            "send", asked.parent, f"/parents/requests/{asked.id}/check",
            {"version": self.life.version(ExemptionRequest, asked.id)}, lambda _done: self._sent(asked),
        )  # fmt: skip

    def _sent(self, asked: Asked) -> None:
        asked.state, asked.sent = "sent", self.life.today
        asked.number = self.life.stored(ExemptionRequest, asked.id).number
        self.books.owe("request_submitted", asked.number, asked.parent.id)
        self._remind(asked)

    def cancel(self) -> Press | None:
        asked = self.life.one_of(self._in("begun", "sent", "opened"))
        if asked is None or self.life.rng.random() < 0.8:
            return None
        return Press(
            "cancel", asked.parent, f"/parents/requests/{asked.id}/cancel",
            {"version": self.life.version(ExemptionRequest, asked.id)}, lambda _done: self._canceled(asked),
        )  # fmt: skip

    def _canceled(self, asked: Asked) -> None:
        if asked.state == "opened" and asked.physician:
            self.books.owe("request_cancelled", asked.number, asked.physician.account.id)
        asked.state = "canceled"
        self._remind(asked)

    def open(self) -> Press | None:
        asked = self.life.one_of(self._in("sent", "opened"))
        if asked is None:
            return None
        child = self.life.stored(ExemptionRequest, asked.id).child
        assert child
        physician, born = self.life.rng.choice(self.life.town.physicians), child.birth_date
        return Press(
            "open", physician.account, "/physicians/open", {"number": asked.number, "birth_date": born},
            lambda _done: self._opened(asked, physician), is_done_by_another=True,
        )  # fmt: skip

    def _opened(self, asked: Asked, physician: Physician) -> None:
        asked.state, asked.physician = "opened", physician
        self.books.owe("request_opened", asked.number, asked.parent.id)
        self._remind(asked)

    def decline(self) -> Press | None:
        asked = self.life.one_of(self._in("opened"))
        if asked is None or asked.physician is None or self.life.rng.random() < 0.8:
            return None
        return Press(
            "decline", asked.physician.account, f"/physicians/requests/{asked.id}/decline",
            {"version": self.life.version(ExemptionRequest, asked.id), "reason": "Please ask the clinic"},
            lambda _done: self._declined(asked),
        )  # fmt: skip

    def _declined(self, asked: Asked) -> None:
        asked.state = "declined"
        self.books.owe("request_declined", asked.number, asked.parent.id)
        self._remind(asked)

    def signed(self, asked: Asked) -> None:
        """The request became a form."""
        asked.state = "signed"
        self._remind(asked)

    # A child's record

    def change_school(self) -> Press | None:
        form = self.life.one_of(self.life.live_forms())
        if form is None:
            return None
        now = self.life.school_of[form.child_id]
        school = self.life.rng.choice([each for each in self.life.town.schools if each is not now])
        listed = [each for each in self.books.forms if each.child_id == form.child_id]
        requests = [each.id for each in self.life.asked if each.child_id == form.child_id and each.state == "signed"]
        fields = {"name": school.id, "choice": school.id, "step": "choose", "requests": requests}
        fields |= {"forms": [each.id for each in listed], "version": self.life.version(Child, form.child_id)}
        return Press(
            "change school", self.life.parent_of(form), f"/parents/children/{form.child_id}/school", fields,
            lambda _done: self._moved(form.child_id, school),
        )  # fmt: skip

    def _moved(self, child_id: str, school: School) -> None:
        theirs = [form for form in self.books.forms if form.child_id == child_id]
        former, parent = self.life.school_of[child_id], theirs[0].parent
        moved = [form for form in theirs if {line.state for line in form.lines} & {"issued", "held", "revoked"}]
        self.life.school_of[child_id] = school
        for form in moved:
            form.school = school
        self.books.owe("school_changed", NO_NUMBER, parent, *(each.id for each in self.life.guardians[child_id]))
        told = [form for form in moved if {line.state for line in form.lines} - {"held"}]
        for form in told:
            self.books.owe("exemption_issued", form.number, school.id)
        if told:
            self.books.owe("school_changed", NO_NUMBER, former.id)

    def ask_to_amend(self) -> Press | None:
        form = self.life.one_of(self.books.forms)
        if form is None or len(self.life.amendments) >= 4:
            return None
        fields = {"wrong": "The form names another day", "should_say": "The day on the card"}
        return Press(
            "ask to amend", self.life.parent_of(form), f"/parents/children/{form.child_id}/amend", fields,
            lambda done: self._asked_to_amend(form, done),
        )  # fmt: skip

    def _asked_to_amend(self, form: Form, done: Done) -> None:
        self.life.amendments[done.subject.id] = form
        self._owe_guardians("amendment_received", form)

    def _owe_guardians(self, kind: str, form: Form) -> None:
        self.books.owe(kind, NO_NUMBER, form.parent, *(each.id for each in self.life.guardians[form.child_id]))

    def answer_amendment(self) -> Press | None:
        asked = self.life.one_of(list(self.life.amendments))
        if asked is None:
            return None
        fields = {"outcome": "refused", "answer": "The card says otherwise"}
        fields |= {"version": self.life.version(CorrectionRequest, asked)}
        form = self.life.amendments[asked]
        return Press(
            "answer amendment", self.life.rng.choice(self.life.town.nurses), f"/reviews/amendments/{asked}/answer",
            fields, lambda _done: self._answered_amendment(asked, form),
        )  # fmt: skip

    def _answered_amendment(self, asked: str, form: Form) -> None:
        del self.life.amendments[asked]
        self._owe_guardians("amendment_answered", form)

    # Guardians

    def invite_guardian(self) -> Press | None:
        form = self.life.one_of([each for each in self.books.forms if not self.life.guardians[each.child_id]])
        if form is None or self.life.rng.random() < 0.5:
            return None
        other = self.life.rng.choice([each for each in self.life.town.parents if each.id != form.parent])
        return Press(
            "invite guardian", self.life.parent_of(form), f"/parents/children/{form.child_id}/guardians",
            {"email": other.email, "password": PASSWORD},
            lambda _done: self.books.owe("guardian_invited", NO_NUMBER, "address"),
        )  # fmt: skip

    def join(self) -> Press | None:
        """The last who was invited follows the link of the mail."""
        invited = notices_of(self.world.table, NoticeKind.GUARDIAN_INVITED)
        if not invited:
            return None
        notice = self.life.rng.choice(invited[-3:])
        child_id, hashed = notice.about.id, notice.recipient.id
        other = next(each for each in self.life.town.parents if self.life.address(each) == hashed)
        forms = [each for each in self.books.forms if each.child_id == child_id]
        if self.life.guardians[child_id] or not forms:
            return None
        return Press("join", other, link_in(notice), {}, lambda _done: self._joined(forms[0], other))

    def _joined(self, form: Form, other: Account) -> None:
        self.life.guardians[form.child_id].append(other)
        self._owe_guardians("guardian_joined", form)

    # Schools

    def record_dose(self) -> Press | None:
        form = self.life.one_of(self.life.live_forms())
        if form is None:
            return None
        given = self.life.today - timedelta(days=self.life.rng.randrange(1, 200))
        vaccines = self.life.rng.sample(["DTAP", "HIB"], 1)
        fields = {"vaccines": vaccines, "given_on": given, "version": self.life.version(Child, form.child_id)}
        path = f"/schools/pupils/{form.id}/dose"
        return Press("record dose", form.school.person, path, fields, lambda _done: self._recorded(form))

    def _recorded(self, form: Form) -> None:
        self.books.owe("school_recorded", form.number, form.parent)

    def student_dose(self) -> Press | None:
        student = self.life.one_of(list(self.life.students))
        if student is None:
            return None
        given = self.life.today - timedelta(days=self.life.rng.randrange(1, 200))
        fields = {"vaccines": [self.life.rng.choice(["MMR", "VAR", "HEPB"])], "given_on": given}
        path = f"/schools/students/{student}/dose"
        return Press("student's dose", self.life.students[student].person, path, fields, lambda _done: None)

    # Newcomers

    def register(self) -> Press | None:
        if len(self.life.newcomers) >= 8:
            return None
        email = f"r.achterberg.{self.world.next()}@mail.example"
        self.life.newcomers.append(email)
        fields = {**NEWCOMER, "email": email}
        return Press("register", None, "/register/parent", fields, lambda _done: self._registered(email))

    def _registered(self, email: str) -> None:
        credential = self.world.ctx().store.item(keys.credential(email_hash(self.world.ctx(), email)))
        assert credential
        self.life.registered[credential["account_id"]] = self.life.today
        self.books.owe("verify_email", NO_NUMBER, credential["account_id"])

    def confirm_address(self) -> Press | None:
        if self.life.rng.random() < 0.7:
            return None
        sent = notices_of(self.world.table, NoticeKind.VERIFY_EMAIL)
        if not sent:
            return None
        notice = self.life.rng.choice(sent[-2:])
        path, _mark, token = link_in(notice).partition("?token=")
        who = notice.recipient.id
        return Press("confirm address", None, path, {"token": token}, lambda _done: self.life.confirmed.add(who))
