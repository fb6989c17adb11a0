"""Purging an account that no one ever opened: its address was not confirmed, its invitation not accepted (S-70)."""

import sys

from chalicelib.actions.accounts.sign_in import email_hash
from chalicelib.actions.context import Context
from chalicelib.domain.account import Account
from chalicelib.domain.action import Action
from chalicelib.domain.facility_claim import FacilityClaim
from chalicelib.domain.license_claim import LicenseClaim
from chalicelib.domain.retention import retention_class_of
from chalicelib.domain.standing import PhysicianStanding, standing_id
from chalicelib.storage import import_keys, keys
from chalicelib.storage.keys import Key
from chalicelib.storage.tokens import LinkPurpose
from chalicelib.storage.unit_of_work import ABSENT, UnitOfWork
from chalicelib.storage.write_rules import EITHER_WAY


def purge_account(ctx: Context, account_id: str) -> bool:
    """Purge the account with its inbox, links and credential. The address and the license are free again.

    Raises PortalError CONFLICT, UNAVAILABLE.
    """
    account = ctx.store.find(Account, account_id)
    why = retention_class_of(account) if account else None
    if account is None or why is None:
        return True
    table, partition = ctx.store.table, keys.account_partition(account.id)
    # Anyone may have had mails sent to the address, however many: they go first, outside of the transaction.
    notices = table.walk(partition, keys.NOTICE_PREFIX, ceiling=sys.maxsize)
    table.replace_many([], [Key(item["PK"], item["SK"]) for item in notices])
    work = ctx.unit_of_work(Action.PURGE)
    work.purge(account, why)
    claims = (ctx.store.find(FacilityClaim, account.id), ctx.store.find(LicenseClaim, account.id))
    for claim in filter(None, claims):
        work.purge(claim, why)
    _free_address(ctx, work, account)
    _free_license(ctx, work, account)
    lines = (line for line in table.walk(keys.INVITATIONS, ceiling=sys.maxsize) if line["account_id"] == account.id)
    for item in (*table.walk(partition, ceiling=sys.maxsize), *lines):
        if item["SK"] != "ACCOUNT":
            work.remove(Key(item["PK"], item["SK"]), condition=EITHER_WAY)
    for purpose in LinkPurpose:
        work.remove(keys.token(account.id, purpose), condition=EITHER_WAY)
    work.commit()
    return True


def _free_address(ctx: Context, work: UnitOfWork, account: Account) -> None:
    """Free the address, unless a newer registration or invitation holds it by now."""
    hashed = email_hash(ctx, account.email)
    places = (keys.credential(hashed), import_keys.invited_address(hashed))
    ctx.store.load(places)
    for key in places:
        held = ctx.store.item(key)
        if held is not None and held["account_id"] == account.id:
            work.remove(key, condition=f"{ABSENT} OR account_id = :mine", values={":mine": account.id})


def _free_license(ctx: Context, work: UnitOfWork, account: Account) -> None:
    standing = ctx.store.find(PhysicianStanding, standing_id(account.physician)) if account.physician else None
    if standing is not None and standing.account_id == account.id:
        work.update(standing, standing.with_changes(account_id=""))
