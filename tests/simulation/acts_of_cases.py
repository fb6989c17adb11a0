"""What physicians do with drafts and forms, the state with cases, and those who are heard in an appeal."""

from collections import Counter
from collections.abc import Callable
from datetime import date

from chalicelib.domain import appeal as stored
from chalicelib.domain import review as stored_review
from chalicelib.domain.account import Account
from chalicelib.domain.action import Action
from chalicelib.domain.exemption import ExemptionForm
from chalicelib.domain.request import FormDraft, LineDraft
from chalicelib.domain.results import Done
from chalicelib.web.appeals.decision import shown_decisions
from chalicelib.web.panel.seat import NOTHING
from tests.builders import PASSWORD
from tests.reference_model.engine.clocks import t5_appeal_by
from tests.simulation.acts_of_families import FamilyActs
from tests.simulation.life import Asked, Begun, Drafted, Life, Seats
from tests.simulation.presses import Press
from tests.state_year.books import DAY, Appeal, Form, Line, Physician, Review
from tests.state_year.signing import NEXT_SPAN

WORDS = "The record shows when the last treatment ended and why it goes on"
CERTIFIED = {
    "examination_certified": "yes",
    "truth_certified": "yes",
    "no_charge_attested": "yes",
    "password": PASSWORD,
}
_MAJORITY = 2


class CaseActs:
    """Each method is a button that someone would press now; None where there is no one."""

    def __init__(self, life: Life, families: FamilyActs) -> None:
        self.life, self.world, self.books, self.families = life, life.world, life.books, families

    def all(self) -> list[Callable[[], Press | None]]:
        return [
            self.examine, self.examine, self.sign, self.sign, self.renew, self.correct, self.withdraw,
            self.open_review, self.take, self.ask, self.answer, self.recommend, self.decide, self.decide,
            self.start_appeal, self.say_why, self.file, self.withdraw_appeal, self.accept, self.refuse,
            self.seat, self.declare, self.vote, self.vote, self.adopt,
        ]  # fmt: skip

    # Drafts

    def _drafts(self, *, filled: bool) -> list[Asked | Drafted]:
        new = [each for each in self.life.asked if each.state == "opened" and each.is_drafted is filled]
        return [*new, *(each for each in self.life.drafts if each.is_filled is filled)]

    def _physician(self, draft: Asked | Drafted) -> Physician:
        physician = draft.form.physician if isinstance(draft, Drafted) else draft.physician
        assert physician
        return physician

    def examine(self) -> Press | None:
        draft = self.life.one_of(self._drafts(filled=False))
        if draft is None:
            return None
        fields = {"examined_on": self.life.today, "is_primary_care": "yes", "treating_since": self.life.today - DAY}
        fields |= {"version": self.life.version(FormDraft, draft.id)}
        path = f"/physicians/drafts/{draft.id}/examination"
        return Press("examine", self._physician(draft).account, path, fields, lambda _done: self._examined(draft))

    def _examined(self, draft: Asked | Drafted) -> None:
        stored_draft = self.life.stored(FormDraft, draft.id)
        if isinstance(draft, Asked):
            lines = self.life.signing.drafted_lines(NEXT_SPAN if draft.leaves_span else None)
            draft.is_drafted = True
        else:
            lines = self._renewed(stored_draft)
            draft.is_filled = True
        self.life.write(stored_draft, Action.EDIT_FORM_DRAFT, self._physician(draft).account, lines=lines)

    def _renewed(self, draft: FormDraft) -> tuple[LineDraft, ...]:
        signing = self.life.signing
        return tuple(signing.drafted_line(each.vaccine, None, permanent=False) for each in draft.lines)

    def sign(self) -> Press | None:
        draft = self.life.one_of(self._drafts(filled=True))
        if draft is None:
            return None
        physician = self._physician(draft)
        fields = {**CERTIFIED, "signed_name": physician.account.display_name}
        fields |= {"version": self.life.version(FormDraft, draft.id)}
        path = f"/physicians/drafts/{draft.id}/sign"
        return Press("sign", physician.account, path, fields, lambda done: self._signed(draft, physician, done))

    def _signed(self, draft: Asked | Drafted, physician: Physician, done: Done) -> None:
        drafted = self.life.stored(FormDraft, draft.id)
        self.life.boards.require_good(physician.account)
        if isinstance(draft, Asked):
            next_span = NEXT_SPAN if draft.leaves_span else None
            self.life.signing.note_signed(
                physician, draft.parent.id, drafted, draft.school, next_span, form_id=done.subject.id
            )
            self.life.school_of[draft.child_id] = draft.school
            self.families.signed(draft)
        else:
            old = draft.form
            next_span = None if draft.is_renewal else old.next_span
            self.life.signing.note_signed(
                physician, old.parent, drafted, old.school, next_span, form_id=done.subject.id
            )
            self.life.drafts = [each for each in self.life.drafts if each.form is not old]

    def renew(self) -> Press | None:
        can_be = [each for each in self._whole_forms() if each.next_span is None]
        form = self.life.one_of([each for each in can_be if not any(line.permanent for line in each.lines)])
        return form and self._begin_draft("renew", form, is_renewal=True)

    def correct(self) -> Press | None:
        form = self.life.one_of(self._whole_forms())
        return form and self._begin_draft("correct", form, is_renewal=False)

    def _whole_forms(self) -> list[Form]:
        begun = [each.form for each in self.life.drafts]
        can_be = [each for each in self.books.forms if each not in begun and not each.physician.on_hold]
        return [each for each in can_be if all(line.state == "issued" for line in each.lines)]

    def _begin_draft(self, act: str, form: Form, *, is_renewal: bool) -> Press:
        fields = {"version": self.life.version(ExemptionForm, form.id)}
        path = f"/physicians/forms/{form.id}/{act}"

        def note(done: Done) -> None:
            self.life.drafts.append(Drafted(done.subject.id, form, is_renewal, is_filled=not is_renewal))

        return Press(act, form.physician.account, path, fields, note)

    def withdraw(self) -> Press | None:
        form = self.life.one_of(self.life.live_forms())
        if form is None or self.life.rng.random() < 0.6:
            return None
        going = form.valid_lines(self.life.today)
        if self.life.rng.random() < 0.5:
            going = going[:1]
        fields = {"vaccines": [each.vaccine for each in going], "reason": WORDS, "password": PASSWORD}
        fields |= {"version": self.life.version(ExemptionForm, form.id)}
        return Press(
            "withdraw", form.physician.account, f"/physicians/forms/{form.id}/withdraw", fields,
            lambda _done: self.life.signing.note_withdrawn(form, going),
        )  # fmt: skip

    # Cases of the state

    def open_review(self) -> Press | None:
        def is_open(form: Form) -> bool:
            return any(each.trigger == "public_health" and not each.decided for each in form.reviews)

        form = self.life.one_of([each for each in self.life.live_forms() if not is_open(each)])
        if form is None:
            return None
        fields = {"reason": WORDS, "version": self.life.version(ExemptionForm, form.id)}
        return Press(
            "open review", self.life.rng.choice(self.life.town.nurses), f"/reviews/forms/{form.id}/open", fields,
            lambda done: self._opened_review(form, done),
        )  # fmt: skip

    def _opened_review(self, form: Form, done: Done) -> None:
        self.books.open_case("public_health", form, self.life.today).id = done.subject.id

    def _cases(self, *states: str) -> list[Review]:
        return [each for each in self.books.reviews if each.state in states and self._is_known(each)]

    def learn_cases(self) -> None:
        """Learn of the cases that were opened by the statute: one can be owed, and is opened by a later day's job."""
        for review in self.books.reviews:
            self._is_known(review)

    def _is_known(self, review: Review) -> bool:
        if not review.id:
            known = {each.id for each in self.books.reviews}
            found = self.life.stored(ExemptionForm, review.form.id).review_ids
            new = [self.life.stored(stored_review.Review, each) for each in found if each not in known]
            # A correction takes along the cases of the form that it replaces: there can be two of one kind.
            alike = [each for each in new if each.trigger == review.trigger and each.opened_on >= review.opened]
            case = min(alike, key=lambda each: each.opened_on, default=None)
            if case is not None:
                review.id, review.opened = case.id, case.opened_on
        return bool(review.id)

    def _case_press(
        self, act: str, review: Review, person: Account, step: str, note: Callable[[Done], None], **fields: object
    ) -> Press:
        form = review.form
        fields |= {"version": self.life.version(stored_review.Review, review.id)}
        return Press(act, person, f"/reviews/{review.id}/forms/{form.id}/{step}", fields, note)

    def take(self) -> Press | None:
        review = self.life.one_of(self._cases("open"))
        if review is None:
            return None
        nurse = self.life.rng.choice(self.life.town.nurses)
        return self._case_press(
            "take", review, nurse, "take", lambda _done: self.life.reviewing.note_assigned(review, nurse)
        )

    def _nurse(self, review: Review) -> Account:
        return next(each for each in self.life.town.nurses if each.id == review.reviewer)

    def ask(self) -> Press | None:
        review = self.life.one_of(self._cases("assigned"))
        if review is None or self.life.rng.random() < 0.6:
            return None
        return self._case_press(
            "ask", review, self._nurse(review), "ask",
            lambda _done: self.life.reviewing.note_question(review), question=WORDS,
        )  # fmt: skip

    def answer(self) -> Press | None:
        review = self.life.one_of(self._cases("info_requested"))
        if review is None:
            return None
        fields = {"answer": WORDS, "version": self.life.version(stored_review.Review, review.id)}
        path = f"/physicians/forms/{review.form.id}/reviews/{review.id}"
        doctor = review.form.physician.account
        return Press("answer", doctor, path, fields, lambda _done: self.life.reviewing.note_answered(review))

    def recommend(self) -> Press | None:
        review = self.life.one_of(self._cases("assigned"))
        if review is None:
            return None
        going = [each.vaccine for each in review.form.valid_lines(self.life.today)]
        if self.life.rng.random() < 0.3:
            going = []
        fields: dict[str, str] = {}
        for line in review.form.lines:
            finding = "revoke" if line.vaccine in going else "meets_criteria"
            fields |= {f"finding_{line.vaccine.lower()}": finding, f"reason_{line.vaccine.lower()}": WORDS}
        return self._case_press(
            "recommend", review, self._nurse(review), "recommend",
            lambda _done: self._recommended(review, tuple(going)), **fields,
        )  # fmt: skip

    def _recommended(self, review: Review, going: tuple[str, ...]) -> None:
        review.state, review.revoked, review.due = "recommended", going, self.life.today

    def decide(self) -> Press | None:
        review = self.life.one_of(self._cases("recommended"))
        if review is None:
            return None
        valid = review.form.valid_lines(self.life.today)
        going = tuple(each.vaccine for each in valid if each.vaccine in review.revoked)
        outcome = "revoked" if going else "disagreed" if review.revoked else "cleared"
        fields = {"outcome": outcome, "vaccines": list(going), "reason": WORDS, "password": PASSWORD}
        return self._case_press(
            f"decide: {outcome}", review, self.life.town.officer, "confirm",
            lambda _done: self.life.reviewing.note_decided(review, going), **fields,
        )  # fmt: skip

    # Appeals

    def start_appeal(self) -> Press | None:
        begun = {each.review for each in self.life.begun} | {each.review for each in self.books.appeals}
        review = self.life.one_of([each for each in self.books.reviews if each not in begun and self._gone(each)])
        if review is None:
            return None
        path = f"/parents/forms/{review.form.id}/stopped"
        return Press(
            "start appeal", self.life.parent_of(review.form), path, {},
            lambda done: self.life.begun.append(Begun(done.subject.id, review)), is_done_by_another=True,
        )  # fmt: skip

    def _gone(self, review: Review) -> list[Line]:
        """The lines that a decision revoked, where all of them are revoked by it still."""
        mine = [each for each in review.form.lines if each.vaccine in review.revoked] if review.decided else []
        is_so = all(each.state == "revoked" and each.revoked == review.decided for each in mine)
        return mine if is_so and not any(each.is_appealed for each in mine) else []

    def say_why(self) -> Press | None:
        begun = self.life.one_of([each for each in self.life.begun if not each.is_told])
        return begun and self._appeal_press(
            "say why", begun.id, self.life.parent_of(begun.review.form), f"/parents/appeals/{begun.id}/why",
            lambda _done: setattr(begun, "is_told", True), why=WORDS,
        )  # fmt: skip

    def _appeal_press(
        self, act: str, appeal_id: str, person: Account, path: str, note: Callable[[Done], None], **fields: object
    ) -> Press:
        return Press(act, person, path, {**fields, "version": self.life.version(stored.Appeal, appeal_id)}, note)

    def file(self) -> Press | None:
        begun = self.life.one_of([each for each in self.life.begun if each.is_told and self._gone(each.review)])
        if begun is None:
            return None
        decided = begun.review.decided
        if decided and t5_appeal_by(decided) > self.life.today and self.life.rng.random() < 0.5:
            return None  # some wait to the last day, and beyond
        return self._appeal_press(
            "file", begun.id, self.life.parent_of(begun.review.form), f"/parents/appeals/{begun.id}/check",
            lambda _done: self._filed(begun),
        )  # fmt: skip

    def _filed(self, begun: Begun) -> None:
        self.life.begun.remove(begun)
        self.life.appealing.note_filed(begun.id, begun.review, self._gone(begun.review))

    def _appeals(self, *states: str) -> list[Appeal]:
        return [each for each in self.books.appeals if each.state in states]

    def withdraw_appeal(self) -> Press | None:
        appeal = self.life.one_of(self._appeals("filed", "accepted", "in review"))
        if appeal is None or self.life.rng.random() < 0.85:
            return None
        return self._appeal_press(
            "withdraw appeal", appeal.id, self.life.parent_of(appeal.form), f"/parents/appeals/{appeal.id}/withdraw",
            lambda _done: self._withdrawn(appeal),
        )  # fmt: skip

    def _withdrawn(self, appeal: Appeal) -> None:
        self.life.appealing.note_withdrawn(appeal)
        self._note_seats(appeal)

    def accept(self) -> Press | None:
        appeal = self.life.one_of(self._appeals("filed"))
        return appeal and self._appeal_press(
            "accept", appeal.id, self.life.town.agency, f"/appeals/{appeal.id}/accept",
            lambda _done: setattr(appeal, "state", "accepted"),
        )  # fmt: skip

    def refuse(self) -> Press | None:
        late = [each for each in self._appeals("filed") if not each.in_time]
        appeal = self.life.one_of(late)
        return appeal and self._appeal_press(
            "refuse", appeal.id, self.life.town.agency, f"/appeals/{appeal.id}/refuse",
            lambda _done: self.life.appealing.note_refused(appeal), reason=WORDS,
        )  # fmt: skip

    def seat(self) -> Press | None:
        waiting = [each for each in self._appeals("accepted") if each not in self.life.seats]
        appeal = self.life.one_of(waiting)
        if appeal is None:
            return None
        members = [each.id for each in self.life.rng.sample(self.life.town.panelists, 3)]
        return self._appeal_press(
            "seat", appeal.id, self.life.town.agency, f"/appeals/{appeal.id}/panel",
            lambda _done: self._seated(appeal, tuple(members)), panelists=members,
        )  # fmt: skip

    def _seated(self, appeal: Appeal, members: tuple[str, ...]) -> None:
        self.life.seats[appeal] = Seats(self.life.today, members)
        appeal.panel = members
        self.books.owe("panel_invited", appeal.form.number, *members)
        self._note_seats(appeal)

    def _note_seats(self, appeal: Appeal) -> None:
        """Who of a panel is waited for, and since when."""
        seats = self.life.seats.get(appeal)
        waits: dict[str, date] = {}
        if seats and appeal.is_open and appeal.state != "determined":
            ready = max(seats.declared.values(), default=seats.assigned)
            is_ready = len(seats.declared) == len(seats.members)
            for member in seats.members:
                if member not in seats.declared:
                    waits[member] = seats.assigned
                elif is_ready and member not in seats.votes:
                    waits[member] = ready
        ends = frozenset(("seat", since, member) for member, since in waits.items())
        self.life.reminders.note_seats(appeal, lambda: ends, self.life.today)

    def _member(self, account_id: str) -> Account:
        return next(each for each in self.life.town.panelists if each.id == account_id)

    def declare(self) -> Press | None:
        waiting = [
            (appeal, member)
            for appeal, seats in self.life.seats.items()
            for member in seats.members
            if appeal.is_open and member not in seats.declared
        ]
        chosen = self.life.one_of(waiting)
        if chosen is None:
            return None
        appeal, member = chosen
        return Press(
            "declare", self._member(member), f"/panel/{appeal.id}/conflicts", {"ties": [NOTHING]},
            lambda _done: self._declared(appeal, member),
        )  # fmt: skip

    def _declared(self, appeal: Appeal, member: str) -> None:
        seats = self.life.seats[appeal]
        seats.declared[member] = self.life.today
        if len(seats.declared) == len(seats.members):
            appeal.state = "in review"
        self._note_seats(appeal)

    def vote(self) -> Press | None:
        waiting = [
            (appeal, member)
            for appeal in self._appeals("in review")
            for member in self.life.seats[appeal].members
            if member not in self.life.seats[appeal].votes
        ]
        chosen = self.life.one_of(waiting)
        if chosen is None:
            return None
        appeal, member = chosen
        restored = frozenset(each for each in appeal.vaccines if self.life.rng.random() < 0.4)
        fields = {}
        for vaccine in appeal.vaccines:
            word = "reinstate" if vaccine in restored else "uphold"
            fields |= {f"vote_{vaccine.lower()}": word, f"reason_{vaccine.lower()}": WORDS}
        return self._appeal_press(
            "vote", appeal.id, self._member(member), f"/panel/{appeal.id}/cast",
            lambda _done: self._voted(appeal, member, restored), password=PASSWORD, **fields,
        )  # fmt: skip

    def _voted(self, appeal: Appeal, member: str, restored: frozenset[str]) -> None:
        seats = self.life.seats[appeal]
        seats.votes[member] = restored
        if len(seats.votes) == len(seats.members):
            for_parent = Counter(vaccine for votes in seats.votes.values() for vaccine in votes)
            appeal.state = "determined"
            appeal.restored = tuple(each for each in appeal.vaccines if for_parent[each] >= _MAJORITY)
            self.books.owe("appeal_determined", appeal.form.number, "chhs")
        self._note_seats(appeal)

    def adopt(self) -> Press | None:
        appeal = self.life.one_of(self._appeals("determined"))
        if appeal is None:
            return None
        path = f"/appeals/{appeal.id}/forms/{appeal.form.id}/adopt/send"
        decisions = shown_decisions(self.life.stored(stored.Appeal, appeal.id))
        return self._appeal_press(
            "adopt", appeal.id, self.life.town.secretary, path,
            lambda _done: self.life.appealing.note_adopted(appeal),
            password=PASSWORD, text=WORDS, decisions=decisions,
        )  # fmt: skip
