"""A person answers what is unsure, confirms an import, and says who left."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from chalicelib.actions.context import Context
from chalicelib.actions.steps import require_unchanged
from chalicelib.actions.students.enrollment import with_last_day
from chalicelib.domain.action import Action
from chalicelib.domain.errors import ErrorKind, PortalError
from chalicelib.domain.results import Done, subject_of
from chalicelib.domain.roster_import import LEAVE_OUT, NEW_STUDENT, ImportAnswer, ImportJob
from chalicelib.domain.student import Student
from chalicelib.storage import import_keys, keys
from chalicelib.storage.reminder_rows import await_reviews
from chalicelib.storage.roster_imports import read_notes

MAX_DEPARTURES = 19
"""Students who leave in one act: five writes each, and a transaction takes a hundred."""


@dataclass(frozen=True)
class Answers:
    """What a person said of unsure lines. `expected_version`: the version that the person saw."""

    import_id: str
    expected_version: int | None
    answers: tuple[ImportAnswer, ...]


def answer_questions(ctx: Context, command: Answers) -> Done:
    """Keep the answers.

    Raises PortalError NOT_FOUND, INVALID (no answer of this question, one student for two lines), CONFLICT (stale,
    confirmed already).
    """
    job = _load(ctx, Action.ANSWER_IMPORT, command.import_id, command.expected_version)
    notes = read_notes(ctx.store.item(import_keys.import_notes(job.id)))
    choices = {each.line: {*(whom.student_id for whom in each.candidates)} for each in notes.questions}
    for answer in command.answers:
        if answer.choice not in {NEW_STUDENT, LEAVE_OUT, *choices.get(answer.line, ())}:
            raise PortalError(ErrorKind.BAD_REQUEST, "FORM_UNREADABLE")
    answered = job.with_answers(command.answers)
    chosen = Counter(each.choice for each in answered.answers if each.choice not in {NEW_STUDENT, LEAVE_OUT})
    for answer in command.answers:
        if chosen[answer.choice] > 1:
            raise PortalError(ErrorKind.INVALID, "ONE_STUDENT_TWO_LINES")
    work = ctx.unit_of_work(Action.ANSWER_IMPORT)
    if answered != job:
        work.update(job, answered)
    return work.commit(subject_of(job))


def confirm_import(ctx: Context, import_id: str, expected_version: int | None) -> Done:
    """Let the import be applied. A school has one at work at a time.

    Raises PortalError NOT_FOUND, CONFLICT (stale, confirmed already, another import of the school is at work).
    """
    job = _load(ctx, Action.IMPORT_STUDENTS, import_id, expected_version)
    work = ctx.unit_of_work(Action.IMPORT_STUDENTS)
    work.update(job, job.with_changes(confirmed_by=ctx.person.id, confirmed_at=ctx.now))
    await_reviews(work, job.facility_id)
    work.row(
        import_keys.importing(job.facility_id),
        {"type": "importing", "import_id": job.id, "ttl": int(job.kept_until.timestamp())},
        condition="attribute_not_exists(PK) OR import_id = :this",
        values={":this": job.id},
        conflict_code="IMPORT_RUNNING",
    )
    return work.commit(subject_of(job))


def _load(ctx: Context, act: Action, import_id: str, expected_version: int | None) -> ImportJob:
    job = ctx.store.get(ImportJob, import_id)
    ctx.require(act, job)
    require_unchanged(job, expected_version)
    if job.confirmed_at is not None:
        raise PortalError(ErrorKind.CONFLICT, "IMPORT_CONFIRMED")
    return job


@dataclass(frozen=True)
class Departures:
    """Students whom the file does not name and who have left, with the last day of them all."""

    import_id: str
    student_ids: tuple[str, ...]
    last_day: date


def record_departures(ctx: Context, command: Departures) -> Done:
    """Write the last day of each; who has left already keeps the day.

    Raises PortalError NOT_FOUND, INVALID (before a first day, more than a year ahead), BAD_REQUEST (none of those whom
    the file leaves out, too many), CONFLICT.
    """
    job = ctx.store.get(ImportJob, command.import_id)
    ctx.require(Action.IMPORT_STUDENTS, job)
    gone = set(read_notes(ctx.store.item(import_keys.import_notes(job.id))).gone)
    ids = tuple(dict.fromkeys(command.student_ids))
    if len(ids) > MAX_DEPARTURES or not gone.issuperset(ids):
        raise PortalError(ErrorKind.BAD_REQUEST, "FORM_UNREADABLE")
    work = ctx.unit_of_work(Action.RECORD_DEPARTURE)
    for student in _students(ctx, ids):
        ctx.require(Action.RECORD_DEPARTURE, student)
        if student.newest_enrollment.until is None:
            work.update(student, student.with_changes(enrollments=with_last_day(ctx, student, command.last_day)))
    return work.commit(subject_of(job))


def _students(ctx: Context, ids: Iterable[str]) -> list[Student]:
    wanted = list(ids)
    ctx.store.load(keys.record("student", each) for each in wanted)
    return [ctx.store.get(Student, each) for each in wanted]
