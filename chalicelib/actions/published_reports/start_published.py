"""A published file is read, held against what the portal knows of each school, and confirmed. Nothing is written of
the schools yet."""

from collections import Counter
from fractions import Fraction
from typing import Annotated

from chalicelib.actions.context import Context
from chalicelib.actions.imports.kept_files import confirm_file, file_at, keep_file
from chalicelib.actions.published_reports.judged_lines import Fate, Judged, judged_lines
from chalicelib.actions.published_reports.school_codes import with_whole_numbers
from chalicelib.domain.action import Action
from chalicelib.domain.errors import ErrorKind, PortalError
from chalicelib.domain.field_classes import Public
from chalicelib.domain.published_reports_file import PublishedCounts, PublishedReportsFile
from chalicelib.domain.record import FrozenModel
from chalicelib.domain.report_figures import Figures
from chalicelib.domain.results import Done, subject_of
from chalicelib.law.annual_report import ReportCategory, ReportSection
from chalicelib.rosters.problems import MAX_PROBLEMS, Effect, Problem, ProblemCode
from chalicelib.rosters.published_reports import ParsedPublished, PublishedLine
from chalicelib.rosters.published_values import WHOLE
from chalicelib.storage import import_keys
from chalicelib.storage.roster_imports import chunks_of, notes_item
from chalicelib.storage.table import Item
from chalicelib.storage.unit_of_work import UnitOfWork
from chalicelib.storage.write_rules import EITHER_WAY

_MOST_NAMED = 100
_ONE_PERCENT = Fraction(1, 100)
PASSED_OVER = {
    Fate.REPEATED: ProblemCode.NUMBER_TWICE,
    Fate.UNKNOWN: ProblemCode.NUMBER_UNKNOWN,
    Fate.NOT_REQUIRED: ProblemCode.NOT_REQUIRED_TO_REPORT,
    Fate.KNOWN_HERE: ProblemCode.KNOWN_BY_OWN_REPORT,
    Fate.OUTDATED: ProblemCode.NEWER_REPORT_KNOWN,
}


class NamedSchool(FrozenModel):
    """A school at which a person should look. `complete` and `enrolled`: of the same part of its own report, where it
    has filed one."""

    number: Annotated[str, Public]
    name: Annotated[str, Public]
    line: PublishedLine
    complete: Annotated[int, Public] = 0
    enrolled: Annotated[int, Public] = 0

    @property
    def differs(self) -> bool:
        """Return whether the file contradicts the school's own report: it says that there is none, or a rate beside
        its own by more than rounding explains. A hidden rate contradicts nothing."""
        line = self.line
        if not line.is_reported or (line.enrolled is not None and line.enrolled != self.enrolled):
            return True
        if not line.of:
            return False
        rounding = _ONE_PERCENT if line.of == WHOLE else 0
        own = Fraction(self.complete, self.enrolled) if self.enrolled else Fraction(0)
        return not Fraction(line.low, line.of) - rounding <= own <= Fraction(line.high, line.of) + rounding


class PublishedNotes(FrozenModel):
    """What a person should look at before a file is applied; of each kind of school the first hundred."""

    problems: tuple[Problem, ...] = ()
    known_here: tuple[NamedSchool, ...] = ()
    undecided: tuple[NamedSchool, ...] = ()
    below: tuple[NamedSchool, ...] = ()
    silent: tuple[NamedSchool, ...] = ()


def read_published_notes(item: Item | None) -> PublishedNotes:
    return PublishedNotes.stored(item["body"]) if item else PublishedNotes()


def start_published(ctx: Context, parsed: ParsedPublished) -> Done:
    """Keep the file for the preview. The same file again, for the same year and part, is the same one, compared again
    until it is confirmed.

    Raises PortalError BAD_REQUEST (a file of which nothing can be used), CONFLICT (the same file at the same time).
    """
    ctx.require(Action.LOAD_PUBLISHED_REPORTS)
    if parsed.is_refused:
        raise PortalError(ErrorKind.BAD_REQUEST, "FORM_UNREADABLE")
    named = (str(parsed.starts_in), parsed.section.value, parsed.file_hash)
    place = import_keys.import_file(ctx.keyed_hash("published", *named))
    earlier, work = file_at(ctx, PublishedReportsFile, place), ctx.unit_of_work(Action.LOAD_PUBLISHED_REPORTS)
    if earlier is not None:
        if earlier.confirmed_at is None:
            _compare_again(ctx, work, earlier, parsed)
        return work.commit(subject_of(earlier))
    rows = with_whole_numbers(ctx, parsed.rows)
    empty = PublishedReportsFile(
        id=ctx.new_id(),
        started_by=ctx.person.id,
        started_at=ctx.now,
        rows=len(rows),
        starts_in=parsed.starts_in,
        section=parsed.section,
        counts=PublishedCounts(),
    )
    file, notes = _compared(ctx, empty, parsed, rows)
    keep_file(ctx, work, file, place, notes=notes, lines=chunks_of(parsed.rows))
    return work.commit(subject_of(file))


def confirm_published(ctx: Context, file_id: str, expected_version: int | None) -> Done:
    """Let the file be applied. Raises PortalError NOT_FOUND, CONFLICT (stale, confirmed already)."""
    return confirm_file(ctx, PublishedReportsFile, file_id, Action.LOAD_PUBLISHED_REPORTS, expected_version)


def _compare_again(ctx: Context, work: UnitOfWork, file: PublishedReportsFile, parsed: ParsedPublished) -> None:
    again, notes = _compared(ctx, file, parsed, with_whole_numbers(ctx, parsed.rows))
    if again != file:
        work.update(file, again)
        work.row(*notes_item(file, notes), condition=EITHER_WAY)


def _compared(
    ctx: Context, file: PublishedReportsFile, parsed: ParsedPublished, rows: tuple[PublishedLine, ...]
) -> tuple[PublishedReportsFile, PublishedNotes]:
    judged = judged_lines(ctx, file, rows)
    by_fate = Counter(each.fate for each in judged)
    counts = PublishedCounts(
        matched=len(judged) - by_fate[Fate.UNKNOWN] - by_fate[Fate.REPEATED],
        left_out=parsed.left_out + by_fate[Fate.REPEATED],
        others=parsed.others,
        **{fate.name.lower(): by_fate[fate] for fate in Fate if fate is not Fate.REPEATED},
    )
    told = [Fate.REPEATED, Fate.UNKNOWN, Fate.NOT_REQUIRED, Fate.OUTDATED]
    found = [_problem(each) for each in judged if each.fate in told]
    problems = sorted((*parsed.problems, *found), key=lambda each: each.line)
    notes = PublishedNotes(
        problems=tuple(problems[:MAX_PROBLEMS]),
        **{
            fate.name.lower(): _named(judged, fate, file.section)
            for fate in (Fate.KNOWN_HERE, Fate.UNDECIDED, Fate.BELOW, Fate.SILENT)
        },
    )
    return file.with_changes(counts=counts, problems=len(problems)), notes


def _problem(judged: Judged) -> Problem:
    first = judged.line.repeats
    facts = (("other_line", first),) if first else ()
    return Problem(line=judged.line.line, code=PASSED_OVER[judged.fate], effect=Effect.LINE_LEFT_OUT, facts=facts)


def _named(judged: list[Judged], fate: Fate, section: ReportSection) -> tuple[NamedSchool, ...]:
    found = [each for each in judged if each.fate is fate]
    return tuple(_school(each, section) for each in found[:_MOST_NAMED])


def _school(judged: Judged, section: ReportSection) -> NamedSchool:
    figures = Figures(judged.report.groups) if judged.report else None
    return NamedSchool(
        number=judged.line.number,
        name=judged.facility.name if judged.facility else "",
        line=judged.line,
        complete=figures.count(section, ReportCategory.ALL_DOSES) if figures else 0,
        enrolled=figures.count(section) if figures else 0,
    )
