"""A letter with codes to the address that the board has on record, or the state's queue where no letter can settle the
claim."""

from chalicelib.actions.appeals.appeal_recipients import CDPH
from chalicelib.actions.context import Context
from chalicelib.actions.notifying import account as to_account
from chalicelib.actions.physicians.license_holder import holder_of
from chalicelib.actions.signing.license_check import check_license
from chalicelib.domain.account import Account, LicenseProof, Role
from chalicelib.domain.action import Action
from chalicelib.domain.errors import wrong_state
from chalicelib.domain.license_claim import (
    LETTERS_AT_ONCE,
    LETTERS_OF_A_LICENSE,
    LETTERS_WITHIN,
    ON_ITS_WAY,
    ClaimState,
    LicenseClaim,
    StaffReason,
)
from chalicelib.domain.notice import Recipient
from chalicelib.domain.notice_kinds import NoticeKind
from chalicelib.domain.results import Done, own_account, subject_of
from chalicelib.domain.standing import standing_id
from chalicelib.law.physician_standing import Purpose
from chalicelib.storage import keys, license_keys
from chalicelib.storage.credentials import TryLimit, reserve_try
from chalicelib.storage.license_claims import live_claims
from chalicelib.storage.unit_of_work import UnitOfWork

_LETTERS = TryLimit(LETTERS_OF_A_LICENSE, LETTERS_WITHIN)


def begin_claim(ctx: Context, work: UnitOfWork, account: Account) -> Account:
    """Order the letter once the address of a physician's account is confirmed, or put the claim into the state's queue.
    Return the account as it is with that. Accounts of other roles claim nothing."""
    if account.role is not Role.PHYSICIAN or account.physician is None:
        return account
    claim = ctx.store.find(LicenseClaim, account.id)
    if claim is None:  # registered before claims were kept: the look-up's address is not known
        started = LicenseClaim(
            id=account.id,
            license_id=standing_id(account.physician),
            started_on=ctx.on,
            staff_reason=StaffReason.NO_ADDRESS,
        )
        work.create(started, by=Action.REGISTER)
        tell_staff(work, started)
    elif claim.state is ClaimState.OPEN:
        work.update(claim, _letter_or_queue(ctx, work, claim))
    return account.with_changes(license_proof=LicenseProof.NONE)


def ask_for_letter(ctx: Context) -> Done:
    """Order another letter, with new codes, for the signed-in account's own claim. The license is looked up again: an
    address that has changed since is settled by staff.

    Raises PortalError CONFLICT (a letter is on its way, or the last one was ordered less than a week ago).
    """
    person = ctx.require(Action.ASK_FOR_LICENSE_LETTER)
    standing = [keys.record("standing", standing_id(person.physician))] if person.physician else []
    ctx.store.load([license_keys.claim_of(person.id), *standing])
    claim = ctx.store.find(LicenseClaim, person.id)
    if claim is None or person.physician is None or not claim.may_ask_for_letter(ctx.now):
        raise wrong_state()
    check = check_license(ctx, person.physician, person.last_name, None, Purpose.REGISTRATION)
    if not claim.address_by and check.record is not None and check.record.address != claim.address:
        claim_now = claim.with_changes(staff_reason=StaffReason.ADDRESS_CHANGED)
    else:
        claim_now = claim
    work = ctx.unit_of_work(Action.ASK_FOR_LICENSE_LETTER)
    work.update(claim, _letter_or_queue(ctx, work, claim_now))
    return work.commit(subject_of(claim))


def order_letter(ctx: Context, work: UnitOfWork, claim: LicenseClaim) -> LicenseClaim:
    """Owe a letter with new codes; return the claim as it is with that, which the caller writes."""
    number = claim.letter_number + 1
    work.enqueue_notification(
        NoticeKind.LICENSE_LETTER,
        Recipient(kind="license", id=claim.license_id),
        subject_of(claim),
        letter=True,
        license_claim_id=claim.id,
        letter_number=str(number),
    )
    return claim.with_changes(
        state=ClaimState.LETTER_WAITING,
        staff_reason=StaffReason.NONE,
        letter_number=number,
        ordered_at=ctx.now,
        posted_on=None,
        posted_by="",
        wrong_codes=0,
        paused_until=None,
    )


def tell_staff(work: UnitOfWork, claim: LicenseClaim) -> None:
    """Tell the department's reviewers that a claim waits for them."""
    work.enqueue_notification(NoticeKind.LICENSE_CLAIM_TO_SETTLE, CDPH, subject_of(claim))


def _letter_or_queue(ctx: Context, work: UnitOfWork, claim: LicenseClaim) -> LicenseClaim:
    holder = holder_of(ctx, claim.license_id)
    reason = _why_staff(ctx, claim, holder)
    if reason is StaffReason.NONE:
        return order_letter(ctx, work, claim)
    tell_staff(work, claim)
    if holder is not None and holder.id != claim.id:
        work.enqueue_notification(
            NoticeKind.LICENSE_REPORTED, to_account(holder.id), own_account(holder), language=holder.language
        )
    return claim.with_changes(state=ClaimState.OPEN, staff_reason=reason)


def _why_staff(ctx: Context, claim: LicenseClaim, holder: Account | None) -> StaffReason:
    if holder is not None and holder.id != claim.id:
        return StaffReason.HELD_BY_ANOTHER
    if claim.staff_reason is not StaffReason.NONE:
        return claim.staff_reason
    if not claim.address:
        return StaffReason.NO_ADDRESS
    others = [each for each in live_claims(ctx.store, claim.license_id) if each.id != claim.id]
    if sum(each.state in ON_ITS_WAY for each in others) >= LETTERS_AT_ONCE:
        return StaffReason.TOO_MANY_CLAIMS
    license_hash = ctx.keyed_hash("try", claim.license_id)
    if not reserve_try(ctx.store.table, "license-letter", license_hash, ctx.now, _LETTERS):
        return StaffReason.TOO_MANY_LETTERS
    return StaffReason.NONE
