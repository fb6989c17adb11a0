"""A new account of a person who registers. A known address gets the same answer, and a mail instead (S-01).

An address belongs to no one until a link sent to it was used: until then the newest registration holds it, so that
no one can take another person's address, or license, by registering first. The registrations before it stay on
record, closed to everyone.
"""

from collections.abc import Callable

from chalicelib.actions.accounts.mailed_links import send_verification
from chalicelib.actions.accounts.sign_in import email_hash
from chalicelib.actions.context import Context
from chalicelib.domain.account import Account
from chalicelib.domain.action import Action
from chalicelib.domain.errors import PortalError
from chalicelib.domain.notice import Recipient
from chalicelib.domain.notice_kinds import NoticeKind
from chalicelib.domain.results import Done, Subject, SubjectKind
from chalicelib.storage import keys
from chalicelib.storage.credentials import Credential
from chalicelib.storage.unit_of_work import ABSENT, UnitOfWork

_TAKEN = "ADDRESS_HAS_ACCOUNT"


def add_credential(ctx: Context, work: UnitOfWork, account: Account, password_hash: str) -> None:
    """Tie the address to the account; the action fails with ADDRESS_HAS_ACCOUNT if it is someone's already."""
    stored = Credential(account.id, password_hash, account.verified)
    work.row(
        keys.credential(email_hash(ctx, account.email)),
        stored.attributes(),
        condition=f"{ABSENT} OR verified = :no",
        values={":no": False},
        conflict_code=_TAKEN,
    )


def open_account(
    ctx: Context,
    account: Account,
    password: str,
    made: Subject,
    *,
    is_mailed: bool,
    also: Callable[[UnitOfWork], None] | None = None,
) -> Done:
    """Write the account, or, where the address is someone's, tell its owner. The answer is the same either way.
    `is_mailed`: whether the address may be sent a link (may_mail)."""
    key = keys.credential(email_hash(ctx, account.email))
    password_hash = ctx.services.passwords.hash(password)
    known = ctx.store.item(key)
    if known is None or not Credential.of(known).verified:
        try:
            return _write(ctx, account, password_hash, made, is_mailed=is_mailed, also=also)
        except PortalError as error:
            if error.code != _TAKEN:
                raise
            known = ctx.store.table.get_many([key])[key]
    return _tell_owner(ctx, Credential.of(known) if is_mailed else None, made)


def _write(
    ctx: Context,
    account: Account,
    password_hash: str,
    made: Subject,
    *,
    is_mailed: bool,
    also: Callable[[UnitOfWork], None] | None,
) -> Done:
    work = ctx.unit_of_work(Action.REGISTER)
    work.create(account)
    add_credential(ctx, work, account, password_hash)
    if is_mailed:
        send_verification(work, account.id, account.email)
    if also:
        also(work)
    return work.commit(made)


def _tell_owner(ctx: Context, known: Credential | None, made: Subject) -> Done:
    work = ctx.unit_of_work(Action.REGISTER)
    if known:
        work.enqueue_notification(
            NoticeKind.ALREADY_REGISTERED,
            Recipient(kind="account", id=known.account_id),
            Subject(kind=SubjectKind.ACCOUNT, id=known.account_id),
        )
    return work.commit(made)
