"""Judge a claim when its address is confirmed: the school's approver decides, or the person is its head by the
directory, or a letter with a code goes to the address of the directory."""

from chalicelib.actions.accounts.offices import join_office
from chalicelib.actions.context import Context
from chalicelib.actions.people.approvers import people_key, people_of, write_people
from chalicelib.domain.account import Account, Role, SchoolPart
from chalicelib.domain.facility import Facility
from chalicelib.domain.facility_claim import ClaimProof, ClaimStage, FacilityClaim, first_stage, is_of_domain
from chalicelib.domain.notice import Recipient
from chalicelib.domain.notice_kinds import NoticeKind
from chalicelib.domain.results import own_account, subject_of
from chalicelib.domain.school_access import LETTERS_OF_A_SCHOOL, MAX_WAITING
from chalicelib.domain.school_people import SchoolPeople
from chalicelib.storage import keys
from chalicelib.storage.credentials import TryLimit, reserve_try
from chalicelib.storage.unit_of_work import UnitOfWork

_LETTERS = TryLimit(*LETTERS_OF_A_SCHOOL)


def judge_claim(ctx: Context, work: UnitOfWork, account: Account) -> Account:
    """Write what becomes of the account's claim, and return the account as it is with that. Accounts that claim nothing
    stay as they are."""
    claim = ctx.store.find(FacilityClaim, account.id) if account.role is Role.SCHOOL else None
    if claim is None or claim.stage is not ClaimStage.EMAIL:
        return account
    ctx.store.load([keys.record("facility", claim.facility_id), people_key(claim.facility_id)])
    facility, people = ctx.store.facility(claim.facility_id), people_of(ctx, claim.facility_id)
    if facility is None:
        return account
    stage = _stage(ctx, account, facility, people)
    judged = claim.with_changes(stage=stage, judged_on=ctx.on, is_of_domain=is_of_domain(account, facility))
    if stage is ClaimStage.GRANTED:
        work.update(claim, judged.with_changes(proof=ClaimProof.ADMINISTRATOR, settled_on=ctx.on))
        _tell_the_school(work, account, facility)
        return let_in(work, account, people, SchoolPart.APPROVER)
    work.update(claim, judged)
    _tell(work, judged, people)
    return account


def _tell_the_school(work: UnitOfWork, account: Account, facility: Facility) -> None:
    """Owe a letter to the school's address in the directory: who came in by its mail domain, and how to object. Mail
    to the domain alone might reach no one but that person."""
    to = Recipient(kind="post", id=facility.id)
    work.enqueue_notification(
        NoticeKind.SCHOOL_FIRST_APPROVER, to, own_account(account), letter=True, claimant_id=account.id
    )


def _stage(ctx: Context, account: Account, facility: Facility, people: SchoolPeople) -> ClaimStage:
    stage = first_stage(account, facility, people)
    if stage is ClaimStage.APPROVER and len(people.waiting_ids) >= MAX_WAITING:
        return ClaimStage.OPERATOR
    if stage is ClaimStage.LETTER and not reserve_try(
        ctx.store.table, "claim-letter", ctx.keyed_hash("try", facility.id), ctx.now, _LETTERS
    ):
        return ClaimStage.OPERATOR  # someone has letters sent to a school that does not want them
    return stage


def let_in(work: UnitOfWork, account: Account, people: SchoolPeople, part: SchoolPart) -> Account:
    """Write that this person works at the school from now on; return the account, which the caller writes."""
    inside = account.with_changes(
        facility_ids=tuple(dict.fromkeys((*account.facility_ids, people.id))), school_part=part, without_approver={}
    )
    join_office(work, inside, "facility", people.id)
    write_people(work, people, people.joined(account.id, part))
    return inside


def wait_for_approver(work: UnitOfWork, claim: FacilityClaim, people: SchoolPeople) -> None:
    """Put the claim on the list of the school's people, and tell the approvers."""
    waiting = people.with_waiting(claim.id)
    write_people(work, people, waiting)
    for approver_id in people.approver_ids:
        to = Recipient(kind="account", id=approver_id)
        work.enqueue_notification(NoticeKind.SCHOOL_CLAIM_WAITS, to, subject_of(waiting))


def _tell(work: UnitOfWork, claim: FacilityClaim, people: SchoolPeople) -> None:
    if claim.stage is ClaimStage.APPROVER:
        wait_for_approver(work, claim, people)
    elif claim.stage is ClaimStage.LETTER:
        to = Recipient(kind="post", id=claim.facility_id)
        facts = {"claim_id": claim.id, "claimant_id": claim.id}
        work.enqueue_notification(NoticeKind.SCHOOL_CLAIM_LETTER, to, subject_of(claim), letter=True, **facts)
    else:
        to = Recipient(kind="operators", id="main")
        work.enqueue_notification(NoticeKind.SCHOOL_CLAIM_TO_CHECK, to, subject_of(claim))
