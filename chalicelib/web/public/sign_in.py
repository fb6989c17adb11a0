"""Sign in and sign out."""

from chalicelib.actions.sign_in import sign_in
from chalicelib.actions.sign_out import sign_out
from chalicelib.domain.acts import Act
from chalicelib.domain.marking import N_
from chalicelib.web import cookies
from chalicelib.web.account_fields import ENTER_EMAIL, ENTER_PASSWORD, EmailAddress, Password
from chalicelib.web.forms import FormModel, OptionalText, ShownForm, entry
from chalicelib.web.register import Pages
from chalicelib.web.safe_paths import own_path
from chalicelib.web.visit import HOMES, Page, Visit, see_other

pages = Pages()


class SignInForm(FormModel):
    """E-mail address and password; `next` is the page the visitor came from."""

    email: EmailAddress = entry(ENTER_EMAIL)
    password: Password = entry(ENTER_PASSWORD)
    next: OptionalText = entry("", optional=True)


def _show_sign_in(visit: Visit, form: ShownForm) -> Page:
    return visit.render("public/sign_in.html", title=N_("Sign in"), form=form)


@pages.form("/sign-in", Act.SIGN_IN, SignInForm, show=_show_sign_in,
            initial=lambda visit: {"next": own_path(visit.query.get("next", ""), "")})
def _sign_in(visit: Visit, answers: SignInForm) -> Page:
    done = sign_in(visit.ctx, email=answers.email, password=answers.password, network=visit.network)
    token = cookies.session_token(done.account, done.session_id, visit.ctx.now, visit.ctx.now, visit.ctx.new_id())
    visit.cookies += [cookies.set_cookie(cookies.SESSION, token), cookies.clear_cookie(cookies.VISIT)]
    return see_other(own_path(answers.next, HOMES[done.account.role]))


class SignOutForm(FormModel):
    """Nothing to fill in."""


def _show_sign_out(visit: Visit, form: ShownForm) -> Page:
    return visit.render("public/sign_out.html", title=N_("Sign out"), form=form)


@pages.form("/sign-out", Act.SIGN_OUT, SignOutForm, show=_show_sign_out)
def _sign_out(visit: Visit, _answers: SignOutForm) -> Page:
    going = see_other(sign_out(visit.ctx, visit.binding))
    visit.cookies.append(cookies.clear_cookie(cookies.SESSION))
    return Page(going.status, "", {**going.headers, "Clear-Site-Data": '"cache", "storage"'})
