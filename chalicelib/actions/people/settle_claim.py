"""Settle a claim: the person types the letter's code, an approver answers, or an operator lets the person in."""

from chalicelib.actions.accounts.change_account import current_account
from chalicelib.actions.accounts.mailed_codes import code_from, in_groups, is_same_code
from chalicelib.actions.context import Context
from chalicelib.actions.notifying import account as to_account
from chalicelib.actions.people.approvers import people_key, people_of, tell_other_approvers, write_people
from chalicelib.actions.people.judge_claim import let_in, wait_for_approver
from chalicelib.actions.people.person_case import load_person
from chalicelib.actions.steps import require_unchanged
from chalicelib.domain.account import Account, SchoolPart
from chalicelib.domain.action import Action
from chalicelib.domain.errors import invalid, wrong_state
from chalicelib.domain.facility_claim import CODE_TRIES, ClaimProof, ClaimStage, FacilityClaim
from chalicelib.domain.notice_kinds import NoticeKind
from chalicelib.domain.results import Done, own_account, subject_of
from chalicelib.storage import keys

_LENGTH, _GROUP = 10, 5


def code_of(ctx: Context, claim: FacilityClaim) -> str:
    """Return the code of the claim's letter as printed: fifty bits that stand nowhere, made from the claim with a
    secret key."""
    return in_groups(_bare_code(ctx, claim), _GROUP)


def _bare_code(ctx: Context, claim: FacilityClaim) -> str:
    return code_from(ctx.services.keyed_hash("link", "claim", claim.id), _LENGTH)


def enter_code(ctx: Context, typed: str) -> Done:
    """Take the code of the letter: the person is an approver of the school. Where the school has an approver by now,
    that one decides.

    Raises PortalError CONFLICT (no letter was sent), INVALID (too late, or wrong: counted, and the fifth ends the
    claim).
    """
    person = ctx.require(Action.CONFIRM_CLAIM)
    claim = ctx.store.find(FacilityClaim, person.id)
    if claim is None or claim.stage is not ClaimStage.LETTER:
        raise wrong_state()
    if not claim.code_works_on(ctx.on):
        raise invalid("CLAIM_CODE_ENDED", "code")
    if not is_same_code(typed, _bare_code(ctx, claim)):
        raise _wrong(ctx, claim)
    ctx.store.load([people_key(claim.facility_id)])
    people = people_of(ctx, claim.facility_id)
    _require_no_other_part(person, SchoolPart.APPROVER, "code")
    work = ctx.unit_of_work(Action.CONFIRM_CLAIM)
    if people.approver_ids:
        waiting = claim.with_changes(stage=ClaimStage.APPROVER)
        work.update(claim, waiting)
        wait_for_approver(work, waiting, people)
    else:
        work.update(claim, _granted(ctx, claim, ClaimProof.LETTER))
        work.update(person, let_in(work, person, people, SchoolPart.APPROVER))
    return work.commit(subject_of(claim))


def _wrong(ctx: Context, claim: FacilityClaim) -> Exception:
    ctx.idempotency_key = ""  # the form may be sent again: this is no doing of its own
    count = claim.wrong_codes + 1
    over = {"stage": ClaimStage.REFUSED, "settled_on": ctx.on} if count >= CODE_TRIES else {}
    work = ctx.unit_of_work(Action.CONFIRM_CLAIM)
    work.update(claim, claim.with_changes(wrong_codes=count, **over))
    work.commit()
    return invalid("CLAIM_CODE_ENDED" if over else "CLAIM_CODE_WRONG", "code")


def answer_claim(
    ctx: Context, facility_id: str, account_id: str, part: SchoolPart | None, expected_version: int | None
) -> Done:
    """An approver lets the person in, in this part, or refuses (None).

    Raises PortalError NOT_FOUND, FORBIDDEN, CONFLICT (stale, or answered meanwhile).
    """
    case = load_person(ctx, Action.ANSWER_CLAIM, facility_id, account_id)
    require_unchanged(case.account, expected_version)
    claim = ctx.store.find(FacilityClaim, account_id)
    if claim is None or claim.stage is not ClaimStage.APPROVER or claim.facility_id != facility_id:
        raise wrong_state()
    if part:
        _require_no_other_part(case.account, part, "answer")
    work = ctx.unit_of_work(Action.ANSWER_CLAIM)
    if part is None:
        work.update(claim, claim.with_changes(stage=ClaimStage.REFUSED, settled_on=ctx.on))
        work.unchanged(case.account)
        write_people(work, case.people, case.people.left(account_id, ctx.on))
        told = NoticeKind.SCHOOL_CLAIM_REFUSED
    else:
        work.update(claim, _granted(ctx, claim, ClaimProof.APPROVER))
        work.update(case.account, let_in(work, case.account, case.people, part))
        told = NoticeKind.SCHOOL_ACCESS_GIVEN
    work.enqueue_notification(told, to_account(account_id), own_account(case.account))
    tell_other_approvers(work, case.people)
    return work.commit(subject_of(case.people))


def grant_claim(ctx: Context, account_id: str, expected_version: int | None, reason: str) -> Done:
    """An operator, who has asked the school, makes the person its approver.

    Raises PortalError NOT_FOUND, CONFLICT (stale, or nothing waits).
    """
    account = current_account(ctx, account_id, expected_version)
    claim = ctx.store.find(FacilityClaim, account_id)
    if claim is None or not account.verified or account.disabled or not may_be_granted(claim):
        raise wrong_state()
    _require_no_other_part(account, SchoolPart.APPROVER, "reason")
    ctx.store.load([people_key(claim.facility_id), keys.record("facility", claim.facility_id)])
    people = people_of(ctx, claim.facility_id)
    work = ctx.unit_of_work(Action.CHANGE_ACCOUNT)
    work.update(claim, _granted(ctx, claim, ClaimProof.OPERATOR), reason=reason)
    work.update(account, let_in(work, account, people, SchoolPart.APPROVER), reason=reason)
    work.enqueue_notification(NoticeKind.SCHOOL_ACCESS_GIVEN, to_account(account_id), own_account(account))
    tell_other_approvers(work, people)
    return work.commit(subject_of(account))


def _require_no_other_part(account: Account, part: SchoolPart, field: str) -> None:
    """Raise PortalError INVALID where the part would also count at another school, which did not give it."""
    if account.facility_ids and account.school_part is not part:
        raise invalid("PERSON_OF_SEVERAL_SCHOOLS", field)


def may_be_granted(claim: FacilityClaim) -> bool:
    """Return whether an operator can decide the claim: not before its address is confirmed, nor once it is settled."""
    return claim.stage in {ClaimStage.OPERATOR, ClaimStage.LETTER, ClaimStage.APPROVER, ClaimStage.REFUSED}


def _granted(ctx: Context, claim: FacilityClaim, proof: ClaimProof) -> FacilityClaim:
    return claim.with_changes(stage=ClaimStage.GRANTED, proof=proof, settled_on=ctx.on)


def own_claim(ctx: Context) -> tuple[Account, FacilityClaim | None]:
    """Return the person who asks, and that person's claim."""
    person = ctx.require(Action.VIEW_CLAIM)
    claim = ctx.store.find(FacilityClaim, person.id)
    if claim:
        ctx.store.load([keys.record("facility", claim.facility_id)])
    return person, claim
