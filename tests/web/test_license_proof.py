"""A stranger knows all that is public about a physician: number, board, name, and the address at the board. The bar:
with that no one signs, opens a request, or shuts the true holder out, whoever comes first."""

from itertools import permutations

import pytest

from chalicelib.actions.physicians.license_codes import LetterCode
from chalicelib.domain.account import LicenseProof, Role
from chalicelib.domain.license_claim import ClaimState
from chalicelib.domain.request import RequestState
from chalicelib.domain.standing import PhysicianStanding
from tests.builders import World
from tests.license_claims import Claimant, claimant, mail_letters, register
from tests.portal import Portal, Shown

PAGES_OF_WORK = (
    "/physicians",
    "/physicians/requests/{request}",
    "/physicians/drafts/{request}",
    "/physicians/drafts/{request}/sign",
    "/physicians/forms/{form}",
)
HOLDER, STRANGER = "fernwhistle@clinic.example", "stranger@mail.example"


def opens(world: World, who: Claimant) -> Shown:
    """Try to open a request with its number and the child's birth date, both known."""
    request = world.request()
    return who.portal.post(
        "/physicians/open", number=request.number, birth_date_month="3", birth_date_day="14", birth_date_year="2019"
    )


def may_nothing(world: World, who: Claimant) -> None:
    """No page of work opens, no act is done; each says what to do."""
    form = world.form()
    request = world.request(RequestState.OPENED)
    for path in PAGES_OF_WORK:
        shown = who.portal.get(path.format(request=request.id, form=form.id))
        assert (shown.status, shown.location) == (303, "/physicians/license"), path
    refused = opens(world, who)
    assert refused.status == 403
    assert "Confirm your license first" in refused.words


@pytest.mark.parametrize("order", list(permutations([HOLDER, STRANGER])))
@pytest.mark.parametrize("typing", ["once both have letters", "before the other registers"])
def test_a_stranger_with_public_facts_neither_signs_nor_shuts_the_holder_out(
    world: World, order: tuple[str, str], typing: str
) -> None:
    people: dict[str, Claimant] = {}
    for email in order:
        # when the two register, in any order, with the same number and name
        people[email] = claimant(world, email=email)
        # then each is told the same, and neither can do anything
        may_nothing(world, people[email])
        letters = mail_letters(world)
        if typing == "before the other registers" and email == HOLDER:
            assert people[HOLDER].type_code(people[HOLDER].code()).location == "/physicians/license"
        assert all("1250 CLINIC WAY" in letter for letter in letters)
    holder, stranger = people[HOLDER], people[STRANGER]
    # when the holder, to whom the mail comes, types the code
    if holder.account.must_prove_license:
        assert holder.type_code(holder.code()).location == "/physicians/license"
    # then the license is the holder's alone, and the stranger's claim leads nowhere
    assert holder.portal.get("/physicians").status == 200
    assert world.ctx().store.get(PhysicianStanding, "MBC-A900101").account_id == holder.account_id
    may_nothing(world, stranger)
    assert stranger.account.license_proof is LicenseProof.NONE
    assert stranger.claim.state in {ClaimState.LAPSED, ClaimState.OPEN}
    page = stranger.portal.get("/physicians/license")
    assert "Confirm my license" not in page.words


def test_the_holder_of_a_used_license_gets_the_same_pages_as_anyone(world: World) -> None:
    first = Portal(world.recorder)
    seen = [register(first).location]
    claimant(world, email="third@mail.example")
    seen.append(register(Portal(world.recorder), email="fourth@mail.example").location)
    assert seen == ["/register/check-email"] * 2


def test_the_code_of_the_letter_is_of_no_use_to_another_account(world: World) -> None:
    # given two accounts with letters on their way, one of which a stranger has found
    holder, stranger = claimant(world, email=HOLDER), claimant(world, email=STRANGER)
    mail_letters(world)
    # when the stranger types the holder's code
    shown = stranger.type_code(holder.code())
    # then it is a wrong one
    assert shown.status == 422
    assert "not the code of your letter" in shown.errors["letter_code"]
    assert stranger.account.must_prove_license


def test_the_letter_says_both_codes_and_no_whole_address(world: World) -> None:
    holder = claimant(world, email=HOLDER)
    (letter,) = mail_letters(world)
    assert holder.code() in letter
    assert holder.code(LetterCode.NOT_ME) in letter
    assert "A 900101" in letter
    assert "f***@c***" in letter
    assert HOLDER not in letter


def test_a_physician_signs_after_the_code(world: World) -> None:
    holder = claimant(world, email=HOLDER)
    mail_letters(world)
    assert holder.type_code(holder.code()).location == "/physicians/license"
    assert "Your license is confirmed" in holder.portal.get("/physicians/license").words
    assert opens(world, holder).status == 303


def test_code_for_no_stops_a_proven_account_at_its_next_request(world: World) -> None:
    # given a proven account that has a request open
    holder = claimant(world, email=HOLDER)
    mail_letters(world)
    holder.type_code(holder.code())
    assert holder.portal.get("/physicians").status == 200
    # when the addressee of the letter types the code for no, signed in nowhere
    addressee = Portal(world.recorder)
    page = addressee.get("/license/not-me")
    done = page.press("Stop the account", license_number="A 900101", code=holder.code(LetterCode.NOT_ME).lower())
    # then the account is stopped, and staff have the case
    assert "The account is stopped" in done.follow().words
    may_nothing(world, holder)
    assert "Your license is disputed" in holder.portal.get("/physicians/license").words
    assert "MBC-A900101" in world.browser(world.default_user(Role.REVIEWER)).get("/reviews/license-claims").words


def test_a_report_without_a_code_stops_no_one(world: World) -> None:
    holder = claimant(world, email=HOLDER)
    mail_letters(world)
    holder.type_code(holder.code())
    page = Portal(world.recorder).get("/license/report")
    report = {"name": "M. Fernwhistle", "contact": "530 555 0100", "words": "I never registered here."}
    done = page.press("Send the report", license_number="A 900101", **report)
    assert done.location == "/license/report/done"
    assert holder.portal.get("/physicians").status == 200
    nurse = world.browser(world.default_user(Role.REVIEWER))
    assert "Someone reported misuse" in nurse.get("/reviews/license-claims").words
    assert "I never registered here." in nurse.get(f"/reviews/license-claims/{holder.account_id}").words
    # and a license that no account uses is answered the same
    unknown = page.press("Send the report", license_number="A 900102", **report)
    assert unknown.location == "/license/report/done"
