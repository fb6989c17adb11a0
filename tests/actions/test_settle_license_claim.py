"""Staff settle claims: two of them confirm, a typed address is printed by another, a dispute is upheld or not; and
those who say that a license is theirs."""

import pytest

from chalicelib.actions.letters.letter_case import letter_to_post
from chalicelib.actions.letters.mark_letter_mailed import mark_letter_mailed
from chalicelib.actions.physicians.dispute_license import DISPUTES_PER_HOUR, dispute_license, report_misuse
from chalicelib.actions.physicians.license_codes import LetterCode, printed_code
from chalicelib.actions.physicians.prove_license import prove_license
from chalicelib.actions.physicians.settle_license_claim import StaffAnswer, answers_to, give_address, settle_claim
from chalicelib.domain.account import Account, LicenseProof
from chalicelib.domain.action import Action
from chalicelib.domain.errors import PortalError
from chalicelib.domain.license_claim import (
    MAX_REPORTS,
    ApprovalReason,
    ClaimState,
    LicenseClaim,
    MisuseReport,
    RefusalReason,
    StaffReason,
)
from chalicelib.domain.notice_kinds import NoticeKind
from chalicelib.domain.standing import PhysicianStanding
from chalicelib.jobs.deliver_notices import deliver_pending
from chalicelib.storage.outbox import NoticePlace
from tests.actions.recipients import refused
from tests.builders import World
from tests.jobs.post_box import PostBox
from tests.license_claims import claim, claim_of
from tests.mailed import notices_of

NETWORK = "198.51.100.7"


def settle(world: World, who: Account, made: LicenseClaim, answer: StaffAnswer) -> LicenseClaim:
    """Answer a claim as it stands, with a reason."""
    seen = world.reload(made)
    reasons = {"approval": ApprovalReason.CALL_BACK_BOARD, "refusal": RefusalReason.NOT_THE_PHYSICIAN}
    settle_claim(world.ctx(who), made.id, answer, seen.version, **reasons)
    return world.reload(made)


def account_of(world: World, made: LicenseClaim) -> Account:
    return world.ctx().store.get(Account, made.id)


def report(world: World) -> MisuseReport:
    return MisuseReport(on=world.clock.today, name="M. Fernwhistle", contact="530 555 0100", words="It was not me.")


def license_of(made: LicenseClaim) -> str:
    return f"A {made.license_id.removeprefix('MBC-A')}"


@pytest.mark.parametrize("state", [ClaimState.OPEN, ClaimState.LETTER_WAITING, ClaimState.POSTED, ClaimState.DISPUTED])
def test_two_staff_members_confirm_a_physician(world: World, state: ClaimState) -> None:
    made = claim(world, state, staff_reason=StaffReason.NAME_DIFFERS if state is ClaimState.OPEN else StaffReason.NONE)
    first, second = world.reviewer(), world.reviewer()
    # when one confirms, then nothing is proven, and the same person cannot confirm again
    half = settle(world, first, made, StaffAnswer.APPROVE)
    assert (half.state, half.is_half_approved, half.waits_for_staff) == (state, True, True)
    assert account_of(world, made).must_prove_license
    assert refused(lambda: settle(world, first, made, StaffAnswer.APPROVE)).code == "SECOND_PERSON_NEEDED"
    # when another confirms, it is
    done = settle(world, second, made, StaffAnswer.APPROVE)
    assert (done.state, done.proof, done.confirmed_by) == (ClaimState.PROVEN, LicenseProof.STAFF, second.id)
    assert not account_of(world, made).must_prove_license
    assert not done.waits_for_staff


def test_whoever_mailed_the_letter_confirms_no_one(world: World) -> None:
    nurse = world.reviewer()
    made = claim(world, ClaimState.POSTED, posted_by=nurse.id)
    assert refused(lambda: settle(world, nurse, made, StaffAnswer.APPROVE)).code == "SECOND_PERSON_NEEDED"


def test_a_confirmation_needs_a_reason_and_so_does_a_refusal(world: World) -> None:
    made = claim(world, ClaimState.POSTED)
    nurse = world.reviewer()
    for answer, code in (
        (StaffAnswer.APPROVE, "APPROVAL_REASON_MISSING"),
        (StaffAnswer.REFUSE, "REFUSAL_REASON_MISSING"),
    ):
        error = refused(lambda answer=answer: settle_claim(world.ctx(nurse), made.id, answer, made.version))
        assert error.code == code


def test_a_license_that_another_account_has_is_settled_there_first(world: World) -> None:
    holder = world.physician()
    assert holder.physician
    other = world.physician(license_proof=LicenseProof.NONE, standing=None, physician=holder.physician)
    made = claim(world, ClaimState.OPEN, other, staff_reason=StaffReason.HELD_BY_ANOTHER)
    assert refused(lambda: settle(world, world.reviewer(), made, StaffAnswer.APPROVE)).code == (
        "LICENSE_HELD_SETTLE_FIRST"
    )


def test_staff_have_the_letter_sent_after_they_looked_at_the_name(world: World) -> None:
    made = claim(world, ClaimState.OPEN, staff_reason=StaffReason.NAME_DIFFERS)
    assert settle(world, world.reviewer(), made, StaffAnswer.LETTER).state is ClaimState.LETTER_WAITING


def test_a_typed_address_is_printed_and_mailed_by_another(world: World) -> None:
    # given an answer of the board without a street
    made = claim(world, ClaimState.OPEN, address=(), staff_reason=StaffReason.NO_ADDRESS)
    assert StaffAnswer.LETTER not in answers_to(made)
    typist, other = world.reviewer(), world.reviewer()
    # when one of the staff types the address of the board's page
    give_address(world.ctx(typist), made.id, ("PO BOX 7", "HILO, HI 96720"), "HI", made.version)
    after = world.reload(made)
    assert (after.state, after.address_by, after.address_on) == (
        ClaimState.LETTER_WAITING,
        typist.id,
        world.clock.today,
    )
    deliver_pending(PostBox(), world.clock)
    where = NoticePlace.of_notice(notices_of(world.table, NoticeKind.LICENSE_LETTER)[-1])
    # then that person sees no code and mails nothing; another does
    assert refused(lambda: letter_to_post(world.ctx(typist), where)).code == "OWN_ADDRESS_LETTER"
    assert refused(lambda: mark_letter_mailed(world.ctx(typist), where)).code == "OWN_ADDRESS_LETTER"
    mark_letter_mailed(world.ctx(other), where)
    assert (world.reload(made).state, world.reload(made).posted_by) == (ClaimState.POSTED, other.id)


def test_a_refused_claim_leads_nowhere_but_the_account_stays(world: World) -> None:
    made = claim(world, ClaimState.POSTED)
    done = settle(world, world.reviewer(), made, StaffAnswer.REFUSE)
    assert (done.state, done.refusal_reason) == (ClaimState.REFUSED, RefusalReason.NOT_THE_PHYSICIAN)
    account = account_of(world, made)
    assert (account.disabled, account.must_prove_license) == (False, True)
    assert answers_to(done) == []


def proven(world: World) -> LicenseClaim:
    """A holder with a standing, whose letter proved the license."""
    holder = world.physician()
    return claim(world, ClaimState.PROVEN, holder, proof=LicenseProof.LETTER)


def test_the_code_for_no_freezes_a_proven_account(world: World) -> None:
    made = proven(world)
    code = printed_code(world.ctx(), made, LetterCode.NOT_ME)
    dispute_license(world.ctx(), license_of(made), code, NETWORK)
    account = account_of(world, made)
    assert world.reload(made).state is ClaimState.DISPUTED
    assert (account.must_prove_license, account.license_proof) == (True, LicenseProof.CDPH_RECORD)
    # doing it again changes nothing
    dispute_license(world.ctx(), license_of(made), code, NETWORK)
    assert world.reload(made).version == made.version + 1


def test_the_code_for_no_of_an_earlier_letter_still_stops_the_account(world: World) -> None:
    made = claim(world, ClaimState.POSTED)
    code = printed_code(world.ctx(), made, LetterCode.NOT_ME)
    newer = world.step(made, Action.ASK_FOR_LICENSE_LETTER, letter_number=2)
    dispute_license(world.ctx(), license_of(newer), code, NETWORK)
    assert world.reload(made).state is ClaimState.DISPUTED


@pytest.mark.parametrize("typed", ["0000-0000-0000", ""])
def test_no_other_code_freezes_anyone(world: World, typed: str) -> None:
    made = proven(world)
    for code in (typed, printed_code(world.ctx(), made, LetterCode.MINE)):
        error = refused(lambda code=code: dispute_license(world.ctx(), license_of(made), code, NETWORK))
        assert error.code == "DISPUTE_CODE_WRONG"
    assert world.reload(made).state is ClaimState.PROVEN


def test_ten_codes_for_no_an_hour_from_one_network(world: World) -> None:
    made = claim(world, ClaimState.POSTED)

    def try_one(code: str = "0000-0000-0000", network: str = NETWORK) -> PortalError:
        return refused(lambda: dispute_license(world.ctx(), license_of(made), code, network))

    codes = [try_one().code for _each in range(DISPUTES_PER_HOUR.allowed + 1)]
    assert codes == ["DISPUTE_CODE_WRONG"] * DISPUTES_PER_HOUR.allowed + ["TOO_MANY_DISPUTES"]
    assert try_one(network="198.51.100.8").code == "DISPUTE_CODE_WRONG"


def test_an_upheld_dispute_closes_the_account_and_frees_the_license(world: World) -> None:
    made = proven(world)
    frozen = settle(world, world.reviewer(), made, StaffAnswer.FREEZE)
    assert frozen.state is ClaimState.DISPUTED
    settle(world, world.reviewer(), made, StaffAnswer.REFUSE)
    account = account_of(world, made)
    assert (account.disabled, account.license_proof, account.live_sessions) == (True, LicenseProof.NONE, {})
    told = notices_of(world.table, NoticeKind.LICENSE_MISUSED)
    assert {each.recipient.kind for each in told} == {"board", "cdph"}
    # and the true holder can prove it
    assert account.physician
    holder = world.physician(license_proof=LicenseProof.NONE, standing=None, physician=account.physician)
    theirs = claim(world, ClaimState.POSTED, holder)
    code = printed_code(world.ctx(), theirs, LetterCode.MINE)
    prove_license(world.ctx(holder), code, world.code(holder))
    assert world.ctx().store.get(PhysicianStanding, made.license_id).account_id == holder.id


def test_a_report_freezes_no_one_and_is_closed_by_staff(world: World) -> None:
    made = proven(world)
    report_misuse(world.ctx(), license_of(made), report(world), NETWORK)
    reported = world.reload(made)
    assert (reported.state, reported.waits_for_staff) == (ClaimState.PROVEN, True)
    assert [each.recipient.id for each in notices_of(world.table, NoticeKind.LICENSE_REPORTED)] == [made.id]
    assert not account_of(world, made).must_prove_license
    assert settle(world, world.reviewer(), made, StaffAnswer.KEEP).reports == ()


def test_so_many_reports_are_kept_on_a_claim(world: World) -> None:
    made = proven(world)
    for _each in range(MAX_REPORTS + 1):
        report_misuse(world.ctx(), license_of(made), report(world), NETWORK)
    assert len(world.reload(made).reports) == MAX_REPORTS


def test_a_holder_by_the_departments_record_gets_a_claim_with_the_first_report(world: World) -> None:
    holder = world.physician()
    assert holder.physician
    report_misuse(world.ctx(), holder.physician.license_shown, report(world), NETWORK)
    made = claim_of(world, holder)
    assert (made.state, made.proof, made.waits_for_staff) == (ClaimState.PROVEN, LicenseProof.CDPH_RECORD, True)
    settle(world, world.reviewer(), made, StaffAnswer.FREEZE)
    assert world.reload(holder).must_prove_license


def test_a_report_about_a_license_that_no_one_uses_is_taken_the_same(world: World) -> None:
    done = report_misuse(world.ctx(), "A 69999", report(world), NETWORK)
    assert done.subject == report_misuse(world.ctx(), license_of(proven(world)), report(world), NETWORK).subject
