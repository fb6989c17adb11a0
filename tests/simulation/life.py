"""What a run has in common: the town, its books, and what people are in the middle of."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from random import Random
from typing import TypeVar

from chalicelib.actions.accounts.sign_in import email_hash
from chalicelib.domain.account import Account
from chalicelib.domain.action import Action
from chalicelib.domain.child import ChildFacts
from chalicelib.domain.record import VersionedRecord
from tests.builders import World
from tests.simulation.boards import Boards
from tests.simulation.presses import Hands
from tests.state_year.appealing import Appealing
from tests.state_year.books import NO_NUMBER, Appeal, Books, Form, Physician, Review, School
from tests.state_year.owed_reminders import OwedReminders
from tests.state_year.reviewing import Reviewing
from tests.state_year.signing import Signing
from tests.state_year.town import Scale, Town

SCALE = Scale(14, busy=1, asked=0, revoked_share=0.6, appealed_share=0.6)
_R = TypeVar("_R", bound=VersionedRecord)
_C = TypeVar("_C")


@dataclass(eq=False)
class Asked:
    """One request of a parent. `state`: begun, sent, opened, signed, canceled, declined, purged."""

    id: str
    parent: Account
    saved: date
    school: School
    leaves_span: bool
    state: str = "begun"
    number: str = ""
    child_id: str = ""
    sent: date | None = None
    physician: Physician | None = None
    is_drafted: bool = False
    is_left: bool = False  # the parent never sends it


@dataclass(eq=False)
class Drafted:
    """A draft that renews or corrects a form."""

    id: str
    form: Form
    is_renewal: bool
    is_filled: bool = False


@dataclass(eq=False)
class Begun:
    """An appeal that a parent is writing."""

    id: str
    review: Review
    is_told: bool = False


@dataclass(eq=False)
class Seats:
    """The panel of an appeal: who sits, since when, who declared, who voted for the parent on which vaccines."""

    assigned: date
    members: tuple[str, ...]
    declared: dict[str, date] = field(default_factory=dict)
    votes: dict[str, frozenset[str]] = field(default_factory=dict)


class FamilyBooks(Books):
    """Books that know of other guardians: what a parent is owed of a form, each of them is owed too."""

    def __init__(self) -> None:
        super().__init__()
        self.guardians: defaultdict[str, list[Account]] = defaultdict(list)  # by child

    def owe(self, kind: str, number: str, *to: str, day: date | None = None) -> None:
        """As of Books."""
        form = next((each for each in self.forms if each.number == number), None)
        others = self.guardians[form.child_id] if form and form.parent in to else []
        super().owe(kind, number, *to, *(each.id for each in others), day=day)

    def forget_all_of(self, account_id: str) -> None:
        """The account is gone, with its inbox."""
        for told in [each for each in self.owed if each[1] == account_id]:
            del self.owed[told]

    def sign(self, form: Form) -> None:
        """As of Books; a form that follows a revocation goes to review by itself."""
        super().sign(form)
        vaccines = {line.vaccine for line in form.lines}
        old = form.replaces.lines if form.replaces else []
        if any(line.state == "revoked" and line.vaccine in vaccines for line in old):
            self.open_case("reissued_after_revocation", form, form.signed)

    def restore(self, appeal: Appeal) -> None:
        """As of Books; a line in whose place another one counts is replaced right away."""
        super().restore(appeal)
        form, on, holders = appeal.form, appeal.decided, list[Form]()
        others = [each for each in self.forms if each.child_id == form.child_id and each is not form]
        for line in form.lines:
            holder = next((each for each in others if on and _counts(each, line.vaccine, on)), None)
            if line.vaccine in appeal.restored and holder is not None:
                line.state = "superseded"
                holders.append(holder)
        for _holder in dict.fromkeys(holders):
            self.owe("exemption_replaced", NO_NUMBER, form.parent, *(each.id for each in self.guardians[form.child_id]))


def _counts(form: Form, vaccine: str, on: date) -> bool:
    return any(line.vaccine == vaccine for line in form.valid_lines(on))


@dataclass(eq=False)
class Life:
    """Everything that acts read and write, beside the portal itself."""

    world: World
    town: Town
    rng: Random
    hands: Hands
    boards: Boards
    books: FamilyBooks = field(default_factory=FamilyBooks)
    asked: list[Asked] = field(default_factory=list)
    drafts: list[Drafted] = field(default_factory=list)
    begun: list[Begun] = field(default_factory=list)
    seats: dict[Appeal, Seats] = field(default_factory=dict)
    amendments: dict[str, Form] = field(default_factory=dict)
    child_of: dict[str, ChildFacts] = field(default_factory=dict)
    school_of: dict[str, School] = field(default_factory=dict)  # by child, as the child's record has it
    students: dict[str, School] = field(default_factory=dict)
    newcomers: list[str] = field(default_factory=list)
    registered: dict[str, date] = field(default_factory=dict)  # newcomers' accounts, and since when
    confirmed: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.town.rng = self.rng
        self.guardians = self.books.guardians
        self.reminders = OwedReminders(self.books)
        self.signing = Signing(self.town, self.books, self.reminders)
        self.reviewing = Reviewing(self.town, self.books, self.reminders, SCALE)
        self.appealing = Appealing(self.town, self.books, self.reminders, SCALE)

    @property
    def today(self) -> date:
        """The California date."""
        return self.world.clock.today

    def stored(self, kind: type[_R], record_id: str) -> _R:
        """A record as it stands."""
        return self.world.ctx().store.get(kind, record_id)

    def version(self, kind: type[VersionedRecord], record_id: str) -> str:
        """The version that a page shows now."""
        return str(self.stored(kind, record_id).version)

    def one_of(self, choices: list[_C]) -> _C | None:
        """One of them; None where there is none."""
        return self.rng.choice(choices) if choices else None

    def write(self, record: VersionedRecord, act: Action, actor: Account, **changes: object) -> None:
        """Fill in a page that is none of the acts that count: one write, which always comes through."""
        with self.hands.undisturbed():
            self.world.step(record, act, actor=actor, **changes)

    def parent_of(self, form: Form) -> Account:
        """The parent who asked for it."""
        return next(each for each in self.town.parents if each.id == form.parent)

    def address(self, person: Account) -> str:
        """How the person's e-mail address stands in keys."""
        return email_hash(self.world.ctx(), person.email)

    def live_forms(self) -> list[Form]:
        """The forms of which a line counts today."""
        return [form for form in self.books.forms if form.valid_lines(self.today)]
