"""Correct a dose on record: the same questions as for a new one, filled in with what stands there, and the reason."""

from typing import Any

from chalicelib.actions.pupils.change_dose import DoseCorrection, change_dose
from chalicelib.actions.pupils.dose_checks import GivenDose
from chalicelib.actions.students.student_doses import change_student_dose
from chalicelib.domain.access import Purpose
from chalicelib.domain.action import Action
from chalicelib.domain.child import Child, ChildFacts
from chalicelib.domain.errors import not_found
from chalicelib.domain.results import Done
from chalicelib.domain.roster import FormAtSchool
from chalicelib.domain.school_record import RecordedDose, SchoolRecord
from chalicelib.domain.student import Student
from chalicelib.law.marking import N_
from chalicelib.web.http.forms import LongText, MonthOnly, ShownForm, entry
from chalicelib.web.http.page_request import Page, PageRequest
from chalicelib.web.http.routing import Pages
from chalicelib.web.schools.own_form import OWN_FORM
from chalicelib.web.schools.records import DoseForm, dose_question
from chalicelib.web.schools.views import record_student_view, student_page

pages = Pages()


class CorrectionForm(DoseForm):
    """What the dose really was, and why the record said something else."""

    reason: LongText = entry(N_("Write what was wrong"))


def _dose(page_request: PageRequest, record: SchoolRecord) -> RecordedDose:
    """The dose of the address. Raises PortalError NOT_FOUND: it is gone."""
    dose = record.dose(page_request.params["dose_id"])
    if dose is None:
        raise not_found()
    return dose


def _known(page_request: PageRequest, record: SchoolRecord) -> dict[str, Any]:
    dose = _dose(page_request, record)
    given_on = dose.given_on
    boxes = {
        "given_on_month": str(given_on.month),
        "given_on_day": "" if dose.month_only else str(given_on.day),
        "given_on_year": str(given_on.year),
    }
    return {"vaccines": tuple(map(str, dose.vaccines)), **boxes}


def _ask(page_request: PageRequest, facts: ChildFacts, dose: RecordedDose, form: ShownForm, **model: Any) -> Page:
    question = {**dose_question(page_request, form), "title": N_("Correct a dose")}
    return page_request.render("schools/dose_change.html", form=form, facts=facts, dose=dose, **question, **model)


def _correction(page_request: PageRequest, answers: CorrectionForm) -> DoseCorrection:
    given = GivenDose(frozenset(answers.vaccines), answers.given_on, month_only=isinstance(answers.given_on, MonthOnly))
    return DoseCorrection(page_request.expected_version, page_request.params["dose_id"], given, answers.reason)


def _show_student(page_request: PageRequest, student: Student, form: ShownForm) -> Page:
    dose = _dose(page_request, student.school_record)
    record_student_view(page_request, student)
    return _ask(
        page_request,
        student.facts.child,
        dose,
        form,
        form_version=student.version,
        back_url=student_page(student),
        parent_is_told=False,
    )


@pages.form(
    "/schools/students/{student_id}/doses/{dose_id}/change",
    Action.CHANGE_DOSE,
    CorrectionForm,
    of=Student,
    show=_show_student,
    initial=lambda page_request, student: _known(page_request, student.school_record),
)
def _student(page_request: PageRequest, student: Student, answers: CorrectionForm) -> Done:
    return change_student_dose(page_request.ctx, student.id, _correction(page_request, answers))


def _child_record(page_request: PageRequest, at: FormAtSchool) -> SchoolRecord:
    return page_request.ctx.store.get(Child, at.child_id).school_record


def _show_form(page_request: PageRequest, at: FormAtSchool, form: ShownForm) -> Page:
    child = page_request.ctx.store.get(Child, at.child_id)
    dose = _dose(page_request, child.school_record)
    page_request.record_view(child.id, Purpose.SCHOOL_RECORD, facility_id=at.facility_id)
    return _ask(
        page_request,
        child.facts,
        dose,
        form,
        form_version=child.version,
        back_url=f"/schools/pupils/{at.form_id}",
        parent_is_told=True,
    )


@pages.form(
    "/schools/pupils/{form_id}/doses/{dose_id}/change",
    Action.CHANGE_DOSE,
    CorrectionForm,
    of=OWN_FORM,
    show=_show_form,
    initial=lambda page_request, at: _known(page_request, _child_record(page_request, at)),
)
def _form(page_request: PageRequest, at: FormAtSchool, answers: CorrectionForm) -> Done:
    return change_dose(page_request.ctx, at.form_id, _correction(page_request, answers))
