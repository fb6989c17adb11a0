"""The lines of a confirmed published file become what is known of the schools, and owe the reviews that follow: a few
in each transaction, which also notes how far it came. Killed between two of them, it goes on where it stood; done twice
at once, one of the two stops.

Each line is held once more against what is known: a report filed here in the meantime wins."""

from collections.abc import Sequence
from dataclasses import dataclass

from pydantic import TypeAdapter

from chalicelib.actions.context import Context
from chalicelib.actions.imports.confirmed_files import Applied, Fresh, GoOn, Transactions, apply_confirmed
from chalicelib.actions.published_reports.judged_lines import WRITTEN, judged_lines
from chalicelib.actions.published_reports.school_codes import with_whole_numbers
from chalicelib.actions.published_reports.start_published import PASSED_OVER
from chalicelib.actions.reviews.published_triggers import owe_published
from chalicelib.domain.action import Action
from chalicelib.domain.published_reports_file import PublishedReportsFile
from chalicelib.domain.results import subject_of
from chalicelib.rosters.published_reports import PublishedLine
from chalicelib.storage import import_keys, trigger_keys
from chalicelib.storage.roster_imports import parts_of, read_progress
from chalicelib.storage.school_reporting import keep_published

MAX_LINES = 30
"""Of one transaction: what is known of a school, and two triggers, for each; how far it came; the mark of the act."""
_MOST_TOLD = 200
"""Lines that were not written, by number and reason: the item that says how far a file came is written each time."""
_LINES = TypeAdapter(tuple[PublishedLine, ...])


def apply_published(fresh: Fresh, file_id: str, *, transactions: int) -> Applied:
    """Apply a file until it is done, by so many transactions at most. `fresh` gives a context that has read nothing.

    Raises PortalError UNAVAILABLE: the next run goes on.
    """

    def lines_of(ctx: Context, file: PublishedReportsFile) -> GoOn:
        read = (line for part in parts_of(ctx.store.table, file.id) for line in _LINES.validate_json(part))
        return _Run(file, with_whole_numbers(ctx, read), Transactions(transactions)).go_on

    return apply_confirmed(fresh, (PublishedReportsFile, file_id), Action.LOAD_PUBLISHED_REPORTS, lines_of)


@dataclass
class _Run:
    file: PublishedReportsFile
    lines: Sequence[PublishedLine]
    transactions: Transactions

    def go_on(self, fresh: Fresh) -> bool:
        progress = read_progress(fresh().store.item(import_keys.import_progress(self.file.id)))
        place, told = progress.next_row, len(progress.not_done)
        while place < len(self.lines):
            if not self.transactions.take():
                return False
            part = self.lines[place : place + MAX_LINES]
            told += _apply(fresh(), self.file, place, part, _MOST_TOLD - told)
            place += len(part)
        return True


def _apply(
    ctx: Context, file: PublishedReportsFile, place: int, lines: Sequence[PublishedLine], still_told: int
) -> int:
    """Write these lines; return of how many it is told why not. Raises PortalError CONFLICT (a school has filed since,
    or another run was faster)."""
    work = ctx.unit_of_work(Action.LOAD_PUBLISHED_REPORTS)
    judged = judged_lines(ctx, file, lines)
    not_done = [[str(each.line.line), PASSED_OVER[each.fate].value] for each in judged if each.fate not in WRITTEN]
    new = [each.after for each in judged if each.after and each.after != each.before]
    for after in new:
        keep_published(work, after, ctx.store.item(trigger_keys.school_reporting(after.facility_id)))
        owe_published(work, after, file.starts_in)
    reviewed = sum(bool(after.triggers) for after in new)  # counted as "changed": their forms go to review
    work.adjust(
        import_keys.import_progress(file.id),
        "SET next_row = :next, not_done = list_append(not_done, :not_done) "
        "ADD added :added, changed :reviewed, unchanged :unchanged",
        {
            ":seen": place,
            ":next": place + len(lines),
            ":not_done": not_done[:still_told],
            ":added": len(new),
            ":reviewed": reviewed,
            ":unchanged": len(lines) - len(not_done) - len(new),
        },
        condition="next_row = :seen",
    )
    work.commit(subject_of(file))
    return len(not_done[:still_told])
