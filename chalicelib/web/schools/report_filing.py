"""A school files its annual report: the page that is checked once more, and the reports that were filed."""

from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import BeforeValidator, StringConstraints

from chalicelib.actions.reports.file_report import FiledReport, Reporter, enrolled_field, file_report
from chalicelib.actions.reports.report_case import ReportCase
from chalicelib.actions.reports.report_versions import report_versions
from chalicelib.domain.action import Action
from chalicelib.domain.facility import Facility, FacilityKind
from chalicelib.domain.report_figures import Figures
from chalicelib.domain.results import Done
from chalicelib.domain.school_report import NoStudents, ProgramType, SchoolReport
from chalicelib.law.annual_report import ReportSection
from chalicelib.law.calendar import SchoolYear, school_year_of
from chalicelib.law.marking import N_
from chalicelib.web.account_fields import EmailAddress, Line, OptionalLine, Phone, Token
from chalicelib.web.http.forms import FormModel, OptionalText, ShownForm, entry
from chalicelib.web.http.page_request import Page, PageRequest
from chalicelib.web.http.routing import Pages
from chalicelib.web.schools.calendar_shown import shown_year
from chalicelib.web.schools.own_report import (
    FILED,
    FILED_REPORT,
    OWN_REPORT,
    OWN_REPORT_YEAR,
    REPORT,
    VERSION,
    ReportYear,
    filed_path,
    report_path,
)
from chalicelib.web.schools.report_shown import shown_figures
from chalicelib.web.wording.report_names import NO_STUDENTS, PROGRAMS, SECTIONS

pages = Pages()
_NONE = BeforeValidator(lambda value: value or None)
_COUNT = N_("Enter a whole number")
Count = Annotated[int | None, _NONE]
_YEARS_BACK = 2


class ReportForm(FormModel):
    """What 17 CCR 6075(b) asks of the school, and the school's own count of each part."""

    enrolled_under_two: Count = entry(_COUNT, optional=True, default=None, ge=0, le=99_999)
    enrolled_pre_kindergarten: Count = entry(_COUNT, optional=True, default=None, ge=0, le=99_999)
    enrolled_kindergarten: Count = entry(_COUNT, optional=True, default=None, ge=0, le=99_999)
    enrolled_grade_7: Count = entry(_COUNT, optional=True, default=None, ge=0, le=99_999)
    no_students: Annotated[NoStudents | None, _NONE] = entry(N_("Choose from the list"), optional=True, default=None)
    program: ProgramType = entry(N_("Choose the type"))
    telephone: Phone = entry(N_("Enter the telephone number of the school"))
    mailing_address: Annotated[OptionalLine, StringConstraints(max_length=100)] = entry("", optional=True)
    staff_name: Line = entry(N_("Enter the name of who fills out the report"))
    staff_email: EmailAddress = entry(N_("Enter the email address of who fills out the report"))
    staff_telephone: Phone = entry(N_("Enter the telephone number of who fills out the report"))
    contact: OptionalLine = entry("", optional=True)
    why_changed: OptionalText = entry("", optional=True)
    fingerprint: Token = entry("", optional=True)


def _initial(page_request: PageRequest, case: ReportCase) -> Mapping[str, Any]:
    """What is known: from the filing before, else from the directory and the account."""
    if case.filed:
        header = case.filed.header
        names = ("telephone", "mailing_address", "staff_name", "staff_email", "staff_telephone", "contact")
        return {**{name: getattr(header, name) for name in names}, "program": header.program.value}
    person = page_request.ctx.person
    return {"program": _program(case.facility), "staff_name": person.display_name, "staff_email": person.email}


def _program(facility: Facility | None) -> str:
    if facility and facility.kind is FacilityKind.PUBLIC_SCHOOL:
        return ProgramType.PUBLIC.value
    return ProgramType.PRIVATE.value if facility and facility.kind is FacilityKind.PRIVATE_SCHOOL else ""


def _show(page_request: PageRequest, case: ReportCase, form: ShownForm) -> Page:
    return page_request.render(
        "schools/report_file.html",
        title=N_("File the annual report"),
        form=form,
        form_version=case.version,
        fingerprint=case.fingerprint,
        back_url=report_path(case.facility_id),
        facility=case.facility,
        facility_id=case.facility_id,
        year=shown_year(case.year),
        reports=bool(case.sections),
        figures=shown_figures(
            page_request, case.figures, f"{report_path(case.facility_id)}/students", page_request.ctx.on
        ),
        to_check=sum(len(group.student_ids) for group in case.figures.groups if group.is_to_check),
        unlisted=len(case.unlisted),
        asked=[(enrolled_field(each), page_request.translate(SECTIONS[each])) for each in case.figures.sections],
        programs=[(code.value, page_request.translate(name)) for code, name in PROGRAMS.items()],
        no_students=[(code.value, page_request.translate(name)) for code, name in NO_STUDENTS.items()],
        is_change=case.filed is not None,
    )


@pages.form(f"{REPORT}/file", Action.FILE_REPORT, ReportForm, of=OWN_REPORT, show=_show, initial=_initial)
def _file(page_request: PageRequest, case: ReportCase, answers: ReportForm) -> Done:
    command = FiledReport(
        facility_id=case.facility_id,
        expected_version=page_request.expected_version,
        fingerprint=answers.fingerprint,
        reporter=Reporter(
            mailing_address=answers.mailing_address,
            telephone=answers.telephone,
            program=answers.program,
            staff_name=answers.staff_name,
            staff_email=answers.staff_email,
            staff_telephone=answers.staff_telephone,
            contact=answers.contact,
        ),
        enrolled={section: getattr(answers, enrolled_field(section)) for section in ReportSection},
        no_students=answers.no_students,
        why_changed=answers.why_changed,
    )
    return file_report(page_request.ctx, command, case)


@pages.page(FILED, Action.VIEW_REPORT, of=OWN_REPORT_YEAR)
def _versions(page_request: PageRequest, found: ReportYear) -> Page:
    ctx = page_request.ctx
    versions = list(report_versions(ctx, found.newest)) if found.newest else []
    this_year = school_year_of(ctx.on).starts_in
    return page_request.render(
        "schools/report_versions.html",
        title=N_("Filed reports"),
        path=report_path(found.facility_id),
        year=shown_year(SchoolYear(found.starts_in)),
        versions=[
            (each, filed_path(each), Figures(each.groups), each.filed_by == ctx.person.id)
            for each in reversed(versions)
        ],
        years=[
            (
                shown_year(SchoolYear(each)),
                FILED.format(facility_id=found.facility_id, year=each),
                each == found.starts_in,
            )
            for each in range(this_year - _YEARS_BACK, this_year + 1)
        ],
    )


@pages.page(VERSION, Action.VIEW_REPORT, of=FILED_REPORT)
def _version(page_request: PageRequest, report: SchoolReport) -> Page:
    path = filed_path(report)
    return page_request.render(
        "schools/report_filed.html",
        title=N_("Annual immunization report, filed"),
        report=report,
        year=shown_year(report.school_year),
        program=page_request.translate(PROGRAMS[report.header.program]),
        why_none=page_request.translate(NO_STUDENTS[report.no_students]) if report.no_students else "",
        figures=shown_figures(page_request, Figures(report.groups), f"{path}/students", report.reported_on),
        back_url=FILED.format(facility_id=report.facility_id, year=report.starts_in),
        is_mine=report.filed_by == page_request.ctx.person.id,
    )
