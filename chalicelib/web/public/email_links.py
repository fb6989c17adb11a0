"""The pages behind the links in e-mails: confirm the address, and ask for a link again.

Opening a link changes nothing, because mail programs open links, too: the button does.
"""

from chalicelib.actions.mailed_links import open_link
from chalicelib.actions.resend_verification import resend_verification
from chalicelib.actions.verify_email import verify_email
from chalicelib.domain.acts import Act
from chalicelib.domain.errors import PortalError
from chalicelib.domain.marking import N_
from chalicelib.storage.tokens import LinkPurpose
from chalicelib.web.account_fields import ENTER_EMAIL, EmailAddress, Token
from chalicelib.web.errors import SENTENCES
from chalicelib.web.forms import FormModel, ShownForm, entry
from chalicelib.web.register import Pages
from chalicelib.web.visit import Page, Visit

pages = Pages()
_GONE = 410


def link_ended(visit: Visit, again: str) -> Page:
    """The page of a link that does not open; `again` is where a new one can be asked for ("" where nobody can)."""
    return visit.render("public/link_ended.html", title=N_("This link no longer works"), status=_GONE, again=again)


def token_asked(visit: Visit) -> dict[str, str]:
    """The token of the address, for the hidden field of the form."""
    return {"token": visit.query.get("token", "")}


class VerifyForm(FormModel):
    """The token of the link."""

    token: Token = entry(SENTENCES["LINK_SPENT"])


def _show_verify(visit: Visit, form: ShownForm) -> Page:
    try:
        open_link(visit.ctx, str(form.field("token").value), LinkPurpose.VERIFY_EMAIL)
    except PortalError:
        return link_ended(visit, "/resend-verification")
    return visit.render("public/verify_email.html", title=N_("Confirm your email address"), form=form)


@pages.form("/verify-email", Act.VERIFY_EMAIL, VerifyForm, show=_show_verify, initial=token_asked)
def _verify(visit: Visit, answers: VerifyForm) -> str:
    return verify_email(visit.ctx, answers.token)


@pages.page("/verify-email/done", Act.VERIFY_EMAIL)
def _verified(visit: Visit) -> Page:
    return visit.render("public/verified.html", title=N_("Your email address is confirmed"))


class AddressForm(FormModel):
    """An e-mail address."""

    email: EmailAddress = entry(ENTER_EMAIL)


def _show_resend(visit: Visit, form: ShownForm) -> Page:
    return visit.render("public/resend_verification.html", title=N_("Send the link again"), form=form)


@pages.form("/resend-verification", Act.VERIFY_EMAIL, AddressForm, show=_show_resend)
def _resend(visit: Visit, answers: AddressForm) -> str:
    return resend_verification(visit.ctx, answers.email, visit.network)


@pages.page("/resend-verification/sent", Act.VERIFY_EMAIL)
def _resent(visit: Visit) -> Page:
    return visit.render("public/check_email.html", title=N_("Check your email"), on_hold=False)
