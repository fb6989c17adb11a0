"""The roster of a school on one day: an entry for each student, with or without an exemption, most urgent first."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from chalicelib.domain.admission_answers import PupilAnswers, answers_for_pupils
from chalicelib.domain.child import same_child_parts
from chalicelib.domain.effective_status import grade_of
from chalicelib.domain.roster import RosterRow, StudentRow
from chalicelib.domain.roster_answers import Told, told_of_pupil
from chalicelib.domain.roster_lines import KeptAnswer, StudentLine
from chalicelib.domain.transfers import NOTHING_OPEN, OpenFollowUp
from chalicelib.law.enums import Grade, Vaccine
from chalicelib.law.school_clocks import records_pending_again, review_due
from chalicelib.law.verdict import Outcome, ReasonCode

_SOON = timedelta(days=30)


class Task(StrEnum):
    """The lists of the desk's first line, the most urgent first."""

    EXCLUDE = "exclude"
    DECIDE = "decide"  # neither doses nor an exemption: a written notice is due
    SHOTS_DUE = "due"  # attends until a date: a notice runs, or the state stopped the exemption
    ENDS_SOON = "soon"  # admitted on a condition whose date comes within thirty days
    REVIEW = "review"  # admitted on a condition, and thirty days since the admission or the last review
    SEND_PACKET = "packet"  # another school asked for the record, of a student who left, too
    RECORDS_AWAITED = "awaited"  # the former school's record has not come, or the child is enrolled without records
    ASK_AGAIN = "ask"  # of those, the ones whose day to be reminded of has come
    NO_RECORD = "record"  # required vaccines of which the school has no record


@dataclass(frozen=True)
class RosterEntry:
    """One student on one day. `form_id`: of the newest form at the school, "" without one; `student_id`: "" of a child
    whom the school knows by a form alone. `left_on`: the last day there, where it has passed."""

    student_id: str
    form_id: str
    form_numbers: frozenset[str]
    first_name: str
    last_name: str
    birth_date: date
    grade: Grade
    room: str
    told: Told
    left_on: date | None = None
    open_follow_up: OpenFollowUp = NOTHING_OPEN
    last_looked_on: date | None = None  # the day of the admission or of the last review, where the school has a record

    @property
    def key(self) -> str:
        """What tells the entry from the others of the school."""
        return self.student_id or self.form_id

    @property
    def is_reviewed(self) -> bool:
        """Whether the school reviews the record every thirty days (17 CCR 6035(b))."""
        is_conditional = self.told.outcome is Outcome.ADMIT_CONDITIONALLY_UNTIL
        awaited = self.told.code is ReasonCode.TRANSFER_RECORD_AWAITED
        return is_conditional and not awaited and self.last_looked_on is not None and not self.left_on

    def tasks(self, on: date) -> tuple[Task, ...]:
        """Return the lists on which the student stands today, the most urgent first; none where nothing is to be done.
        Of who has left, only another school's request is still open."""
        found = set(self._follow_ups(on))
        if not self.left_on:
            found.update(self._by_answer(on))
        return tuple(task for task in Task if task in found)

    def _follow_ups(self, on: date) -> Iterator[Task]:
        """Yield the lists of what the school waits for, or owes to another."""
        still_open = self.open_follow_up
        if still_open.packet_due_on:
            yield Task.SEND_PACKET
        looked_on = still_open.looked_on if self.told.to_check else None
        if self.left_on or not (still_open.awaits_record or looked_on):
            return
        yield Task.RECORDS_AWAITED
        again = [still_open.ask_again_on, records_pending_again(looked_on) if looked_on else None]
        if any(day is not None and day <= on for day in again):
            yield Task.ASK_AGAIN

    def _by_answer(self, on: date) -> tuple[Task, ...]:
        told = self.told
        if told.code is ReasonCode.TRANSFER_RECORD_AWAITED:
            return ()  # it stands on the list of the records awaited
        if told.outcome is Outcome.ADMIT_CONDITIONALLY_UNTIL:
            ends = told.day is not None and told.day <= on + _SOON
            review = self.is_reviewed and review_due(self.last_looked_on or on) <= on
            return tuple(task for task, holds in ((Task.ENDS_SOON, ends), (Task.REVIEW, review)) if holds)
        if told.outcome is Outcome.KEEP_ATTENDING_UNTIL:
            return (Task.SHOTS_DUE,) if told.day else ()  # without a day: an appeal is open
        if told.outcome is Outcome.ADMIT:
            return (Task.NO_RECORD,) if told.to_check else ()
        return (_BY_OUTCOME[told.outcome],)


ONLY_WHEN_OPEN = frozenset({Task.SEND_PACKET, Task.RECORDS_AWAITED, Task.ASK_AGAIN})
"""The lists that the desk's first line names on the days on which someone stands on them."""

_BY_OUTCOME = {
    Outcome.EXCLUDE_FROM: Task.EXCLUDE,
    Outcome.NOT_AN_EXEMPTION: Task.DECIDE,
    Outcome.CHECK_RECORD: Task.NO_RECORD,
}


def roster_of(
    lines: Iterable[StudentLine], forms: Iterable[RosterRow], read_rows: Callable[[], Iterable[StudentRow]], on: date
) -> list[RosterEntry]:
    """Return the entries of a school, who left included, in the order of `urgency`.

    A student with a form at the school has the form's answer. `read_rows` reads the students with their doses: it is
    asked once, and only if a line does not know the answer of this day.
    """
    pupils: dict[tuple[str, str, str], list[PupilAnswers]] = {}
    for pupil in sorted(answers_for_pupils(forms, on), key=lambda each: each.newest.signed_on):
        pupils.setdefault(same_child_parts(pupil.newest), []).append(pupil)
    known = list(lines)
    answers = _answers(known, read_rows, on)
    entries = []
    for line in known:
        of_child = pupils.get(same_child_parts(line))
        if line.student_id in answers:
            entries.append(_of_student(line, answers[line.student_id], of_child.pop() if of_child else None, on))
    # What is left: children known by a form alone, and a second registration of a child by another parent.
    entries += [_of_pupil(pupil, on) for each in pupils.values() for pupil in each]
    return sorted(entries, key=lambda entry: urgency(entry, on))


def _answers(
    lines: list[StudentLine], read_rows: Callable[[], Iterable[StudentRow]], on: date
) -> dict[str, KeptAnswer]:
    """Return the answer of each student by the id; none of a student who was removed since the lines were read."""
    kept = {line.student_id: line.answer_on(on) for line in lines}
    unknown = {student_id for student_id, answer in kept.items() if answer is None}
    rows = read_rows() if unknown else ()
    afresh = {row.student_id: StudentLine.of_row(row, on).answers[0] for row in rows if row.student_id in unknown}
    return {**{student_id: answer for student_id, answer in kept.items() if answer}, **afresh}


def _of_student(line: StudentLine, kept: KeptAnswer, pupil: PupilAnswers | None, on: date) -> RosterEntry:
    return RosterEntry(
        student_id=line.student_id,
        form_id=pupil.newest.form_id if pupil else "",
        form_numbers=pupil.form_numbers if pupil else frozenset(),
        first_name=line.first_name,
        last_name=line.last_name,
        birth_date=line.birth_date,
        grade=grade_of(pupil.newest, on) if pupil else kept.grade,
        room=line.room,
        told=told_of_pupil(pupil) if pupil else kept.told,
        left_on=line.left_on if line.has_left_by(on) else None,
        open_follow_up=line.open_follow_up,
        last_looked_on=max(line.enrolled_on, line.reviewed_on or line.enrolled_on),
    )


def _of_pupil(pupil: PupilAnswers, on: date) -> RosterEntry:
    row = pupil.newest
    return RosterEntry(
        student_id="",
        form_id=row.form_id,
        form_numbers=pupil.form_numbers,
        first_name=row.first_name,
        last_name=row.last_name,
        birth_date=row.birth_date,
        grade=grade_of(row, on),
        room="",
        told=told_of_pupil(pupil),
    )


def urgency(entry: RosterEntry, on: date) -> tuple[int, date, str, str, str]:
    """Return what orders a roster: the list of the first line, its day, the name. Who has left comes last."""
    tasks = entry.tasks(on)
    rank = list(Task).index(tasks[0]) if tasks else len(Task)
    if entry.left_on and not tasks:
        rank += 1
    day = entry.told.day if tasks and entry.told.day else date.max
    return rank, day, entry.last_name.casefold(), entry.first_name.casefold(), entry.key


def vaccines_shown(entries: Iterable[RosterEntry]) -> tuple[Vaccine, ...]:
    """Return the vaccines that have a cell in one of the entries, in the usual order."""
    told = {vaccine for entry in entries for vaccine in entry.told.cells}
    return tuple(vaccine for vaccine in Vaccine if vaccine in told)


def counts(entries: Iterable[RosterEntry], on: date) -> dict[Task, int]:
    """Return how many students stand on each list of the first line."""
    found = Counter(task for entry in entries for task in entry.tasks(on))
    return {task: found[task] for task in Task}
