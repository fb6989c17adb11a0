"""The worksheet of the annual report: today's numbers by grade, category and vaccine, the students behind each, what to
fix before filing, and the same numbers as a file."""

import csv
from collections.abc import Iterator
from io import StringIO

from chalicelib.actions.reports.report_case import ReportCase
from chalicelib.domain.action import Action
from chalicelib.domain.report_duty import review_by_missing_report
from chalicelib.domain.school_report import SchoolReport
from chalicelib.law.annual_report import report_due
from chalicelib.law.citations import Cite, citation
from chalicelib.law.marking import N_
from chalicelib.law.verdict import Outcome
from chalicelib.rosters.formulas import guarded
from chalicelib.web.http.page_request import Page, PageRequest
from chalicelib.web.http.routing import Pages
from chalicelib.web.schools.calendar_shown import shown_year
from chalicelib.web.schools.own_report import FILED, FILED_REPORT, OWN_REPORT, REPORT, VERSION, filed_path, report_path
from chalicelib.web.schools.report_shown import ShownSection, shown_figures
from chalicelib.web.schools.report_students import filed_students, students_now
from chalicelib.web.schools.views import record_list_view
from chalicelib.web.wording.verdicts import shown_reasons

pages = Pages()


@pages.page(REPORT, Action.VIEW_REPORT, of=OWN_REPORT)
def _worksheet(page_request: PageRequest, case: ReportCase) -> Page:
    path, on = report_path(case.facility_id), page_request.ctx.on
    standing = review_by_missing_report(case.facility, case.filed, case.year, on) if case.facility else None
    return page_request.render(
        "schools/report.html",
        title=N_("Annual immunization report"),
        facility=case.facility.name if case.facility else "",
        facility_id=case.facility_id,
        year=shown_year(case.year),
        path=path,
        reports=bool(case.sections),
        figures=shown_figures(page_request, case.figures, f"{path}/students", on),
        to_check=sum(len(group.student_ids) for group in case.figures.groups if group.is_to_check),
        stayed=sum(len(group.student_ids) for group in case.figures.groups if group.is_stayed),
        unlisted=len(case.unlisted),
        due=report_due(case.year),
        standing=list(shown_reasons(page_request, standing)) if standing else [],
        is_late=standing is not None and standing.outcome is Outcome.REQUIRED,
        filed=case.filed,
        filed_path=filed_path(case.filed) if case.filed else "",
        versions_path=FILED.format(facility_id=case.facility_id, year=case.year.starts_in),
        law=citation(Cite.PORTAL_REPORT),
    )


@pages.page(f"{REPORT}/students", Action.VIEW_REPORT, of=OWN_REPORT)
def _students(page_request: PageRequest, case: ReportCase) -> Page:
    return students_now(page_request, case)


@pages.page(f"{VERSION}/students", Action.VIEW_REPORT, of=FILED_REPORT)
def _students_filed(page_request: PageRequest, report: SchoolReport) -> Page:
    return filed_students(page_request, report)


@pages.page(f"{REPORT}/csv", Action.VIEW_REPORT, of=OWN_REPORT)
def _csv(page_request: PageRequest, case: ReportCase) -> Page:
    """The worksheet as a table of numbers. No student is named."""
    on, text = page_request.ctx.on, StringIO()
    record_list_view(page_request, case.facility_id, case.figures.enrolled)  # a file leaves the portal
    writer = csv.writer(text, lineterminator="\r\n")
    heading = (N_("As of"), N_("School"), N_("Number"), N_("Part"), N_("Vaccine"), N_("Line"), N_("Students"))
    writer.writerow(page_request.translate(each) for each in heading)
    name = guarded(case.facility.name if case.facility else "")
    for section in shown_figures(page_request, case.figures, "", on).sections:
        for line in _lines(page_request, section):
            writer.writerow((on.isoformat(), name, case.facility_id, section.name, *line))
    named = f'attachment; filename="annual-report-{on.isoformat()}.csv"'
    kind = "text/csv; charset=utf-8"
    return Page(200, f"\ufeff{text.getvalue()}", {"Content-Type": kind, "Content-Disposition": named})


def _lines(page_request: PageRequest, section: ShownSection) -> Iterator[tuple[str, str, int]]:
    yield "", page_request.translate(N_("Enrolled")), section.enrolled.count
    for name, number in section.categories:
        yield "", name, number.count
    for vaccine in section.vaccines:
        for column, number in zip(section.columns, vaccine.numbers, strict=True):
            yield vaccine.name, column, number.count
    for vaccine_name, with_temporary, without in section.lacking:
        yield vaccine_name, page_request.translate(_LACKING_WITH), with_temporary
        yield vaccine_name, page_request.translate(_LACKING_WITHOUT), without


_LACKING_WITH = N_("Conditional, with temporary exemptions")
_LACKING_WITHOUT = N_("Conditional, without temporary exemptions")
