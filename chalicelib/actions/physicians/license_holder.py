"""Whose a license is: the account whose claim is proven. Proving it, and freezing it."""

from typing import Any

from chalicelib.actions.appeals.appeal_recipients import CDPH
from chalicelib.actions.context import Context
from chalicelib.actions.notifying import account as to_account
from chalicelib.actions.physicians.standings import first_standing
from chalicelib.domain.account import Account, LicenseProof
from chalicelib.domain.action import Action
from chalicelib.domain.license_claim import ON_ITS_WAY, ClaimState, LicenseClaim
from chalicelib.domain.notice import Recipient
from chalicelib.domain.notice_kinds import NoticeKind
from chalicelib.domain.results import own_account, subject_of
from chalicelib.domain.standing import PhysicianStanding
from chalicelib.storage import keys
from chalicelib.storage.license_claims import live_claims
from chalicelib.storage.unit_of_work import UnitOfWork


def holder_of(ctx: Context, license_id: str) -> Account | None:
    """Return the account that has proven the license, frozen or not; None if no account has. Two reads."""
    standing = ctx.store.find(PhysicianStanding, license_id)
    if standing is None or not standing.account_id:
        return None
    ctx.store.load([keys.record("account", standing.account_id)])
    account = ctx.store.find(Account, standing.account_id)
    return account if account is not None and account.holds_license and not account.disabled else None


def make_proven(
    ctx: Context, work: UnitOfWork, account: Account, claim: LicenseClaim, proof: LicenseProof, **facts: Any
) -> None:
    """Write that the license is this account's: the claim, the account, the license's standing. Letters that are on
    their way to prove it for another account are void. `facts` are further changes of the claim."""
    for other in live_claims(ctx.store, claim.license_id):
        if other.id != claim.id and other.state in ON_ITS_WAY:
            lapsed = other.with_changes(state=ClaimState.LAPSED, settled_on=ctx.on)
            work.update(other, lapsed, by=Action.PROVE_LICENSE)
            end_of_claim(work, other)
    changes = {"proof": proof, "proven_on": ctx.on, "settled_on": ctx.on, "reports": (), **facts}
    work.update(claim, claim.with_changes(state=ClaimState.PROVEN, **changes))
    work.update(account, account.with_changes(license_proof=proof, license_frozen_on=None))
    _take_standing(ctx, work, account, claim)
    work.enqueue_notification(
        NoticeKind.LICENSE_PROVEN, to_account(account.id), own_account(account), language=account.language
    )
    work.enqueue_notification(
        NoticeKind.LICENSE_PROVEN_LETTER,
        Recipient(kind="license", id=claim.license_id),
        subject_of(claim),
        letter=True,
        license_claim_id=claim.id,
        letter_number=str(claim.letter_number),
    )


def _take_standing(ctx: Context, work: UnitOfWork, account: Account, claim: LicenseClaim) -> None:
    standing = ctx.store.find(PhysicianStanding, claim.license_id)
    if standing is None:
        work.create(first_standing(ctx, claim), by=Action.PROVE_LICENSE)
    elif standing.account_id != account.id:
        work.update(standing, standing.with_changes(account_id=account.id))


def freeze(ctx: Context, work: UnitOfWork, account: Account, claim: LicenseClaim, reason: str = "") -> None:
    """Stop the account from its next request on: it sees no child and signs nothing until staff have settled the
    dispute. Forms that were signed stay as they are. A signature at the same instant fails, or comes first."""
    work.update(
        claim, claim.with_changes(state=ClaimState.DISPUTED, disputed_on=ctx.on, settled_on=None), reason=reason
    )
    work.update(account, account.with_changes(license_frozen_on=ctx.on))
    standing = ctx.store.find(PhysicianStanding, claim.license_id)
    if standing is not None and standing.account_id == account.id:
        work.update(standing, standing, reason="the claim to the license is disputed")
    work.enqueue_notification(
        NoticeKind.LICENSE_DISPUTED, to_account(account.id), own_account(account), language=account.language
    )
    work.enqueue_notification(NoticeKind.LICENSE_CLAIM_TO_SETTLE, CDPH, subject_of(claim))


def end_of_claim(work: UnitOfWork, claim: LicenseClaim) -> None:
    """Tell the account that its claim ended without proof."""
    work.enqueue_notification(NoticeKind.LICENSE_CLAIM_ENDED, to_account(claim.id), subject_of(claim))
