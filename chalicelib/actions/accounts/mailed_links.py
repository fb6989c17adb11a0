"""Links sent by e-mail: asking for them within limits, and opening them."""

from datetime import datetime

from chalicelib.actions.accounts.sign_in import email_hash
from chalicelib.actions.context import Context
from chalicelib.domain.account import Account
from chalicelib.domain.errors import ErrorKind, PortalError
from chalicelib.domain.notice import Recipient
from chalicelib.domain.notice_kinds import NoticeKind
from chalicelib.domain.results import Subject, SubjectKind
from chalicelib.storage import keys
from chalicelib.storage.credentials import ADDRESS_PER_HOUR, NETWORK_PER_HOUR, Credential, reserve_try
from chalicelib.storage.tokens import LIFETIMES, Link, LinkPurpose, add_link, is_token, owner_of, token_key
from chalicelib.storage.unit_of_work import UnitOfWork


def require_few_asked(ctx: Context, address_hash: str, client_ip: str) -> None:
    """Count one link asked for by this network and for this address. Raises PortalError TOO_MANY."""
    by_network = reserve_try(
        ctx.store.table, "mail-network", ctx.keyed_hash("try", client_ip), ctx.now, NETWORK_PER_HOUR
    )
    by_address = by_network and reserve_try(ctx.store.table, "mail-address", address_hash, ctx.now, ADDRESS_PER_HOUR)
    if not by_address:
        raise PortalError(ErrorKind.TOO_MANY, "TOO_MANY_LINKS")


def ask_for_link(ctx: Context, email: str, client_ip: str) -> Credential | None:
    """Count the asking, and return what is known of the address. Raises PortalError TOO_MANY."""
    address = email_hash(ctx, email)
    require_few_asked(ctx, address, client_ip)
    item = ctx.store.item(keys.credential(address))
    return Credential.of(item) if item is not None else None


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
