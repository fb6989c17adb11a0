"""Sign out: the session is taken off the account, so that its cookie opens nothing at the next request."""

from chalicelib.actions.context import Context
from chalicelib.domain.action import Action
from chalicelib.domain.results import Done, own_account


def sign_out(ctx: Context, session_id: str) -> Done:
    """End this session. Doing it twice is harmless."""
    account = ctx.require(Action.SIGN_OUT)
    left = {name: live for name, live in account.live_sessions.items() if name != session_id}
    work = ctx.unit_of_work(Action.SIGN_OUT)
    work.update(account, account.with_changes(live_sessions=left))
    return work.commit(own_account(account))
