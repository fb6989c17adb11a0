"""The forms for the doses of a student without a form: one that was given, one that was a mistake."""

from typing import Any

from chalicelib.actions.pupils.dose_checks import GivenDose
from chalicelib.actions.students.student_doses import record_student_dose, remove_student_dose
from chalicelib.domain.action import Action
from chalicelib.domain.results import Done
from chalicelib.domain.student import Student
from chalicelib.web.http.forms import MonthOnly, ShownForm
from chalicelib.web.http.page_request import Page, PageRequest
from chalicelib.web.http.routing import Pages
from chalicelib.web.schools.dose_asked import answered
from chalicelib.web.schools.records import DoseForm, RemoveForm, dose_question, removal_question
from chalicelib.web.schools.views import record_student_view, student_page

pages = Pages()


def _ask(page_request: PageRequest, student: Student, template: str, **model: Any) -> Page:
    record_student_view(page_request, student)
    return page_request.render(
        template,
        child={"facts": student.facts.child},
        form_version=student.version,
        back_url=student_page(student),
        parent_is_told=False,
        **model,
    )


def _show_dose(page_request: PageRequest, student: Student, form: ShownForm) -> Page:
    return _ask(page_request, student, "schools/dose.html", form=form, **dose_question(page_request, form))


@pages.form("/schools/students/{student_id}/dose", Action.RECORD_DOSE, DoseForm, of=Student, show=_show_dose)
def _dose(page_request: PageRequest, student: Student, answers: DoseForm) -> Done:
    given = GivenDose(frozenset(answers.vaccines), answers.given_on, isinstance(answers.given_on, MonthOnly))
    known, born = student.school_record, student.facts.child.birth_date
    given = answered(page_request, known, born, given, answers.confirmed)
    return record_student_dose(page_request.ctx, student.id, page_request.expected_version, given)


def _show_remove(page_request: PageRequest, student: Student, form: ShownForm) -> Page:
    question = removal_question(page_request, student.school_record)
    return _ask(page_request, student, "schools/remove_dose.html", form=form, **question)


@pages.form(
    "/schools/students/{student_id}/doses/{dose_id}/remove",
    Action.REMOVE_DOSE,
    RemoveForm,
    of=Student,
    show=_show_remove,
)
def _remove(page_request: PageRequest, student: Student, answers: RemoveForm) -> Done:
    dose_id = page_request.params["dose_id"]
    return remove_student_dose(page_request.ctx, student.id, page_request.expected_version, dose_id, answers.reason)
