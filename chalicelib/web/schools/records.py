"""What a school records of a pupil: a dose that was given, a dose taken off again, the grade with its first day."""

from collections.abc import Mapping
from typing import Any

from chalicelib.actions.pupils.record_dose import DoseCommand, record_dose
from chalicelib.actions.pupils.record_grade import GradeCommand, record_grade
from chalicelib.actions.pupils.remove_dose import RemoveDoseCommand, remove_dose
from chalicelib.domain.access import Purpose
from chalicelib.domain.action import Action
from chalicelib.domain.child import Child
from chalicelib.domain.display_names import GRADES, VACCINES
from chalicelib.domain.effective_status import grade_of
from chalicelib.domain.errors import not_found
from chalicelib.domain.exemption import ExemptionForm
from chalicelib.domain.marking import N_
from chalicelib.domain.results import Done
from chalicelib.law.citations import Cite, citation
from chalicelib.law.enums import Grade, Vaccine
from chalicelib.storage import keys
from chalicelib.storage.keys import Key
from chalicelib.web.http.forms import FormDate, FormModel, LongText, ShownForm, entry
from chalicelib.web.http.page_request import Page, PageRequest
from chalicelib.web.http.routing import Pages
from chalicelib.web.schools.records_shown import shown_grades, vaccine_names

pages = Pages()


def _form_key(params: Mapping[str, str]) -> list[Key]:
    return [keys.record("form", params["form_id"])]


def _own_form(page_request: PageRequest, act: Action) -> ExemptionForm:
    form = page_request.ctx.store.get(ExemptionForm, page_request.params["form_id"])
    page_request.ctx.require(act, form)
    return form


def _ask(page_request: PageRequest, exempt: ExemptionForm, template: str, *, title: str, **model: Any) -> Page:
    """A page that changes the child's record: it names the child, so the view is recorded."""
    child = page_request.ctx.store.get(Child, exempt.child_id)
    page_request.record_view(child.id, Purpose.SCHOOL_RECORD, facility_id=exempt.facility_id)
    return page_request.render(
        template, title=title, child=child, form_version=child.version, back_url=f"/schools/pupils/{exempt.id}", **model
    )


class DoseForm(FormModel):
    """One injection: what was in it, and the day."""

    vaccines: tuple[Vaccine, ...] = entry(N_("Choose each vaccine that was given"))
    given_on: FormDate = entry(N_("Enter the day when the dose was given"))


def _show_dose(page_request: PageRequest, form: ShownForm) -> Page:
    exempt = _own_form(page_request, Action.RECORD_DOSE)
    return _ask(
        page_request,
        exempt,
        "schools/dose.html",
        title=N_("Record a dose"),
        form=form,
        options=[(str(vaccine), page_request.translate(name)) for vaccine, name in VACCINES.items()],
        law=citation(Cite.CCR_6035),
    )


@pages.form("/schools/pupils/{form_id}/dose", Action.RECORD_DOSE, DoseForm, show=_show_dose, prefetch=_form_key)
def _dose(page_request: PageRequest, answers: DoseForm) -> Done:
    return record_dose(
        page_request.ctx,
        DoseCommand(
            form_id=page_request.params["form_id"],
            expected_version=page_request.expected_version,
            vaccines=frozenset(answers.vaccines),
            given_on=answers.given_on,
        ),
    )


class RemoveForm(FormModel):
    """Why the dose is no dose of this child."""

    reason: LongText = entry(N_("Write why the dose is taken off the record"))


def _show_remove(page_request: PageRequest, form: ShownForm) -> Page:
    exempt = _own_form(page_request, Action.REMOVE_DOSE)
    dose = page_request.ctx.store.get(Child, exempt.child_id).school_record.dose(page_request.params["dose_id"])
    if dose is None:
        raise not_found()
    return _ask(
        page_request,
        exempt,
        "schools/remove_dose.html",
        title=N_("Take a dose off the record"),
        form=form,
        dose=dose,
        vaccines=vaccine_names(page_request, dose),
    )


@pages.form(
    "/schools/pupils/{form_id}/doses/{dose_id}/remove",
    Action.REMOVE_DOSE,
    RemoveForm,
    show=_show_remove,
    prefetch=_form_key,
)
def _remove(page_request: PageRequest, answers: RemoveForm) -> Done:
    return remove_dose(
        page_request.ctx,
        RemoveDoseCommand(
            form_id=page_request.params["form_id"],
            expected_version=page_request.expected_version,
            dose_id=page_request.params["dose_id"],
            reason=answers.reason,
        ),
    )


class GradeForm(FormModel):
    """The grade, and the first day in it."""

    grade: Grade = entry(N_("Choose the grade"))
    since: FormDate = entry(N_("Enter the first day in that grade"))


def _show_grade(page_request: PageRequest, form: ShownForm) -> Page:
    exempt = _own_form(page_request, Action.RECORD_GRADE)
    return _ask(
        page_request,
        exempt,
        "schools/grade.html",
        title=N_("Record the grade"),
        form=form,
        options=[(str(grade), page_request.translate(name)) for grade, name in GRADES.items()],
        now=page_request.translate(GRADES[grade_of(exempt, page_request.ctx.on)]),
        grades=shown_grades(page_request, exempt.school_record),
        law=citation(Cite.HSC_120370_A),
    )


@pages.form("/schools/pupils/{form_id}/grade", Action.RECORD_GRADE, GradeForm, show=_show_grade, prefetch=_form_key)
def _grade(page_request: PageRequest, answers: GradeForm) -> Done:
    return record_grade(
        page_request.ctx,
        GradeCommand(
            form_id=page_request.params["form_id"],
            expected_version=page_request.expected_version,
            grade=answers.grade,
            since=answers.since,
        ),
    )
