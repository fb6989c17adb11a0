"""Register for a school or child care: find the place by its number, see which it is, then say who one is."""

from chalicelib.actions.accounts.register_school import SchoolRegistration, find_facility, register_school
from chalicelib.actions.context import Context
from chalicelib.domain.action import Action
from chalicelib.domain.errors import not_found
from chalicelib.domain.facility import Facility
from chalicelib.domain.results import Done
from chalicelib.law.marking import N_
from chalicelib.storage import keys
from chalicelib.web.account_fields import (
    ENTER_FIRST_NAME,
    ENTER_LAST_NAME,
    ENTER_NEW_PASSWORD,
    EmailAddress,
    Line,
    NewPassword,
)
from chalicelib.web.http.forms import FormModel, ShownForm, entry
from chalicelib.web.http.page_request import Page, PageRequest
from chalicelib.web.http.route import Named, Params
from chalicelib.web.http.routing import Pages

pages = Pages()
_PLACE = "/register/school/{facility_id}"


class NumberForm(FormModel):
    number: Line = entry(N_("Enter the CDS code of the school, or the license number of the child care"))


def _show_number(page_request: PageRequest, form: ShownForm) -> Page:
    return page_request.render("public/register_school_number.html", title=N_("Which school is it?"), form=form)


@pages.form("/register/school", Action.REGISTER, NumberForm, show=_show_number, idempotent=False)
def _number(page_request: PageRequest, answers: NumberForm) -> str:
    return _PLACE.format(facility_id=find_facility(page_request.ctx, answers.number).id)


def _facility(ctx: Context, _act: Action, params: Params) -> Facility:
    facility = ctx.store.facility(params["facility_id"])
    if facility is None or not facility.is_open:
        raise not_found()
    return facility


_FACILITY = Named(lambda params: (keys.record("facility", params["facility_id"]),), _facility)


class PersonForm(FormModel):
    first_name: Line = entry(ENTER_FIRST_NAME)
    last_name: Line = entry(ENTER_LAST_NAME)
    email: EmailAddress = entry(N_("Enter your work email address"))
    password: NewPassword = entry(ENTER_NEW_PASSWORD)


def _show_person(page_request: PageRequest, facility: Facility, form: ShownForm) -> Page:
    return page_request.render(
        "public/register_school.html",
        title=N_("Register for a school or child care"),
        form=form,
        facility=facility.name,
        city=facility.address.city,
        number=facility.id,
    )


@pages.form(_PLACE, Action.REGISTER, PersonForm, of=_FACILITY, show=_show_person)
def _register(page_request: PageRequest, facility: Facility, answers: PersonForm) -> Done:
    asked = SchoolRegistration(facility_id=facility.id, **dict(answers))
    return register_school(page_request.ctx, asked, page_request.client_ip)
