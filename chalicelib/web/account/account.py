"""One's own account: who one is to the portal, contact, signed-in browsers, password."""

from typing import Literal

from chalicelib.actions.change_own_account import change_contact, sign_out_others
from chalicelib.actions.change_password import change_password
from chalicelib.domain.account import Role
from chalicelib.domain.acts import Act
from chalicelib.domain.display_names import ROLES
from chalicelib.domain.marking import N_
from chalicelib.web import cookies
from chalicelib.web.account_fields import (
    ENTER_NEW_PASSWORD,
    ENTER_PASSWORD,
    NewPassword,
    OptionalPhone,
    Password,
)
from chalicelib.web.forms import FormModel, ShownForm, entry
from chalicelib.web.inbox import own_news
from chalicelib.web.languages import OWN_NAMES
from chalicelib.web.register import Pages
from chalicelib.web.visit import HOMES, Page, Visit, see_other

pages = Pages()


@pages.page("/account", Act.VIEW_ACCOUNT)
def _account(visit: Visit) -> Page:
    person = visit.ctx.require(Act.VIEW_ACCOUNT)
    sessions = sorted(person.live_sessions.items(), key=lambda entry: entry[1].since, reverse=True)
    return visit.render(
        "account/account.html",
        title=N_("Your account"),
        person=person,
        role=visit.say(ROLES[person.role]),
        language=OWN_NAMES[person.language],
        sessions=sessions,
        this_session=visit.binding,
        may_turn_off=person.role == Role.PARENT,
    )


@pages.page("/account/news", Act.VIEW_ACCOUNT)
def _news(visit: Visit) -> Page:
    visit.ctx.require(Act.VIEW_ACCOUNT)
    return visit.render(
        "account/news.html", title=N_("Your news"), news=own_news(visit), back_url=HOMES[visit.ctx.person.role]
    )


class NothingForm(FormModel):
    """Nothing to fill in."""


def _show_sign_out_others(visit: Visit, form: ShownForm) -> Page:
    return visit.render("account/sign_out_others.html", title=N_("Sign out everywhere else"), form=form)


@pages.form("/account/sign-out-others", Act.CHANGE_OWN_ACCOUNT, NothingForm, show=_show_sign_out_others)
def _sign_out_others(visit: Visit, _answers: NothingForm) -> str:
    return sign_out_others(visit.ctx, visit.binding)


class ContactForm(FormModel):
    """The language of the mail, and the telephone number."""

    language: Literal["en", "es", "zh-Hant"] = entry(N_("Choose a language"))
    telephone: OptionalPhone = entry("", optional=True)


def _show_contact(visit: Visit, form: ShownForm) -> Page:
    return visit.render(
        "account/contact.html", title=N_("Language and phone"), form=form, languages=list(OWN_NAMES.items())
    )


@pages.form(
    "/account/contact",
    Act.CHANGE_OWN_ACCOUNT,
    ContactForm,
    show=_show_contact,
    initial=lambda visit: {"language": visit.ctx.person.language, "telephone": visit.ctx.person.telephone},
)
def _contact(visit: Visit, answers: ContactForm) -> str:
    visit.cookies.append(cookies.set_cookie(cookies.LANGUAGE, answers.language, lasting=True))
    return change_contact(visit.ctx, answers.language, answers.telephone)


class PasswordForm(FormModel):
    """The old password and the new one."""

    password: Password = entry(ENTER_PASSWORD)
    new_password: NewPassword = entry(ENTER_NEW_PASSWORD)


def _show_password(visit: Visit, form: ShownForm) -> Page:
    return visit.render("account/password.html", title=N_("Change your password"), form=form)


@pages.form("/account/password", Act.CHANGE_OWN_ACCOUNT, PasswordForm, show=_show_password)
def _password(visit: Visit, answers: PasswordForm) -> Page:
    now, session = visit.ctx.now, visit.binding
    account = change_password(visit.ctx, answers.password, answers.new_password, session)
    since = account.live_sessions[session].since
    visit.cookies.append(cookies.session_cookie(account, session, since, now, visit.ctx.new_id()))
    return see_other("/account/password/changed")


@pages.page("/account/password/changed", Act.VIEW_ACCOUNT)
def _changed(visit: Visit) -> Page:
    return visit.render("account/password_changed.html", title=N_("Your password is changed"))
