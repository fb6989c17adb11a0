"""Ask for a link that sets a new password. Every address gets the same answer (S-01, S-08)."""

from chalicelib.actions.accounts.mailed_links import require_few_asked, send_reset, send_verification
from chalicelib.actions.accounts.sign_in import email_hash
from chalicelib.actions.context import Context
from chalicelib.domain.action import Action
from chalicelib.domain.results import Done, Subject, SubjectKind
from chalicelib.storage import keys
from chalicelib.storage.credentials import Credential


def request_reset(ctx: Context, email: str, client_ip: str) -> Done:
    """Send the link; an account that is not verified gets the link that confirms its address instead.

    Raises PortalError TOO_MANY.
    """
    address = email_hash(ctx, email)
    require_few_asked(ctx, address, client_ip)
    item = ctx.store.item(keys.credential(address))
    work = ctx.unit_of_work(Action.RESET_PASSWORD)
    if item is not None:
        known = Credential.of(item)
        send = send_reset if known.verified else send_verification
        send(work, known.account_id, email)
    return work.commit(Subject(kind=SubjectKind.MAILED_LINK))
