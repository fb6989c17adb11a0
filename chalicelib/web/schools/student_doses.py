"""The forms for the doses of a student without a form: one that was given, one that was a mistake."""

from typing import Any

from chalicelib.actions.pupils.dose_checks import GivenDose
from chalicelib.actions.students.student_doses import record_student_dose, remove_student_dose
from chalicelib.domain.action import Action
from chalicelib.domain.errors import not_found
from chalicelib.domain.results import Done
from chalicelib.domain.student import Student
from chalicelib.law.citations import Cite, citation
from chalicelib.law.marking import N_
from chalicelib.web.http.forms import MonthOnly, ShownForm
from chalicelib.web.http.page_request import Page, PageRequest
from chalicelib.web.http.routing import Pages
from chalicelib.web.schools.records import DoseForm, RemoveForm
from chalicelib.web.schools.records_shown import vaccine_names
from chalicelib.web.schools.student_views import record_student_view, student_page
from chalicelib.web.wording.names import SHOTS

pages = Pages()


def _ask(page_request: PageRequest, student: Student, template: str, *, title: str, **model: Any) -> Page:
    record_student_view(page_request, student)
    return page_request.render(
        template,
        title=title,
        child={"facts": student.facts.child},
        form_version=student.version,
        back_url=student_page(student),
        parent_is_told=False,
        **model,
    )


def _show_dose(page_request: PageRequest, student: Student, form: ShownForm) -> Page:
    return _ask(
        page_request,
        student,
        "schools/dose.html",
        title=N_("Record a dose"),
        form=form,
        options=[(str(shot), page_request.translate(name)) for shot, name in SHOTS.items()],
        law=citation(Cite.CCR_6035),
    )


@pages.form("/schools/students/{student_id}/dose", Action.RECORD_DOSE, DoseForm, of=Student, show=_show_dose)
def _dose(page_request: PageRequest, student: Student, answers: DoseForm) -> Done:
    given = GivenDose(frozenset(answers.vaccines), answers.given_on, month_only=isinstance(answers.given_on, MonthOnly))
    return record_student_dose(page_request.ctx, student.id, page_request.expected_version, given)


def _show_remove(page_request: PageRequest, student: Student, form: ShownForm) -> Page:
    dose = student.school_record.dose(page_request.params["dose_id"])
    if dose is None:
        raise not_found()
    return _ask(
        page_request,
        student,
        "schools/remove_dose.html",
        title=N_("Take a dose off the record"),
        form=form,
        dose=dose,
        vaccines=vaccine_names(page_request, dose),
    )


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
