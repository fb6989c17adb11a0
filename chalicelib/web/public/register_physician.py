"""A physician registers: the license number, what the board says of it with the practice, then the account."""

from chalicelib.actions.context import Context
from chalicelib.actions.physicians.look_up_license import keep_practice, kept_look_up, look_up_license
from chalicelib.actions.physicians.register_physician import PhysicianRegistration, register_physician
from chalicelib.domain.account import BOARDS, Address
from chalicelib.domain.action import Action
from chalicelib.domain.results import Done
from chalicelib.law.marking import N_
from chalicelib.runtime.settings import settings
from chalicelib.storage.license_claims import LicenseLookUp, look_up_key
from chalicelib.web.account_fields import (
    ENTER_EMAIL,
    ENTER_FIRST_NAME,
    ENTER_LAST_NAME,
    ENTER_NEW_PASSWORD,
    EmailAddress,
    Line,
    NewPassword,
    OptionalLine,
    Phone,
    State,
    ZipCode,
)
from chalicelib.web.http.forms import FormModel, ShownForm, entry
from chalicelib.web.http.page_request import Answer, Page, PageRequest, see_other
from chalicelib.web.http.route import Named, Params
from chalicelib.web.http.routing import Pages
from chalicelib.web.wording.states import HOME_STATE, STATES

pages = Pages()
_FOUND = "/register/physician/{look_up_id}"


class NumberForm(FormModel):
    license_number: Line = entry(N_("Enter your license number"))


def _show_number(page_request: PageRequest, form: ShownForm) -> Page:
    return page_request.render("public/register_physician.html", title=N_("Register as a physician"), form=form)


@pages.form("/register/physician", Action.REGISTER, NumberForm, show=_show_number)
def _number(page_request: PageRequest, answers: NumberForm) -> Done:
    return look_up_license(page_request.ctx, answers.license_number, page_request.client_ip)


def _look_up(ctx: Context, _act: Action, params: Params) -> LicenseLookUp:
    return kept_look_up(ctx, params["look_up_id"])


_LOOKED_UP = Named(lambda params: (look_up_key(params["look_up_id"]),), _look_up)


class PracticeForm(FormModel):
    business_name: OptionalLine = entry("", optional=True)
    street: Line = entry(N_("Enter the street address of your practice"))
    city: Line = entry(N_("Enter the city of your practice"))
    state: State = entry(N_("Choose the state from the list"))
    zip_code: ZipCode = entry(N_("Enter the ZIP code of your practice"))
    telephone: Phone = entry(N_("Enter the phone number of your practice"))


def _show_practice(page_request: PageRequest, found: LicenseLookUp, form: ShownForm) -> Page:
    return page_request.render(
        "public/register_physician_practice.html",
        title=N_("Is this your license?"),
        form=form,
        found=found,
        states=STATES,
        board=page_request.translate(BOARDS[found.board]),
    )


@pages.form(
    f"{_FOUND}/practice",
    Action.REGISTER,
    PracticeForm,
    of=_LOOKED_UP,
    show=_show_practice,
    initial=lambda _page_request, _found: {"state": HOME_STATE},
)
def _practice(page_request: PageRequest, found: LicenseLookUp, answers: PracticeForm) -> Done:
    address = Address(street=answers.street, city=answers.city, state=answers.state, zip_code=answers.zip_code)
    return keep_practice(page_request.ctx, found, answers.business_name, address, answers.telephone)


class AccountForm(FormModel):
    """The names as on the license, and how the person signs in."""

    first_name: Line = entry(ENTER_FIRST_NAME)
    last_name: Line = entry(ENTER_LAST_NAME)
    email: EmailAddress = entry(ENTER_EMAIL)
    password: NewPassword = entry(ENTER_NEW_PASSWORD)


def _show_account(page_request: PageRequest, found: LicenseLookUp, form: ShownForm) -> Page:
    if found.practice is None:
        return see_other(f"{_FOUND}/practice".format(look_up_id=found.id))
    return page_request.render(
        "public/register_physician_account.html",
        title=N_("Make your account"),
        form=form,
        found=found,
        telephone=settings().review_telephone,
        support=settings().support_email,
    )


@pages.form(f"{_FOUND}/account", Action.REGISTER, AccountForm, of=_LOOKED_UP, show=_show_account)
def _account(page_request: PageRequest, found: LicenseLookUp, answers: AccountForm) -> Answer:
    practice = found.practice
    if practice is None:
        return f"{_FOUND}/practice".format(look_up_id=found.id)
    asked = PhysicianRegistration(
        **dict(answers),
        telephone=practice.telephone,
        license_text=found.license_shown,
        business_name=practice.business_name,
        business_address=practice.address,
    )
    return register_physician(page_request.ctx, asked, page_request.client_ip)
