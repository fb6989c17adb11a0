"""The lines of a confirmed import become records of students: a few students in each transaction, which also notes how
far it came. Killed between two of them, it goes on where it stood; done twice at once, one of the two stops.

The file is compared with the list once more before the first line, and whenever someone else was faster: what the
preview showed may be a week old.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from chalicelib.actions.context import Context
from chalicelib.actions.imports.confirmed_files import MAX_WRITES, Applied, Fresh, GoOn, Transactions, apply_confirmed
from chalicelib.actions.imports.known_students import changed_student, new_student_of
from chalicelib.actions.imports.plan import Step, school_of, steps
from chalicelib.actions.students.student_checks import free_name, take_name
from chalicelib.domain.action import Action
from chalicelib.domain.results import subject_of
from chalicelib.domain.roster_import import ImportJob
from chalicelib.rosters.rows import RosterStudent
from chalicelib.storage import import_keys
from chalicelib.storage.roster_imports import read_notes, read_progress, rows_of
from chalicelib.storage.unit_of_work import UnitOfWork

MAX_STUDENTS, _MAX_DOSES, _MAX_LINES = 30, 1500, 500
"""Of one transaction, which takes 4 MB. A line without a change costs nothing but its place."""
_WRITES_OF_NEW, _WRITES_OF_CHANGED = 6, 8  # record, event, row, line, row by name, and the name: taken, freed


def apply_import(fresh: Fresh, import_id: str, *, transactions: int) -> Applied:
    """Apply an import until it is done, by so many transactions at most. `fresh` gives a context that has read nothing.

    Raises TooManyRowsError, PortalError UNAVAILABLE: the next run goes on.
    """

    def lines_of(ctx: Context, job: ImportJob) -> GoOn:
        return _Run(job, rows_of(ctx.store.table, job), Transactions(transactions)).go_on

    return apply_confirmed(fresh, (ImportJob, import_id), Action.IMPORT_STUDENTS, lines_of, _let_another_begin)


def _let_another_begin(work: UnitOfWork, job: ImportJob) -> None:
    work.remove(
        import_keys.importing(job.facility_id),
        condition="attribute_not_exists(PK) OR import_id = :this",
        values={":this": job.id},
    )


@dataclass
class _Run:
    """One run over one import."""

    job: ImportJob
    rows: Sequence[RosterStudent]
    transactions: Transactions

    def go_on(self, fresh: Fresh) -> bool:
        ctx = fresh()
        place = read_progress(ctx.store.item(import_keys.import_progress(self.job.id))).next_row
        notes = read_notes(ctx.store.item(import_keys.import_notes(self.job.id)))
        school = school_of(ctx, self.job.facility_id)
        for batch in _batches(list(steps(school, self.job, self.rows, notes))[place:]):
            if not self.transactions.take():
                return False
            self._commit(ctx, place, batch)
            place += len(batch)
        return True

    def _commit(self, ctx: Context, place: int, batch: Sequence[Step]) -> None:
        work = ctx.unit_of_work(Action.IMPORT_STUDENTS)
        added = changed = 0
        for step in batch:
            added += step.is_new
            changed += _write(ctx, work, self.job.facility_id, step)
        not_done = [[str(step.row.line), step.not_done.value] for step in batch if step.not_done]
        work.adjust(
            import_keys.import_progress(self.job.id),
            "SET next_row = :next, not_done = list_append(not_done, :not_done)"
            " ADD added :added, changed :changed, unchanged :unchanged",
            {
                ":seen": place,
                ":next": place + len(batch),
                ":not_done": not_done,
                ":added": added,
                ":changed": changed,
                ":unchanged": len(batch) - len(not_done) - added - changed,
            },
            condition="next_row = :seen",
        )
        work.commit(subject_of(self.job))


def _write(ctx: Context, work: UnitOfWork, facility_id: str, step: Step) -> bool:
    """Write what is to be done with a line; return whether a student changes."""
    if step.is_new:
        added = new_student_of(ctx, facility_id, step.row)
        work.create(added)
        take_name(work, added)
    if step.student is None or not step.is_change:
        return False
    after = changed_student(ctx, step.student, step.row)
    if after == step.student:
        return False
    work.update(step.student, after)
    if after.same_child != step.student.same_child:
        free_name(work, step.student)
        take_name(work, after)
    return True


def _batches(waiting: Sequence[Step]) -> Iterator[list[Step]]:
    """Yield the lines in parts that each fit a transaction."""
    batch: list[Step] = []
    students = writes = doses = 0
    for step in waiting:
        costs = _WRITES_OF_NEW if step.is_new else _WRITES_OF_CHANGED if step.is_change else 0
        size = len(step.row.doses) + (len(step.student.school_record.doses) if step.student else 0)
        is_full = students == MAX_STUDENTS or writes + costs > MAX_WRITES or doses + size > _MAX_DOSES
        if batch and ((costs and is_full) or len(batch) == _MAX_LINES):
            yield batch
            batch, students, writes, doses = [], 0, 0, 0
        batch.append(step)
        if costs:
            students, writes, doses = students + 1, writes + costs, doses + size
    if batch:
        yield batch
