"""Links sent by e-mail: asking for them within limits, and opening them."""

from datetime import datetime

from chalicelib.actions.accounts.sign_in import email_hash
from chalicelib.actions.context import Context
from chalicelib.actions.network_tries import reserve_by_network
from chalicelib.domain.account import Account
from chalicelib.domain.errors import ErrorKind, PortalError
from chalicelib.domain.notice import Recipient
from chalicelib.domain.notice_kinds import NoticeKind
from chalicelib.domain.results import Subject, SubjectKind
from chalicelib.storage import keys
from chalicelib.storage.credentials import Credential, reserve_link, reserve_mail
from chalicelib.storage.tokens import LIFETIMES, Link, LinkPurpose, add_link, is_token, owner_of, token_key
from chalicelib.storage.unit_of_work import UnitOfWork


def require_few_asked(ctx: Context, address_hash: str, client_ip: str) -> None:
    """Count one link that someone who is signed in has sent to another. Raises PortalError TOO_MANY."""
    if not may_mail(ctx, address_hash, client_ip):
        raise PortalError(ErrorKind.TOO_MANY, "TOO_MANY_LINKS")


def may_mail(ctx: Context, address_hash: str, client_ip: str) -> bool:
    """Count one link asked for, and return whether it is sent: an address that was sent many, whoever asked, gets no
    more for a while, and the newest link in its mailbox stays good. So no stranger keeps anyone from a link (S-38).

    Raises PortalError TOO_MANY where this network asked for many.
    """
    _require_few_of_network(ctx, address_hash, client_ip)
    return reserve_mail(ctx.store.table, address_hash, ctx.now)


def _require_few_of_network(ctx: Context, address_hash: str, client_ip: str) -> None:
    table, now = ctx.store.table, ctx.now
    if not reserve_by_network(
        ctx, client_ip, lambda network, times: reserve_link(table, network, address_hash, now, times)
    ):
        raise PortalError(ErrorKind.TOO_MANY, "TOO_MANY_LINKS")


def ask_for_link(ctx: Context, email: str, client_ip: str) -> Credential | None:
    """Count the asking, and return the credential of the address; None where nothing is sent to it.

    Raises PortalError TOO_MANY.
    """
    address = email_hash(ctx, email)
    _require_few_of_network(ctx, address, client_ip)
    item = ctx.store.item(keys.credential(address))
    # An unknown address has a counter of its own: asking costs the same (S-01), and takes no mail from its owner.
    mailed = address if item is not None else ctx.keyed_hash("try", "no mail", address)
    is_sent = reserve_mail(ctx.store.table, mailed, ctx.now)
    return Credential.of(item) if item is not None and is_sent else None


def send_verification(work: UnitOfWork, account_id: str, email: str) -> None:
    """Send the link that confirms the address; an older one ends."""
    _send(work, NoticeKind.VERIFY_EMAIL, LinkPurpose.VERIFY_EMAIL, account_id, email)


def send_reset(work: UnitOfWork, account_id: str, email: str) -> None:
    """Send the link that sets a new password; an older one ends."""
    _send(work, NoticeKind.RESET_PASSWORD, LinkPurpose.RESET_PASSWORD, account_id, email)


def _send(work: UnitOfWork, kind: NoticeKind, purpose: LinkPurpose, account_id: str, email: str) -> None:
    token_id = add_link(work, purpose, account_id, email)
    about = Subject(kind=SubjectKind.MAILED_LINK, id=account_id)
    work.enqueue_notification(kind, Recipient(kind="account", id=account_id), about, token_id=token_id)


def invitation_ends(ctx: Context) -> datetime:
    """Return until when the link of an invitation that is sent now opens."""
    return ctx.now + LIFETIMES[LinkPurpose.INVITATION]


def send_invitation(work: UnitOfWork, account: Account, address_hash: str, language: str) -> None:
    """Send the link of an invitation; an older one ends."""
    token_id = add_link(work, LinkPurpose.INVITATION, account.id, account.email)
    work.enqueue_notification(
        NoticeKind.INVITATION,
        Recipient(kind="address", id=address_hash),
        Subject(kind=SubjectKind.MAILED_LINK, id=account.id),
        language=language,
        token_id=token_id,
    )


def open_link(ctx: Context, token: str, purpose: LinkPurpose) -> Account:
    """Return the account of a link that still opens, in one read. Nothing is used up: mail scanners open links, too.

    Raises PortalError REFUSED (LINK_SPENT) for a link that is used, replaced, expired or none of ours.
    """
    if not is_token(token, purpose):
        raise link_spent()
    key = token_key(token)
    ctx.store.load([key, keys.record("account", owner_of(token))])
    item = ctx.store.item(key)
    account = ctx.store.find(Account, owner_of(token))
    if item is None or account is None or account.disabled or not Link.of(item).opens(token, ctx.now):
        raise link_spent()
    return account


def link_spent() -> PortalError:
    """Return the one answer for every link that does not open."""
    return PortalError(ErrorKind.REFUSED, "LINK_SPENT")
