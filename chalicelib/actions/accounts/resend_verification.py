"""Send the link that confirms an address once more. Every address gets the same answer (S-01)."""

from chalicelib.actions.accounts.mailed_links import require_few_asked, send_verification
from chalicelib.actions.accounts.sign_in import email_hash
from chalicelib.actions.context import Context
from chalicelib.domain.action import Action
from chalicelib.domain.notice import Recipient
from chalicelib.domain.notice_kinds import NoticeKind
from chalicelib.domain.results import Done, Subject, SubjectKind
from chalicelib.storage import keys
from chalicelib.storage.credentials import Credential


def resend_verification(ctx: Context, email: str, client_ip: str) -> Done:
    """Send the link to an account that waits for it; a verified one is told that it is; others get nothing.

    Raises PortalError TOO_MANY.
    """
    address = email_hash(ctx, email)
    require_few_asked(ctx, address, client_ip)
    item = ctx.store.item(keys.credential(address))
    work = ctx.unit_of_work(Action.VERIFY_EMAIL)
    if item is not None:
        known = Credential.of(item)
        if known.verified:
            work.enqueue_notification(
                NoticeKind.ALREADY_REGISTERED,
                Recipient(kind="account", id=known.account_id),
                Subject(kind=SubjectKind.ACCOUNT, id=known.account_id),
            )
        else:
            send_verification(work, known.account_id, email)
    return work.commit(Subject(kind=SubjectKind.MAILED_LINK))
