"""What the script itself writes down of each act, in plain Python: forms, reviews, appeals, what is owed to whom. The
portal's tables are held against these books (recounts.py); nothing here asks the portal."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from chalicelib.domain.account import Account

BY_COUNT, BY_SCHOOL, BY_REASON = "physician_five_forms", "school_not_reporting", "public_health"
FIVE = 5


@dataclass(eq=False)
class Physician:
    """`good_at`: when the board last answered at a signing; `is_busy`: signs many forms in the year."""

    account: Account
    is_busy: bool
    good_at: datetime
    on_hold: bool = False


@dataclass(eq=False)
class School:
    """`reports`: whether it files its annual report in time."""

    id: str
    jurisdiction: str
    person: Account
    reports: bool
    reviewed_whole: bool = False


@dataclass(eq=False)
class Line:
    """One vaccine of a form; `ends` is its last valid day, None where the year does not see it."""

    vaccine: str
    permanent: bool
    ends: date | None
    state: str = "issued"
    revoked: date | None = None
    is_appealed: bool = False

    def is_valid(self, on: date) -> bool:
        return self.state == "issued" and (self.ends is None or on <= self.ends)


@dataclass(eq=False)
class Form:
    """One signed form. `reviews`: all that ever were about it; one that moved on stands in the next form's, too."""

    id: str
    number: str
    child_id: str
    parent: str
    physician: Physician
    school: School
    signed: date
    lines: list[Line]
    next_span: date | None
    replaces: "Form | None" = None
    is_correction: bool = False
    replaced_by: "Form | None" = None
    reviews: list["Review"] = field(default_factory=list)

    @property
    def was_held(self) -> bool:
        return all(line.state == "held" for line in self.lines)

    @property
    def is_permanent(self) -> bool:
        return any(line.permanent for line in self.lines)

    def valid_lines(self, on: date) -> list[Line]:
        return [line for line in self.lines if line.is_valid(on)] if self.signed <= on else []


@dataclass(eq=False)
class Review:
    """One case about a form."""

    trigger: str
    form: Form
    opened: date
    id: str = ""
    state: str = "open"
    reviewer: str = ""
    due: date | None = None
    decided: date | None = None
    revoked: tuple[str, ...] = ()


@dataclass(eq=False)
class Appeal:
    """One appeal: `stays` while it is open and was filed in time."""

    id: str
    form: Form
    review: Review
    vaccines: tuple[str, ...]
    filed: date
    in_time: bool
    state: str = "filed"
    panel: tuple[str, ...] = ()
    waits_since: date | None = None
    decided: date | None = None
    restored: tuple[str, ...] = ()

    @property
    def is_open(self) -> bool:
        return self.state not in {"withdrawn", "refused", "decided"}


NO_NUMBER = "None None"
"""What stands for the number where a notice names none."""
Owed = tuple[str, str, str, str]
"""A notice: its kind, its recipient's id, the number of what it is about, the day it names ("" where none is meant)."""


@dataclass
class Books:
    """All of it."""

    forms: list[Form] = field(default_factory=list)
    reviews: list[Review] = field(default_factory=list)
    appeals: list[Appeal] = field(default_factory=list)
    owed: Counter[Owed] = field(default_factory=Counter)
    acts: Counter[str] = field(default_factory=Counter)
    revoked_forms: defaultdict[tuple[str, int], set[str]] = field(default_factory=lambda: defaultdict(set))
    told_board: set[tuple[str, int]] = field(default_factory=set)

    def owe(self, kind: str, number: str, *to: str, day: date | None = None) -> None:
        """Write down one notice for each recipient."""
        for each in to:
            self.owed[kind, each, number, day.isoformat() if day else ""] += 1

    def counted(self, physician: Physician, year: int) -> list[Form]:
        """The forms of a physician that count in a calendar year: corrections are no new forms."""
        return [
            form
            for form in self.forms
            if form.physician is physician and form.signed.year == year and not form.is_correction
        ]

    def open_case(self, trigger: str, form: Form, on: date) -> Review:
        """A case begins."""
        review = Review(trigger, form, on)
        self.reviews.append(review)
        form.reviews.append(review)
        return review

    def sign(self, form: Form) -> None:
        """A form was signed: what it replaces ends, its cases move on, and the statute's cases begin."""
        self.forms.append(form)
        old, on = form.replaces, form.signed
        had_open = {review.trigger for review in old.reviews if not review.decided} if old else set()
        if old is not None:
            old.replaced_by = form
            for review in [each for each in old.reviews if not each.decided]:
                review.form = form
                form.reviews.append(review)
            for line in old.lines:
                line.state = "superseded" if line.state == "issued" else line.state
        if form.is_correction:
            return
        year = self.counted(form.physician, on.year)
        if len(year) == FIVE:
            for each in map(_as_corrected, year[:-1]):
                if BY_COUNT not in {review.trigger for review in each.reviews}:
                    self.open_case(BY_COUNT, each, on)
        if len(year) >= FIVE and BY_COUNT not in had_open:
            self.open_case(BY_COUNT, form, on)
        if form.school.reviewed_whole and BY_SCHOOL not in had_open:
            self.open_case(BY_SCHOOL, form, on)

    def revoke(self, review: Review, vaccines: tuple[str, ...], on: date) -> None:
        """Lines are revoked, the form counts in its physician's year, and the four are told, the board at the fifth."""
        form, key = review.form, (review.form.physician.account.id, on.year)
        for line in form.lines:
            if line.vaccine in vaccines:
                line.state, line.revoked, line.is_appealed = "revoked", on, False
        self.owe("exemption_revoked", form.number, form.parent, key[0], form.school.id, form.school.jurisdiction)
        before = len(self.revoked_forms[key])
        self.revoked_forms[key].add(form.number)
        if (before, len(self.revoked_forms[key])) == (FIVE - 1, FIVE):
            self.told_board.add(key)
            self.owe("five_forms_revoked", f"{key[0]} {on.year}", "MBC")

    def restore(self, appeal: Appeal) -> None:
        """What the panel gave back counts again, and no more among the revoked forms unless a line stays revoked."""
        form, year = appeal.form, (appeal.review.decided or appeal.filed).year
        for line in form.lines:
            if line.vaccine in appeal.restored:
                line.state = "issued"
        key = (form.physician.account.id, year)
        left = any(line.state == "revoked" and line.revoked and line.revoked.year == year for line in form.lines)
        if appeal.restored and not left and form.number in self.revoked_forms[key]:
            self.revoked_forms[key].remove(form.number)
            if key in self.told_board:
                self.owe("revoked_forms_corrected", form.number, "MBC")


def _as_corrected(form: Form) -> Form:
    after = form.replaced_by
    return _as_corrected(after) if after is not None and after.is_correction else form


DAY = timedelta(days=1)
