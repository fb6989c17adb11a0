"""Send the link that confirms an address once more. Every address gets the same answer (S-01)."""

from chalicelib.actions.accounts.mailed_links import ask_for_link, send_verification
from chalicelib.actions.context import Context
from chalicelib.actions.notifying import account
from chalicelib.domain.action import Action
from chalicelib.domain.notice_kinds import NoticeKind
from chalicelib.domain.results import Done, Subject, SubjectKind


def resend_verification(ctx: Context, email: str, client_ip: str) -> Done:
    """Send the link to an account that waits for it; a verified one is told that it is; others get nothing.

    Raises PortalError TOO_MANY.
    """
    known = ask_for_link(ctx, email, client_ip)
    work = ctx.unit_of_work(Action.VERIFY_EMAIL)
    if known is not None and known.verified:
        about = Subject(kind=SubjectKind.ACCOUNT, id=known.account_id)
        work.enqueue_notification(NoticeKind.ALREADY_REGISTERED, account(known.account_id), about)
    elif known is not None:
        send_verification(work, known.account_id, email)
    return work.commit(Subject(kind=SubjectKind.MAILED_LINK))
