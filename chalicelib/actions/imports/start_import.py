"""A school's file is read and compared with the school's list. Nothing on the list changes yet."""

from dataclasses import dataclass

from chalicelib.actions.context import Context
from chalicelib.actions.imports.kept_files import file_at, keep_file
from chalicelib.actions.imports.known_students import usable
from chalicelib.actions.imports.plan import counts_of, notes_of, school_of
from chalicelib.domain.action import Action
from chalicelib.domain.child import SchoolChoice
from chalicelib.domain.errors import ErrorKind, PortalError
from chalicelib.domain.results import Done, subject_of
from chalicelib.domain.roster_import import ImportJob
from chalicelib.rosters.problems import Effect, Problem, ProblemCode
from chalicelib.rosters.recorded import as_recorded
from chalicelib.rosters.rows import ParsedRoster
from chalicelib.storage import import_keys
from chalicelib.storage.roster_imports import chunks_of, fits, notes_item, progress_item, read_notes, rows_of
from chalicelib.storage.unit_of_work import UnitOfWork


@dataclass(frozen=True)
class RosterFile:
    """A file of the school's students as it was read (`rosters.reader.read_roster`)."""

    facility_id: str
    parsed: ParsedRoster


def start_import(ctx: Context, command: RosterFile) -> Done:
    """Keep the file for the preview. The same file again is the same import, compared again until it is confirmed.

    Raises PortalError NOT_FOUND (another's school), BAD_REQUEST (a file of which nothing can be used), CONFLICT (the
    same file at the same time).
    """
    ctx.require(Action.IMPORT_STUDENTS, SchoolChoice(facility_id=command.facility_id))
    if command.parsed.is_refused:
        raise PortalError(ErrorKind.BAD_REQUEST, "FORM_UNREADABLE")
    place = import_keys.import_file(ctx.keyed_hash("roster", command.facility_id, command.parsed.file_hash))
    earlier = file_at(ctx, ImportJob, place)
    if earlier is not None:
        return _compared_again(ctx, earlier)
    parsed = _usable(ctx, command.parsed)
    school = school_of(ctx, command.facility_id)
    plan = school.plan(parsed, command.facility_id)
    chunks = list(chunks_of(parsed.rows))
    job = ImportJob(
        id=ctx.new_id(),
        facility_id=command.facility_id,
        started_by=ctx.person.id,
        started_at=ctx.now,
        rows=len(parsed.rows),
        chunks=len(chunks),
        counts=counts_of(school, plan, parsed),
        problems=len(parsed.problems),
        doses_not_kept=_not_kept(command.parsed),
        is_dose_list=parsed.is_dose_list,
    )
    work = ctx.unit_of_work(Action.IMPORT_STUDENTS)
    keep_file(ctx, work, job, place, notes=notes_of(school, plan, parsed), lines=chunks)
    return work.commit(subject_of(job))


def compare_again(ctx: Context, import_id: str) -> Done:
    """Compare the file of an import with the list as it is now; one that is done can be done again.

    Raises PortalError NOT_FOUND, CONFLICT (it is being applied).
    """
    job = ctx.store.get(ImportJob, import_id)
    ctx.require(Action.IMPORT_STUDENTS, job)
    if job.is_waiting:
        raise PortalError(ErrorKind.CONFLICT, "IMPORT_RUNNING")
    work = ctx.unit_of_work(Action.IMPORT_STUDENTS)
    _write_comparison(ctx, work, job)
    return work.commit(subject_of(job))


def _compared_again(ctx: Context, job: ImportJob) -> Done:
    work = ctx.unit_of_work(Action.IMPORT_STUDENTS)
    if job.confirmed_at is None:
        _write_comparison(ctx, work, job)
    return work.commit(subject_of(job))


def _write_comparison(ctx: Context, work: UnitOfWork, job: ImportJob) -> None:
    """Write what the import would do now. Problems of the file and answers stay."""
    notes_key = import_keys.import_notes(job.id)
    rows, problems = rows_of(ctx.store.table, job), read_notes(ctx.store.item(notes_key)).problems
    parsed = ParsedRoster(file_hash="", rows=rows, problems=problems, is_dose_list=job.is_dose_list)
    school = school_of(ctx, job.facility_id)
    plan = school.plan(parsed, job.facility_id)
    again = job.with_changes(
        counts=counts_of(school, plan, parsed), confirmed_by="", confirmed_at=None, finished_at=None, is_stopped=False
    )
    if again == job:
        work.unchanged(job)
    else:
        work.update(job, again)
    work.row(*notes_item(job, notes_of(school, plan, parsed)), condition="attribute_exists(PK)")
    work.row(*progress_item(job), condition="attribute_exists(PK)")


def _usable(ctx: Context, parsed: ParsedRoster) -> ParsedRoster:
    """Return what the school's record can hold of the file."""
    rows = [usable(row, ctx.on) for row in parsed.rows]
    too_long = [
        Problem(line=row.line, code=ProblemCode.CELL_TOO_LONG, effect=Effect.LINE_LEFT_OUT)
        for row in rows
        if not fits(row)
    ]
    problems = sorted((*parsed.problems, *too_long), key=lambda problem: problem.line)
    return parsed.with_changes(rows=tuple(filter(fits, rows)), problems=tuple(problems))


def _not_kept(parsed: ParsedRoster) -> int:
    """Count the doses that the school's record can hold in part or not at all."""
    partly = [row.doses for row in parsed.rows if as_recorded(row.doses) != row.doses]
    return sum(as_recorded((dose,)) != (dose,) for doses in partly for dose in doses)
