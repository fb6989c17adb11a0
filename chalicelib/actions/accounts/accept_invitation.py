"""An invited person gives a name and a passphrase; the account opens with the role and reach it was made with."""

from dataclasses import dataclass

from chalicelib.actions.accounts.mailed_links import link_spent, open_link
from chalicelib.actions.accounts.new_account import add_credential
from chalicelib.actions.accounts.offices import join_offices
from chalicelib.actions.accounts.password_policy import require_strong
from chalicelib.actions.context import Context
from chalicelib.actions.people.approvers import note_joined
from chalicelib.domain.action import Action
from chalicelib.domain.results import Done, subject_of
from chalicelib.storage.tokens import LinkPurpose, spend_link


@dataclass(frozen=True)
class Acceptance:
    """What the invited person states."""

    first_name: str
    last_name: str
    password: str


def accept_invitation(ctx: Context, token: str, acceptance: Acceptance) -> Done:
    """Use the link up and open the account; its offices' notices reach it from now on.

    Raises PortalError REFUSED (LINK_SPENT), CONFLICT (the address has an account since), INVALID (field "password").
    """
    invited = open_link(ctx, token, LinkPurpose.INVITATION)
    if invited.verified:
        raise link_spent()
    require_strong(acceptance.password, invited.email, acceptance.first_name, acceptance.last_name)
    account = invited.with_changes(
        first_name=acceptance.first_name, last_name=acceptance.last_name, verified=True, language=ctx.language
    )
    work = ctx.unit_of_work(Action.ACCEPT_INVITATION)
    work.update(invited, account)
    add_credential(ctx, work, account, ctx.services.passwords.hash(acceptance.password))
    join_offices(work, account)
    note_joined(ctx, work, account)
    spend_link(work, token)
    return work.commit(subject_of(account))
