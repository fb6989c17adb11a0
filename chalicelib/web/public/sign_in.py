"""Sign in, in one step or two, and sign out."""

from collections.abc import Callable
from typing import Annotated

from pydantic import AfterValidator

from chalicelib.actions.accounts.passkeys import challenge_to_sign_in, pass_with_passkey, passkeys_of_step
from chalicelib.actions.accounts.sign_in import SignedIn, known_device, sign_in
from chalicelib.actions.accounts.sign_out import sign_out
from chalicelib.actions.accounts.two_factor import pass_with_recovery_code, verify_totp
from chalicelib.actions.context import Context
from chalicelib.addresses import HOMES, JOIN_PAGE
from chalicelib.domain.account import Role, SignInStep
from chalicelib.domain.action import Action
from chalicelib.domain.errors import ErrorKind, PortalError
from chalicelib.law.marking import N_
from chalicelib.runtime.passkey_judge import passkey_origin
from chalicelib.runtime.settings import settings
from chalicelib.web.account_fields import (
    ENTER_CODE,
    ENTER_EMAIL,
    ENTER_PASSWORD,
    EmailAddress,
    Line,
    OneTimeCode,
    Password,
)
from chalicelib.web.http import cookies
from chalicelib.web.http.forms import EmptyForm, FormModel, ShownForm, entry
from chalicelib.web.http.headers import own_path
from chalicelib.web.http.page_request import Page, PageRequest, see_other
from chalicelib.web.http.routing import Pages
from chalicelib.web.passkey_questions import LONGEST_ANSWER, NO_ANSWER, question_to_use

pages = Pages()


_JOIN = JOIN_PAGE.partition("{")[0]
_CODE, _PASSKEY = "/sign-in/code", "/sign-in/passkey"
NextPage = Annotated[str, AfterValidator(lambda address: own_path(address, ""))]
"""Where a visitor goes on after signing in; any other address than one of the portal is left out."""


class SignInForm(FormModel):
    """E-mail address and password; `next` is the page the visitor came from."""

    email: EmailAddress = entry(ENTER_EMAIL)
    password: Password = entry(ENTER_PASSWORD)
    next: NextPage = entry("", optional=True)


def _next_asked(page_request: PageRequest) -> dict[str, str]:
    return {"next": own_path(page_request.query.get("next", ""), "")}


def _show_sign_in(page_request: PageRequest, form: ShownForm) -> Page:
    invited = str(form.value("next")).startswith(_JOIN)
    if invited:
        token = str(form.value("next")).removeprefix(_JOIN)
        page_request.cookies.append(cookies.set_cookie(cookies.INVITED, token))
    return page_request.render("public/sign_in.html", title=N_("Sign in"), form=form, invited=invited)


@pages.form("/sign-in", Action.SIGN_IN, SignInForm, show=_show_sign_in, initial=_next_asked, idempotent=False)
def _sign_in(page_request: PageRequest, answers: SignInForm) -> Page:
    done = sign_in(
        page_request.ctx,
        email=answers.email,
        password=answers.password,
        client_ip=page_request.client_ip,
        device=page_request.device,
    )
    if isinstance(done, SignInStep):
        page_request.cookies.append(cookies.set_cookie(cookies.STEP, cookies.step_token(done, page_request.ctx.now)))
        return see_other(_with_next(_PASSKEY if done.has_passkeys else _CODE, answers.next))
    return _signed_in(page_request, done, answers.next)


def _signed_in(page_request: PageRequest, done: SignedIn, then: str) -> Page:
    since = done.account.live_sessions.get(done.session_id)
    began = since.since if since else page_request.ctx.now
    signed_in = cookies.session_cookie(
        done.account, done.session_id, began, page_request.ctx.now, page_request.ctx.new_id()
    )
    known = cookies.device_cookie(
        known_device(page_request.ctx, done.account, page_request.device), page_request.ctx.now
    )
    page_request.cookies += [signed_in, known, cookies.clear_cookie(cookies.VISIT)]
    if cookies.INVITED in page_request.jar:
        page_request.cookies.append(cookies.clear_cookie(cookies.INVITED))
        then = then or (_invitation(page_request) if done.account.role is Role.PARENT else "")
    return see_other(own_path(then, HOMES[done.account.role]))


def _invitation(page_request: PageRequest) -> str:
    """The invitation that brought this browser here before its reader had an account."""
    return own_path(_JOIN + page_request.jar.get(cookies.INVITED, ""), "")


def _with_next(path: str, then: str) -> str:
    return f"{path}?next={own_path(then, '')}" if own_path(then, "") else path


class CodeForm(FormModel):
    """The six digits of the authenticator app."""

    code: OneTimeCode = entry(ENTER_CODE)
    next: NextPage = entry("", optional=True)


class RecoveryForm(FormModel):
    code: Line = entry(N_("Enter one of your recovery codes"))
    next: NextPage = entry("", optional=True)


def _show_code(page_request: PageRequest, form: ShownForm) -> Page:
    if page_request.step is None:
        return see_other(_with_next("/sign-in", str(form.value("next"))))
    return page_request.render(
        "public/sign_in_code.html",
        title=N_("Enter the code from your app"),
        form=form,
        has_passkeys=page_request.step.has_passkeys,
    )


class PasskeyForm(FormModel):
    """What the browser answered for a passkey (JSON)."""

    answer: str = entry(NO_ANSWER, min_length=1, max_length=LONGEST_ANSWER)
    next: NextPage = entry("", optional=True)


def _show_passkey(page_request: PageRequest, form: ShownForm) -> Page:
    ctx, step, then = page_request.ctx, page_request.step, str(form.value("next"))
    try:
        known = passkeys_of_step(ctx, step) if step else ()
    except PortalError:
        step = None
    if step is None:
        return see_other(_with_next("/sign-in", then))
    if not known:
        return see_other(_with_next(_CODE, then))
    return page_request.render(
        "public/sign_in_passkey.html",
        title=N_("Use your passkey"),
        form=form,
        answer="",
        question=question_to_use(challenge_to_sign_in(ctx, step), known),
        at=passkey_origin(),
    )


def _show_recovery(page_request: PageRequest, form: ShownForm) -> Page:
    if page_request.step is None:
        return see_other(_with_next("/sign-in", str(form.value("next"))))
    return page_request.render(
        "public/sign_in_recovery.html", title=N_("Use a recovery code"), form=form, support=settings().support_email
    )


def _two_factor(
    passed: Callable[[Context, SignInStep, str, str], SignedIn], page_request: PageRequest, typed: str, then: str
) -> Page:
    again = see_other(_with_next("/sign-in", then))
    if page_request.step is None:
        return again
    try:
        done = passed(page_request.ctx, page_request.step, typed, page_request.client_ip)
    except PortalError as error:
        if error.kind != ErrorKind.SIGN_IN:
            raise
        return again
    page_request.cookies.append(cookies.clear_cookie(cookies.STEP))
    return _signed_in(page_request, done, then)


@pages.form(_CODE, Action.SIGN_IN, CodeForm, show=_show_code, initial=_next_asked, at_step=True)
def _code(page_request: PageRequest, answers: CodeForm) -> Page:
    return _two_factor(verify_totp, page_request, answers.code, answers.next)


@pages.form(_PASSKEY, Action.SIGN_IN, PasskeyForm, show=_show_passkey, initial=_next_asked, at_step=True)
def _passkey(page_request: PageRequest, answers: PasskeyForm) -> Page:
    return _two_factor(pass_with_passkey, page_request, answers.answer, answers.next)


@pages.form(
    "/sign-in/recovery-code", Action.SIGN_IN, RecoveryForm, show=_show_recovery, initial=_next_asked, at_step=True
)
def _recovery(page_request: PageRequest, answers: RecoveryForm) -> Page:
    return _two_factor(pass_with_recovery_code, page_request, answers.code, answers.next)


def _show_sign_out(page_request: PageRequest, form: ShownForm) -> Page:
    return page_request.render("public/sign_out.html", title=N_("Sign out"), form=form)


@pages.form("/sign-out", Action.SIGN_OUT, EmptyForm, show=_show_sign_out)
def _sign_out(page_request: PageRequest, _answers: EmptyForm) -> Page:
    going = page_request.go_on(sign_out(page_request.ctx, page_request.binding))
    page_request.cookies.append(cookies.clear_cookie(cookies.SESSION))
    if cookies.KEPT in page_request.jar:
        page_request.cookies.append(cookies.clear_cookie(cookies.KEPT))
    return Page(going.status, "", {**going.headers, "Clear-Site-Data": '"cache", "storage"'})
