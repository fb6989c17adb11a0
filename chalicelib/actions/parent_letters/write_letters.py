"""A school's letters as they are written: to whom, in which language, with which doses and days."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from chalicelib.actions.calendars.notice_clock import SchoolDays, notice_clock
from chalicelib.actions.context import Context
from chalicelib.actions.parent_letters.letter_desk import LetterDesk, LetterOrder, check_order
from chalicelib.actions.pupils.notice_checks import receipt_of
from chalicelib.domain.child import ChildFacts
from chalicelib.domain.errors import invalid
from chalicelib.domain.parent_letters import (
    Addressee,
    DoseNeeded,
    DueLetter,
    doses_coming,
    doses_needed,
    due_letter,
    letter_given,
    possible_letter,
)
from chalicelib.domain.school_record import LetterKind
from chalicelib.domain.student import Contact, Student
from chalicelib.law.calendar import day_after
from chalicelib.law.school_clocks import next_school_day
from chalicelib.law.written_notice import tenth_school_day
from chalicelib.storage import keys

_WITH_A_LAST_DAY = frozenset({LetterKind.IMMUNIZATIONS_NEEDED, LetterKind.EXEMPTION_ENDS})


@dataclass(frozen=True)
class LetterDays:
    """`last_day`: to show a dose or an exemption. `first_day`: the first school day out; of a return, the first day
    back. `is_assumed`: by a calendar that no person has checked."""

    last_day: date | None
    first_day: date
    is_assumed: bool


@dataclass(frozen=True)
class WrittenLetter:
    """One letter. `language`: the family's, English where the school does not know it. `told_before`: the day of the
    notice that ran out, or of this letter's first copy."""

    to: Addressee
    child: ChildFacts
    contact: Contact
    language: str
    due: DueLetter
    doses: tuple[DoseNeeded, ...]
    days: LetterDays
    given_on: date
    told_before: date | None


def write_letters(ctx: Context, desk: LetterDesk, order: LetterOrder) -> list[WrittenLetter]:
    """Return the letters that are due, in the order of the list; with `order.again` also those given before.

    Raises PortalError INVALID (see `check_order`; the days come from an assumed calendar that the person has not
    checked).
    """
    check_order(ctx, order)
    found = [(desk.students[key], letter) for key, letter in _asked(ctx, desk, order)]
    _load_students(ctx, [to for to, _letter in found])
    letters = [_written(ctx, desk, order, to, letter) for to, letter in found]
    if not order.is_confirmed and any(each.days.is_assumed for each in letters):
        raise invalid("CALENDAR_NOT_CHECKED", "calendar_checked")
    return letters


def _asked(ctx: Context, desk: LetterDesk, order: LetterOrder) -> Iterator[tuple[str, DueLetter]]:
    choose = possible_letter if order.again else due_letter
    for key in dict.fromkeys(order.to):
        letter = choose(desk.students[key], order.kind, ctx.on) if key in desk.students else None
        if letter is not None:
            yield key, letter


def _load_students(ctx: Context, to: list[Addressee]) -> None:
    ctx.store.load([keys.record("student", each.row.student_id) for each in to if each.row])


def _written(ctx: Context, desk: LetterDesk, order: LetterOrder, to: Addressee, letter: DueLetter) -> WrittenLetter:
    child, contact = _family(ctx, to)
    is_back = letter.kind is LetterKind.RETURN
    doses = doses_coming(to, ctx.on) if is_back else doses_needed(to, letter.vaccines, ctx.on)
    return WrittenLetter(
        to,
        child,
        contact,
        contact.language or "en",
        letter,
        doses,
        letter_days(desk.school_days, order, letter),
        order.given_on,
        _told_before(to, letter),
    )


def _family(ctx: Context, to: Addressee) -> tuple[ChildFacts, Contact]:
    if to.row is not None:
        facts = ctx.store.get(Student, to.row.student_id).facts
        return facts.child, facts.contact
    newest = to.known
    named = ChildFacts(first_name=newest.first_name, last_name=newest.last_name, birth_date=newest.birth_date)
    return named, Contact(parent_name=to.pupil.newest.parent_name if to.pupil else "")


def letter_days(school: SchoolDays | None, order: LetterOrder, letter: DueLetter) -> LetterDays:
    """Return the days that a letter names; business days stand in where no calendar reaches so far."""
    received_on = receipt_of(order.way, order.given_on)
    if letter.kind is LetterKind.IMMUNIZATIONS_NEEDED and letter.day is None:
        clock = notice_clock(school, received_on)
        if clock is not None:
            return LetterDays(clock.last_day, clock.first_day_out, clock.is_assumed)
        last_day = tenth_school_day(received_on)
        return LetterDays(last_day, next_school_day(day_after(last_day)), is_assumed=True)
    if letter.kind in _WITH_A_LAST_DAY and letter.day is not None:
        return _from(school, day_after(letter.day), letter.day)
    if letter.kind is LetterKind.RETURN:
        back = _from(school, order.given_on)
        return LetterDays(None, back.first_day, is_assumed=False)
    return _from(school, max(letter.day or order.given_on, order.given_on))


def _from(school: SchoolDays | None, day: date, last_day: date | None = None) -> LetterDays:
    first_day = school.first_day_out(day) if school else None
    if school is None or first_day is None:
        return LetterDays(last_day, next_school_day(day), is_assumed=True)
    return LetterDays(last_day, first_day, school.is_assumed(day, first_day))


def _told_before(to: Addressee, letter: DueLetter) -> date | None:
    if letter.kind is LetterKind.EXCLUSION:
        told = [each.given_on for each in to.record.notices if each.starts_a_clock]
        return max(told, default=None)
    given = letter_given(to.record, letter)
    return given.given_on if given else None
