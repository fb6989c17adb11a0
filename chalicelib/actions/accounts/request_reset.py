"""Ask for a link that sets a new password. Every address gets the same answer (S-01, S-08)."""

from chalicelib.actions.accounts.mailed_links import ask_for_link, send_reset, send_verification
from chalicelib.actions.context import Context
from chalicelib.domain.action import Action
from chalicelib.domain.results import Done, Subject, SubjectKind


def request_reset(ctx: Context, email: str, client_ip: str) -> Done:
    """Send the link; an account that is not verified gets the link that confirms its address instead.

    Raises PortalError TOO_MANY.
    """
    known = ask_for_link(ctx, email, client_ip)
    work = ctx.unit_of_work(Action.RESET_PASSWORD)
    if known is not None:
        send = send_reset if known.verified else send_verification
        send(work, known.account_id, email)
    return work.commit(Subject(kind=SubjectKind.MAILED_LINK))
