"""Set a new password with the link from an e-mail. Every session ends; no one is signed in by it (S-08)."""

from chalicelib.actions.accounts.mailed_links import link_spent, open_link
from chalicelib.actions.accounts.password_policy import require_strong
from chalicelib.actions.accounts.sign_in import email_hash
from chalicelib.actions.context import Context
from chalicelib.domain.account import Account
from chalicelib.domain.action import Action
from chalicelib.domain.notice import Recipient
from chalicelib.domain.notice_kinds import NoticeKind
from chalicelib.domain.results import Done, Subject, SubjectKind, own_account
from chalicelib.domain.school_people import is_away_for_good, sleeps
from chalicelib.storage import keys
from chalicelib.storage.credentials import brake_key
from chalicelib.storage.tokens import LinkPurpose, spend_link
from chalicelib.storage.unit_of_work import UnitOfWork


def reset_password(ctx: Context, token: str, new_password: str) -> Done:
    """Use the link up, store the new password, end all sessions and tell the owner.

    Raises PortalError REFUSED (LINK_SPENT), INVALID (field "new_password").
    """
    account = open_link(ctx, token, LinkPurpose.RESET_PASSWORD)
    if is_away_for_good(account, ctx.on):
        raise link_spent()
    require_strong(new_password, account.email, account.first_name, account.last_name, field="new_password")
    work = ctx.unit_of_work(Action.RESET_PASSWORD)
    signed_out = account.with_changes(session_version=account.session_version + 1, live_sessions={})
    # The link shows that the person still reads the mail of this address: the account is awake.
    work.update(account, signed_out.with_changes(last_seen_on=ctx.on) if sleeps(account, ctx.on) else signed_out)
    store_password(ctx, work, account, new_password)
    spend_link(work, token)
    work.remove(brake_key(email_hash(ctx, account.email)), condition="attribute_not_exists(version)")
    return work.commit(Subject(kind=SubjectKind.PASSWORD, id=account.id))


def store_password(ctx: Context, work: UnitOfWork, account: Account, new_password: str) -> None:
    """Replace the password of the account's address, and tell the owner."""
    work.adjust(
        keys.credential(email_hash(ctx, account.email)),
        "SET password_hash = :new",
        {":new": ctx.services.passwords.hash(new_password), ":owner": account.id},
        condition="account_id = :owner",
    )
    work.enqueue_notification(
        NoticeKind.PASSWORD_CHANGED, Recipient(kind="account", id=account.id), own_account(account)
    )
