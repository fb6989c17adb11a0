"""A claim to a license: each step of it, and each limit on both of its sides."""

from datetime import timedelta

import pytest

from chalicelib.actions.accounts.verify_email import verify_email
from chalicelib.actions.physicians.license_codes import LetterCode, printed_code
from chalicelib.actions.physicians.license_letters import ask_for_letter, begin_claim
from chalicelib.actions.physicians.prove_license import prove_license
from chalicelib.actions.signing.license_check import require_own_license
from chalicelib.domain.account import Account, LicenseProof
from chalicelib.domain.action import Action
from chalicelib.domain.errors import ErrorKind
from chalicelib.domain.license_claim import (
    LETTERS_OF_A_LICENSE,
    TRIES_BEFORE_PAUSE,
    TRIES_IN_ALL,
    ClaimState,
    LicenseClaim,
    StaffReason,
    masked_email,
)
from chalicelib.domain.notice_kinds import NoticeKind
from chalicelib.domain.standing import PhysicianStanding, StandingState
from chalicelib.law.verdict import Outcome
from chalicelib.storage.tokens import LinkPurpose, add_link, token_of
from tests.actions.recipients import refused
from tests.builders import World
from tests.license_answers import AT_THE_BOARD
from tests.license_claims import claim, claim_of, days_on
from tests.mailed import notices_of


def unproven(world: World, license_number: str = "") -> Account:
    """A physician who registered and proved nothing; several can have one license."""
    profile = world.profile(**({"license_number": license_number} if license_number else {}))
    return world.physician(license_proof=LicenseProof.NONE, standing=None, physician=profile)


def mine(world: World, person: Account) -> str:
    return printed_code(world.ctx(), claim_of(world, person), LetterCode.MINE)


def prove(world: World, person: Account, code: str) -> None:
    """Type a letter's code with a code of the app that was not used yet."""
    world.clock.advance(seconds=60)
    prove_license(world.ctx(person), code, world.code(person))


def begin(world: World, person: Account, **facts: object) -> LicenseClaim:
    """Confirm the address of someone whose claim is open."""
    claim(world, ClaimState.OPEN, person, **facts)
    ctx = world.ctx(person)
    work = ctx.unit_of_work(Action.VERIFY_EMAIL)
    begin_claim(ctx, work, ctx.person)
    work.commit()
    return claim_of(world, person)


# The letter


def test_a_confirmed_address_orders_the_letter_to_the_address_of_the_board(world: World) -> None:
    begun = begin(world, unproven(world))
    assert (begun.state, begun.letter_number) == (ClaimState.LETTER_WAITING, 1)
    (notice,) = notices_of(world.table, NoticeKind.LICENSE_LETTER)
    assert (notice.recipient.kind, notice.recipient.id, notice.letter) == ("license", begun.license_id, True)


@pytest.mark.parametrize(
    ("facts", "why"),
    [({"address": ()}, StaffReason.NO_ADDRESS), ({"staff_reason": StaffReason.NAME_DIFFERS}, StaffReason.NAME_DIFFERS)],
)
def test_what_no_letter_settles_waits_for_staff(world: World, facts: dict[str, object], why: StaffReason) -> None:
    begun = begin(world, unproven(world), **facts)
    assert (begun.state, begun.staff_reason, begun.waits_for_staff) == (ClaimState.OPEN, why, True)
    assert not notices_of(world.table, NoticeKind.LICENSE_LETTER)
    assert len(notices_of(world.table, NoticeKind.LICENSE_CLAIM_TO_SETTLE)) == 1


def test_an_account_of_before_claims_gets_one_that_waits_for_staff(world: World) -> None:
    person = unproven(world)
    ctx = world.ctx(person)
    work = ctx.unit_of_work(Action.VERIFY_EMAIL)
    begin_claim(ctx, work, ctx.person)
    work.commit()
    assert claim_of(world, person).staff_reason is StaffReason.NO_ADDRESS


def test_who_registered_before_proof_was_asked_for_and_confirms_after_has_proven_nothing(world: World) -> None:
    # given an account of the release before, whose address is not confirmed, and so with no word of a proof
    person = world.physician(standing=None, verified=False)
    assert person.license_proof is LicenseProof.CDPH_RECORD
    # when the address is confirmed
    work = world.work(Action.VERIFY_EMAIL)
    token = token_of(add_link(work, LinkPurpose.VERIFY_EMAIL, person.id, person.email))
    work.commit()
    verify_email(world.ctx(), token)
    # then staff settle whose the license is
    assert world.reload(person).must_prove_license
    assert claim_of(world, person).waits_for_staff


def test_two_letters_about_a_license_are_on_their_way_at_most(world: World) -> None:
    states = [begin(world, unproven(world, "61234")).staff_reason for _each in range(3)]
    assert states == [StaffReason.NONE, StaffReason.NONE, StaffReason.TOO_MANY_CLAIMS]


def test_three_letters_about_a_license_in_ninety_days(world: World) -> None:
    # given a claim whose letter is ordered again each week
    person = unproven(world)
    world.clock.set("2026-01-05")  # a window of ninety days begins with January 2, 2026
    begin(world, person)
    for number in range(1, LETTERS_OF_A_LICENSE + 1):
        assert (claim_of(world, person).state, claim_of(world, person).letter_number) == (
            ClaimState.LETTER_WAITING,
            number,
        )
        world.step(claim_of(world, person), Action.MARK_LETTER_POSTED, state=ClaimState.POSTED)
        days_on(world, 7)
        ask_for_letter(world.ctx(person))
    # when a fourth is asked for, then staff settle it
    assert claim_of(world, person).staff_reason is StaffReason.TOO_MANY_LETTERS


@pytest.mark.parametrize(("days", "hours", "may"), [(6, 23, False), (7, 0, True)])
def test_a_new_letter_a_week_after_the_last(world: World, days: int, hours: int, may: bool) -> None:
    person = unproven(world)
    claim(world, ClaimState.POSTED, person)
    old = mine(world, person)
    world.clock.advance(hours=24 * days + hours)
    if may:
        ask_for_letter(world.ctx(person))
        assert claim_of(world, person).letter_number == 2
        assert mine(world, person) != old
    else:
        assert refused(lambda: ask_for_letter(world.ctx(person))).code == "WRONG_STATE"


def test_an_address_that_changed_since_is_for_the_staff(world: World) -> None:
    person = unproven(world)
    claim(world, ClaimState.POSTED, person)
    assert person.physician
    world.licenses.set_record(person.physician, address=("9 OTHER WAY", "RENO, NV 89501"), state="NV")
    days_on(world, 8)
    ask_for_letter(world.ctx(person))
    after = claim_of(world, person)
    assert (after.state, after.staff_reason) == (ClaimState.OPEN, StaffReason.ADDRESS_CHANGED)
    assert after.address == AT_THE_BOARD


def test_a_license_that_another_account_has_proven_gets_no_letter_and_its_holder_is_told(world: World) -> None:
    holder = world.physician()
    assert holder.physician
    begun = begin(world, unproven(world, holder.physician.license_number))
    assert begun.staff_reason is StaffReason.HELD_BY_ANOTHER
    assert [each.recipient.id for each in notices_of(world.table, NoticeKind.LICENSE_REPORTED)] == [holder.id]


# The code


def test_the_code_makes_the_license_the_accounts_own(world: World) -> None:
    person = unproven(world)
    claim(world, ClaimState.POSTED, person)
    prove(world, person, f" {mine(world, person).lower().replace('-', ' ')} ")
    after, account = claim_of(world, person), world.reload(person)
    assert (after.state, after.proof, after.proven_on) == (ClaimState.PROVEN, LicenseProof.LETTER, world.clock.today)
    assert (account.license_proof, account.must_prove_license) == (LicenseProof.LETTER, False)
    standing = world.ctx().store.get(PhysicianStanding, after.license_id)
    assert (standing.account_id, standing.state) == (person.id, StandingState.VERIFIED)
    assert [each.recipient.id for each in notices_of(world.table, NoticeKind.LICENSE_PROVEN)] == [person.id]
    assert len(notices_of(world.table, NoticeKind.LICENSE_PROVEN_LETTER)) == 1


def test_a_matter_that_the_board_showed_holds_the_standing_from_the_proof_on(world: World) -> None:
    person = unproven(world)
    claim(world, ClaimState.POSTED, person, outcome=Outcome.HOLD, codes=("50",))
    prove(world, person, mine(world, person))
    assert world.ctx().store.get(PhysicianStanding, claim_of(world, person).license_id).state is StandingState.HOLD


def test_the_proof_ends_the_letters_of_other_accounts(world: World) -> None:
    first, second = unproven(world, "61234"), unproven(world, "61234")
    for person in (first, second):
        claim(world, ClaimState.POSTED, person)
    prove(world, second, mine(world, second))
    assert claim_of(world, first).state is ClaimState.LAPSED
    assert [each.recipient.id for each in notices_of(world.table, NoticeKind.LICENSE_CLAIM_ENDED)] == [first.id]
    assert refused(lambda: prove(world, first, mine(world, first))).code == "WRONG_STATE"


def test_a_wrong_code_of_the_app_proves_nothing(world: World) -> None:
    person = unproven(world)
    claim(world, ClaimState.POSTED, person)
    right = mine(world, person)
    wrong = "000000" if world.code(person) != "000000" else "111111"
    error = refused(lambda: prove_license(world.ctx(person), right, wrong))
    assert (error.code, error.field) == ("WRONG_CODE", "app_code")
    assert claim_of(world, person).wrong_codes == 0


@pytest.mark.parametrize(
    ("state", "days", "works"),
    [("CA", 21, True), ("CA", 22, False), ("HI", 30, True), ("HI", 31, False), ("", 30, True)],
)
def test_how_long_a_code_works(world: World, state: str, days: int, works: bool) -> None:
    person = unproven(world)
    claim(world, ClaimState.POSTED, person, address_state=state)
    days_on(world, days)
    if works:
        prove(world, person, mine(world, person))
    else:
        assert refused(lambda: prove(world, person, mine(world, person))).code == "LICENSE_CODE_ENDED"


@pytest.mark.parametrize("state", [ClaimState.OPEN, ClaimState.LETTER_WAITING, ClaimState.DISPUTED, ClaimState.REFUSED])
def test_only_the_code_of_a_mailed_letter_counts(world: World, state: ClaimState) -> None:
    person = unproven(world)
    claim(world, state, person)
    assert refused(lambda: prove(world, person, mine(world, person))).code == "WRONG_STATE"


def test_five_wrong_codes_are_an_hour_and_ten_the_end_of_the_letter(world: World) -> None:
    person = unproven(world)
    claim(world, ClaimState.POSTED, person)
    wrong = "0000-0000-0000"
    # when four are wrong, the fifth try is taken; the fifth pauses, also for the right code
    codes = [refused(lambda: prove(world, person, wrong)).code for _each in range(TRIES_BEFORE_PAUSE)]
    assert codes == ["LICENSE_CODE_WRONG"] * 4 + ["LICENSE_CODE_PAUSED"]
    error = refused(lambda: prove(world, person, mine(world, person)))
    assert (error.kind, error.code) == (ErrorKind.TOO_MANY, "LICENSE_CODE_PAUSED")
    # after an hour the tries go on, and the tenth ends the letter
    world.clock.advance(hours=1)
    codes = [refused(lambda: prove(world, person, wrong)).code for _each in range(TRIES_IN_ALL - TRIES_BEFORE_PAUSE)]
    assert codes == ["LICENSE_CODE_WRONG"] * 4 + ["LICENSE_CODE_ENDED"]
    assert claim_of(world, person).state is ClaimState.LAPSED


def test_an_hour_after_the_fifth_wrong_code_the_right_one_counts(world: World) -> None:
    person = unproven(world)
    claim(world, ClaimState.POSTED, person, wrong_codes=4)
    assert refused(lambda: prove(world, person, "0000-0000-0000")).code == "LICENSE_CODE_PAUSED"
    world.clock.advance(minutes=58)  # `prove` waits for a fresh code of the app: a minute
    assert refused(lambda: prove(world, person, mine(world, person))).code == "LICENSE_CODE_PAUSED"
    prove(world, person, mine(world, person))
    assert not world.reload(person).must_prove_license


def test_the_codes_are_bound_to_the_claim_the_license_and_the_letter(world: World) -> None:
    made = claim(world, ClaimState.POSTED)
    others = [
        made,
        made.with_changes(id=world.ctx().new_id()),
        made.with_changes(license_id="MBC-C1"),
        made.with_changes(letter_number=2),
    ]
    codes = {printed_code(world.ctx(), each, kind) for each in others for kind in LetterCode}
    assert len(codes) == 8
    assert all(len(code) == len("7KQ2-M9XD-04RT") for code in codes)


# Signing


@pytest.mark.parametrize("state", [ClaimState.POSTED, ClaimState.LAPSED, ClaimState.DISPUTED])
def test_signing_looks_at_the_claim_again(world: World, state: ClaimState) -> None:
    # given an account that says it is proven, with a claim that is not
    holder = world.physician()
    claim(world, state, holder)
    ctx = world.ctx(holder)
    assert holder.physician
    standing = ctx.store.get(PhysicianStanding, f"MBC-A{holder.physician.license_number}")
    assert refused(lambda: require_own_license(ctx, standing)).kind is ErrorKind.LICENSE


def test_signing_needs_the_license_to_be_this_accounts(world: World) -> None:
    holder, other = world.physician(), world.physician()
    ctx = world.ctx(holder)
    assert other.physician
    theirs = ctx.store.get(PhysicianStanding, f"MBC-A{other.physician.license_number}")
    assert refused(lambda: require_own_license(ctx, theirs)).kind is ErrorKind.LICENSE


@pytest.mark.parametrize(("email", "shown"), [("m.fern@clinic.example", "m***@c***"), ("a@mail.example", "a***@m***")])
def test_an_address_is_masked_in_a_letter(email: str, shown: str) -> None:
    assert masked_email(email) == shown


def test_days_are_counted_from_the_mailing(world: World) -> None:
    made = claim(world, ClaimState.POSTED)
    assert made.code_until == world.clock.today + timedelta(days=21)
