"""The state's staff settle a claim that no letter can settle: a letter after all, approval by two of them, refusal, and
what becomes of a dispute."""

from enum import StrEnum

from chalicelib.actions.appeals.appeal_recipients import CDPH
from chalicelib.actions.context import Context
from chalicelib.actions.physicians.license_holder import end_of_claim, freeze, holder_of, make_proven
from chalicelib.actions.physicians.license_letters import order_letter
from chalicelib.actions.steps import require_unchanged
from chalicelib.domain.account import Account, LicenseProof
from chalicelib.domain.action import Action
from chalicelib.domain.errors import ErrorKind, PortalError, invalid, wrong_state
from chalicelib.domain.license_claim import ApprovalReason, ClaimState, LicenseClaim, RefusalReason
from chalicelib.domain.notice import Recipient
from chalicelib.domain.notice_kinds import NoticeKind
from chalicelib.domain.results import Done, subject_of
from chalicelib.domain.standing import PhysicianStanding
from chalicelib.storage import keys
from chalicelib.storage.unit_of_work import UnitOfWork


class StaffAnswer(StrEnum):
    """What staff do with a claim."""

    LETTER = "letter"
    APPROVE = "approve"
    REFUSE = "refuse"
    FREEZE = "freeze"
    KEEP = "keep"


_UNPROVEN = frozenset(ClaimState) - {ClaimState.PROVEN, ClaimState.REFUSED}


def answers_to(claim: LicenseClaim) -> list[StaffAnswer]:
    """Return what staff can do with a claim as it stands, in the order of a page."""
    answers = [StaffAnswer.KEEP] if claim.reports else []
    if claim.state is ClaimState.PROVEN:
        return [*answers, StaffAnswer.FREEZE]
    if may_order_letter(claim) and claim.address:
        answers.append(StaffAnswer.LETTER)
    if claim.state in _UNPROVEN:
        answers += [StaffAnswer.APPROVE, StaffAnswer.REFUSE]
    return answers


def may_order_letter(claim: LicenseClaim) -> bool:
    """Return whether staff can have a letter sent: none is on its way."""
    return claim.state in {ClaimState.OPEN, ClaimState.LAPSED}


def settle_claim(
    ctx: Context,
    claim_id: str,
    answer: StaffAnswer,
    expected_version: int | None,
    *,
    approval: ApprovalReason | None = None,
    refusal: RefusalReason | None = None,
) -> Done:
    """Do what a staff member answered. An approval is the first of two, or the second, which makes the claim proven.

    Raises PortalError NOT_FOUND, CONFLICT (stale, or not in this state), INVALID (no reason chosen), REFUSED (a second
    person is needed, or another account has proven the license).
    """
    claim, account = _load(ctx, claim_id, expected_version)
    if answer not in answers_to(claim):
        raise wrong_state()
    work = ctx.unit_of_work(Action.SETTLE_LICENSE_CLAIM)
    if answer is StaffAnswer.APPROVE:
        _approve(ctx, work, account, claim, approval)
    elif answer is StaffAnswer.REFUSE:
        _refuse(ctx, work, account, claim, refusal)
    elif answer is StaffAnswer.LETTER:
        _require_free(ctx, claim)
        work.update(claim, order_letter(ctx, work, claim))
    elif answer is StaffAnswer.FREEZE:
        freeze(ctx, work, account, claim)
    else:
        work.update(claim, claim.with_changes(reports=()))
    return work.commit(subject_of(claim))


def give_address(ctx: Context, claim_id: str, lines: tuple[str, ...], state: str, expected_version: int | None) -> Done:
    """Type the address that the board's own page shows, and order the letter to it. Another person prints it.

    Raises PortalError NOT_FOUND, CONFLICT, REFUSED (another account has proven the license).
    """
    claim, _account = _load(ctx, claim_id, expected_version)
    if not may_order_letter(claim):
        raise wrong_state()
    _require_free(ctx, claim)
    typed = claim.with_changes(address=lines, address_state=state, address_by=ctx.person.id, address_on=ctx.on)
    work = ctx.unit_of_work(Action.SETTLE_LICENSE_CLAIM)
    work.update(claim, order_letter(ctx, work, typed))
    return work.commit(subject_of(claim))


def _load(ctx: Context, claim_id: str, expected_version: int | None) -> tuple[LicenseClaim, Account]:
    ctx.require(Action.SETTLE_LICENSE_CLAIM)
    claim = ctx.store.get(LicenseClaim, claim_id)
    require_unchanged(claim, expected_version)
    ctx.store.load([keys.record("account", claim.id), keys.record("standing", claim.license_id)])
    account = ctx.store.get(Account, claim.id)
    if not account.verified:
        raise wrong_state()
    return claim, account


def _require_free(ctx: Context, claim: LicenseClaim) -> None:
    holder = holder_of(ctx, claim.license_id)
    if holder is not None and holder.id != claim.id:
        raise PortalError(ErrorKind.REFUSED, "LICENSE_HELD_SETTLE_FIRST", field="answer")


def _approve(
    ctx: Context, work: UnitOfWork, account: Account, claim: LicenseClaim, approval: ApprovalReason | None
) -> None:
    _require_free(ctx, claim)
    if ctx.person.id in {claim.approved_by if claim.is_half_approved else "", claim.posted_by, claim.address_by}:
        raise PortalError(ErrorKind.REFUSED, "SECOND_PERSON_NEEDED", field="answer")
    if claim.is_half_approved:
        make_proven(ctx, work, account, claim, LicenseProof.STAFF, confirmed_by=ctx.person.id)
        return
    if approval is None:
        raise invalid("APPROVAL_REASON_MISSING", "approval")
    first = {"approved_by": ctx.person.id, "approval_reason": approval, "approved_on": ctx.on, "settled_on": None}
    work.update(claim, claim.with_changes(**first), reason=approval)


def _refuse(
    ctx: Context, work: UnitOfWork, account: Account, claim: LicenseClaim, refusal: RefusalReason | None
) -> None:
    """Refuse the claim. The account of a dispute that was right is closed, and the license is free. The standing still
    names that account, so that reviewers find the forms which it signed; the board is told."""
    if refusal is None:
        raise invalid("REFUSAL_REASON_MISSING", "refusal")
    changes = {"refusal_reason": refusal, "settled_on": ctx.on, "reports": (), "approved_by": ""}
    work.update(claim, claim.with_changes(state=ClaimState.REFUSED, **changes), reason=refusal)
    end_of_claim(work, claim)
    if claim.state is not ClaimState.DISPUTED:
        return
    closed = {"disabled": True, "live_sessions": {}, "session_version": account.session_version + 1}
    work.update(account, account.with_changes(license_proof=LicenseProof.NONE, **closed), reason=refusal)
    standing = ctx.store.find(PhysicianStanding, claim.license_id)
    if standing is not None and standing.account_id == account.id:
        for to in (Recipient(kind="board", id=standing.board), CDPH):
            work.enqueue_notification(NoticeKind.LICENSE_MISUSED, to, subject_of(standing), standing_id=standing.id)
