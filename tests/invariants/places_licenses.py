"""Places of a physician who registers, of a claim to a license, and of those who dispute one."""

from chalicelib.actions.physicians.license_codes import LetterCode, printed_code
from chalicelib.domain.account import Account, LicenseProof, Role
from chalicelib.domain.action import Action
from chalicelib.domain.license_claim import ClaimState, LicenseClaim, MisuseReport, StaffReason
from chalicelib.storage.license_claims import LicenseLookUp, Practice, keep_look_up
from tests.builders import PRACTICE, World
from tests.invariants.places import Here, place
from tests.invariants.places_public import NEWCOMER
from tests.license_claims import claim

_FOUND = "/register/physician/{look_up_id}"
_REPORT = {
    "name": "Xiomara Penhaligon",
    "contact": "(530) 555-0161",
    "words": "A parent asked me about a form of mine.",
}
_AT = {"street": "12 Toyon Terrace", "city": "Redding", "state": "CA", "zip_code": "96001"}


@place("/register/physician")
def _number(world: World) -> Here:
    return Here(answers={"license_number": f"A {70000 + world.next()}"})


@place(f"{_FOUND}/practice", f"{_FOUND}/account")
def _looked_up(world: World) -> Here:
    number = 70000 + world.next()
    found = LicenseLookUp(
        id=world.ctx().new_id(),
        board="MBC",
        license_shown=f"A {number}",
        name="ROSALIND ACHTERBERG",
        expires_on=world.clock.today,
        city="REDDING",
        practice=Practice(address=PRACTICE, telephone=NEWCOMER["telephone"]),
    )
    work = world.work(Action.REGISTER)
    keep_look_up(work, found)
    work.commit()
    typed = {**NEWCOMER, "email": f"r.achterberg.{world.next()}@mail.example", "business_name": "Achterberg Clinic"}
    return Here(ids={"look_up_id": found.id}, answers={**typed, **_AT})


def _claiming(world: World, state: ClaimState, **facts: object) -> tuple[Account, LicenseClaim]:
    person = world.physician(license_proof=LicenseProof.NONE, standing=None)
    return person, claim(world, state, person, **facts)


@place("/physicians/license", "/physicians/license/code")
def _own(world: World) -> Here:
    person, made = _claiming(world, ClaimState.POSTED)
    codes = {"letter_code": printed_code(world.ctx(), made, LetterCode.MINE), "app_code": world.code(person)}
    return Here(person, answers=codes)


@place("/physicians/license/letter")
def _letter(world: World) -> Here:
    person, _claim = _claiming(world, ClaimState.OPEN)
    return Here(person)


@place("/license/not-me", "/license/not-me/done")
def _not_me(world: World) -> Here:
    person, made = _claiming(world, ClaimState.POSTED)
    assert person.physician
    code = printed_code(world.ctx(), made, LetterCode.NOT_ME)
    return Here(answers={"license_number": person.physician.license_shown, "code": code})


@place("/license/report", "/license/report/done")
def _report(world: World) -> Here:
    holder = world.physician()
    assert holder.physician
    return Here(answers={"license_number": holder.physician.license_shown, **_REPORT})


def reported_claim(world: World) -> LicenseClaim:
    """A claim that staff settle, with an address and a report."""
    said = MisuseReport(on=world.clock.today, **_REPORT)
    facts = {"address": ("44 Quillon Way", "Chico, CA 95926"), "reports": (said,)}
    _person, made = _claiming(world, ClaimState.OPEN, staff_reason=StaffReason.NAME_DIFFERS, **facts)
    return made


@place(
    "/reviews/license-claims",
    "/reviews/license-claims/{license_claim_id}",
    "/reviews/license-claims/{license_claim_id}/address",
)
def _settle(world: World) -> Here:
    made = reported_claim(world)
    answers = {"answer": "approve", "approval": "call_back_board", "refusal": "", "second_line": "Suite 4"}
    return Here(world.default_user(Role.REVIEWER), {"license_claim_id": made.id}, {**answers, **_AT, "state": "CA"})
