"""A California physician registers; the board's own record decides whether the license can be used (HSC
120372(a)(2)(A), (d)(7)). Whose the license is, is proven later: an account with a claim shuts no one out."""

from dataclasses import dataclass

from chalicelib.actions.accounts.mailed_links import may_mail
from chalicelib.actions.accounts.new_account import open_account
from chalicelib.actions.accounts.password_policy import require_strong
from chalicelib.actions.accounts.sign_in import email_hash
from chalicelib.actions.context import Context
from chalicelib.actions.physicians.look_up_license import read_number, require_look_ups_left, require_usable
from chalicelib.actions.signing.license_check import LicenseCheck, check_license
from chalicelib.domain.account import Account, Address, LicenseProof, PhysicianProfile, Role
from chalicelib.domain.license_claim import LicenseClaim, StaffReason
from chalicelib.domain.results import Done, Subject, SubjectKind
from chalicelib.domain.standing import standing_id
from chalicelib.law.physician_standing import Purpose
from chalicelib.law.verdict import Outcome
from chalicelib.storage import keys


@dataclass(frozen=True)
class PhysicianRegistration:
    """What a physician states. `license_text` is the number as typed, for instance "A 60666": it names the board."""

    first_name: str
    last_name: str
    email: str
    telephone: str
    password: str
    license_text: str
    business_name: str
    business_address: Address


def register_physician(ctx: Context, asked: PhysicianRegistration, client_ip: str) -> Done:
    """Look the license up, make the account with its claim, and send the link that confirms the address. The answer is
    the same whoever else has claimed the license.

    Raises PortalError REFUSED (the law's reasons at the field "last_name"; nothing is stored), UNAVAILABLE (the license
    search is down), INVALID (field "password"), TOO_MANY.
    """
    require_strong(asked.password, asked.email, asked.first_name, asked.last_name, asked.business_name)
    profile = _profile_of(asked)
    require_look_ups_left(ctx, client_ip, "last_name")
    check = check_license(ctx, profile, asked.last_name, None, Purpose.REGISTRATION, first_name=asked.first_name)
    require_usable(check, "last_name")
    is_mailed = may_mail(ctx, email_hash(ctx, asked.email), client_ip)
    ctx.store.load([keys.credential(email_hash(ctx, asked.email))])
    account = Account(
        id=ctx.new_id(),
        role=Role.PHYSICIAN,
        email=asked.email,
        first_name=asked.first_name,
        last_name=asked.last_name,
        telephone=asked.telephone,
        language=ctx.language,
        physician=profile,
        license_proof=LicenseProof.NONE,
        registered_at=ctx.now,
    )
    claim = _claim_of(ctx, account.id, profile, check)
    on_hold = check.verdict.outcome == Outcome.HOLD
    made = Subject(kind=SubjectKind.STANDING if on_hold else SubjectKind.MAILED_LINK)
    return open_account(ctx, account, asked.password, made, is_mailed=is_mailed, also=lambda work: work.create(claim))


def _profile_of(asked: PhysicianRegistration) -> PhysicianProfile:
    number = read_number(asked.license_text)
    return PhysicianProfile(
        board=number.board.value,
        rank=number.rank,
        license_number=number.digits,
        business_name=asked.business_name,
        business_address=asked.business_address,
        telephone=asked.telephone,
    )


def _claim_of(ctx: Context, account_id: str, profile: PhysicianProfile, check: LicenseCheck) -> LicenseClaim:
    record = check.record
    return LicenseClaim(
        id=account_id,
        license_id=standing_id(profile),
        started_on=ctx.on,
        checked_at=ctx.now,
        outcome=check.verdict.outcome,
        codes=check.codes,
        name_on_license=record.name.in_full if record else "",
        address=record.address if record else (),
        address_state=record.state if record else "",
        staff_reason=StaffReason.NAME_DIFFERS if check.first_name_agrees is False else StaffReason.NONE,
    )
