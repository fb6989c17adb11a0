"""What the state's staff do with cases in the year, each by the portal's own act."""

from datetime import date, timedelta

from chalicelib.actions.context import Context
from chalicelib.actions.reviews.answer_reviewer import answer_reviewer
from chalicelib.actions.reviews.ask_for_information import ask_for_information
from chalicelib.actions.reviews.assign_review import assign_review
from chalicelib.actions.reviews.clear_several import ChosenCase, Clearing, clear_several, take_several
from chalicelib.actions.reviews.decide_review import Decision, decide_review
from chalicelib.actions.reviews.decide_several import decide_several
from chalicelib.actions.reviews.open_review import open_review
from chalicelib.actions.reviews.recommend import recommend
from chalicelib.domain import review as stored
from chalicelib.domain.account import Account
from chalicelib.domain.exemption import ExemptionForm
from chalicelib.domain.review import Finding, LineFinding, Outcome
from chalicelib.domain.standing import PhysicianStanding, standing_id
from chalicelib.law.enums import Vaccine
from tests.builders import PASSWORD
from tests.reference_model.engine.clocks import information_by
from tests.state_year.books import BY_REASON, Books, Form, Physician, Review
from tests.state_year.owed_reminders import OwedReminders
from tests.state_year.town import Scale, Town

_MOST_AT_ONCE = 12
_RIPE_AFTER = timedelta(days=6)  # held forms are settled by then


class Reviewing:
    """Cases, from their opening to the decision."""

    def __init__(self, town: Town, books: Books, reminders: OwedReminders, scale: Scale) -> None:
        self.town, self.books, self.reminders, self.world = town, books, reminders, town.world
        self.rng, self.scale = town.rng, scale

    @property
    def today(self) -> date:
        return self.world.clock.today

    def open(self, form: Form) -> None:
        """A reviewer opens a case with a reason of public health."""
        reason = "Measles cases among pupils of this county"
        done = open_review(self.world.ctx(self.town.nurses[0]), form.id, reason, None)
        self.books.open_case(BY_REASON, form, self.today).id = done.subject.id
        self.books.acts["cases opened by the state"] += 1

    # A day's work

    def work(self, cases: int) -> None:
        """Decisions on what was recommended on an earlier day, then new work: the longest waiting comes first."""
        self._decide_what_is_recommended()
        self._hear_answers()
        ripe = [each for each in self.books.reviews if each.state == "open" and each.opened + _RIPE_AFTER <= self.today]
        for review in ripe[:cases]:
            if review.state != "open":
                continue
            same = [each for each in ripe if each.form.physician is review.form.physician and each.state == "open"]
            if len(same) >= 3 and self.rng.random() < 0.3:
                self._clear_several(review.form.physician, same[:_MOST_AT_ONCE])
            else:
                self._take(review)

    def _take(self, review: Review) -> None:
        self._assign(review)
        if self.rng.random() < 0.12:
            question = "Please send the oncology treatment plan"
            ask_for_information(self._ctx(review), review.id, review.form.id, question, None)
            self.note_question(review)
        else:
            self._recommend(review)

    def note_question(self, review: Review) -> None:
        """Write down that the physician was asked."""
        review.state, review.due = "info_requested", information_by(self.today)
        to = review.form.physician.account.id
        self.books.owe("information_asked", review.form.number, to, day=review.due)
        self.reminders.note_review(review, self.today)
        self.books.acts["questions"] += 1

    def _assign(self, review: Review) -> None:
        self.learn(review)
        nurse = self.rng.choice(self.town.nurses)
        assign_review(self.world.ctx(nurse), review.id, review.form.id, None)
        self.note_assigned(review, nurse)

    def note_assigned(self, review: Review, nurse: Account) -> None:
        """Write down who has the case."""
        review.reviewer, review.state = nurse.id, "assigned"
        self.reminders.note_review(review, self.today)

    def _hear_answers(self) -> None:
        """Some physicians answer in time, some late, some never: then the case goes on without."""
        for review in [each for each in self.books.reviews if each.state == "info_requested"]:
            assert review.due
            days_left = (review.due - self.today).days
            if days_left < -5:
                self._assign(review)
                self.books.acts["questions without an answer"] += 1
                self._recommend(review)
            elif self.rng.random() < (0.06 if days_left >= 0 else 0.15):
                version = self.world.ctx().store.get(stored.Review, review.id).version
                doctor = self.world.ctx(review.form.physician.account)
                answer_reviewer(doctor, review.form.id, review.id, version, "The last cycle ended in May")
                self.note_answered(review)
                self.books.acts["late answers" if days_left < 0 else "answers in time"] += 1
                self._recommend(review)

    def note_answered(self, review: Review) -> None:
        """Write down that the physician answered."""
        review.state = "assigned"
        self.books.owe("answer_came", review.form.number, review.reviewer)
        self.reminders.note_review(review, self.today)

    def _recommend(self, review: Review) -> None:
        valid = [each.vaccine for each in review.form.valid_lines(self.today)]
        going = valid if valid and self.rng.random() < self.scale.revoked_share else []
        if len(going) > 1 and self.rng.random() < 0.5:
            going = self.rng.sample(going, len(going) - 1)
        findings = tuple(
            LineFinding(
                vaccine=Vaccine(each.vaccine),
                finding=Finding.REVOKE if each.vaccine in going else Finding.MEETS_CRITERIA,
                reason="The record was compared with the criterion",
            )
            for each in review.form.lines
        )
        recommend(self._ctx(review), review.id, review.form.id, findings, None)
        review.state, review.revoked = "recommended", tuple(going)
        review.due = self.today  # from the next day on it is decided

    def _decide_what_is_recommended(self) -> None:
        waiting = [each for each in self.books.reviews if each.state == "recommended"]
        several = [each for each in waiting if not each.due]
        for physician in dict.fromkeys(each.form.physician for each in several):
            self._decide_several(physician, [each for each in several if each.form.physician is physician])
        for review in [each for each in waiting if each.due and each.due < self.today]:
            self._decide(review)

    def _decide(self, review: Review) -> None:
        form, reason = review.form, "The officer read the record"
        # What ended since the recommendation can be revoked no more.
        going = tuple(each.vaccine for each in form.valid_lines(self.today) if each.vaccine in review.revoked)
        outcome = Outcome.REVOKED if going else Outcome.DISAGREED if review.revoked else Outcome.CLEARED
        vaccines = tuple(Vaccine(each) for each in going)
        decided = Decision(review.id, form.id, None, outcome, vaccines, reason)
        decide_review(self.world.ctx(self.town.officer), decided, PASSWORD)
        self.note_decided(review, going)

    def note_decided(self, review: Review, going: tuple[str, ...]) -> None:
        """Write down the decision: these vaccines are revoked, or none."""
        form = review.form
        if review.revoked and not going:
            self.books.owe("recommendation_not_followed", form.number, review.reviewer)
        self._close(review, going)
        if going:
            self.books.revoke(review, going, self.today)
            self.reminders.note_form(form, self.today)
            self.books.acts["revocations"] += 1
            self.books.acts["revocations of some vaccines"] += len(going) < len(form.lines)
        else:
            self.books.owe("review_cleared", form.number, form.parent, form.physician.account.id)

    def _close(self, review: Review, revoked: tuple[str, ...] = ()) -> None:
        review.state, review.decided, review.revoked, review.due = "decided", self.today, revoked, None
        self.books.acts["cases decided"] += 1

    # Several at once

    def _clear_several(self, physician: Physician, reviews: list[Review]) -> None:
        for review in reviews:
            self.learn(review)
        nurse, standing = self.rng.choice(self.town.nurses), self._standing(physician)
        take_several(self.world.ctx(nurse), standing, self._chosen(reviews))
        findings = {
            (review.id, Vaccine(each.vaccine)): Finding.MEETS_CRITERIA
            for review in reviews
            for each in review.form.lines
        }
        clearing = Clearing(standing.id, self._chosen(reviews), findings, "All meet the criterion")
        clear_several(self.world.ctx(nurse), standing, clearing, PASSWORD)
        for review in reviews:
            review.state, review.reviewer, review.due, review.revoked = "recommended", nurse.id, None, ()
        self.books.acts["cases cleared in bulk"] += len(reviews)

    def _decide_several(self, physician: Physician, reviews: list[Review]) -> None:
        standing, officer = self._standing(physician), self.world.ctx(self.town.officer)
        decide_several(officer, standing, self._chosen(reviews), "The officer read them", PASSWORD)
        for review in reviews:
            self._close(review)
            self.books.owe("review_cleared", review.form.number, review.form.parent, physician.account.id)

    def _chosen(self, reviews: list[Review]) -> tuple[ChosenCase, ...]:
        store = self.world.ctx().store
        return tuple(ChosenCase(each.id, each.form.id, store.get(stored.Review, each.id).version) for each in reviews)

    def _standing(self, physician: Physician) -> PhysicianStanding:
        assert physician.account.physician
        return self.world.ctx().store.get(PhysicianStanding, standing_id(physician.account.physician))

    def learn(self, review: Review) -> None:
        """Find the case that the statute opened, by its form: there is one that the books do not know yet."""
        if review.id:
            return
        store, known = self.world.ctx().store, {each.id for each in self.books.reviews}
        found = [store.get(stored.Review, each) for each in store.get(ExemptionForm, review.form.id).review_ids]
        (new,) = [each for each in found if each.id not in known and each.trigger == review.trigger]
        review.id = new.id

    def _ctx(self, review: Review) -> Context:
        return self.world.ctx(self._person(review.reviewer))

    def _person(self, account_id: str) -> Account:
        return next(each for each in self.town.nurses if each.id == account_id)
