"""What parents, the agency, the panel and the Secretary do with appeals in the year, each by the portal's own act."""

from collections import Counter
from datetime import date, timedelta

from chalicelib.actions.appeals.accept_appeal import accept_appeal
from chalicelib.actions.appeals.adopt_determination import Adoption, adopt_determination
from chalicelib.actions.appeals.assign_panel import assign_panel
from chalicelib.actions.appeals.declare_no_conflict import declare_no_conflict
from chalicelib.actions.appeals.edit_appeal import give_information, say_why
from chalicelib.actions.appeals.file_appeal import file_appeal
from chalicelib.actions.appeals.refuse_late_appeal import refuse_late_appeal
from chalicelib.actions.appeals.start_appeal import start_appeal
from chalicelib.actions.appeals.vote import Ballot, vote
from chalicelib.actions.appeals.withdraw_appeal import withdraw_appeal
from chalicelib.domain import appeal as stored
from chalicelib.domain.account import Account
from chalicelib.domain.appeal import VaccineVote, Vote
from chalicelib.law.enums import Vaccine
from tests.builders import PASSWORD
from tests.reference_model.engine.clocks import t5_appeal_by
from tests.state_year.books import DAY, Appeal, Books, Line, Review
from tests.state_year.owed_reminders import OwedReminders
from tests.state_year.town import Scale, Town

_MAJORITY = 2


class Appealing:
    """Appeals, from the parent's first word to the Secretary's."""

    def __init__(self, town: Town, books: Books, reminders: OwedReminders, scale: Scale) -> None:
        self.town, self.books, self.reminders, self.world = town, books, reminders, town.world
        self.rng, self.scale = town.rng, scale
        self.meant: dict[date, list[Review]] = {}
        self._looked_at: set[Review] = set()
        self._votes_on: dict[Appeal, date] = {}

    @property
    def today(self) -> date:
        return self.world.clock.today

    def work(self) -> None:
        """Parents decide on an appeal when their form was revoked; those that are due go on a step."""
        self._make_plans()
        for day in sorted(each for each in self.meant if each <= self.today):
            for review in self.meant.pop(day):
                self._file(review)
        for appeal in [each for each in self.books.appeals if each.is_open and each.filed < self.today]:
            self._go_on(appeal)

    def _make_plans(self) -> None:
        for review in self.books.reviews:
            if not review.decided or not review.revoked or review in self._looked_at:
                continue
            self._looked_at.add(review)
            if self.rng.random() < self.scale.appealed_share:
                last = t5_appeal_by(review.decided)
                late = self.rng.random() < 0.2
                days = self.rng.randrange(1, 20) if late else -self.rng.randrange(0, 25)
                self.meant.setdefault(max(last + days * DAY, self.today), []).append(review)

    def _file(self, review: Review) -> None:
        form, mine = review.form, [each for each in review.form.lines if each.vaccine in review.revoked]
        if any(each.state != "revoked" or each.revoked != review.decided for each in mine):
            return  # what was revoked then came back, or was revoked again
        parent = self._person(form.parent)
        appeal_id = start_appeal(self.world.ctx(parent), form.id).subject.id
        say_why(self.world.ctx(parent), appeal_id, None, "The oncologist says that the treatment is not over yet")
        give_information(self.world.ctx(parent), appeal_id, None, "The plan of the clinic")
        file_appeal(self.world.ctx(parent), appeal_id, None)
        self.note_filed(appeal_id, review, mine)

    def note_filed(self, appeal_id: str, review: Review, mine: list[Line]) -> None:
        """Write down that the parent appeals against what a case revoked."""
        form = review.form
        assert review.decided
        in_time = self.today <= t5_appeal_by(review.decided)
        appeal = Appeal(appeal_id, form, review, tuple(each.vaccine for each in mine), self.today, in_time)
        self.books.appeals.append(appeal)
        for each in mine:
            each.is_appealed = True
        self._owe("appeal_filed" if in_time else "appeal_filed_late", appeal)
        self.reminders.note_form(form, self.today)
        self.books.acts["appeals in time" if in_time else "late appeals"] += 1

    def _owe(self, kind: str, appeal: Appeal) -> None:
        form = appeal.form
        self.books.owe(kind, form.number, form.parent, form.physician.account.id, "chhs", form.school.id)

    def _go_on(self, appeal: Appeal) -> None:
        if appeal.state == "filed":
            chance = self.rng.random()
            if chance < 0.1:
                self._withdraw(appeal)
            elif chance < 0.5 and not appeal.in_time:
                self._refuse(appeal)
            elif chance < 0.7:
                self._seat(appeal)
        elif appeal.state == "in review" and self._votes_on[appeal] <= self.today:
            self._vote(appeal)
        elif appeal.state == "determined":
            self._adopt(appeal)

    def _withdraw(self, appeal: Appeal) -> None:
        withdraw_appeal(self.world.ctx(self._person(appeal.form.parent)), appeal.id, None)
        self.note_withdrawn(appeal)

    def note_withdrawn(self, appeal: Appeal) -> None:
        """Write down that the parent took the appeal back."""
        appeal.state = "withdrawn"
        self._owe("appeal_withdrawn", appeal)
        self.books.acts["appeals withdrawn"] += 1

    def _refuse(self, appeal: Appeal) -> None:
        refuse_late_appeal(self.world.ctx(self.town.agency), appeal.id, None, "It came after the last day")
        self.note_refused(appeal)

    def note_refused(self, appeal: Appeal) -> None:
        """Write down that the agency did not take it."""
        appeal.state, form = "refused", appeal.form
        self.books.owe("appeal_refused_late", form.number, form.parent, form.physician.account.id, form.school.id)
        self.books.acts["late appeals refused"] += 1

    def _seat(self, appeal: Appeal) -> None:
        accept_appeal(self.world.ctx(self.town.agency), appeal.id, None)
        panel = self.rng.sample(self.town.panelists, 3)
        assign_panel(self.world.ctx(self.town.agency), appeal.id, None, [each.id for each in panel])
        for each in panel:
            declare_no_conflict(self.world.ctx(each), appeal.id)
        appeal.state, appeal.panel, appeal.waits_since = "in review", tuple(each.id for each in panel), self.today
        self._votes_on[appeal] = self.today + timedelta(days=self.rng.choice((2, 3, 5, 9, 16)))
        self.books.owe("panel_invited", appeal.form.number, *appeal.panel)
        self.reminders.note_appeal(appeal, self.today)

    def _vote(self, appeal: Appeal) -> None:
        for_parent: Counter[str] = Counter()
        for panelist in appeal.panel:
            votes = {each: self.rng.random() < 0.4 for each in appeal.vaccines}
            for_parent.update(vaccine for vaccine, is_for in votes.items() if is_for)
            ballot = tuple(
                VaccineVote(
                    vaccine=Vaccine(vaccine),
                    vote=Vote.REINSTATE if is_for else Vote.UPHOLD,
                    reason="The record supports this view",
                )
                for vaccine, is_for in votes.items()
            )
            vote(self.world.ctx(self._person(panelist)), Ballot(appeal.id, ballot, PASSWORD))
        appeal.state, appeal.waits_since = "determined", None
        appeal.restored = tuple(each for each in appeal.vaccines if for_parent[each] >= _MAJORITY)
        self.books.owe("appeal_determined", appeal.form.number, "chhs")
        self.reminders.note_appeal(appeal, self.today)

    def _adopt(self, appeal: Appeal) -> None:
        case = self.world.ctx().store.get(stored.Appeal, appeal.id)
        adoption = Adoption(appeal.id, appeal.form.id, None, case.determined, "The determination is adopted", PASSWORD)
        adopt_determination(self.world.ctx(self.town.secretary), adoption)
        self.note_adopted(appeal)

    def note_adopted(self, appeal: Appeal) -> None:
        """Write down the Secretary's decision, which is the panel's."""
        form = appeal.form
        appeal.state, appeal.decided = "decided", self.today
        self.books.restore(appeal)
        left = set(appeal.vaccines) - set(appeal.restored)
        kind = "appeal_reinstated_in_part" if appeal.restored and left else "appeal_reinstated"
        kind = kind if appeal.restored else "appeal_upheld"
        told = (form.parent, form.physician.account.id, form.school.id, form.school.jurisdiction, "cdph")
        self.books.owe(kind, form.number, *told)
        self.reminders.note_form(form, self.today)
        self.books.acts["appeals decided"] += 1
        self.books.acts["appeals that gave something back"] += bool(appeal.restored)

    def _person(self, account_id: str) -> Account:
        return next(each for each in (*self.town.parents, *self.town.panelists) if each.id == account_id)
