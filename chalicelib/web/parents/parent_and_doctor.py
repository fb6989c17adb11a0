"""The questions about the parent and the doctor, and the consents."""

from typing import Any, Literal

from chalicelib.actions.requests.edit_request import give_consents, give_doctor, give_parent
from chalicelib.actions.requests.facts_given_before import facts_given_before
from chalicelib.domain.account import Address
from chalicelib.domain.action import Action
from chalicelib.domain.request import ExemptionRequest, ParentFacts
from chalicelib.domain.request_steps import Step
from chalicelib.domain.results import Done
from chalicelib.law.citations import Cite, citation
from chalicelib.law.marking import N_
from chalicelib.web.account_fields import OptionalPhone, State, ZipCode
from chalicelib.web.http.forms import FormModel, OptionalText, ShownForm, Text, entry
from chalicelib.web.http.page_request import Page, PageRequest
from chalicelib.web.http.routing import Pages
from chalicelib.web.parents.questions import ask, edit_of
from chalicelib.web.wording.states import HOME_STATE, STATES

pages = Pages()


class ParentForm(FormModel):
    """The parent or guardian, as the form names them."""

    name: Text = entry(N_("Enter your full name"))
    relationship: Text = entry(N_("Enter how you are related to the child"))
    street: Text = entry(N_("Enter your street address"))
    city: Text = entry(N_("Enter your city"))
    state: State = entry(N_("Choose the state from the list"))
    zip_code: ZipCode = entry(N_("Enter your ZIP code"))
    telephone: OptionalPhone = entry("", optional=True)


def _known_parent(page_request: PageRequest, draft: ExemptionRequest) -> dict[str, Any]:
    known = draft.parent or facts_given_before(page_request.ctx)
    if known is None:
        person = page_request.ctx.person
        return {"name": person.display_name, "telephone": person.telephone, "state": HOME_STATE}
    return {"name": known.name, "relationship": known.relationship, "telephone": known.telephone, **dict(known.address)}


def _show_parent(page_request: PageRequest, draft: ExemptionRequest, form: ShownForm) -> Page:
    return ask(page_request, draft, Step.PARENT, form, title=N_("Your name and address"), states=STATES)


@pages.form(
    "/parents/requests/{request_id}/parent",
    Action.EDIT_REQUEST,
    ParentForm,
    of=ExemptionRequest,
    show=_show_parent,
    initial=_known_parent,
)
def _parent(page_request: PageRequest, draft: ExemptionRequest, answers: ParentForm) -> Done:
    address = Address(street=answers.street, city=answers.city, state=answers.state, zip_code=answers.zip_code)
    facts = ParentFacts(
        name=answers.name, relationship=answers.relationship, address=address, telephone=answers.telephone
    )
    return give_parent(page_request.ctx, edit_of(page_request, draft), facts)


class DoctorForm(FormModel):
    physician_name: OptionalText = entry("", optional=True)


def _show_doctor(page_request: PageRequest, draft: ExemptionRequest, form: ShownForm) -> Page:
    return ask(page_request, draft, Step.DOCTOR, form, title=N_("Who is your child's doctor?"))


@pages.form(
    "/parents/requests/{request_id}/doctor",
    Action.EDIT_REQUEST,
    DoctorForm,
    of=ExemptionRequest,
    show=_show_doctor,
    initial=lambda _page_request, draft: {"physician_name": draft.physician_name},
)
def _doctor(page_request: PageRequest, draft: ExemptionRequest, answers: DoctorForm) -> Done:
    return give_doctor(page_request.ctx, edit_of(page_request, draft), answers.physician_name)


class ConsentsForm(FormModel):
    """The two statements that the parent ticks."""

    requirements_read: Literal["yes"] = entry(N_("Check the box to say that you have read how exemptions work"))
    release_of_records: Literal["yes"] = entry(N_("Check the box to agree. Without it, no doctor can issue the form"))


def _known_consents(_page_request: PageRequest, draft: ExemptionRequest) -> dict[str, Any]:
    given = draft.consents
    return {"requirements_read": "yes", "release_of_records": "yes"} if given else {}


def _show_consents(page_request: PageRequest, draft: ExemptionRequest, form: ShownForm) -> Page:
    return ask(
        page_request,
        draft,
        Step.CONSENTS,
        form,
        title=N_("Before you agree"),
        release_law=citation(Cite.HSC_120372_A2H),
        span_law=citation(Cite.HSC_120372_A2G),
        fee_law=citation(Cite.HSC_120372_A3),
        form_law=citation(Cite.HSC_120372_A1),
    )


@pages.form(
    "/parents/requests/{request_id}/consents",
    Action.EDIT_REQUEST,
    ConsentsForm,
    of=ExemptionRequest,
    show=_show_consents,
    initial=_known_consents,
)
def _consents(page_request: PageRequest, draft: ExemptionRequest, _answers: ConsentsForm) -> Done:
    return give_consents(page_request.ctx, edit_of(page_request, draft))
