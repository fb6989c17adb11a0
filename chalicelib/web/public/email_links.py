"""The pages behind the links in e-mails: confirm the address, and ask for a link again.

Opening a link changes nothing, because mail programs open links, too: the button does.
"""

from chalicelib.actions.accounts.mailed_links import open_link
from chalicelib.actions.accounts.resend_verification import resend_verification
from chalicelib.actions.accounts.verify_email import verify_email
from chalicelib.domain.action import Action
from chalicelib.domain.errors import PortalError
from chalicelib.domain.results import Done
from chalicelib.law.marking import N_
from chalicelib.storage.tokens import LinkPurpose
from chalicelib.web.account_fields import ENTER_EMAIL, EmailAddress, Token
from chalicelib.web.http.errors import SENTENCES
from chalicelib.web.http.forms import FormModel, ShownForm, entry
from chalicelib.web.http.page_request import Page, PageRequest
from chalicelib.web.http.routing import Pages

pages = Pages()
_GONE = 410


def link_ended(page_request: PageRequest, again: str) -> Page:
    """The page of a link that does not open; `again` is where a new one can be asked for ("" where no one can)."""
    return page_request.render(
        "public/link_ended.html", title=N_("This link no longer works"), status=_GONE, again=again
    )


def token_asked(page_request: PageRequest) -> dict[str, str]:
    """The token of the address, for the hidden field of the form."""
    return {"token": page_request.query.get("token", "")}


class VerifyForm(FormModel):
    """The token of the link."""

    token: Token = entry(SENTENCES["LINK_SPENT"])


def _show_verify(page_request: PageRequest, form: ShownForm) -> Page:
    try:
        open_link(page_request.ctx, str(form.field("token").value), LinkPurpose.VERIFY_EMAIL)
    except PortalError:
        return link_ended(page_request, "/resend-verification")
    return page_request.render("public/verify_email.html", title=N_("Confirm your email address"), form=form)


@pages.form("/verify-email", Action.VERIFY_EMAIL, VerifyForm, show=_show_verify, initial=token_asked)
def _verify(page_request: PageRequest, answers: VerifyForm) -> Done:
    return verify_email(page_request.ctx, answers.token)


@pages.page("/verify-email/done", Action.VERIFY_EMAIL)
def _verified(page_request: PageRequest) -> Page:
    return page_request.render("public/verified.html", title=N_("Your email address is confirmed"))


class AddressForm(FormModel):
    """An e-mail address."""

    email: EmailAddress = entry(ENTER_EMAIL)


def _show_resend(page_request: PageRequest, form: ShownForm) -> Page:
    return page_request.render("public/resend_verification.html", title=N_("Send the link again"), form=form)


@pages.form("/resend-verification", Action.VERIFY_EMAIL, AddressForm, show=_show_resend)
def _resend(page_request: PageRequest, answers: AddressForm) -> Done:
    return resend_verification(page_request.ctx, answers.email, page_request.client_ip)


@pages.page("/resend-verification/sent", Action.VERIFY_EMAIL)
def _resent(page_request: PageRequest) -> Page:
    return page_request.render("public/check_email.html", title=N_("Check your email"), on_hold=False)
