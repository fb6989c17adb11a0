"""The first operator of an installation: made by a command on the operator's machine, never by a page."""

from chalicelib.actions.accounts.invite import Invitation, add_invited, invited_account
from chalicelib.actions.accounts.sign_in import email_hash
from chalicelib.actions.context import Context
from chalicelib.domain.account import Role
from chalicelib.domain.action import Action
from chalicelib.domain.errors import invalid
from chalicelib.domain.results import subject_of
from chalicelib.storage import keys
from chalicelib.storage.tokens import LinkPurpose, add_link, token_of


def first_operator(ctx: Context, email: str) -> str:
    """Invite an operator; return the token of the link, which is handed over and not mailed.

    Raises PortalError INVALID if the address has an account.
    """
    if ctx.store.item(keys.credential(email_hash(ctx, email))) is not None:
        raise invalid("ADDRESS_HAS_ACCOUNT", "email")
    account = invited_account(ctx, Invitation(email, Role.OPERATOR))
    work = ctx.unit_of_work(Action.INVITE)
    add_invited(ctx, work, account)
    token_id = add_link(work, LinkPurpose.INVITATION, account.id, email)
    work.commit(subject_of(account))
    return token_of(token_id)
