"""Accept an invitation: the person gives a name and a password; role and reach stand already."""

from chalicelib.actions.accounts.accept_invitation import Acceptance, accept_invitation
from chalicelib.actions.accounts.mailed_links import open_link
from chalicelib.domain.action import Action
from chalicelib.domain.errors import PortalError
from chalicelib.domain.results import Done
from chalicelib.law.marking import N_
from chalicelib.storage.tokens import LinkPurpose
from chalicelib.web.account_fields import (
    ENTER_FIRST_NAME,
    ENTER_LAST_NAME,
    ENTER_NEW_PASSWORD,
    Line,
    NewPassword,
    Token,
)
from chalicelib.web.http.errors import SENTENCES
from chalicelib.web.http.forms import FormModel, ShownForm, entry
from chalicelib.web.http.page_request import Page, PageRequest
from chalicelib.web.http.routing import Pages
from chalicelib.web.public.email_links import link_ended, token_asked
from chalicelib.web.wording.names import ROLES

pages = Pages()


class AcceptForm(FormModel):
    """The token of the invitation, name and password."""

    token: Token = entry(SENTENCES["LINK_SPENT"])
    first_name: Line = entry(ENTER_FIRST_NAME)
    last_name: Line = entry(ENTER_LAST_NAME)
    password: NewPassword = entry(ENTER_NEW_PASSWORD)


def _show(page_request: PageRequest, form: ShownForm) -> Page:
    try:
        invited = open_link(page_request.ctx, str(form.field("token").value), LinkPurpose.INVITATION)
    except PortalError:
        return link_ended(page_request, "")
    return page_request.render(
        "public/accept_invitation.html",
        title=N_("Accept the invitation"),
        form=form,
        role=page_request.translate(ROLES[invited.role]),
        email=invited.email,
    )


@pages.form("/accept-invitation", Action.ACCEPT_INVITATION, AcceptForm, show=_show, initial=token_asked)
def _accept(page_request: PageRequest, answers: AcceptForm) -> Done:
    stated = Acceptance(answers.first_name, answers.last_name, answers.password)
    return accept_invitation(page_request.ctx, answers.token, stated)


@pages.page("/accept-invitation/done", Action.ACCEPT_INVITATION)
def _done(page_request: PageRequest) -> Page:
    return page_request.render("public/accepted.html", title=N_("Your account is ready"))
