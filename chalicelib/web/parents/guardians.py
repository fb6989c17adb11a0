"""The guardians of a child: who they are, inviting another one, accepting an invitation, leaving."""

from collections.abc import Iterable

from chalicelib.actions.records.accept_guardian_invitation import (
    accept_guardian_invitation,
    child_invited_to,
    invitation_keys,
    leave_child,
)
from chalicelib.actions.records.invite_guardian import (
    guardians_of,
    invite_guardian,
    open_invitation,
    withdraw_guardian_invitation,
)
from chalicelib.addresses import JOIN_PAGE, guardians_page
from chalicelib.domain.account import Account
from chalicelib.domain.action import Action
from chalicelib.domain.child import Child
from chalicelib.domain.errors import ErrorKind, PortalError, wrong_state
from chalicelib.domain.results import Done
from chalicelib.law.marking import N_
from chalicelib.storage import keys
from chalicelib.storage.keys import Key
from chalicelib.storage.tokens import LinkPurpose
from chalicelib.web.account_fields import ENTER_PASSWORD, EmailAddress, Password
from chalicelib.web.http.forms import EmptyForm, FormModel, ShownForm, entry
from chalicelib.web.http.page_request import Page, PageRequest
from chalicelib.web.http.route import Named, Params
from chalicelib.web.http.routing import Pages

pages = Pages()
_INVITATION = Named[tuple[Child, str]](
    keys=lambda params: invitation_keys(params["token"]),
    load=lambda ctx, _act, params: child_invited_to(ctx, params["token"]),  # the invitation says who may
)


class InviteForm(FormModel):
    """The other guardian's address, and the password of the person who invites."""

    email: EmailAddress = entry(N_("Enter the email address of the other parent or guardian"))
    password: Password = entry(ENTER_PASSWORD)


def _open_invitation(params: Params) -> Iterable[Key]:
    return (keys.token(params["child_id"], LinkPurpose.GUARDIAN),)


def _show(page_request: PageRequest, child: Child, form: ShownForm) -> Page:
    me = page_request.ctx.person.id
    others = [guardian.display_name for guardian in guardians_of(page_request.ctx, child) if guardian.id != me]
    return page_request.render(
        "parents/guardians.html",
        title=N_("Parents and guardians of this child"),
        form=form,
        child=child,
        others=others,
        invitation=open_invitation(page_request.ctx, child),
        back_url="/parents",
    )


@pages.form(
    "/parents/children/{child_id}/guardians",
    Action.INVITE_GUARDIAN,
    InviteForm,
    of=Child,
    show=_show,
    prefetch=_open_invitation,
)
def _invite(page_request: PageRequest, child: Child, answers: InviteForm) -> Done:
    return invite_guardian(page_request.ctx, child.id, answers.email, answers.password, page_request.client_ip)


def _show_withdraw(page_request: PageRequest, child: Child, form: ShownForm) -> Page:
    invitation = open_invitation(page_request.ctx, child)
    if invitation is None or not invitation.is_mine:
        raise wrong_state()
    return page_request.render(
        "parents/guardian_withdraw.html",
        title=N_("Withdraw the invitation?"),
        form=form,
        invitation=invitation,
        back_url=guardians_page(child.id),
    )


@pages.form(
    "/parents/children/{child_id}/guardians/withdraw",
    Action.WITHDRAW_GUARDIAN_INVITATION,
    EmptyForm,
    of=Child,
    show=_show_withdraw,
    prefetch=_open_invitation,
)
def _withdraw(page_request: PageRequest, child: Child, _answers: EmptyForm) -> Done:
    return withdraw_guardian_invitation(page_request.ctx, child.id)


def _show_leave(page_request: PageRequest, child: Child, form: ShownForm) -> Page:
    if len(child.guardian_ids) == 1:
        raise PortalError(ErrorKind.CONFLICT, "LAST_GUARDIAN")
    return page_request.render(
        "parents/guardian_leave.html",
        title=N_("Leave this child's record?"),
        form=form,
        child=child,
        back_url=guardians_page(child.id),
    )


@pages.form("/parents/children/{child_id}/leave", Action.LEAVE_CHILD, EmptyForm, of=Child, show=_show_leave)
def _leave(page_request: PageRequest, child: Child, _answers: EmptyForm) -> Done:
    return leave_child(page_request.ctx, child.id)


def _show_invitation(page_request: PageRequest, invited: tuple[Child, str], form: ShownForm) -> Page:
    _child, inviter = invited
    invited_by = page_request.ctx.store.get(Account, inviter).display_name
    return page_request.render(
        "parents/guardian_invited.html",
        title=N_("Join a child's record"),
        form=form,
        invited_by=invited_by,
        back_url="/parents",
    )


@pages.form(JOIN_PAGE, Action.BECOME_GUARDIAN, EmptyForm, of=_INVITATION, show=_show_invitation)
def _join(page_request: PageRequest, _invited: tuple[Child, str], _answers: EmptyForm) -> Done:
    return accept_guardian_invitation(page_request.ctx, page_request.params["token"])
