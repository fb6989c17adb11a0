"""The second step of signing in: set it up with an authenticator app, keep the recovery codes, turn it off."""

from chalicelib.actions.accounts.recovery_codes import shown_codes
from chalicelib.actions.accounts.set_up_two_factor import (
    asks_for_password,
    keep_codes,
    make_new_codes,
    new_offer,
    offer_again,
    set_up_two_factor,
    turn_off_second_step,
)
from chalicelib.addresses import CODES_PAGE
from chalicelib.domain.account import Role
from chalicelib.domain.action import Action
from chalicelib.domain.errors import PortalError
from chalicelib.domain.results import Done
from chalicelib.law.marking import N_
from chalicelib.storage import keys
from chalicelib.storage.two_factor_rows import TwoFactor
from chalicelib.web.account_fields import ENTER_CODE, ENTER_PASSWORD, OneTimeCode, OptionalPassword, Password
from chalicelib.web.http import cookies
from chalicelib.web.http.forms import EmptyForm, FormModel, ShownForm, entry
from chalicelib.web.http.page_request import TWO_FACTOR_PAGE, Page, PageRequest, see_other
from chalicelib.web.http.routing import Pages
from chalicelib.web.qr_code import qr_code

pages = Pages()


class SetUpForm(FormModel):
    """The sealed seed that the page gave, a code of the app that has it now, and the password where it is asked for."""

    offer: str = entry(N_("Load the page again"), max_length=2000)
    code: OneTimeCode = entry(ENTER_CODE)
    password: OptionalPassword = entry("", optional=True)


def _show_set_up(page_request: PageRequest, form: ShownForm) -> Page:
    ctx, sealed = page_request.ctx, str(form.value("offer"))
    try:
        offer = offer_again(ctx, sealed)
    except PortalError:
        offer = new_offer(ctx)
    person = ctx.person
    return page_request.render(
        "account/set_up_second_step.html",
        title=N_("Set up two-step verification"),
        form=form,
        offer=offer,
        qr=qr_code(offer.link),
        asks_for_password=asks_for_password(ctx, page_request.binding),
        must=person.must_set_up_second_step,
        replaces=person.second_step_since is not None,
        is_parent=person.role == Role.PARENT,
    )


@pages.form(
    TWO_FACTOR_PAGE,
    Action.SET_UP_SECOND_STEP,
    SetUpForm,
    show=_show_set_up,
    initial=lambda page_request: {"offer": new_offer(page_request.ctx).sealed},
)
def _set_up(page_request: PageRequest, answers: SetUpForm) -> Page:
    now, old_session = page_request.ctx.now, page_request.binding
    account, session = set_up_two_factor(page_request.ctx, answers.offer, answers.code, answers.password, old_session)
    since = account.live_sessions[session].since
    page_request.cookies.append(cookies.session_cookie(account, session, since, now, page_request.ctx.new_id()))
    return see_other(CODES_PAGE)


def _show_codes(page_request: PageRequest, form: ShownForm) -> Page:
    kept = _kept(page_request)
    if kept is None:
        return see_other("/account")
    codes = shown_codes(page_request.ctx, kept, page_request.ctx.person.id, page_request.ctx.now)
    return page_request.render(
        "account/recovery_codes.html", title=N_("Your recovery codes"), form=form, codes=codes, left=len(kept.codes)
    )


@pages.form(CODES_PAGE, Action.SET_UP_SECOND_STEP, EmptyForm, show=_show_codes)
def _keep_codes(page_request: PageRequest, _answers: EmptyForm) -> Done:
    return keep_codes(page_request.ctx)


def _kept(page_request: PageRequest) -> TwoFactor | None:
    item = page_request.ctx.store.item(keys.two_factor(page_request.ctx.person.id))
    return TwoFactor.of(item) if item else None


class PasswordForm(FormModel):
    """Fresh proof of who it is."""

    password: Password = entry(ENTER_PASSWORD)


def _show_new_codes(page_request: PageRequest, form: ShownForm) -> Page:
    return page_request.render("account/new_recovery_codes.html", title=N_("Make new recovery codes"), form=form)


@pages.form(f"{CODES_PAGE}/new", Action.CHANGE_OWN_ACCOUNT, PasswordForm, show=_show_new_codes)
def _new_codes(page_request: PageRequest, answers: PasswordForm) -> Done:
    return make_new_codes(page_request.ctx, answers.password)


def _show_turn_off(page_request: PageRequest, form: ShownForm) -> Page:
    return page_request.render(
        "account/turn_off_second_step.html", title=N_("Turn off two-step verification"), form=form
    )


@pages.form(f"{TWO_FACTOR_PAGE}/off", Action.TURN_OFF_SECOND_STEP, PasswordForm, show=_show_turn_off)
def _turn_off(page_request: PageRequest, answers: PasswordForm) -> Done:
    return turn_off_second_step(page_request.ctx, answers.password, page_request.binding)
