"""What an import asks of a person: whether two are one student, and who of those not in the file has left."""

from datetime import date
from typing import Any

from chalicelib.actions.imports.confirm_import import (
    MAX_DEPARTURES,
    Answers,
    Departures,
    answer_questions,
    record_departures,
)
from chalicelib.domain.access import Purpose
from chalicelib.domain.action import Action
from chalicelib.domain.results import Done
from chalicelib.domain.roster_import import LEAVE_OUT, NEW_STUDENT, ImportAnswer, ImportJob
from chalicelib.domain.student import Student
from chalicelib.law.marking import N_
from chalicelib.law.names import listed_name
from chalicelib.storage import keys
from chalicelib.storage.roster_imports import Question
from chalicelib.web.http.forms import FieldError, FormDate, FormModel, InvalidFormError, OptionalText, ShownForm, entry
from chalicelib.web.http.page_request import Page, PageRequest, see_other
from chalicelib.web.http.routing import Pages
from chalicelib.web.http.templating import translations_for
from chalicelib.web.schools.imports import IMPORT, OWN_IMPORT, import_path, notes_of
from chalicelib.web.wording.import_words import DOUBTS

pages = Pages()
_AT_ONCE = 5
_CHOOSE = N_("Choose who it is, or leave the line out")


class QuestionsForm(FormModel):
    """The lines that the page asks about, and an answer to each."""

    lines: tuple[int, ...] = entry(_CHOOSE)
    choice_0: OptionalText = entry("", optional=True)
    choice_1: OptionalText = entry("", optional=True)
    choice_2: OptionalText = entry("", optional=True)
    choice_3: OptionalText = entry("", optional=True)
    choice_4: OptionalText = entry("", optional=True)


def _open_questions(page_request: PageRequest, job: ImportJob) -> list[Question]:
    return [each for each in notes_of(page_request, job).questions if not job.answer_to(each.line)]


def _show_questions(page_request: PageRequest, job: ImportJob, form: ShownForm) -> Page:
    waiting = _open_questions(page_request, job)
    if page_request.posted is None and (not waiting or job.confirmed_at):
        return see_other(import_path(job))
    _record_view(page_request, job, sum(len(each.candidates) for each in waiting[:_AT_ONCE]))
    return page_request.render(
        "schools/import_questions.html",
        title=N_("Are these the same students?"),
        form=form,
        form_version=job.version,
        back_url=import_path(job),
        questions=[_shown(page_request, each) for each in waiting[:_AT_ONCE]],
        waiting=len(waiting),
    )


def _shown(page_request: PageRequest, question: Question) -> dict[str, Any]:
    """A question with its choices: each student whom the line may be, a new one, or to leave the line out."""

    def born(day: str) -> str:
        return page_request.translate(N_("Born %(day)s"), day=_long_date(page_request, day))

    return {
        "line": question.line,
        "legend": page_request.translate(
            N_("Line %(line)s: %(name)s, born %(day)s"),
            line=question.line,
            name=question.name,
            day=_long_date(page_request, question.born),
        ),
        "hint": page_request.translate(DOUBTS[question.doubt]),
        "options": [
            *(
                (whom.student_id, page_request.translate(N_("Yes: %(name)s"), name=whom.name), born(whom.born))
                for whom in question.candidates
            ),
            (NEW_STUDENT, page_request.translate(N_("No, this is a new student"))),
            (LEAVE_OUT, page_request.translate(N_("Leave this line out"))),
        ],
    }


def _long_date(page_request: PageRequest, day: str) -> str:
    return translations_for(page_request.language).date(date.fromisoformat(day))


@pages.form(f"{IMPORT}/questions", Action.ANSWER_IMPORT, QuestionsForm, of=OWN_IMPORT, show=_show_questions)
def _answer(page_request: PageRequest, job: ImportJob, answers: QuestionsForm) -> Done:
    chosen = [str(getattr(answers, f"choice_{place}")) for place in range(_AT_ONCE)]
    lines = answers.lines[:_AT_ONCE]
    missing = [place for place, _line in enumerate(lines) if not chosen[place]]
    if missing:
        raise InvalidFormError(tuple(FieldError(f"choice_{place}", _CHOOSE) for place in missing))
    given = tuple(ImportAnswer(line=line, choice=choice) for line, choice in zip(lines, chosen, strict=False))
    return answer_questions(page_request.ctx, Answers(job.id, page_request.expected_version, given))


class LeftForm(FormModel):
    """Who left, and the last day of them all."""

    students: tuple[str, ...] = entry(N_("Choose the students who left"))
    last_day: FormDate = entry(N_("Enter the last day at your school"))


def _show_left(page_request: PageRequest, job: ImportJob, form: ShownForm) -> Page:
    gone = notes_of(page_request, job).gone
    asked = page_request.query.get("from", "")
    start = int(asked) if asked.isdecimal() and asked.isascii() and len(asked) < len(str(MAX_DEPARTURES)) + 3 else 0
    ids = gone[start : start + MAX_DEPARTURES]
    store = page_request.ctx.store
    store.load(keys.record("student", each) for each in ids)
    students = [student for each in ids if (student := store.find(Student, each))]
    here = [each for each in students if each.newest_enrollment.until is None]
    _record_view(page_request, job, len(here))
    more = start + MAX_DEPARTURES
    return page_request.render(
        "schools/import_left.html",
        title=N_("Who left your school?"),
        form=form,
        back_url=import_path(job),
        path=f"{import_path(job)}/left",
        options=[_option(page_request, each) for each in sorted(here, key=_by_name)],
        next_from=more if more < len(gone) else 0,
    )


def _by_name(student: Student) -> tuple[str, str]:
    return student.facts.child.last_name.casefold(), student.facts.child.first_name.casefold()


def _option(page_request: PageRequest, student: Student) -> tuple[str, str, str]:
    child = student.facts.child
    born = translations_for(page_request.language).date(child.birth_date)
    return (
        student.id,
        listed_name(child.last_name, child.first_name),
        page_request.translate(N_("Born %(day)s"), day=born),
    )


@pages.form(f"{IMPORT}/left", Action.IMPORT_STUDENTS, LeftForm, of=OWN_IMPORT, show=_show_left)
def _left(page_request: PageRequest, job: ImportJob, answers: LeftForm) -> Done:
    return record_departures(page_request.ctx, Departures(job.id, answers.students, answers.last_day))


def _record_view(page_request: PageRequest, job: ImportJob, count: int) -> None:
    """Write that this person sees a part of the school's list. Raises PortalError UNAVAILABLE."""
    ctx = page_request.ctx
    ctx.store.record_access(
        "facility",
        job.facility_id,
        ctx.person,
        ctx.now,
        ctx.new_id(),
        purpose=Purpose.PUPIL_LIST,
        count=count,
        facility_id=job.facility_id,
    )
