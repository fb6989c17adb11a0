"""A file of invitations is read, held against whom the portal knows, and confirmed. Nothing is sent yet."""

from collections import Counter

from chalicelib.actions.context import Context
from chalicelib.actions.imports.kept_files import confirm_file, file_at, keep_file
from chalicelib.actions.invitations.invited_lines import faults_of
from chalicelib.domain.action import Action
from chalicelib.domain.errors import ErrorKind, PortalError
from chalicelib.domain.invitation_file import InvitationCounts, InvitationFile
from chalicelib.domain.results import Done, subject_of
from chalicelib.rosters.invitations import ParsedInvitations
from chalicelib.rosters.problems import MAX_PROBLEMS, Effect, Problem, ProblemCode
from chalicelib.storage import import_keys
from chalicelib.storage.roster_imports import ImportNotes, chunks_of, notes_item
from chalicelib.storage.unit_of_work import UnitOfWork
from chalicelib.storage.write_rules import EITHER_WAY


def start_invitations(ctx: Context, parsed: ParsedInvitations) -> Done:
    """Keep the file for the preview. The same file again is the same one, compared again until it is confirmed.

    Raises PortalError BAD_REQUEST (a file of which nothing can be used), CONFLICT (the same file at the same time).
    """
    ctx.require(Action.INVITE)
    if parsed.is_refused:
        raise PortalError(ErrorKind.BAD_REQUEST, "FORM_UNREADABLE")
    place = import_keys.import_file(ctx.keyed_hash("invitations", parsed.file_hash))
    earlier, work = file_at(ctx, InvitationFile, place), ctx.unit_of_work(Action.INVITE)
    if earlier is not None:
        if earlier.confirmed_at is None:
            _compare_again(ctx, work, earlier, parsed)
        return work.commit(subject_of(earlier))
    counts, notes = _compared(ctx, parsed)
    file = InvitationFile(
        id=ctx.new_id(),
        started_by=ctx.person.id,
        started_at=ctx.now,
        rows=len(parsed.rows),
        counts=counts,
        problems=_count(parsed, counts),
    )
    keep_file(ctx, work, file, place, notes=notes, lines=chunks_of(parsed.rows))
    return work.commit(subject_of(file))


def confirm_invitations(ctx: Context, file_id: str, expected_version: int | None) -> Done:
    """Let the invitations be sent. Raises PortalError NOT_FOUND, CONFLICT (stale, confirmed already)."""
    return confirm_file(ctx, InvitationFile, file_id, Action.INVITE, expected_version)


def _compare_again(ctx: Context, work: UnitOfWork, file: InvitationFile, parsed: ParsedInvitations) -> None:
    counts, notes = _compared(ctx, parsed)
    again = file.with_changes(counts=counts, problems=_count(parsed, counts))
    if again != file:
        work.update(file, again)
        work.row(*notes_item(file, notes), condition=EITHER_WAY)


def _compared(ctx: Context, parsed: ParsedInvitations) -> tuple[InvitationCounts, ImportNotes]:
    """Return how many lines are what, and the first thousand problems."""
    faults = faults_of(ctx, parsed.rows)
    found = [Problem(line=line, code=code, effect=Effect.LINE_LEFT_OUT) for line, code in faults.items()]
    by_code = Counter(faults.values())
    counts = InvitationCounts(
        ready=len(parsed.rows) - len(faults),
        has_account=by_code[ProblemCode.ADDRESS_HAS_ACCOUNT],
        invited=by_code[ProblemCode.INVITED_ALREADY],
        unknown_number=by_code[ProblemCode.NUMBER_UNKNOWN],
        left_out=parsed.left_out,
    )
    problems = sorted((*parsed.problems, *found), key=lambda each: each.line)
    return counts, ImportNotes(problems=tuple(problems[:MAX_PROBLEMS]))


def _count(parsed: ParsedInvitations, counts: InvitationCounts) -> int:
    return len(parsed.problems) + counts.has_account + counts.invited + counts.unknown_number
