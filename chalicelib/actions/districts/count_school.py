"""A school's students are counted by list: by its own page when someone looks, and each night (jobs/count_schools)."""

from collections.abc import Sequence

from chalicelib.actions.context import Context
from chalicelib.domain.day_summary import DaySummary, summary_of
from chalicelib.domain.school_roster import RosterEntry, roster_of
from chalicelib.storage.day_summaries import write_summary
from chalicelib.storage.rosters import SchoolList


def count_school(ctx: Context, facility_id: str) -> DaySummary:
    """Read a school's list and keep its counts of today. Raises PortalError UNAVAILABLE."""
    school, entries = read_roster(ctx, facility_id)
    return keep_counts(ctx, facility_id, school, entries)


def read_roster(ctx: Context, facility_id: str) -> tuple[SchoolList, list[RosterEntry]]:
    """Return a school's list and its entries of today, who left included. Whether the person may see them is for the
    caller to ask. Raises PortalError UNAVAILABLE."""
    school = ctx.store.school_list(facility_id, ctx.keyed_hash)
    entries = roster_of(school.lines, school.forms, lambda: ctx.store.students(facility_id)[0], ctx.on)
    return school, entries


def keep_counts(ctx: Context, facility_id: str, school: SchoolList, entries: Sequence[RosterEntry]) -> DaySummary:
    """Keep what a school's own list says today, where it is not what was kept: as a rule once a day, and after each
    change. Raises PortalError UNAVAILABLE."""
    here = [entry for entry in entries if not entry.left_on]
    counted = summary_of(facility_id, here, school.lines, before=school.summary, now=ctx.now, on=ctx.on)
    if school.summary is not None and counted.says_the_same(school.summary):
        return school.summary
    write_summary(ctx.store.table, counted, school.facility.jurisdiction if school.facility else "")
    return counted
