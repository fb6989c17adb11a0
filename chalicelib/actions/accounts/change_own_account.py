"""What people change about their own account: other sessions ended, the language of their mail, their telephone."""

from chalicelib.actions.context import Context
from chalicelib.domain.action import Action
from chalicelib.domain.results import Done, own_account


def sign_out_others(ctx: Context, session_id: str) -> Done:
    """End every session but this one."""
    account = ctx.require(Action.CHANGE_OWN_ACCOUNT)
    kept = {session_id: account.live_sessions[session_id]}
    work = ctx.unit_of_work(Action.CHANGE_OWN_ACCOUNT)
    work.update(account, account.with_changes(live_sessions=kept))
    return work.commit(own_account(account))


def change_contact(ctx: Context, language: str, telephone: str) -> Done:
    """Keep the language in which notices are written, and the telephone number."""
    account = ctx.require(Action.CHANGE_OWN_ACCOUNT)
    work = ctx.unit_of_work(Action.CHANGE_OWN_ACCOUNT)
    work.update(account, account.with_changes(language=language, telephone=telephone))
    return work.commit(own_account(account))
