"""The annual reports of several schools in one table, as each school has filed its own. No student is named."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from chalicelib.actions.districts.desk_of_schools import reports_of
from chalicelib.actions.districts.own_schools import own_schools
from chalicelib.domain.action import Action
from chalicelib.domain.facility import Facility
from chalicelib.domain.report_duty import files_report, review_by_missing_report
from chalicelib.domain.report_figures import Figures
from chalicelib.domain.school_report import SchoolReport
from chalicelib.law.annual_report import ReportCategory, report_due
from chalicelib.law.calendar import school_year_of
from chalicelib.law.marking import N_
from chalicelib.law.verdict import Outcome
from chalicelib.storage.districts import NamedSchool
from chalicelib.storage.list_pages import page_of
from chalicelib.web.http.list_links import Listing, links_of, place_asked
from chalicelib.web.http.page_request import Page, PageRequest
from chalicelib.web.http.routing import Pages
from chalicelib.web.schools.calendar_shown import shown_year
from chalicelib.web.schools.own_report import report_path
from chalicelib.web.schools.report_shown import percent_of

pages = Pages()
REPORTS = "/schools/reports"
_COLUMNS = (ReportCategory.CONDITIONAL, ReportCategory.TEMPORARY, ReportCategory.PERMANENT, ReportCategory.OTHER)


@dataclass(frozen=True)
class ShownReport:
    """A line of the table. `numbers`: enrolled, with all doses, then each category; none where nothing was filed."""

    school: str
    url: str
    state: str
    kind: str
    filed_on: date | None
    numbers: list[int]
    percent: str


@pages.page(REPORTS, Action.LIST_OWN_PUPILS)
def _reports(page_request: PageRequest) -> Page:
    ctx = page_request.ctx
    schools = own_schools(ctx)
    ids = [school.facility_id for school in schools]
    filed = reports_of(ctx, ids)
    sums = _sums(filed.values())
    listing = Listing(REPORTS)
    page = page_of(schools, place_asked(page_request, listing), lambda each: each.facility_id)
    year = school_year_of(ctx.on)
    return page_request.render(
        "schools/desk_reports.html",
        title=N_("Annual reports of your schools"),
        year=shown_year(year),
        due=report_due(year),
        rows=[_shown(page_request, each, filed.get(each.facility_id)) for each in page.rows],
        columns=[page_request.translate(each) for each in _NAMES],
        sums=sums,
        percent=percent_of(sums[1], sums[0]) if sums[0] else "",
        filed=len(filed),
        total=sum(files_report(ctx.store.facility(each), ctx.on) for each in ids),
        pages=links_of(page_request, listing, page, count=len(schools)),
    )


_NAMES = (
    N_("Enrolled"),
    N_("All required doses"),
    N_("Conditional"),
    N_("Temporary exemption"),
    N_("Permanent exemption"),
    N_("Other"),
    N_("Overdue"),
)


def _numbers(report: SchoolReport) -> list[int]:
    figures = Figures(report.groups)
    categories = (figures.count(category=each) for each in (*_COLUMNS, ReportCategory.OVERDUE))
    return [figures.enrolled, figures.complete, *categories]


def _sums(reports: Iterable[SchoolReport]) -> list[int]:
    found = [_numbers(report) for report in reports]
    return [sum(column) for column in zip(*found, strict=True)] or [0] * len(_NAMES)


def _shown(page_request: PageRequest, school: NamedSchool, report: SchoolReport | None) -> ShownReport:
    facility = page_request.ctx.store.facility(school.facility_id)
    state, kind = _state(page_request, facility, report)
    numbers = _numbers(report) if report else []
    return ShownReport(
        school=school.name,
        url=report_path(school.facility_id),
        state=page_request.translate(state),
        kind=kind,
        filed_on=report.reported_on if report else None,
        numbers=numbers,
        percent=percent_of(numbers[1], numbers[0]) if numbers and numbers[0] else "",
    )


def _state(page_request: PageRequest, facility: Facility | None, report: SchoolReport | None) -> tuple[str, str]:
    """Return how the report of this school year stands, and the kind of its mark."""
    on = page_request.ctx.on
    if report:
        return N_("Report filed"), "good"
    if not files_report(facility, on):
        return N_("Files no report"), ""
    missing = review_by_missing_report(facility, None, school_year_of(on), on) if facility else None
    if missing and missing.outcome is Outcome.REQUIRED:
        return N_("Late"), "stopped"
    return N_("Not filed yet"), "warning"
