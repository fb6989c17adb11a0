"""The roster of a school on one day: an entry for each student, with or without an exemption, most urgent first."""

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
from chalicelib.law.enums import Grade, Vaccine
from chalicelib.law.school_clocks import review_due
from chalicelib.law.verdict import Outcome

_SOON = timedelta(days=30)


class Task(StrEnum):
    """The lists of the desk's first line, the most urgent first. A student stands on one of them at most."""

    EXCLUDE = "exclude"
    DECIDE = "decide"  # neither doses nor an exemption: a written notice is due
    SHOTS_DUE = "due"  # attends until a date: a notice runs, or the state stopped the exemption
    REVIEW = "review"  # admitted on a condition, and thirty days since the admission or the last review
    ENDS_SOON = "soon"  # admitted on a condition whose date comes within thirty days
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
    last_looked_on: date | None = None  # the day of the admission or of the last review, where the school has a record

    @property
    def key(self) -> str:
        """What tells the entry from the others of the school."""
        return self.student_id or self.form_id

    def task(self, on: date) -> Task | None:
        """Return the list on which the student stands today, None where nothing is to be done."""
        told = self.told
        if told.outcome is Outcome.ADMIT_CONDITIONALLY_UNTIL:
            if self.last_looked_on and review_due(self.last_looked_on) <= on:
                return Task.REVIEW
            return Task.ENDS_SOON if told.day and told.day <= on + _SOON else None
        if told.outcome is Outcome.KEEP_ATTENDING_UNTIL:
            return Task.SHOTS_DUE if told.day else None  # without a day: an appeal is open
        if told.outcome is Outcome.ADMIT:
            return Task.NO_RECORD if told.to_check else None
        return _BY_OUTCOME[told.outcome]


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
    pupils = {same_child_parts(pupil.newest): pupil for pupil in _by_signing(answers_for_pupils(forms, on))}
    known = list(lines)
    afresh = _answered_afresh([each for each in known if each.answer_on(on) is None], read_rows, on)
    entries = [_of_student(line, pupils.pop(same_child_parts(line), None), afresh, on) for line in known]
    entries += [_of_pupil(pupil, on) for pupil in pupils.values()]
    return sorted(entries, key=lambda entry: urgency(entry, on))


def _by_signing(pupils: list[PupilAnswers]) -> list[PupilAnswers]:
    return sorted(pupils, key=lambda pupil: pupil.newest.signed_on)


def _answered_afresh(
    unknown: list[StudentLine], read_rows: Callable[[], Iterable[StudentRow]], on: date
) -> dict[str, KeptAnswer]:
    wanted = {line.student_id for line in unknown}
    rows = read_rows() if wanted else ()
    return {row.student_id: StudentLine.of_row(row, on).answers[0] for row in rows if row.student_id in wanted}


def _of_student(line: StudentLine, pupil: PupilAnswers | None, afresh: dict[str, KeptAnswer], on: date) -> RosterEntry:
    kept = line.answer_on(on) or afresh[line.student_id]
    return RosterEntry(
        student_id=line.student_id,
        form_id=pupil.newest.form_id if pupil else "",
        form_numbers=pupil.form_numbers if pupil else frozenset(),
        first_name=line.first_name,
        last_name=line.last_name,
        birth_date=line.birth_date,
        grade=kept.grade,
        room=line.room,
        told=told_of_pupil(pupil) if pupil else kept.told,
        left_on=line.left_on if line.has_left_by(on) else None,
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
    task = entry.task(on)
    rank = list(Task).index(task) if task else len(Task)
    if entry.left_on:
        rank += len(Task) + 1
    day = entry.told.day if task and entry.told.day else date.max
    return rank, day, entry.last_name.casefold(), entry.first_name.casefold(), entry.key


def vaccines_shown(entries: Iterable[RosterEntry]) -> tuple[Vaccine, ...]:
    """Return the vaccines that have a cell in one of the entries, in the usual order."""
    told = {vaccine for entry in entries for vaccine in entry.told.cells}
    return tuple(vaccine for vaccine in Vaccine if vaccine in told)


def counts(entries: Iterable[RosterEntry], on: date) -> dict[Task, int]:
    """Return how many students stand on each list of the first line."""
    found = dict.fromkeys(Task, 0)
    for task in _tasks(entries, on):
        found[task] += 1
    return found


def _tasks(entries: Iterable[RosterEntry], on: date) -> Iterator[Task]:
    for entry in entries:
        task = entry.task(on)
        if task and not entry.left_on:
            yield task
