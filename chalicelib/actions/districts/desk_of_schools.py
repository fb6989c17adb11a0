"""What the first page of a person with several schools is made of: the schools with their counts, and their reports."""

from dataclasses import dataclass

from chalicelib.actions.context import Context
from chalicelib.actions.districts.count_school import count_school
from chalicelib.actions.districts.own_schools import load_reach, own_schools
from chalicelib.actions.reports.report_case import report_key
from chalicelib.domain.action import Action
from chalicelib.domain.child import SchoolChoice
from chalicelib.domain.day_summary import DaySummary, urgency
from chalicelib.domain.school_calendar import is_district_office
from chalicelib.domain.school_report import SchoolReport, report_id
from chalicelib.law.calendar import school_year_of
from chalicelib.storage import district_keys, keys
from chalicelib.storage.day_summaries import read_summaries
from chalicelib.storage.districts import NamedSchool

COUNTED_AT_ONCE = 5
"""Schools whose old counts are made again when the desk is opened. The others say of which day their counts are."""


@dataclass(frozen=True)
class SchoolOfDesk:
    """A school with its newest counts; None: no one has counted yet."""

    school: NamedSchool
    summary: DaySummary | None


def schools_with_counts(ctx: Context) -> list[SchoolOfDesk]:
    """Return the person's schools, the most urgent first. Of those that were not counted today a few are counted now,
    the longest ago first. Raises PortalError UNAVAILABLE."""
    _read_along(ctx)
    schools = own_schools(ctx)
    known = read_summaries(ctx.store, [each.facility_id for each in schools])
    uncounted = _to_count(ctx, [each.facility_id for each in schools], known)
    load_reach(ctx, uncounted)
    for facility_id in uncounted:
        ctx.require(Action.LIST_OWN_PUPILS, SchoolChoice(facility_id=facility_id))
        known[facility_id] = count_school(ctx, facility_id)
    found = [SchoolOfDesk(school, known.get(school.facility_id)) for school in schools]
    return sorted(found, key=lambda each: urgency(each.summary))


def reports_of(ctx: Context, facility_ids: list[str]) -> dict[str, SchoolReport]:
    """Return the reports of this school year that these schools have filed. The schools' rows of the directory come
    along: fifty schools in each request."""
    starts_in = school_year_of(ctx.on).starts_in
    ctx.store.load(key for each in facility_ids for key in (keys.record("facility", each), report_key(each, starts_in)))
    found = (ctx.store.find(SchoolReport, report_id(each, starts_in)) for each in facility_ids)
    return {report.facility_id: report for report in found if report}


def _to_count(ctx: Context, facility_ids: list[str], known: dict[str, DaySummary]) -> list[str]:
    old = [each for each in facility_ids if each not in known or known[each].counted_on != ctx.on]
    return sorted(old, key=lambda each: (each in known, known[each].counted_on if each in known else ctx.on))[
        :COUNTED_AT_ONCE
    ]


def _read_along(ctx: Context) -> None:
    """Bring all that a desk of a few schools needs in one request."""
    starts_in = school_year_of(ctx.on).starts_in
    named = [each for each in ctx.person.facility_ids if not is_district_office(each)]
    ctx.store.load(
        key
        for each in named
        for key in (keys.record("facility", each), district_keys.day_summary(each), report_key(each, starts_in))
    )
