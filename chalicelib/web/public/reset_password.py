"""Forgot password: ask for a link, then set a new password with it."""

from chalicelib.actions.accounts.mailed_links import open_link
from chalicelib.actions.accounts.request_reset import request_reset
from chalicelib.actions.accounts.reset_password import reset_password
from chalicelib.domain.action import Action
from chalicelib.domain.errors import PortalError
from chalicelib.domain.results import Done
from chalicelib.law.marking import N_
from chalicelib.storage.tokens import LinkPurpose
from chalicelib.web.account_fields import ENTER_NEW_PASSWORD, NewPassword, Token
from chalicelib.web.http import cookies
from chalicelib.web.http.errors import SENTENCES
from chalicelib.web.http.forms import FormModel, ShownForm, entry
from chalicelib.web.http.page_request import Page, PageRequest
from chalicelib.web.http.routing import Pages
from chalicelib.web.public.email_links import AddressForm, link_ended, token_asked

pages = Pages()


def _show_forgot(page_request: PageRequest, form: ShownForm) -> Page:
    return page_request.render("public/forgot_password.html", title=N_("Forgot password"), form=form)


@pages.form("/forgot-password", Action.RESET_PASSWORD, AddressForm, show=_show_forgot)
def _forgot(page_request: PageRequest, answers: AddressForm) -> Done:
    return request_reset(page_request.ctx, answers.email, page_request.client_ip)


@pages.page("/forgot-password/sent", Action.RESET_PASSWORD)
def _sent(page_request: PageRequest) -> Page:
    return page_request.render("public/reset_sent.html", title=N_("Check your email"))


class ResetForm(FormModel):
    """The token of the link, and the new password."""

    token: Token = entry(SENTENCES["LINK_SPENT"])
    new_password: NewPassword = entry(ENTER_NEW_PASSWORD)


def _show_reset(page_request: PageRequest, form: ShownForm) -> Page:
    try:
        open_link(page_request.ctx, str(form.field("token").value), LinkPurpose.RESET_PASSWORD)
    except PortalError:
        return link_ended(page_request, "/forgot-password")
    return page_request.render("public/reset_password.html", title=N_("Choose a new password"), form=form)


@pages.form("/reset-password", Action.RESET_PASSWORD, ResetForm, show=_show_reset, initial=token_asked)
def _reset(page_request: PageRequest, answers: ResetForm) -> Done:
    done = reset_password(page_request.ctx, answers.token, answers.new_password)
    page_request.cookies.append(cookies.clear_cookie(cookies.SESSION))
    return done


@pages.page("/reset-password/done", Action.RESET_PASSWORD)
def _done(page_request: PageRequest) -> Page:
    return page_request.render("public/reset_done.html", title=N_("Your password is changed"))
