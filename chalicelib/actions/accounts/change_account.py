"""What an operator changes about someone's account: close it, open it again, end its sessions, invite again."""

from chalicelib.actions.accounts.mailed_links import invitation_ends, send_invitation
from chalicelib.actions.accounts.offices import join_offices, leave_offices
from chalicelib.actions.accounts.sign_in import email_hash
from chalicelib.actions.context import Context
from chalicelib.actions.people.approvers import note_closed, note_joined
from chalicelib.actions.steps import require_unchanged
from chalicelib.domain.account import Account
from chalicelib.domain.action import Action
from chalicelib.domain.errors import invalid, not_found, wrong_state
from chalicelib.domain.results import Done, Subject, SubjectKind, subject_of
from chalicelib.storage import keys
from chalicelib.storage.credentials import Credential


def close_account(ctx: Context, account_id: str, expected_version: int | None, reason: str) -> Done:
    """Close an account: every session ends at its next request, its offices' notices no longer reach it.

    Raises PortalError NOT_FOUND, CONFLICT (stale, or closed already), INVALID (one's own account).
    """
    account = current_account(ctx, account_id, expected_version)
    if account.id == ctx.person.id:
        raise invalid("OWN_ACCOUNT", "reason")
    if account.disabled:
        raise wrong_state()
    work = ctx.unit_of_work(Action.CHANGE_ACCOUNT)
    work.update(account, account.signed_out().with_changes(disabled=True), reason=reason)
    if account.verified:
        leave_offices(work, account)
        note_closed(ctx, work, account)
    return work.commit(subject_of(account))


def reopen_account(ctx: Context, account_id: str, expected_version: int | None, reason: str) -> Done:
    """Open a closed account again. Raises PortalError NOT_FOUND, CONFLICT."""
    account = current_account(ctx, account_id, expected_version)
    if not account.disabled:
        raise wrong_state()
    work = ctx.unit_of_work(Action.CHANGE_ACCOUNT)
    work.update(account, account.with_changes(disabled=False), reason=reason)
    if account.verified:
        join_offices(work, account)
        note_joined(ctx, work, account)
    return work.commit(subject_of(account))


def end_sessions(ctx: Context, account_id: str, expected_version: int | None, reason: str) -> Done:
    """Sign a person out everywhere (S-32). Raises PortalError NOT_FOUND, CONFLICT."""
    account = current_account(ctx, account_id, expected_version)
    work = ctx.unit_of_work(Action.CHANGE_ACCOUNT)
    work.update(account, account.signed_out(), reason=reason)
    return work.commit(subject_of(account))


def invite_again(ctx: Context, account_id: str) -> Done:
    """Send the invitation's link once more; the older one ends.

    Raises PortalError NOT_FOUND, CONFLICT.
    """
    account = current_account(ctx, account_id, None)
    if account.verified or account.disabled or not account_is_invited(account):
        raise wrong_state()
    work = ctx.unit_of_work(Action.INVITE)
    work.update(account, account.with_changes(invited_until=invitation_ends(ctx)))
    send_invitation(work, account, email_hash(ctx, account.email), account.language)
    return work.commit(subject_of(account))


def find_account(ctx: Context, email: str) -> Subject:
    """Return the account with this address. Raises PortalError INVALID (field "email")."""
    ctx.require(Action.LIST_ACCOUNTS)
    item = ctx.store.item(keys.credential(email_hash(ctx, email)))
    if item is None:
        raise invalid("NO_SUCH_ACCOUNT", "email")
    return Subject(kind=SubjectKind.ACCOUNT, id=Credential.of(item).account_id)


def account_is_invited(account: Account) -> bool:
    """Return whether the account was made by an invitation that no one has accepted yet."""
    return not account.verified and not account.first_name


def invitation_has_ended(ctx: Context, account: Account) -> bool:
    """Return whether the link of an account that is still invited opens no more."""
    return account.invited_until is not None and account.invited_until <= ctx.now


def current_account(
    ctx: Context, account_id: str, expected_version: int | None, act: Action = Action.CHANGE_ACCOUNT
) -> Account:
    """Return the account that an operator changes, as it was seen. Raises PortalError NOT_FOUND, CONFLICT."""
    account = ctx.store.find(Account, account_id)
    if account is None:
        raise not_found()
    ctx.require(act, account)
    require_unchanged(account, expected_version)
    return account
