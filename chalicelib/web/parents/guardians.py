"""The guardians of a child: who they are, inviting another one, accepting an invitation, leaving."""

from collections.abc import Iterable, Mapping

from chalicelib.actions.become_guardian import become_guardian, child_invited_to, invitation_keys, leave_child
from chalicelib.actions.invite_guardian import (
    LINK_PATH,
    guardians_of,
    guardians_page,
    invite_guardian,
    open_invitation,
    withdraw_guardian_invitation,
)
from chalicelib.domain.account import Account
from chalicelib.domain.acts import Act
from chalicelib.domain.child import Child
from chalicelib.domain.errors import ErrorKind, PortalError
from chalicelib.domain.marking import N_
from chalicelib.storage import keys
from chalicelib.storage.keys import Key
from chalicelib.storage.tokens import LinkPurpose
from chalicelib.web.account_fields import ENTER_PASSWORD, EmailAddress, Password
from chalicelib.web.forms import FormModel, ShownForm, entry
from chalicelib.web.parents.requests import NoAnswers
from chalicelib.web.register import Pages
from chalicelib.web.visit import Page, Visit

pages = Pages()


class InviteForm(FormModel):
    """The other guardian's address, and the password of the person who invites."""

    email: EmailAddress = entry(N_("Enter the email address of the other parent or guardian"))
    password: Password = entry(ENTER_PASSWORD)


def _load(params: Mapping[str, str]) -> Iterable[Key]:
    return (keys.record("child", params["child_id"]), keys.token(params["child_id"], LinkPurpose.GUARDIAN))


def _own_child(visit: Visit, act: Act) -> Child:
    child = visit.ctx.store.get(Child, visit.params["child_id"])
    visit.ctx.require(act, child)
    return child


def _show(visit: Visit, form: ShownForm) -> Page:
    child = _own_child(visit, Act.INVITE_GUARDIAN)
    me = visit.ctx.person.id
    others = [guardian.display_name for guardian in guardians_of(visit.ctx, child) if guardian.id != me]
    return visit.render(
        "parents/guardians.html",
        title=N_("Parents and guardians of this child"),
        form=form,
        child=child,
        others=others,
        invitation=open_invitation(visit.ctx, child),
        back_url="/parents",
    )


@pages.form("/parents/children/{child_id}/guardians", Act.INVITE_GUARDIAN, InviteForm, show=_show, loads=_load)
def _invite(visit: Visit, answers: InviteForm) -> str:
    return invite_guardian(visit.ctx, visit.params["child_id"], answers.email, answers.password, visit.network)


def _show_withdraw(visit: Visit, form: ShownForm) -> Page:
    child = _own_child(visit, Act.WITHDRAW_GUARDIAN_INVITATION)
    invitation = open_invitation(visit.ctx, child)
    if invitation is None or not invitation.is_mine:
        raise PortalError(ErrorKind.CONFLICT, "WRONG_STATE")
    return visit.render(
        "parents/guardian_withdraw.html",
        title=N_("Take back the invitation?"),
        form=form,
        invitation=invitation,
        back_url=guardians_page(child.id),
    )


@pages.form(
    "/parents/children/{child_id}/guardians/withdraw",
    Act.WITHDRAW_GUARDIAN_INVITATION,
    NoAnswers,
    show=_show_withdraw,
    loads=_load,
)
def _withdraw(visit: Visit, _answers: NoAnswers) -> str:
    return withdraw_guardian_invitation(visit.ctx, visit.params["child_id"])


def _show_leave(visit: Visit, form: ShownForm) -> Page:
    child = _own_child(visit, Act.LEAVE_CHILD)
    if len(child.guardian_ids) == 1:
        raise PortalError(ErrorKind.CONFLICT, "LAST_GUARDIAN")
    return visit.render(
        "parents/guardian_leave.html",
        title=N_("Leave this child's record?"),
        form=form,
        child=child,
        back_url=guardians_page(child.id),
    )


@pages.form("/parents/children/{child_id}/leave", Act.LEAVE_CHILD, NoAnswers, show=_show_leave, loads=_load)
def _leave(visit: Visit, _answers: NoAnswers) -> str:
    return leave_child(visit.ctx, visit.params["child_id"])


def _load_invitation(params: Mapping[str, str]) -> Iterable[Key]:
    return invitation_keys(params["token"])


def _show_invitation(visit: Visit, form: ShownForm) -> Page:
    _child, inviter = child_invited_to(visit.ctx, visit.params["token"])
    invited_by = visit.ctx.store.get(Account, inviter).display_name
    return visit.render(
        "parents/guardian_invited.html",
        title=N_("Join a child's record"),
        form=form,
        invited_by=invited_by,
        back_url="/parents",
    )


@pages.form(LINK_PATH, Act.BECOME_GUARDIAN, NoAnswers, show=_show_invitation, loads=_load_invitation)
def _join(visit: Visit, _answers: NoAnswers) -> str:
    return become_guardian(visit.ctx, visit.params["token"])
