"""Which letters a school owes its parents on a day, by the slow engine; and the office that writes them by the portal.

A letter of missing shots goes to whom neither shots, nor an exemption, nor an earlier letter answers for. Ten days of
school after its receipt the student is out, and the parent is written to again; and once more when the student may
come back. Before an exemption ends the parent is told sixty days ahead. What the health officer orders comes with the
officer's own letter.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

import pytest

from chalicelib.actions.parent_letters.letter_desk import LetterDesk, LetterOrder, load_desk
from chalicelib.actions.parent_letters.record_letters import record_letters
from chalicelib.domain.errors import PortalError
from chalicelib.domain.parent_letters import due_letter
from chalicelib.domain.results import Subject, SubjectKind
from chalicelib.domain.roster import MatchedRosterRow, RosterRow
from chalicelib.domain.school_record import LetterKind, RecordedNotice
from chalicelib.law.enums import NoticeWay
from tests.reference_model.engine import clocks, lines, shots
from tests.reference_model.engine import students as slow
from tests.reference_model.engine.lines import CONDITIONAL, EXCLUDE, KEEP, NOT_AN_EXEMPTION
from tests.reference_model.engine.records import Notice, notice_given, student_on
from tests.reference_model.engine.students import CHECK, VACCINES, Student
from tests.school_year import calendars
from tests.school_year.compared import DifferenceError
from tests.school_year.district import District, Known, Letter
from tests.school_year.town import School

NEEDED, ENDS, OUT, BACK = "immunizations-needed", "exemption-ends", "exclusion", "return"
MAY_ATTEND = ("admit", CONDITIONAL, KEEP)
_AT_ONCE = 50


@dataclass(frozen=True)
class _Seen:
    """A student as the office sees one today: the answers, and those that would count without the right to be enrolled
    at once."""

    known: Known
    student: Student
    told: dict[str, lines.Answer]
    strictest: lines.Answer
    plain: dict[str, lines.Answer]


def _seen(known: Known, on: date) -> _Seen:
    student = student_on(known.record, on)
    strictest, told = slow.answer(student, on)
    return _Seen(
        known,
        student,
        told,
        strictest,
        slow.answer(replace(student, enroll_now=False), on)[1] if student.enroll_now else told,
    )


def owed(known: Known, on: date) -> dict[str, tuple[str, ...]]:
    """The letters that are due today, by kind, each with its vaccines."""
    seen = _seen(known, on)
    found = {NEEDED: _needed(seen), ENDS: _ends(seen, on), OUT: _out(seen, on), BACK: _back(seen)}
    return {kind: vaccines for kind, vaccines in found.items() if vaccines}


def _ordered(vaccines: Iterator[str]) -> tuple[str, ...]:
    named = set(vaccines)
    return tuple(each for each in VACCINES if each in named)


def _needed(seen: _Seen) -> tuple[str, ...]:
    return _ordered(vaccine for vaccine, (outcome, _day) in seen.plain.items() if _is_untold(seen, vaccine, outcome))


def _is_untold(seen: _Seen, vaccine: str, outcome: str) -> bool:
    form = seen.student.forms.get(vaccine)
    if outcome == NOT_AN_EXEMPTION:
        return form is None or form.state not in ("held", "superseded")
    return outcome == CHECK


def _ends(seen: _Seen, on: date) -> tuple[str, ...]:
    """The exemptions in force that end first, once their last day is near, where no one told the parent."""
    ending: dict[date, list[str]] = {}
    for vaccine, form in seen.student.forms.items():
        answer = seen.told.get(vaccine)
        counts = form.line is not None and (form.state == "issued" or _is_back(form))
        if form.line and counts and lines.reading(form.line, on) == "valid" and answer == _by_line(form.line):
            end = lines.last_valid_day(form.line)
            if end is not None and not shots.meets(
                vaccine, seen.student.birth, seen.student.grade, on, seen.student.given
            ):
                ending.setdefault(end, []).append(vaccine)
    if not ending or clocks.ends_soon_from(min(ending)) > on:
        return ()
    first = ending[min(ending)]
    return () if all(_was_told(seen.known, vaccine) for vaccine in first) else _ordered(iter(first))


def _by_line(line: lines.Line) -> lines.Answer:
    return (CONDITIONAL if line.temporary else "admit"), lines.last_valid_day(line)


def _is_back(form: lines.Situation) -> bool:
    return form.appeal is not None and form.appeal.status == "reinstated"


def _was_told(known: Known, vaccine: str) -> bool:
    signed = max(each.line.signed for each in known.record.lines if each.vaccine == vaccine)
    return any(vaccine in each.vaccines and each.received >= signed for each in known.record.notices)


def _out(seen: _Seen, on: date) -> tuple[str, ...]:
    ordered = {slow.DISEASES[order.disease][0] for order in seen.student.exposed if slow.holds(order, on)}
    now = _ordered(name for name, (outcome, _day) in seen.told.items() if outcome == EXCLUDE and name not in ordered)
    last = _last(seen.known)
    told = last is not None and last.kind == OUT and set(now) <= set(last.vaccines)
    return () if told else now


def _back(seen: _Seen) -> tuple[str, ...]:
    last = _last(seen.known)
    return last.vaccines if last and last.kind == OUT and seen.strictest[0] in MAY_ATTEND else ()


def _last(known: Known) -> Letter | None:
    return next((each for each in reversed(known.letters) if each.kind in (OUT, BACK)), None)


def write_letters(district: District, school: School) -> int:
    """The office writes every letter that is due at the school today; return how many.

    Raises DifferenceError where the portal finds others due than the slow engine.
    """
    here = _here(district, school)
    due = {known: owed(known, district.today) for known in here}
    desk, written = _desk(district, school), 0
    for kind in LetterKind:
        expected = {known.student_id: due[known][kind.value] for known in here if kind.value in due[known]}
        shown = _shown(desk, kind, district.today)
        if shown != expected:
            facts = [known for known in here if shown.get(known.student_id) != expected.get(known.student_id)]
            told = [(expected.get(known.student_id), shown.get(known.student_id)) for known in facts]
            raise DifferenceError(f"{district.today} {kind}: slow, portal {told}\n{facts[0]}")
        for known in [each for each in here if each.student_id in expected]:
            _note(district, school, known, Letter(kind.value, due[known][kind.value], district.today))
            due[known] = owed(known, district.today)
        if expected:
            desk = _record(district, school, kind, sorted(expected), desk)
        written += len(expected)
    return written


def _here(district: District, school: School) -> list[Known]:
    return [known for known in district.known[school.id] if known.attends(district.today)]


def _desk(district: District, school: School) -> LetterDesk:
    return load_desk(district.world.ctx(district.offices[school.id]), school.id)


def _shown(desk: LetterDesk, kind: LetterKind, on: date) -> dict[str, tuple[str, ...]]:
    found = {}
    for to in desk.students.values():
        letter = due_letter(to, kind, on)
        if letter is not None and to.row is not None:
            found[to.row.student_id] = tuple(each.value for each in letter.vaccines)
    return found


def _record(
    district: District, school: School, kind: LetterKind, student_ids: list[str], desk: LetterDesk
) -> LetterDesk:
    """Record the letters, and press once more: nothing is due then. Return the desk as it is now."""
    subject = Subject(kind=SubjectKind.LETTER, id=kind, of=school.id)
    for first in range(0, len(student_ids), _AT_ONCE):
        to = tuple(f"student-{each}" for each in student_ids[first : first + _AT_ONCE])
        order = LetterOrder(kind, to, NoticeWay(school.way), district.today, is_confirmed=True)
        record_letters(district.world.ctx(district.offices[school.id]), desk, order, subject)
    after = _desk(district, school)
    with pytest.raises(PortalError) as refused:
        record_letters(district.world.ctx(district.offices[school.id]), after, order, subject)
    assert refused.value.code == "LETTERS_NOT_DUE"
    return after


def _note(district: District, school: School, known: Known, letter: Letter) -> None:
    """What follows from the letter: its clock, and the letter itself."""
    known.letters.append(letter)
    open_days = calendars.open_days(school, district.today)
    if letter.kind == NEEDED:
        known.record.notices.append(notice_given(letter.vaccines, letter.given_on, school.way, open_days))
    if letter.kind == ENDS:
        own = [each.line for each in known.record.lines if each.vaccine in letter.vaccines]
        end = min(day for line in own if (day := lines.last_valid_day(line)))
        received = clocks.t11_received(letter.given_on, school.way, None)
        first_out = clocks.out_from(end, open_days)
        known.record.notices.append(Notice(letter.vaccines, received, None, first_out))


def recorded(district: District, school: School) -> dict[str, list[Letter]]:
    """The letters that the portal has on record at a school, by the student's id, in the order of their recording."""
    rows, forms = district.world.ctx().store.students(school.id)
    of_forms = {row.form_id: row for row in forms}
    found = {}
    for known in district.known[school.id]:
        notices = [
            *next(row for row in rows if row.student_id == known.student_id).school_record.notices,
            *_of_form(of_forms.get(known.form_id)),
        ]
        found[known.student_id] = [
            Letter(each.kind.value if each.kind else "", tuple(map(str, each.vaccines)), each.given_on)
            for each in sorted(dict.fromkeys(notices), key=lambda each: each.recorded_on)
        ]
    return found


def require_every_letter_once(district: District) -> int:
    """Compare all letters on record with those that the script knows; return how many. Raises DifferenceError."""
    count = 0
    for school in district.schools:
        on_record = recorded(district, school)
        for known in district.known[school.id]:
            if on_record[known.student_id] != known.letters:
                raise DifferenceError(f"{known}\nportal: {on_record[known.student_id]}")
            count += len(known.letters)
    return count


def _of_form(row: RosterRow | None) -> tuple[RecordedNotice, ...]:
    """What was recorded for the form, which the student's own record does not hold."""
    return row.of_form.notices if isinstance(row, MatchedRosterRow) else ()
