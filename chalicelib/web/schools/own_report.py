"""What the address of a report's page names: a school with the numbers of today, or one filing of a school year."""

from dataclasses import dataclass

from chalicelib.actions.context import Context
from chalicelib.actions.reports.report_case import ReportCase, load_report_case, report_key
from chalicelib.actions.reports.report_versions import report_version
from chalicelib.domain.action import Action
from chalicelib.domain.child import SchoolChoice
from chalicelib.domain.errors import not_found
from chalicelib.domain.school_report import SchoolReport, report_id
from chalicelib.storage.keys import Key
from chalicelib.web.http.route import Named, Params

REPORT = "/schools/at/{facility_id}/report"
FILED = f"{REPORT}/filed/{{year}}"
VERSION = f"{FILED}/{{version}}"
_LONGEST_NUMBER = 3


@dataclass(frozen=True)
class ReportYear:
    """A school, a school year, and the report that was filed last, if there is one."""

    facility_id: str
    starts_in: int
    newest: SchoolReport | None


def _case(ctx: Context, act: Action, params: Params) -> ReportCase:
    return load_report_case(ctx, act, params["facility_id"])


def _starts_in(params: Params) -> int:
    text = params["year"]
    if len(text) != len("2026") or not (text.isascii() and text.isdigit()):
        raise not_found()
    return int(text)


def _year_keys(params: Params) -> tuple[Key, ...]:
    return (report_key(params["facility_id"], int(params["year"])),) if params["year"].isdecimal() else ()


def _year(ctx: Context, act: Action, params: Params) -> ReportYear:
    facility_id, starts_in = params["facility_id"], _starts_in(params)
    ctx.require(act, SchoolChoice(facility_id=facility_id))
    return ReportYear(facility_id, starts_in, ctx.store.find(SchoolReport, report_id(facility_id, starts_in)))


def _version(ctx: Context, act: Action, params: Params) -> SchoolReport:
    found, number = _year(ctx, act, params), params["version"]
    if found.newest is None or not (number.isascii() and number.isdigit()) or len(number) > _LONGEST_NUMBER:
        raise not_found()
    return report_version(ctx, found.newest, int(number))


OWN_REPORT = Named(lambda _params: (), _case)
OWN_REPORT_YEAR = Named(_year_keys, _year)
FILED_REPORT = Named(_year_keys, _version)


def report_path(facility_id: str) -> str:
    return REPORT.format(facility_id=facility_id)


def filed_path(report: SchoolReport) -> str:
    """Return the address of one filing."""
    return VERSION.format(facility_id=report.facility_id, year=report.starts_in, version=report.version)
