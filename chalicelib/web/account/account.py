"""One's own account: who one is to the portal, contact, signed-in browsers, password."""

from collections.abc import Callable
from typing import Literal

from chalicelib.actions.accounts.change_own_account import change_contact, sign_out_others
from chalicelib.actions.accounts.change_password import change_password
from chalicelib.addresses import HOMES
from chalicelib.domain.account import Role
from chalicelib.domain.action import Action
from chalicelib.domain.notice import Notice
from chalicelib.domain.results import Done
from chalicelib.law.marking import N_
from chalicelib.web.account_fields import ENTER_NEW_PASSWORD, ENTER_PASSWORD, NewPassword, OptionalPhone, Password
from chalicelib.web.http import cookies
from chalicelib.web.http.forms import EmptyForm, FormModel, ShownForm, entry
from chalicelib.web.http.languages import OWN_NAMES
from chalicelib.web.http.page_request import Page, PageRequest, see_other
from chalicelib.web.http.routing import Pages
from chalicelib.web.inbox import own_news
from chalicelib.web.wording.names import ROLES

pages = Pages()
_EMPTY_PICTURE = '<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"></svg>'


@pages.page("/account/stay", Action.VIEW_ACCOUNT)
def _stay(page_request: PageRequest) -> Page:
    """An empty picture: asking for it is use of the session, which goes on. The script of the pages may send no other
    request (Content-Security-Policy)."""
    page_request.ctx.require(Action.VIEW_ACCOUNT)
    kind = {"Content-Type": "image/svg+xml", "Content-Disposition": 'attachment; filename="stay.svg"'}
    return Page(200, _EMPTY_PICTURE, kind)


@pages.page("/account", Action.VIEW_ACCOUNT)
def _account(page_request: PageRequest) -> Page:
    person = page_request.ctx.require(Action.VIEW_ACCOUNT)
    sessions = sorted(person.live_sessions.items(), key=lambda entry: entry[1].since, reverse=True)
    return page_request.render(
        "account/account.html",
        title=N_("Your account"),
        person=person,
        role=page_request.translate(ROLES[person.role]),
        language=OWN_NAMES[person.language],
        sessions=sessions,
        this_session=page_request.binding,
        may_turn_off=person.role == Role.PARENT,
    )


@pages.page("/account/news", Action.VIEW_ACCOUNT)
def _news(page_request: PageRequest) -> Page:
    person = page_request.ctx.require(Action.VIEW_ACCOUNT)
    return page_request.render(
        "layouts/news.html",
        title=N_("Your messages"),
        news=own_news(page_request, _family_headings(page_request) if person.role is Role.PARENT else None),
        back_url=HOMES[person.role],
    )


def _family_headings(page_request: PageRequest) -> Callable[[Notice], str]:
    from chalicelib.web.family_news import headings  # noqa: PLC0415 - for parents

    page_request.ctx.load_account_bundle(page_request.ctx.person.id)
    return headings(page_request)


def _show_sign_out_others(page_request: PageRequest, form: ShownForm) -> Page:
    return page_request.render("account/sign_out_others.html", title=N_("Sign out everywhere else"), form=form)


@pages.form("/account/sign-out-others", Action.CHANGE_OWN_ACCOUNT, EmptyForm, show=_show_sign_out_others)
def _sign_out_others(page_request: PageRequest, _answers: EmptyForm) -> Done:
    return sign_out_others(page_request.ctx, page_request.binding)


class ContactForm(FormModel):
    """The language of the mail, and the telephone number."""

    language: Literal["en", "es", "zh-Hant"] = entry(N_("Choose a language"))
    telephone: OptionalPhone = entry("", optional=True)


def _show_contact(page_request: PageRequest, form: ShownForm) -> Page:
    return page_request.render(
        "account/contact.html", title=N_("Language and phone"), form=form, languages=list(OWN_NAMES.items())
    )


@pages.form(
    "/account/contact",
    Action.CHANGE_OWN_ACCOUNT,
    ContactForm,
    show=_show_contact,
    initial=lambda page_request: {
        "language": page_request.ctx.person.language,
        "telephone": page_request.ctx.person.telephone,
    },
)
def _contact(page_request: PageRequest, answers: ContactForm) -> Done:
    page_request.cookies.append(cookies.set_cookie(cookies.LANGUAGE, answers.language, lasting=True))
    return change_contact(page_request.ctx, answers.language, answers.telephone)


class PasswordForm(FormModel):
    password: Password = entry(ENTER_PASSWORD)
    new_password: NewPassword = entry(ENTER_NEW_PASSWORD)


def _show_password(page_request: PageRequest, form: ShownForm) -> Page:
    return page_request.render("account/password.html", title=N_("Change your password"), form=form)


@pages.form("/account/password", Action.CHANGE_OWN_ACCOUNT, PasswordForm, show=_show_password)
def _password(page_request: PageRequest, answers: PasswordForm) -> Page:
    now, session = page_request.ctx.now, page_request.binding
    account = change_password(page_request.ctx, answers.password, answers.new_password, session)
    since = account.live_sessions[session].since
    page_request.cookies.append(cookies.session_cookie(account, session, since, now, page_request.ctx.new_id()))
    return see_other("/account/password/changed")


@pages.page("/account/password/changed", Action.VIEW_ACCOUNT)
def _changed(page_request: PageRequest) -> Page:
    return page_request.render("account/password_changed.html", title=N_("Your password is changed"))
