"""A parent or guardian registers."""

from dataclasses import dataclass

from chalicelib.actions.accounts.mailed_links import may_mail
from chalicelib.actions.accounts.new_account import open_account
from chalicelib.actions.accounts.password_policy import require_strong
from chalicelib.actions.accounts.sign_in import email_hash
from chalicelib.actions.context import Context
from chalicelib.domain.account import Account, Role
from chalicelib.domain.results import Done, Subject, SubjectKind


@dataclass(frozen=True)
class ParentRegistration:
    first_name: str
    last_name: str
    email: str
    telephone: str
    password: str


def register_parent(ctx: Context, asked: ParentRegistration, client_ip: str) -> Done:
    """Make the account and send the link that confirms the address. A known address gets the same answer.

    Raises PortalError INVALID (field "password"), TOO_MANY.
    """
    require_strong(asked.password, asked.email, asked.first_name, asked.last_name)
    is_mailed = may_mail(ctx, email_hash(ctx, asked.email), client_ip)
    account = Account(
        id=ctx.new_id(),
        role=Role.PARENT,
        email=asked.email,
        first_name=asked.first_name,
        last_name=asked.last_name,
        telephone=asked.telephone,
        language=ctx.language,
        registered_at=ctx.now,
    )
    return open_account(ctx, account, asked.password, Subject(kind=SubjectKind.MAILED_LINK), is_mailed=is_mailed)
