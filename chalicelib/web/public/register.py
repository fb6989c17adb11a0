"""Register: choose who you are; a parent makes an account here, others on pages of their own or by invitation."""

from chalicelib.actions.accounts.register_parent import ParentRegistration, register_parent
from chalicelib.addresses import CHECK_EMAIL, CHECK_EMAIL_ON_HOLD
from chalicelib.domain.action import Action
from chalicelib.domain.results import Done
from chalicelib.law.marking import N_
from chalicelib.web.account_fields import (
    ENTER_EMAIL,
    ENTER_FIRST_NAME,
    ENTER_LAST_NAME,
    ENTER_NEW_PASSWORD,
    EmailAddress,
    Line,
    NewPassword,
    OptionalPhone,
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


@pages.page(CHECK_EMAIL, Action.REGISTER)
def _check_email(page_request: PageRequest) -> Page:
    return page_request.render("public/check_email.html", title=N_("Check your email"), on_hold=False)


@pages.page(CHECK_EMAIL_ON_HOLD, Action.REGISTER)
def _check_email_on_hold(page_request: PageRequest) -> Page:
    return page_request.render("public/check_email.html", title=N_("Check your email"), on_hold=True)
