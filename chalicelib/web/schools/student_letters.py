"""The letters to the parents of one student: those on record, and one to print, also once more."""

from typing import Any

from chalicelib.actions.calendars.notice_clock import school_days_of
from chalicelib.actions.parent_letters.letter_desk import LetterDesk
from chalicelib.actions.parent_letters.write_letters import write_letters
from chalicelib.domain.action import Action
from chalicelib.domain.errors import invalid
from chalicelib.domain.parent_letters import Addressee, DueLetter, addressee_of, due_letter, possible_letter
from chalicelib.domain.roster import StudentRow
from chalicelib.domain.school_record import LetterKind
from chalicelib.domain.student import Student
from chalicelib.law.marking import N_
from chalicelib.web.http.forms import ShownForm, entry
from chalicelib.web.http.page_request import Page, PageRequest
from chalicelib.web.http.routing import Pages
from chalicelib.web.schools.parent_letters import (
    LettersForm,
    LettersOfKind,
    asked_of_letters,
    first_answers,
    letterhead_key,
    on_paper,
)
from chalicelib.web.schools.records_shown import recorders, shown_notices
from chalicelib.web.schools.views import record_student_view, student_page
from chalicelib.web.wording.letter_words import LETTER_KINDS

pages = Pages()


class StudentLetterForm(LettersForm):
    """Which letter, beside what is asked of many."""

    to: tuple[str, ...] = entry("", optional=True, default=())
    kind: LetterKind = entry(N_("Choose a letter"))


def _desk(page_request: PageRequest, student: Student) -> tuple[LetterDesk, Addressee]:
    ctx = page_request.ctx
    forms = ctx.store.forms_of_student(student, beside=[letterhead_key(student.facility_id)])
    to = addressee_of(StudentRow.of(student), forms, ctx.on)
    school_days = school_days_of(ctx, student.facility_id, ctx.on)
    return LetterDesk(student.facility_id, {to.key: to}, school_days), to


def _show(page_request: PageRequest, student: Student, form: ShownForm) -> Page:
    record_student_view(page_request, student)
    desk, to = _desk(page_request, student)
    on = page_request.ctx.on
    letters = (
        [] if student.has_left_by(on) else [each for kind in LetterKind if (each := possible_letter(to, kind, on))]
    )
    if "way" not in form.values:
        due = next((each.kind for each in letters if due_letter(to, each.kind, on)), "")
        form = page_request.form({**first_answers(page_request, student.facility_id, ()), "kind": str(due)})
    return page_request.render(
        "schools/student_letters.html",
        title=N_("Letters to the parents"),
        form=form,
        student=student,
        path=f"{student_page(student)}/letters",
        back_url=student_page(student),
        notices=shown_notices(page_request, to.record, recorders(page_request, to.record)),
        options=[_option(page_request, to, each) for each in letters],
        can_be_again=any(due_letter(to, each.kind, on) is None for each in letters),
        **asked_of_letters(page_request, desk, letters),
    )


def _option(page_request: PageRequest, to: Addressee, letter: DueLetter) -> tuple[str, str, Any]:
    name = page_request.translate(LETTER_KINDS[letter.kind])
    is_due = due_letter(to, letter.kind, page_request.ctx.on) is not None
    hint = N_("Due today") if is_due else N_("Not due now, or given before. Check the box below to print it again.")
    return str(letter.kind), name, page_request.translate(hint)


@pages.form(
    "/schools/students/{student_id}/letters", Action.LIST_PARENT_LETTERS, StudentLetterForm, of=Student, show=_show
)
def _print(page_request: PageRequest, student: Student, answers: StudentLetterForm) -> Page:
    desk, to = _desk(page_request, student)
    if student.has_left_by(page_request.ctx.on):
        raise invalid("LETTERS_NOT_DUE", "to")
    order = answers.model_copy(update={"to": (to.key,)}).order(answers.kind)
    letters = write_letters(page_request.ctx, desk, order)
    record_student_view(page_request, student)
    return on_paper(page_request, LettersOfKind(student.facility_id, answers.kind), letters, answers, student.id)
