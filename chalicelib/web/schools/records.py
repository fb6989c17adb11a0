"""What a school records of a pupil: a dose that was given, a dose taken off again, the grade with its first day."""

from typing import Any

from chalicelib.actions.pupils.dose_checks import GivenDose
from chalicelib.actions.pupils.record_dose import DoseCommand, record_dose
from chalicelib.actions.pupils.record_grade import GradeCommand, exemptions_ended_by, record_grade
from chalicelib.actions.pupils.record_notice import record_notice
from chalicelib.actions.pupils.remove_dose import RemoveDoseCommand, remove_dose
from chalicelib.domain.access import Purpose
from chalicelib.domain.action import Action
from chalicelib.domain.child import Child
from chalicelib.domain.effective_status import grade_of
from chalicelib.domain.errors import not_found
from chalicelib.domain.results import Done
from chalicelib.domain.roster import FormAtSchool
from chalicelib.domain.school_record import SchoolRecord
from chalicelib.law.citations import Cite, citation
from chalicelib.law.enums import Grade
from chalicelib.law.marking import N_
from chalicelib.law.vaccine_products import GivenVaccine
from chalicelib.storage import keys
from chalicelib.storage.rosters import row_keys
from chalicelib.web.http.forms import (
    DayOrMonth,
    FormDate,
    FormModel,
    LongText,
    MonthOnly,
    OptionalText,
    ShownForm,
    entry,
    to_form_values,
)
from chalicelib.web.http.page_request import Page, PageRequest
from chalicelib.web.http.routing import Pages
from chalicelib.web.schools.dose_asked import answered, asked_day
from chalicelib.web.schools.notice_forms import NoticeForm, notice_given, notice_question
from chalicelib.web.schools.own_form import OWN_FORM
from chalicelib.web.schools.records_shown import shown_grades, vaccine_names
from chalicelib.web.wording.names import GRADES, SHOTS, VACCINES

pages = Pages()


def _ask(page_request: PageRequest, at: FormAtSchool, template: str, *, title: str, **model: Any) -> Page:
    """A page that changes the child's record: it names the child, so the view is recorded."""
    child = page_request.ctx.store.get(Child, at.child_id)
    page_request.record_view(child.id, Purpose.SCHOOL_RECORD, facility_id=at.facility_id)
    return page_request.render(
        template,
        title=title,
        child=child,
        form_version=child.version,
        back_url=f"/schools/pupils/{at.form_id}",
        **model,
    )


class DoseForm(FormModel):
    """One injection: what was in it, and the day."""

    vaccines: tuple[GivenVaccine, ...] = entry(N_("Choose each vaccine that was given"))
    given_on: DayOrMonth = entry(N_("Enter the day when the dose was given"))
    confirmed: OptionalText = entry("", optional=True)


def dose_question(page_request: PageRequest, form: ShownForm) -> dict[str, Any]:
    """Return what the page that asks for a dose shows, beside the child."""
    options = [(str(shot), page_request.translate(name)) for shot, name in SHOTS.items()]
    return {"title": N_("Record a dose"), "options": options, "law": citation(Cite.CCR_6035), "asked": asked_day(form)}


def _show_dose(page_request: PageRequest, at: FormAtSchool, form: ShownForm) -> Page:
    return _ask(page_request, at, "schools/dose.html", form=form, **dose_question(page_request, form))


@pages.form("/schools/pupils/{form_id}/dose", Action.RECORD_DOSE, DoseForm, of=OWN_FORM, show=_show_dose)
def _dose(page_request: PageRequest, at: FormAtSchool, answers: DoseForm) -> Done:
    child = page_request.ctx.store.get(Child, at.child_id)
    given = GivenDose(frozenset(answers.vaccines), answers.given_on, isinstance(answers.given_on, MonthOnly))
    known, born = child.school_record, child.facts.birth_date
    given = answered(page_request, known, born, given, answers.confirmed)
    return record_dose(
        page_request.ctx,
        DoseCommand(
            form_id=at.form_id,
            expected_version=page_request.expected_version,
            vaccines=given.vaccines,
            given_on=given.given_on,
            month_only=given.month_only,
            confirmed=given.confirmed,
        ),
    )


def _show_notice(page_request: PageRequest, at: FormAtSchool, form: ShownForm) -> Page:
    return _ask(page_request, at, "schools/notice.html", **notice_question(page_request, at.facility_id, form))


@pages.form("/schools/pupils/{form_id}/notice", Action.RECORD_NOTICE, NoticeForm, of=OWN_FORM, show=_show_notice)
def _notice(page_request: PageRequest, at: FormAtSchool, answers: NoticeForm) -> Done | Page:
    given = notice_given(page_request, at.facility_id, answers)
    if isinstance(given, ShownForm):
        return _show_notice(page_request, at, given)
    return record_notice(page_request.ctx, at.form_id, page_request.expected_version, given)


class RemoveForm(FormModel):
    """Why the dose is no dose of this child."""

    reason: LongText = entry(N_("Write why the dose is taken off the record"))


def removal_question(page_request: PageRequest, record: SchoolRecord) -> dict[str, Any]:
    """Return what the page that takes a dose off shows, beside the child. Raises PortalError NOT_FOUND: it is gone."""
    dose = record.dose(page_request.params["dose_id"])
    if dose is None:
        raise not_found()
    return {"title": N_("Take a dose off the record"), "dose": dose, "vaccines": vaccine_names(page_request, dose)}


def _show_remove(page_request: PageRequest, at: FormAtSchool, form: ShownForm) -> Page:
    record = page_request.ctx.store.get(Child, at.child_id).school_record
    return _ask(page_request, at, "schools/remove_dose.html", form=form, **removal_question(page_request, record))


@pages.form(
    "/schools/pupils/{form_id}/doses/{dose_id}/remove", Action.REMOVE_DOSE, RemoveForm, of=OWN_FORM, show=_show_remove
)
def _remove(page_request: PageRequest, at: FormAtSchool, answers: RemoveForm) -> Done:
    return remove_dose(
        page_request.ctx,
        RemoveDoseCommand(
            form_id=at.form_id,
            expected_version=page_request.expected_version,
            dose_id=page_request.params["dose_id"],
            reason=answers.reason,
        ),
    )


class GradeForm(FormModel):
    """The grade, and the first day in it."""

    grade: Grade = entry(N_("Choose the grade"))
    since: FormDate = entry(N_("Enter the first day in that grade"))
    confirmed: OptionalText = entry("", optional=True)
    change: OptionalText = entry("", optional=True)


def _show_grade(page_request: PageRequest, at: FormAtSchool, form: ShownForm) -> Page:
    page_request.ctx.store.load([keys.record("child", at.child_id), *row_keys(at)])
    row = page_request.ctx.store.school_row(at)
    return _ask(
        page_request,
        at,
        "schools/grade.html",
        title=N_("Record the grade"),
        form=form,
        options=[(str(grade), page_request.translate(name)) for grade, name in GRADES.items()],
        now=page_request.translate(GRADES[grade_of(row, page_request.ctx.on)]),
        grades=shown_grades(page_request, row.school_record),
        law=citation(Cite.HSC_120370_A),
    )


@pages.form("/schools/pupils/{form_id}/grade", Action.RECORD_GRADE, GradeForm, of=OWN_FORM, show=_show_grade)
def _grade(page_request: PageRequest, at: FormAtSchool, answers: GradeForm) -> Done | Page:
    """Where the grade ends an exemption, the page says so first and asks."""
    ctx = page_request.ctx
    command = GradeCommand(at.form_id, page_request.expected_version, answers.grade, answers.since)
    form = page_request.form(to_form_values({"grade": answers.grade, "since": answers.since}))
    if answers.change:
        return _show_grade(page_request, at, form)
    ended = () if answers.confirmed else exemptions_ended_by(ctx, command)
    if not ended:
        return record_grade(ctx, command)
    return _ask(
        page_request,
        at,
        "schools/grade_preview.html",
        title=N_("This grade ends an exemption"),
        form=form,
        form_action=page_request.path,
        grade=page_request.translate(GRADES[answers.grade]),
        since=answers.since,
        ended=[(page_request.translate(VACCINES[each.vaccine]), each.last_day) for each in ended],
        law=citation(Cite.HSC_120370_A),
    )
