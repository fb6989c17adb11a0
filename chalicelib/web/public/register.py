"""Register: choose who you are; a parent or a physician makes an account, the others are invited."""

from chalicelib.actions.accounts.register_parent import ParentRegistration, register_parent
from chalicelib.actions.physicians.register_physician import PhysicianRegistration, register_physician
from chalicelib.addresses import CHECK_EMAIL, CHECK_EMAIL_ON_HOLD
from chalicelib.domain.account import BOARDS, Address
from chalicelib.domain.action import Action
from chalicelib.domain.results import Done
from chalicelib.law.enums import Board
from chalicelib.law.marking import N_
from chalicelib.web.account_fields import (
    ENTER_EMAIL,
    ENTER_FIRST_NAME,
    ENTER_LAST_NAME,
    ENTER_NEW_PASSWORD,
    EmailAddress,
    Line,
    NewPassword,
    OptionalLine,
    OptionalPhone,
    Phone,
    ZipCode,
)
from chalicelib.web.http.forms import FormModel, ShownForm, entry
from chalicelib.web.http.page_request import Page, PageRequest
from chalicelib.web.http.routing import Pages

pages = Pages()


@pages.page("/register", Action.REGISTER)
def _choose(page_request: PageRequest) -> Page:
    return page_request.render("public/register.html", title=N_("Register"))


class ParentForm(FormModel):
    first_name: Line = entry(ENTER_FIRST_NAME)
    last_name: Line = entry(ENTER_LAST_NAME)
    email: EmailAddress = entry(ENTER_EMAIL)
    telephone: OptionalPhone = entry("", optional=True)
    password: NewPassword = entry(ENTER_NEW_PASSWORD)


def _show_parent(page_request: PageRequest, form: ShownForm) -> Page:
    return page_request.render("public/register_parent.html", title=N_("Register as a parent or guardian"), form=form)


@pages.form("/register/parent", Action.REGISTER, ParentForm, show=_show_parent)
def _register_parent(page_request: PageRequest, answers: ParentForm) -> Done:
    return register_parent(page_request.ctx, ParentRegistration(**dict(answers)), page_request.client_ip)


class PhysicianForm(FormModel):
    """What a physician states: the license first, as it decides."""

    board: Board = entry(N_("Choose the board that licensed you"))
    license_number: Line = entry(N_("Enter your license number"))
    first_name: Line = entry(ENTER_FIRST_NAME)
    last_name: Line = entry(ENTER_LAST_NAME)
    business_name: OptionalLine = entry("", optional=True)
    street: Line = entry(N_("Enter the street address of your practice"))
    city: Line = entry(N_("Enter the city of your practice"))
    zip_code: ZipCode = entry(N_("Enter the ZIP code of your practice"))
    telephone: Phone = entry(N_("Enter the phone number of your practice"))
    email: EmailAddress = entry(ENTER_EMAIL)
    password: NewPassword = entry(ENTER_NEW_PASSWORD)


def _show_physician(page_request: PageRequest, form: ShownForm) -> Page:
    return page_request.render(
        "public/register_physician.html",
        title=N_("Register as a physician"),
        form=form,
        boards=[(board.value, page_request.translate(BOARDS[board.value])) for board in Board],
    )


@pages.form("/register/physician", Action.REGISTER, PhysicianForm, show=_show_physician)
def _register_physician(page_request: PageRequest, answers: PhysicianForm) -> Done:
    return register_physician(page_request.ctx, _stated(answers), page_request.client_ip)


def _stated(answers: PhysicianForm) -> PhysicianRegistration:
    address = Address(street=answers.street, city=answers.city, zip_code=answers.zip_code)
    return PhysicianRegistration(
        first_name=answers.first_name,
        last_name=answers.last_name,
        email=answers.email,
        telephone=answers.telephone,
        password=answers.password,
        board=answers.board.value,
        license_text=answers.license_number,
        business_name=answers.business_name,
        business_address=address,
    )


@pages.page(CHECK_EMAIL, Action.REGISTER)
def _check_email(page_request: PageRequest) -> Page:
    return page_request.render("public/check_email.html", title=N_("Check your email"), on_hold=False)


@pages.page(CHECK_EMAIL_ON_HOLD, Action.REGISTER)
def _check_email_on_hold(page_request: PageRequest) -> Page:
    return page_request.render("public/check_email.html", title=N_("Check your email"), on_hold=True)
