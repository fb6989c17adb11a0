"""A school records that it gave letters: the law's clocks count from them. Many at a time, in as few transactions as
they fit; what a broken one left out, a second press of the same button records, and nothing twice."""

from collections.abc import Iterator
from dataclasses import replace
from hashlib import sha256

from chalicelib.actions.context import Context
from chalicelib.actions.parent_letters.letter_desk import LetterDesk, LetterOrder
from chalicelib.actions.parent_letters.write_letters import WrittenLetter, write_letters
from chalicelib.actions.pupils.notice_checks import GivenNotice, checked_notice
from chalicelib.actions.pupils.pupil_case import commit_record, load_pupil_case
from chalicelib.domain.action import Action
from chalicelib.domain.errors import invalid
from chalicelib.domain.results import Done, Subject
from chalicelib.domain.school_record import LetterKind
from chalicelib.domain.student import Student

_IN_ONE_TRANSACTION = 18  # a student takes five of a hundred items: the record, its event, three rows
_ACT = Action.RECORD_PARENT_LETTERS


def record_letters(ctx: Context, desk: LetterDesk, order: LetterOrder, subject: Subject) -> Done:
    """Record the letters that are due as given; `subject`: what the person is shown then.

    Raises PortalError INVALID (see `write_letters`; none of them is due any more), CONFLICT (someone changed
    a record meanwhile), UNAVAILABLE. What was recorded before the error stays.
    """
    letters = {each.to.key: each for each in write_letters(ctx, desk, order)}
    if not letters:
        raise invalid("LETTERS_NOT_DUE", "to")
    steps = [step for step in _steps(order, desk) if any(key in letters for key in step)]
    done = Done(act=_ACT, subject=subject)
    for step in steps:
        own = ctx if step is steps[-1] else replace(ctx, idempotency_key=_step_key(ctx, step))
        done = _record_step(own, [letters[key] for key in step if key in letters], order, subject)
    return done


def _steps(order: LetterOrder, desk: LetterDesk) -> Iterator[tuple[str, ...]]:
    """Yield the ticks of each transaction, the same for a second press: a child with a form has one of its own, as all
    its forms change with it."""
    known = [key for key in dict.fromkeys(order.to) if key in desk.students]
    listed = [key for key in known if desk.students[key].pupil is None]
    for first in range(0, len(listed), _IN_ONE_TRANSACTION):
        yield tuple(listed[first : first + _IN_ONE_TRANSACTION])
    yield from ((key,) for key in known if desk.students[key].pupil is not None)


def _step_key(ctx: Context, step: tuple[str, ...]) -> str:
    return f"{ctx.idempotency_key}-{sha256(' '.join(step).encode()).hexdigest()}"


def _record_step(ctx: Context, letters: list[WrittenLetter], order: LetterOrder, subject: Subject) -> Done:
    first = letters[0]
    if first.to.pupil is not None:
        case = load_pupil_case(ctx, _ACT, first.to.form_id, None)
        known, born = case.child.school_record, case.child.facts.birth_date
        given = checked_notice(ctx, _given(first, order), known, born, case.form.facility_id)
        return commit_record(ctx, _ACT, case, known.with_notice(given), subject=subject)
    work = ctx.unit_of_work(_ACT)
    for letter in letters:
        student = ctx.store.get(Student, letter.to.row.student_id if letter.to.row else "")
        ctx.require(_ACT, student)
        known = student.school_record
        given = checked_notice(ctx, _given(letter, order), known, student.facts.child.birth_date, student.facility_id)
        work.update(student, student.with_changes(school_record=known.with_notice(given)))
    return work.commit(subject)


def _given(letter: WrittenLetter, order: LetterOrder) -> GivenNotice:
    is_notice = letter.due.kind is LetterKind.IMMUNIZATIONS_NEEDED
    return GivenNotice(
        frozenset(letter.due.vaccines),
        order.way,
        order.given_on,
        last_day=letter.days.last_day if is_notice else None,
        first_day=letter.days.first_day,
        by_calendar=True,
        kind=letter.due.kind,
        language=letter.language,
    )
