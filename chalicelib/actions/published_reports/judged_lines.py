"""A line of a published file, held against what the portal knows of the school: what it would change, and why not."""

from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from itertools import chain
from typing import NamedTuple, TypeGuard

from chalicelib.actions.context import Context
from chalicelib.actions.reports.report_case import report_key
from chalicelib.actions.reviews.published_triggers import with_published
from chalicelib.domain.facility import Facility
from chalicelib.domain.published_report import PublishedPart, Side, side_of
from chalicelib.domain.published_reports_file import PublishedReportsFile
from chalicelib.domain.report_duty import files_section
from chalicelib.domain.review import Trigger
from chalicelib.domain.school_report import SchoolReport, report_id
from chalicelib.rosters.published_reports import PublishedLine
from chalicelib.storage import keys, trigger_keys
from chalicelib.storage.school_reporting import SchoolReporting, read_reporting


class Fate(StrEnum):
    """What a line is. The last four are written."""

    REPEATED = "repeated"
    UNKNOWN = "unknown"
    NOT_REQUIRED = "not-required"
    KNOWN_HERE = "known-here"
    OUTDATED = "outdated"
    BELOW = "below"
    REACHED = "reached"
    SILENT = "silent"
    UNDECIDED = "undecided"


WRITTEN = frozenset({Fate.BELOW, Fate.REACHED, Fate.SILENT, Fate.UNDECIDED})
_BY_SIDE = {Side.BELOW: Fate.BELOW, Side.NOT_BELOW: Fate.REACHED, Side.UNDECIDED: Fate.UNDECIDED}


class Judged(NamedTuple):
    """A line and what it is. `report`: the school's own, of the same year; `after`: what is known with the line."""

    line: PublishedLine
    fate: Fate
    facility: Facility | None = None
    report: SchoolReport | None = None
    before: SchoolReporting | None = None
    after: SchoolReporting | None = None


def part_of(file: PublishedReportsFile, line: PublishedLine, loaded_on: str) -> PublishedPart:
    """Return what a line says, and where it comes from."""
    return PublishedPart(
        file.starts_in,
        file.section,
        line.is_reported,
        line.low,
        line.high,
        line.of,
        line.enrolled,
        file_id=file.id,
        loaded_on=loaded_on,
    )


def judged_lines(ctx: Context, file: PublishedReportsFile, lines: Iterable[PublishedLine]) -> list[Judged]:
    """Return what each line would change now, in their order. Raises PortalError UNAVAILABLE."""
    wanted = list(lines)
    ctx.store.load(keys.record("facility", line.number) for line in wanted)
    found = [(line, ctx.store.facility(line.number)) for line in wanted]
    reporting = [facility.id for _line, facility in found if _reports(facility, file, ctx.on)]
    places = ((trigger_keys.school_reporting(each), report_key(each, file.starts_in)) for each in reporting)
    ctx.store.load(chain.from_iterable(places))
    return [_judged(ctx, file, line, facility) for line, facility in found]


def _reports(facility: Facility | None, file: PublishedReportsFile, on: date) -> TypeGuard[Facility]:
    return facility is not None and files_section(facility, file.section, on)


def _judged(ctx: Context, file: PublishedReportsFile, line: PublishedLine, facility: Facility | None) -> Judged:
    if line.repeats:
        return Judged(line, Fate.REPEATED, facility)
    if facility is None:
        return Judged(line, Fate.UNKNOWN)
    if not _reports(facility, file, ctx.on):
        return Judged(line, Fate.NOT_REQUIRED, facility)
    report = ctx.store.find(SchoolReport, report_id(facility.id, file.starts_in))
    if report is not None:
        return Judged(line, Fate.KNOWN_HERE, facility, report)
    item = ctx.store.item(trigger_keys.school_reporting(facility.id))
    before = read_reporting(item) if item else SchoolReporting(facility.id)
    if before.reported > file.starts_in:
        return Judged(line, Fate.OUTDATED, facility, before=before)
    part = part_of(file, line, ctx.on.isoformat())
    after = with_published(before, part, facility, ctx.on)
    return Judged(line, _fate(after, part, ctx), facility, None, before, after)


def _fate(after: SchoolReporting, part: PublishedPart, ctx: Context) -> Fate:
    if not part.is_reported:
        return Fate.SILENT if Trigger.SCHOOL_NOT_REPORTING in after.triggers else Fate.UNDECIDED
    return _BY_SIDE[side_of((each for each in after.published if each.starts_in == part.starts_in), ctx.on)]
