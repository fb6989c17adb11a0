"""The forms for the health officer's order: who stays out, another date, who may return. Only the officer orders it."""

from collections.abc import Callable, Mapping
from typing import Any

from chalicelib.actions.outbreaks.exclusions import (
    BY_FORM,
    Exclusion,
    Lifting,
    OtherDate,
    change_exclusion,
    lift_exclusion,
    record_exclusion,
)
from chalicelib.domain.action import Action
from chalicelib.domain.outbreak import ExposureAtSchool
from chalicelib.domain.results import Done
from chalicelib.law.citations import Cite, citation
from chalicelib.law.marking import N_
from chalicelib.web.http.forms import FormDate, FormModel, OptionalDate, OptionalText, ShownForm, Text, entry
from chalicelib.web.http.page_request import Page, PageRequest
from chalicelib.web.http.routing import Pages
from chalicelib.web.schools.outbreak import usual
from chalicelib.web.schools.outbreak_forms import OUTBREAK, is_department, outbreak_page
from chalicelib.web.schools.outbreak_shown import OutbreakRoster, ShownUnprotected, outbreak_roster
from chalicelib.web.schools.views import record_list_view
from chalicelib.web.wording.outbreak_names import DISEASES

pages = Pages()
_MAX_ON_A_PAGE = 150  # of a posted form's 200 fields
_STUDENTS = N_("Choose at least one student.")
_EVERYONE = "everyone"


class ChosenForm(FormModel):
    """The ids of the students that are ticked; `everyone` stands for all who are on the order."""

    students: tuple[str, ...] = entry(_STUDENTS, optional=True, default=())

    def chosen(self) -> tuple[str, ...] | None:
        """Return the ids; None for everyone on the order."""
        return None if _EVERYONE in self.students else self.students


class ExcludeForm(ChosenForm):
    """The officer's order, as given on the telephone or in writing."""

    since: FormDate = entry(N_("Enter the first day out"))
    through: OptionalDate = entry("", optional=True, default=None)
    officer: Text = entry(N_("Enter the name of the health officer, or of the person who called for the officer"))
    department: OptionalText = entry("", optional=True)


class OtherDateForm(ChosenForm):
    """The last day out as the officer has changed it."""

    through: OptionalDate = entry("", optional=True, default=None)


class LiftForm(ChosenForm):
    """The first day back."""

    first_day_back: FormDate = entry(N_("Enter the first day back"))


def _page(
    page_request: PageRequest,
    exposure: ExposureAtSchool,
    form: ShownForm,
    listed: Callable[[OutbreakRoster], list[ShownUnprotected]],
    **model: Any,
) -> Page:
    lines = listed(outbreak_roster(page_request, exposure))
    record_list_view(page_request, exposure.facility_id, len(lines))
    return page_request.render(
        form=form,
        exposure=exposure,
        disease=page_request.translate(DISEASES[exposure.disease]),
        choices=[(_key(each), each.name, _hint(page_request, each)) for each in lines[:_MAX_ON_A_PAGE]],
        more=max(0, len(lines) - _MAX_ON_A_PAGE),
        everyone=_EVERYONE,
        back_url=outbreak_page(exposure),
        form_version=exposure.version,
        law=citation(Cite.HSC_120370_B),
        department=is_department(page_request),
        **usual(exposure),
        **model,
    )


def _key(each: ShownUnprotected) -> str:
    """How the form's tick names the student."""
    return each.student_id or f"{BY_FORM}{each.form_id}"


def _hint(page_request: PageRequest, each: ShownUnprotected) -> str:
    """Grade, room, and what the record says: why the student is unprotected, or until when the student is out."""
    place = f"{each.grade}, {each.room}" if each.room else each.grade
    told = f"{place}. {each.answer if each.order else each.why}"
    if each.student_id:
        return told
    return f"{told}. {page_request.translate(N_('Known by an exemption only: the student is added to your list.'))}"


def _show_exclude(page_request: PageRequest, exposure: ExposureAtSchool, form: ShownForm) -> Page:
    return _page(
        page_request,
        exposure,
        form,
        lambda roster: roster.without_order,
        template="schools/outbreak_exclude.html",
        title=N_("Order an exclusion") if is_department(page_request) else N_("Record the health officer's exclusion"),
    )


def _today(page_request: PageRequest, exposure: ExposureAtSchool) -> Mapping[str, Any]:
    officer = exposure.officer or (page_request.ctx.person.display_name if is_department(page_request) else "")
    return {"since": page_request.ctx.on, "officer": officer, "department": exposure.department}


@pages.form(
    f"{OUTBREAK}/exclude", Action.RECORD_EXCLUSION, ExcludeForm, of=ExposureAtSchool, show=_show_exclude, initial=_today
)
def _exclude(page_request: PageRequest, exposure: ExposureAtSchool, answers: ExcludeForm) -> Done:
    command = Exclusion(
        exposure.id,
        page_request.expected_version,
        answers.students,
        answers.since,
        answers.through,
        answers.officer,
        answers.department,
    )
    return record_exclusion(page_request.ctx, command)


def _show_change(page_request: PageRequest, exposure: ExposureAtSchool, form: ShownForm) -> Page:
    return _page(
        page_request,
        exposure,
        form,
        lambda roster: roster.on_order,
        template="schools/outbreak_change.html",
        title=N_("Change the last day out"),
    )


@pages.form(f"{OUTBREAK}/change", Action.CHANGE_EXCLUSION, OtherDateForm, of=ExposureAtSchool, show=_show_change)
def _change(page_request: PageRequest, exposure: ExposureAtSchool, answers: OtherDateForm) -> Done:
    command = OtherDate(exposure.id, page_request.expected_version, answers.chosen(), answers.through)
    return change_exclusion(page_request.ctx, command)


def _show_lift(page_request: PageRequest, exposure: ExposureAtSchool, form: ShownForm) -> Page:
    return _page(
        page_request,
        exposure,
        form,
        lambda roster: roster.excluded,
        template="schools/outbreak_lift.html",
        title=N_("Lift the exclusion"),
    )


def _back_today(page_request: PageRequest, _exposure: ExposureAtSchool) -> Mapping[str, Any]:
    return {"first_day_back": page_request.ctx.on}


@pages.form(
    f"{OUTBREAK}/lift", Action.LIFT_EXCLUSION, LiftForm, of=ExposureAtSchool, show=_show_lift, initial=_back_today
)
def _lift(page_request: PageRequest, exposure: ExposureAtSchool, answers: LiftForm) -> Done:
    command = Lifting(exposure.id, page_request.expected_version, answers.chosen(), answers.first_day_back)
    return lift_exclusion(page_request.ctx, command)
