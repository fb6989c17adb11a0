"""The invitations whose link has ended unused: found page by page, and sent again, many at once."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from chalicelib.actions.accounts.change_account import account_is_invited, invitation_has_ended, invite_again
from chalicelib.actions.context import Context
from chalicelib.domain.account import Account
from chalicelib.domain.action import Action
from chalicelib.domain.errors import invalid
from chalicelib.storage import keys
from chalicelib.storage.list_pages import PAGE_SIZE, ListPage, Place, read_page
from chalicelib.storage.rows import Rows

_PAGES_LOOKED_AT = 10  # of fifty invitations each: the next page goes on from there


@dataclass(frozen=True)
class Expired:
    """The accounts of a page whose invitation has ended, and the last page of invitations that was looked at."""

    accounts: list[Account]
    page: ListPage[Account]


def expired_invitations(ctx: Context, place: Place) -> Expired:
    """Return those from this place of the operators' list on, newest first: of the first page that has any, of ten at
    most. Raises PortalError UNAVAILABLE."""
    ctx.require(Action.LIST_ACCOUNTS)
    for _ in range(_PAGES_LOOKED_AT):
        page = read_page(ctx.store.table, Rows(keys.INVITATIONS), place)
        ids = [str(row["account_id"]) for row in page.rows]
        ctx.store.load(keys.record("account", account_id) for account_id in ids)
        accounts = [each for each in (ctx.store.find(Account, account_id) for account_id in ids) if each]
        found = [each for each in accounts if _has_expired(ctx, each)]
        if found or page.next is None or place.backwards:
            break
        place = page.next
    return Expired(found, page.of(found))


def _has_expired(ctx: Context, account: Account) -> bool:
    return account_is_invited(account) and not account.disabled and invitation_has_ended(ctx, account)


def invite_all_again(ctx: Context, account_ids: Iterable[str]) -> None:
    """Send these invitations once more, each by itself. One that is not expired any more is passed over, so that a
    broken press can be repeated.

    Raises PortalError INVALID (none or too many), FORBIDDEN, UNAVAILABLE: what was sent by then stays sent.
    """
    ctx.require(Action.INVITE)
    named = list(dict.fromkeys(account_ids))
    if not named:
        raise invalid("NOBODY_CHOSEN", "again")
    if len(named) > PAGE_SIZE:
        raise invalid("TOO_MANY_CHOSEN", "again")
    ctx.store.load(keys.record("account", account_id) for account_id in named)
    for account_id in named:
        account = ctx.store.find(Account, account_id)
        if account and _has_expired(ctx, account):
            invite_again(replace(ctx, idempotency_key=f"{ctx.idempotency_key}-{account_id}"), account_id)
