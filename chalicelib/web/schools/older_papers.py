"""Older exemptions on paper: what the student's page says of them, and the forms for one that is found, that the state
has stopped, or that was recorded by mistake."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from chalicelib.actions.students.older_papers import (
    PaperAsRead,
    StoppedPaper,
    record_older_paper,
    remove_older_paper,
    stop_older_paper,
)
from chalicelib.domain.action import Action
from chalicelib.domain.effective_status import FormLike, grade_of
from chalicelib.domain.errors import not_found
from chalicelib.domain.older_papers import older_exemption_of
from chalicelib.domain.results import Done
from chalicelib.domain.roster import StudentRow
from chalicelib.domain.student import RecordedPaper, Student
from chalicelib.law.citations import Cite, citation
from chalicelib.law.enums import GradeSpan, Vaccine
from chalicelib.law.grandfathering import OlderPaper, older_exemption
from chalicelib.law.marking import N_
from chalicelib.law.revocation import needs_discipline
from chalicelib.law.verdict import Outcome
from chalicelib.web.http.forms import FormDate, FormModel, LongText, OptionalDate, OptionalText, ShownForm, entry
from chalicelib.web.http.page_request import Page, PageRequest
from chalicelib.web.http.routing import Pages
from chalicelib.web.schools.views import record_student_view, student_page
from chalicelib.web.wording.names import VACCINES
from chalicelib.web.wording.older_paper_words import COUNTS_UNTIL, PAPERS, SPANS_THEN
from chalicelib.web.wording.verdicts import ShownReason, shown_reasons

pages = Pages()
OF_STUDENT = "/schools/students/{student_id}/papers"
_PAPER = f"{OF_STUDENT}/{{paper_id}}"


@dataclass(frozen=True)
class ShownPaper:
    """One paper as the student's page shows it. `until`: the event that ends it; "" where it counts no more."""

    paper_id: str
    name: str
    dated_on: date
    vaccines: list[str]
    issuer: str
    answer: str
    mark: str
    until: str
    reasons: list[ShownReason]
    can_be_stopped: bool


def shown_papers(page_request: PageRequest, row: StudentRow, graded: FormLike) -> list[ShownPaper]:
    """The papers on the record, the newest first. `graded`: the record that knows the grades, also those of a form."""
    return [_shown(page_request, row, graded, each) for each in reversed(row.papers)]


_ANSWERS = {
    Outcome.ADMIT: (N_("Counts"), "good"),
    Outcome.CHECK_RECORD: (N_("Check the grade"), "info"),
    Outcome.NOT_REQUIRED: (N_("No longer needed: 18 or older"), "neutral"),
}


def _shown(page_request: PageRequest, row: StudentRow, graded: FormLike, paper: RecordedPaper) -> ShownPaper:
    on = page_request.ctx.on
    given = older_exemption(older_exemption_of(paper, row, graded.school_record, grade_of(graded, on), on), on)
    words, mark = _ANSWERS.get(given.outcome, (N_("Does not count"), "stopped"))
    answer = page_request.translate(words)
    counts = given.outcome is Outcome.ADMIT and paper.stopped_on is None
    if paper.stopped_on is not None:
        answer, mark = page_request.translate(N_("Stopped by the state on %(day)s"), day=paper.stopped_on), "stopped"
    return ShownPaper(
        paper_id=paper.id,
        name=page_request.translate(PAPERS[paper.paper]),
        dated_on=paper.dated_on,
        vaccines=[page_request.translate(VACCINES[each]) for each in paper.vaccines],
        issuer=", ".join(filter(None, (paper.issuer_name, paper.issuer_license))),
        answer=answer,
        mark=mark,
        until=_until(page_request, paper) if counts else "",
        reasons=[] if paper.stopped_on else list(shown_reasons(page_request, given)),
        can_be_stopped=paper.paper is OlderPaper.PHYSICIAN_LETTER and paper.stopped_on is None,
    )


def _until(page_request: PageRequest, paper: RecordedPaper) -> str:
    if paper.expires_on is not None:
        return page_request.translate(N_("Counts through %(day)s at most"), day=paper.expires_on)
    return page_request.translate(COUNTS_UNTIL[paper.span])


class PaperForm(FormModel):
    """What the paper says."""

    paper: OlderPaper = entry(N_("Choose what kind of paper it is"))
    dated_on: FormDate = entry(N_("Enter the date on the paper"))
    span: GradeSpan = entry(N_("Choose the grades in which the student was then"))
    vaccines: tuple[Vaccine, ...] = entry(N_("Check each vaccine that the paper names"))
    issuer_name: OptionalText = entry("", optional=True)
    issuer_license: OptionalText = entry("", optional=True)
    expires_on: OptionalDate = entry("", optional=True, default=None)


def _ask(page_request: PageRequest, student: Student, form: ShownForm, template: str, **model: Any) -> Page:
    record_student_view(page_request, student)
    return page_request.render(
        template, form=form, student=student, back_url=student_page(student), form_version=student.version, **model
    )


def _show(page_request: PageRequest, student: Student, form: ShownForm) -> Page:
    return _ask(
        page_request,
        student,
        form,
        "schools/older_paper.html",
        title=N_("Record an older exemption on paper"),
        papers=[(str(paper), page_request.translate(name)) for paper, name in PAPERS.items()],
        spans=[(str(span), page_request.translate(name)) for span, name in SPANS_THEN.items()],
        vaccines=[(str(vaccine), page_request.translate(name)) for vaccine, name in VACCINES.items()],
        laws=[citation(Cite.HSC_120370_A2), citation(Cite.HSC_120335_G)],
    )


@pages.form(f"{OF_STUDENT}/new", Action.RECORD_OLDER_PAPER, PaperForm, of=Student, show=_show)
def _new(page_request: PageRequest, student: Student, answers: PaperForm) -> Done:
    read = PaperAsRead(
        answers.paper,
        answers.dated_on,
        answers.span,
        frozenset(answers.vaccines),
        answers.issuer_name,
        answers.issuer_license,
        answers.expires_on,
    )
    return record_older_paper(page_request.ctx, student.id, page_request.expected_version, read)


def _named(page_request: PageRequest, student: Student) -> RecordedPaper:
    paper = student.paper(page_request.params["paper_id"])
    if paper is None:
        raise not_found()
    return paper


def _about(page_request: PageRequest, student: Student) -> dict[str, Any]:
    paper, row = _named(page_request, student), StudentRow.of(student)
    return {"paper": _shown(page_request, row, row, paper), "needs_discipline": needs_discipline(paper.dated_on)}


class StoppedForm(FormModel):
    """The day of the state's notice, and that the medical board has disciplined the physician."""

    stopped_on: FormDate = entry(N_("Enter the day on which the state stopped the letter"))
    issuer_disciplined: OptionalText = entry("", optional=True)


def _show_stopped(page_request: PageRequest, student: Student, form: ShownForm) -> Page:
    about = _about(page_request, student)
    return _ask(
        page_request,
        student,
        form,
        "schools/older_paper_stopped.html",
        title=N_("The state stopped this letter"),
        law=citation(Cite.HSC_120372_D4),
        **about,
    )


@pages.form(f"{_PAPER}/stopped", Action.STOP_OLDER_PAPER, StoppedForm, of=Student, show=_show_stopped)
def _stopped(page_request: PageRequest, student: Student, answers: StoppedForm) -> Done:
    command = StoppedPaper(
        student.id,
        page_request.expected_version,
        page_request.params["paper_id"],
        answers.stopped_on,
        bool(answers.issuer_disciplined),
    )
    return stop_older_paper(page_request.ctx, command)


class RemovePaperForm(FormModel):
    """Why the paper is none of this student."""

    reason: LongText = entry(N_("Write why the paper is taken off the record"))


def _show_remove(page_request: PageRequest, student: Student, form: ShownForm) -> Page:
    about = _about(page_request, student)
    title = N_("Take a paper off the record")
    return _ask(page_request, student, form, "schools/older_paper_remove.html", title=title, **about)


@pages.form(f"{_PAPER}/remove", Action.REMOVE_OLDER_PAPER, RemovePaperForm, of=Student, show=_show_remove)
def _remove(page_request: PageRequest, student: Student, answers: RemovePaperForm) -> Done:
    paper_id = page_request.params["paper_id"]
    return remove_older_paper(page_request.ctx, student.id, page_request.expected_version, paper_id, answers.reason)
