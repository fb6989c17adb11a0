"""The forms of an outbreak's own page: start, change, close. The case is never asked for."""

from collections.abc import Mapping
from typing import Any

from chalicelib.actions.outbreaks.open_outbreak import OutbreakFacts, close_outbreak, edit_outbreak, open_outbreak
from chalicelib.directory.jurisdictions import JURISDICTIONS
from chalicelib.domain.account import Role
from chalicelib.domain.action import Action
from chalicelib.domain.child import SchoolChoice
from chalicelib.domain.outbreak import ExposureAtSchool
from chalicelib.domain.results import Done
from chalicelib.law.citations import Cite, citation
from chalicelib.law.enums import Grade
from chalicelib.law.marking import N_
from chalicelib.web.http.forms import EmptyForm, FormDate, FormModel, OptionalDate, OptionalText, ShownForm, Text, entry
from chalicelib.web.http.page_request import Page, PageRequest
from chalicelib.web.http.routing import Pages
from chalicelib.web.schools.own_form import SCHOOL_WITH_DEPARTMENT
from chalicelib.web.wording.names import GRADES
from chalicelib.web.wording.outbreak_names import DISEASES

pages = Pages()
OUTBREAK = "/schools/outbreaks/{exposure_id}"
_FROM_LIST = N_("Choose from the list")


def outbreak_page(exposure: ExposureAtSchool) -> str:
    return OUTBREAK.format(exposure_id=exposure.id)


class OutbreakForm(FormModel):
    """What the school knows of the exposure. Rooms are typed with commas between them."""

    disease: Text = entry(N_("Choose the disease from the list."))
    first_exposure: FormDate = entry(N_("Enter the first day of exposure"))
    last_exposure: FormDate = entry(N_("Enter the last day of exposure"))
    grades: tuple[Grade, ...] = entry(_FROM_LIST, optional=True, default=())
    rooms: OptionalText = entry("", optional=True)
    officer: OptionalText = entry("", optional=True)
    department: OptionalText = entry("", optional=True)
    telephone: OptionalText = entry("", optional=True)
    reported_on: OptionalDate = entry("", optional=True, default=None)

    def facts(self) -> OutbreakFacts:
        """Return the answers as the act takes them."""
        return OutbreakFacts(
            disease=self.disease,
            first_exposure=self.first_exposure,
            last_exposure=self.last_exposure,
            grades=self.grades,
            rooms=_rooms(self.rooms),
            officer=self.officer,
            department=self.department,
            telephone=self.telephone,
            reported_on=self.reported_on,
        )


def _rooms(text: str) -> tuple[str, ...]:
    """Return the rooms as typed, each once, in their order."""
    typed = [each.strip() for each in text.replace(";", ",").split(",")]
    return tuple(dict.fromkeys(filter(None, typed)))


def _show(page_request: PageRequest, form: ShownForm, *, title: str, back_url: str, **model: Any) -> Page:
    return page_request.render(
        "schools/outbreak_facts.html",
        title=title,
        form=form,
        back_url=back_url,
        diseases=[(code, page_request.translate(name)) for code, name in DISEASES.items()],
        grades=[(str(code), page_request.translate(name)) for code, name in GRADES.items()],
        law=citation(Cite.CCR_2508),
        department=is_department(page_request),
        **model,
    )


def _show_new(page_request: PageRequest, school: SchoolChoice, form: ShownForm) -> Page:
    back_url = f"/schools/at/{school.facility_id}/outbreaks"
    title = N_("Start the page for an outbreak")
    return _show(page_request, form, title=title, back_url=back_url, is_new=True, facility=school.name)


def _first_values(page_request: PageRequest, school: SchoolChoice) -> Mapping[str, Any]:
    known = (each.name for each in JURISDICTIONS if each.id == school.jurisdiction)
    officer = page_request.ctx.person.display_name if is_department(page_request) else ""
    return {"department": next(known, ""), "officer": officer}


def is_department(page_request: PageRequest) -> bool:
    """Return whether a health department opens the page, and not the school."""
    return page_request.ctx.person.role is Role.LOCAL_HEALTH


@pages.form(
    "/schools/at/{facility_id}/outbreaks/new",
    Action.OPEN_OUTBREAK,
    OutbreakForm,
    of=SCHOOL_WITH_DEPARTMENT,
    show=_show_new,
    initial=_first_values,
)
def _new(page_request: PageRequest, school: SchoolChoice, answers: OutbreakForm) -> Done:
    return open_outbreak(page_request.ctx, school.facility_id, answers.facts())


def _known(_page_request: PageRequest, exposure: ExposureAtSchool) -> Mapping[str, Any]:
    return {
        "disease": exposure.disease,
        "first_exposure": exposure.first_exposure,
        "last_exposure": exposure.last_exposure,
        "grades": tuple(map(str, exposure.grades)),
        "rooms": ", ".join(exposure.rooms),
        "officer": exposure.officer,
        "department": exposure.department,
        "telephone": exposure.telephone,
        "reported_on": exposure.reported_on,
    }


def _show_edit(page_request: PageRequest, exposure: ExposureAtSchool, form: ShownForm) -> Page:
    return _show(
        page_request,
        form,
        title=N_("Change the page of the outbreak"),
        back_url=outbreak_page(exposure),
        is_new=False,
        form_version=exposure.version,
    )


@pages.form(
    f"{OUTBREAK}/edit", Action.EDIT_OUTBREAK, OutbreakForm, of=ExposureAtSchool, show=_show_edit, initial=_known
)
def _edit(page_request: PageRequest, exposure: ExposureAtSchool, answers: OutbreakForm) -> Done:
    return edit_outbreak(page_request.ctx, exposure.id, page_request.expected_version, answers.facts())


def _show_close(page_request: PageRequest, exposure: ExposureAtSchool, form: ShownForm) -> Page:
    return page_request.render(
        "schools/outbreak_close.html",
        title=N_("Close the outbreak"),
        form=form,
        disease=page_request.translate(DISEASES[exposure.disease]),
        back_url=outbreak_page(exposure),
        form_version=exposure.version,
    )


@pages.form(f"{OUTBREAK}/close", Action.CLOSE_OUTBREAK, EmptyForm, of=ExposureAtSchool, show=_show_close)
def _close(page_request: PageRequest, exposure: ExposureAtSchool, _answers: EmptyForm) -> Done:
    return close_outbreak(page_request.ctx, exposure.id, page_request.expected_version)
