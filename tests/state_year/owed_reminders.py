"""Which reminders are owed, by the days that design/lifecycle gives for each kind: said in the morning, once for each
day of the list, the newest of what a night without a run has missed."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from tests.reference_model.engine.clocks import t5_appeal_by
from tests.state_year.books import DAY, NO_NUMBER, Appeal, Books, Form, Line, Owed, Review

_DAYS = {
    "end": (60, 30, 14, 3, -1),
    "span": (120, 60, 30),
    "appeal": (14, 3),
    "information": (7, 0, -1),
    "draft": (30,),
    "request": (30,),
    "opened request": (30,),
    "seat": (-7, -14, -28),
}
_AGENCY_AFTER = 14
_FAR_OFF = date(2031, 8, 1)  # the next span of the children in grade 2: no reminder of it falls into the year

Ends = frozenset[tuple[str, date, str]]
"""What is reminded of: its kind, its last day, and the one whom it concerns ("" for all)."""


@dataclass
class _Row:
    find: Callable[[], Ends]
    tell: Callable[[date, set[tuple[str, date, str]]], None]
    known: Ends
    through: date
    next_day: date | None


def _days(ends: Ends) -> list[tuple[date, tuple[str, date, str]]]:
    return sorted((each[1] - days * DAY, each) for each in ends for days in _DAYS[each[0]])


def _next_after(ends: Ends, day: date) -> date | None:
    return next((when for when, _end in _days(ends) if when > day), None)


class OwedReminders:
    """One row for each form, case, request or appeal of which someone is reminded."""

    def __init__(self, books: Books) -> None:
        self.books = books
        self._rows: dict[object, _Row] = {}

    def note_form(self, form: Form, on: date, *, is_new: bool = False) -> None:
        """The form was signed or changed on a day."""

        def find() -> Ends:
            return frozenset(end for each in form.lines for end in _ends_of_line(each, form))

        self._note(form, find, lambda on, due: self._tell_of_form(form, on, due), on, is_new=is_new)

    def note_review(self, review: Review, on: date) -> None:
        """A question was asked or answered on a day."""

        def find() -> Ends:
            is_asked = review.state == "info_requested" and review.due is not None
            return frozenset([("information", review.due, "")]) if is_asked and review.due else frozenset()

        self._note(review, find, lambda on, due: self._tell_of_review(review, on, due), on)

    def note_request(self, number: str, parent: str, last_day: date, on: date) -> None:
        """A request was sent on a day."""
        self.note_ends_of_request(number, lambda: frozenset([("request", last_day, parent)]), lambda: number, on)

    def note_ends_of_request(
        self, key: object, find: Callable[[], Ends], number: Callable[[], str], on: date, *, is_new: bool = False
    ) -> None:
        """A request was begun, sent, opened or ended on a day. `find`: what lapses, when, and who is told."""

        def tell(_on: date, due: set[tuple[str, date, str]]) -> None:
            for kind, last_day, whom in due:
                self.books.owe(f"{kind.replace(' ', '_')}_lapses_soon", number() or NO_NUMBER, whom, day=last_day)

        self._note(key, find, tell, on, is_new=is_new)

    def note_appeal(self, appeal: Appeal, on: date) -> None:
        """Seats began to wait, or ended to, on a day."""

        def find() -> Ends:
            since = appeal.waits_since
            return frozenset(("seat", since, each) for each in appeal.panel) if since else frozenset()

        self.note_seats(appeal, find, on)

    def note_seats(self, appeal: Appeal, find: Callable[[], Ends], on: date) -> None:
        """Seats began to wait, or ended to, on a day. `find`: which wait, and since when."""
        self._note(appeal, find, lambda on, due: self._tell_of_seats(appeal, on, due), on)

    def _note(
        self,
        key: object,
        find: Callable[[], Ends],
        tell: Callable[[date, set[tuple[str, date, str]]], None],
        on: date,
        *,
        is_new: bool = False,
    ) -> None:
        ends, row = find(), self._rows.get(key)
        if row is not None and row.known == ends:
            return
        through = on if is_new else on - DAY
        waits = row is not None and row.next_day is not None
        self._rows[key] = _Row(find, tell, ends, row.through if row and waits else through, _next_after(ends, through))

    def run(self, on: date, was_said: Callable[[Counter[Owed]], bool] = lambda _owed: True) -> None:
        """The morning's job. `was_said`: whether the run came to a row, by what it owed; one that it did not come to
        waits for the next."""
        for row in self._rows.values():
            if row.next_day is None or row.next_day > on:
                continue
            due = {
                end for when, end in _days(row.known) if row.through < when <= on and (when > end[1] or on <= end[1])
            }
            before = Counter(self.books.owed)
            row.tell(on, due)
            if was_said(self.books.owed - before):
                row.through, row.next_day = on, _next_after(row.known, on)
            else:
                self.books.owed = before

    # Who is told what

    def _tell_of_form(self, form: Form, on: date, due: set[tuple[str, date, str]]) -> None:
        for kind, last_day, _whom in due:
            if kind == "appeal":
                self.books.owe("appeal_day_near", form.number, form.parent, day=last_day)
            else:
                words = "span_ends_soon" if kind == "span" else "exemption_ends_soon"
                words = "exemption_ended" if on > last_day else words
                self.books.owe(words, form.number, form.parent, day=last_day)
                self.books.owe(f"school_{words}", form.number, form.school.id, day=last_day)

    def _tell_of_review(self, review: Review, on: date, due: set[tuple[str, date, str]]) -> None:
        for _kind, last_day, _whom in due:
            physician = review.form.physician.account.id
            if on <= last_day:
                self.books.owe("information_due", review.form.number, physician, day=last_day)
            else:
                self.books.owe("information_overdue", review.form.number, physician, day=last_day)
                self.books.owe("answer_overdue", review.form.number, review.reviewer, day=last_day)

    def _tell_of_seats(self, appeal: Appeal, on: date, due: set[tuple[str, date, str]]) -> None:
        for _kind, _since, panelist in due:
            self.books.owe("panel_waits", appeal.form.number, panelist)
        if any((on - since).days >= _AGENCY_AFTER for _kind, since, _panelist in due):
            self.books.owe("panel_seat_silent", appeal.form.number, "chhs")


def _ends_of_line(line: Line, form: Form) -> list[tuple[str, date, str]]:

    if line.state == "revoked" and line.revoked and not line.is_appealed:
        return [("appeal", t5_appeal_by(line.revoked), "")]
    if line.state != "issued":
        return []
    if not line.permanent:
        return [("end", line.ends, "")] if line.ends else []
    return [("span", form.next_span - DAY if form.next_span else _FAR_OFF, "")]
