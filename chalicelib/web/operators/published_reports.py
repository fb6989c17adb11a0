"""The reports that the state publishes of schools, loaded from its file: sent or pasted, looked over, confirmed,
applied by a job; and how far that is."""

from typing import Annotated, Any

from pydantic import StringConstraints

from chalicelib.actions.published_reports.start_published import (
    NamedSchool,
    confirm_published,
    read_published_notes,
    start_published,
)
from chalicelib.domain.action import Action
from chalicelib.domain.published_reports_file import PublishedReportsFile
from chalicelib.domain.results import Done
from chalicelib.law.annual_report import ReportSection, report_due
from chalicelib.law.calendar import SchoolYear, school_year_of
from chalicelib.law.marking import N_
from chalicelib.rosters.problems import PROBLEM_TEXTS, Problem, ProblemCode
from chalicelib.rosters.published_reports import MAX_LINES, PublishedColumn, read_published
from chalicelib.storage import import_keys
from chalicelib.storage.roster_imports import read_progress
from chalicelib.web.http.forms import EmptyForm, FieldError, FormModel, InvalidFormError, ShownForm, entry
from chalicelib.web.http.page_request import Page, PageRequest
from chalicelib.web.http.routing import Pages
from chalicelib.web.sent_files import file_of_page, nothing_sent, require_usable, sent_lines
from chalicelib.web.wording.published_rates import one_decimal, rate_text
from chalicelib.web.wording.report_names import SECTIONS

pages = Pages()
UPLOAD = "/operators/reports"
FILE = "/operators/reports/{file_id}"
_MAX_BODY = 3 * 1024 * 1024
_SHOWN_LINES = 100
_YEARS_BACK = 4
_CHOICES = (ReportSection.KINDERGARTEN, ReportSection.GRADE_7, ReportSection.PRE_KINDERGARTEN)
_EXAMPLE = (
    "school_year,school_code,county,reported,category,enrollment,count,percent",
    "2025-26,6005987,Fresno,Y,UP-TO-DATE,84,79,94",
    "2025-26,6006001,Fresno,Y,UP-TO-DATE,*,*,>=95%",
    "2025-26,6006118,Fresno,N,,,,",
)
_OWN_TEXTS = {
    ProblemCode.FILE_EMPTY: N_("The file has no schools. Check that it is the right file."),
    ProblemCode.NUMBER_SHAPE: N_(
        "Line %(line)s, column %(column)s: a number has 14 digits (CDS code), 7 digits (the school's part of it) or "
        "9 digits (child care license). In your spreadsheet, format the column as text."
    ),
}


class UploadForm(FormModel):
    """The year and part of the report, and the file or its lines pasted."""

    year: str = entry(N_("Choose the school year"))
    section: str = entry(N_("Choose the part of the report"))
    file: Annotated[str, StringConstraints(max_length=_MAX_BODY)] = entry("", optional=True)
    text: Annotated[str, StringConstraints(max_length=_MAX_BODY)] = entry("", optional=True)


def _years(page_request: PageRequest) -> list[SchoolYear]:
    """The years of which the last day for reports is known, the newest first."""
    now = school_year_of(page_request.ctx.on).starts_in
    years = [SchoolYear(now - back) for back in range(_YEARS_BACK)]
    return [year for year in years if report_due(year)]


def _year_name(starts_in: int) -> str:
    return f"{starts_in}-{(starts_in + 1) % 100:02d}"


def _show_upload(page_request: PageRequest, form: ShownForm) -> Page:
    return page_request.render(
        "operators/reports.html",
        title=N_("Load the state's published reports"),
        form=form,
        form_with_file=True,
        back_url="/operators",
        years=[(str(year.starts_in), _year_name(year.starts_in)) for year in _years(page_request)],
        sections=[(each.value, page_request.translate(SECTIONS[each])) for each in _CHOICES],
        max_rows=MAX_LINES,
        days=PublishedReportsFile.kept.days,
        value_columns=", ".join((PublishedColumn.ENROLLMENT, PublishedColumn.COUNT, PublishedColumn.PERCENT)),
        example=_EXAMPLE,
    )


@pages.form(
    UPLOAD,
    Action.LOAD_PUBLISHED_REPORTS,
    UploadForm,
    show=_show_upload,
    takes_files=True,
    max_body_bytes=_MAX_BODY + 64 * 1024,
)
def _upload(page_request: PageRequest, answers: UploadForm) -> Done:
    content, field = sent_lines(page_request, answers)
    wrong = nothing_sent(content)
    if answers.year not in {str(year.starts_in) for year in _years(page_request)}:
        wrong.append(FieldError("year", N_("Choose the school year")))
    if answers.section not in {each.value for each in _CHOICES}:
        wrong.append(FieldError("section", N_("Choose the part of the report")))
    if wrong:
        raise InvalidFormError(tuple(wrong))
    parsed = read_published(content, int(answers.year), ReportSection(answers.section))
    require_usable(parsed.problems, field, _sentence)
    return start_published(page_request.ctx, parsed)


def _sentence(problem: Problem) -> str:
    return _OWN_TEXTS.get(problem.code) or PROBLEM_TEXTS[problem.code]


_OWN_FILE = file_of_page(PublishedReportsFile)


def _show_file(page_request: PageRequest, file: PublishedReportsFile, form: ShownForm) -> Page:
    store = page_request.ctx.store
    notes = read_published_notes(store.item(import_keys.import_notes(file.id)))
    progress = read_progress(store.item(import_keys.import_progress(file.id)))
    if file.confirmed_at is None:
        title = N_("Check before you apply")
    else:
        title = N_("The file is being applied") if file.is_waiting else N_("The file is applied")
    return page_request.render(
        "operators/reports_file.html",
        title=title,
        form=form,
        form_version=file.version,
        file=file,
        path=f"/operators/reports/{file.id}",
        year=_year_name(file.starts_in),
        section=page_request.translate(SECTIONS[file.section]),
        days=PublishedReportsFile.kept.days,
        progress=progress,
        not_written=progress.next_row - progress.added - progress.unchanged,
        is_running=file.is_waiting,
        refreshes=file.is_waiting and "refresh" in page_request.query,
        problems=[
            page_request.translate(_sentence(each), **each.placeholders) for each in notes.problems[:_SHOWN_LINES]
        ],
        all_problems=file.problems,
        known_here=[_shown(each) for each in notes.known_here[:_SHOWN_LINES]],
        undecided=[_shown(each) for each in notes.undecided[:_SHOWN_LINES]],
        below=[_shown(each) for each in notes.below[:_SHOWN_LINES]],
        silent=[_shown(each) for each in notes.silent[:_SHOWN_LINES]],
        passed_over=[
            page_request.translate(PROBLEM_TEXTS[ProblemCode(code)], line=line)
            for line, code in progress.not_done[:_SHOWN_LINES]
            if code != ProblemCode.NUMBER_TWICE  # told before it was confirmed
        ],
    )


def _shown(school: NamedSchool) -> dict[str, Any]:
    """A school of the file, with what the file says of it and what it has filed itself."""
    here = f"{one_decimal(school.complete, school.enrolled)}%" if school.enrolled else ""
    return {
        "number": school.number,
        "name": school.name,
        "line": school.line.line,
        "is_reported": school.line.is_reported,
        "here": here,
        "told": rate_text(school.line),
        "differs": school.differs,
    }


@pages.form(FILE, Action.LOAD_PUBLISHED_REPORTS, EmptyForm, of=_OWN_FILE, show=_show_file)
def _confirm(page_request: PageRequest, file: PublishedReportsFile, _answers: EmptyForm) -> Done:
    return confirm_published(page_request.ctx, file.id, page_request.expected_version)
