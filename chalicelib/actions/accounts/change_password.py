"""Change one's own password: the old one is asked for, all other sessions end, the owner is told (S-14, S-26)."""

from chalicelib.actions.accounts.password_policy import require_strong
from chalicelib.actions.accounts.reauthentication import proof_keys, require_reauthentication
from chalicelib.actions.accounts.reset_password import store_password
from chalicelib.actions.context import Context
from chalicelib.domain.account import Account
from chalicelib.domain.action import Action
from chalicelib.domain.results import Subject, SubjectKind


def change_password(ctx: Context, password: str, new_password: str, session_id: str) -> Account:
    """Store the new password, and return the account as it is now: the cookie of this session must be made again.

    Raises PortalError INVALID (field "password" or "new_password"), TOO_MANY.
    """
    account = ctx.require(Action.CHANGE_OWN_ACCOUNT)
    ctx.store.load(proof_keys(ctx))
    require_reauthentication(ctx, password)
    require_strong(new_password, account.email, account.first_name, account.last_name, field="new_password")
    changed = account.with_changes(
        session_version=account.session_version + 1, live_sessions={session_id: account.live_sessions[session_id]}
    )
    work = ctx.unit_of_work(Action.CHANGE_OWN_ACCOUNT)
    work.update(account, changed)
    store_password(ctx, work, account, new_password)
    work.commit(Subject(kind=SubjectKind.PASSWORD, id=account.id))
    return changed
