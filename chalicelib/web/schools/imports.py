"""A school's file of students: sent or pasted, looked over, confirmed, applied. No page of an import that anyone can
open without a question names a student: lines are told by their numbers."""

from datetime import timedelta
from typing import Annotated, Any

from pydantic import StringConstraints

from chalicelib.actions.imports.confirm_import import confirm_import
from chalicelib.actions.imports.start_import import RosterFile, compare_again, start_import
from chalicelib.domain.action import Action
from chalicelib.domain.child import SchoolChoice
from chalicelib.domain.results import Done
from chalicelib.domain.roster_import import ImportJob
from chalicelib.law.marking import N_
from chalicelib.rosters.columns import REQUIRED, Column
from chalicelib.rosters.delimited import MAX_ROWS
from chalicelib.rosters.problems import PROBLEM_TEXTS, Effect, Problem
from chalicelib.rosters.reader import read_roster
from chalicelib.rosters.sample import SAMPLE
from chalicelib.storage import import_keys
from chalicelib.storage.roster_imports import ImportNotes, ImportProgress, read_notes, read_progress
from chalicelib.web.http.forms import EmptyForm, FormModel, InvalidFormError, ShownForm, entry
from chalicelib.web.http.page_request import Page, PageRequest
from chalicelib.web.http.routing import Pages
from chalicelib.web.schools.own_form import OWN_SCHOOL
from chalicelib.web.sent_files import file_of_page, nothing_sent, require_usable, sent_lines
from chalicelib.web.wording.import_words import EFFECTS, NOT_DONE, UNCLEAR_DOSES

pages = Pages()
MAX_FILE_MB = 4
"""Lambda takes 6 MB of a request, in which the gateway writes a file's bytes by four thirds: 4 MB come to 5.6 MB."""
_MAX_BODY = MAX_FILE_MB * 1024 * 1024 + 64 * 1024
_SHOWN_LINES = 100
_LATE = timedelta(minutes=5)
IMPORT = "/schools/imports/{import_id}"


class UploadForm(FormModel):
    """The file, or its lines pasted."""

    file: Annotated[str, StringConstraints(max_length=_MAX_BODY)] = entry("", optional=True)
    text: Annotated[str, StringConstraints(max_length=_MAX_BODY)] = entry("", optional=True)


def _show_upload(page_request: PageRequest, school: SchoolChoice, form: ShownForm) -> Page:
    optional = [column for column in Column if column not in REQUIRED]
    return page_request.render(
        "schools/import_upload.html",
        title=N_("Import a file of your students"),
        form=form,
        form_with_file=True,
        back_url=f"/schools/at/{school.facility_id}",
        facility_id=school.facility_id,
        max_rows=MAX_ROWS,
        max_mb=MAX_FILE_MB,
        required=list(REQUIRED),
        optional=optional,
    )


@pages.form(
    "/schools/at/{facility_id}/import",
    Action.IMPORT_STUDENTS,
    UploadForm,
    of=OWN_SCHOOL,
    show=_show_upload,
    takes_files=True,
    max_body_bytes=_MAX_BODY,
)
def _upload(page_request: PageRequest, school: SchoolChoice, answers: UploadForm) -> Done:
    content, field = sent_lines(page_request, answers)
    if wrong := nothing_sent(content):
        raise InvalidFormError(tuple(wrong))
    parsed = read_roster(content, page_request.ctx.on)
    require_usable(parsed.problems, field, lambda problem: PROBLEM_TEXTS[problem.code])
    return start_import(page_request.ctx, RosterFile(school.facility_id, parsed))


OWN_IMPORT = file_of_page(ImportJob, "import_id")
"""The import that an address names, with what stands beside it."""


def notes_of(page_request: PageRequest, job: ImportJob) -> ImportNotes:
    return read_notes(page_request.ctx.store.item(import_keys.import_notes(job.id)))


def _progress_of(page_request: PageRequest, job: ImportJob) -> ImportProgress:
    return read_progress(page_request.ctx.store.item(import_keys.import_progress(job.id)))


def _show_import(page_request: PageRequest, job: ImportJob, form: ShownForm) -> Page:
    notes, progress = notes_of(page_request, job), _progress_of(page_request, job)
    shared: dict[str, Any] = {
        "form": form,
        "job": job,
        "path": import_path(job),
        "problems": [
            _shown_problem(page_request, each) for each in sorted(notes.problems, key=_by_weight)[:_SHOWN_LINES]
        ],
        "all_problems": len(notes.problems),
        "gone": len(notes.gone),
        "progress": progress,
        "not_done": _not_done(page_request, progress),
    }
    if job.confirmed_at is None:
        open_questions = sum(not job.answer_to(each.line) for each in notes.questions)
        return page_request.render(
            "schools/import_preview.html",
            title=N_("Check the file before it is imported"),
            form_version=job.version,
            open_questions=open_questions,
            answered=len(notes.questions) - open_questions,
            unasked=job.counts.unsure - len(notes.questions),
            **shared,
        )
    is_running = job.finished_at is None
    return page_request.render(
        "schools/import_progress.html",
        title=N_("The file is being imported") if is_running else N_("The file was imported"),
        is_running=is_running,
        is_late=is_running and page_request.ctx.now - job.confirmed_at > _LATE and progress.next_row == 0,
        refreshes=is_running and "refresh" in page_request.query,
        **shared,
    )


@pages.form(IMPORT, Action.IMPORT_STUDENTS, EmptyForm, of=OWN_IMPORT, show=_show_import)
def _confirm(page_request: PageRequest, job: ImportJob, _answers: EmptyForm) -> Done:
    return confirm_import(page_request.ctx, job.id, page_request.expected_version)


def _show_again(page_request: PageRequest, job: ImportJob, form: ShownForm) -> Page:
    return page_request.render(
        "schools/import_again.html",
        title=N_("Compare the file with your list again"),
        form=form,
        back_url=import_path(job),
    )


@pages.form(f"{IMPORT}/again", Action.IMPORT_STUDENTS, EmptyForm, of=OWN_IMPORT, show=_show_again)
def _again(page_request: PageRequest, job: ImportJob, _answers: EmptyForm) -> Done:
    return compare_again(page_request.ctx, job.id)


@pages.page("/schools/sample-roster", Action.LIST_OWN_PUPILS)
def _sample(_page_request: PageRequest) -> Page:
    """A file of made-up students, to see how an import works."""
    headers = {"Content-Type": "text/csv; charset=utf-8", "Content-Disposition": 'attachment; filename="students.csv"'}
    return Page(200, SAMPLE.read_text(encoding="utf-8"), headers)


def import_path(job: ImportJob) -> str:
    return f"/schools/imports/{job.id}"


def _by_weight(problem: Problem) -> int:
    """Sort what is left out before what is only asked: a long list shows its beginning."""
    return list(Effect).index(problem.effect)


def _shown_problem(page_request: PageRequest, problem: Problem) -> tuple[str, str]:
    sentence = page_request.translate(PROBLEM_TEXTS[problem.code], **problem.placeholders)
    return sentence, page_request.translate(UNCLEAR_DOSES.get(problem.code) or EFFECTS[problem.effect])


def _not_done(page_request: PageRequest, progress: ImportProgress) -> list[str]:
    return [page_request.translate(NOT_DONE[code], line=line) for line, code in progress.not_done[:_SHOWN_LINES]]
