"""A California physician registers; the board's own record decides (HSC 120372(a)(2)(A), (d)(7))."""

from dataclasses import dataclass

from chalicelib.actions.accounts.mailed_links import may_mail
from chalicelib.actions.accounts.new_account import open_account
from chalicelib.actions.accounts.password_policy import require_strong
from chalicelib.actions.accounts.sign_in import email_hash
from chalicelib.actions.context import Context
from chalicelib.actions.physicians.standings import first_standing
from chalicelib.actions.signing.license_check import LicenseCheck, check_license
from chalicelib.domain.account import Account, Address, PhysicianProfile, Role
from chalicelib.domain.errors import ErrorKind, PortalError
from chalicelib.domain.results import Done, Subject, SubjectKind, subject_of
from chalicelib.domain.standing import PhysicianStanding, standing_id
from chalicelib.law.enums import Board
from chalicelib.law.license_numbers import normalize_license_number
from chalicelib.law.physician_standing import Purpose
from chalicelib.law.verdict import Outcome, Verdict
from chalicelib.storage import keys
from chalicelib.storage.unit_of_work import UnitOfWork

_FIELD = "license_number"


@dataclass(frozen=True)
class PhysicianRegistration:
    """What a physician states. `license_text` is the number as typed, for instance "A 60666"."""

    first_name: str
    last_name: str
    email: str
    telephone: str
    password: str
    board: str
    license_text: str
    business_name: str
    business_address: Address


def register_physician(ctx: Context, asked: PhysicianRegistration, client_ip: str) -> Done:
    """Look the license up, make account and standing, and send the link that confirms the address.

    Raises PortalError REFUSED (the law's reasons at the license field; nothing is stored), UNAVAILABLE (the license
    search is down), CONFLICT (the license has an account), INVALID (field "password"), TOO_MANY.
    """
    require_strong(asked.password, asked.email, asked.first_name, asked.last_name, asked.business_name)
    is_mailed = may_mail(ctx, email_hash(ctx, asked.email), client_ip)
    profile = _profile_of(asked)
    license = standing_id(profile)
    ctx.store.load([keys.record("standing", license), keys.credential(email_hash(ctx, asked.email))])
    known = _standing_to_take_over(ctx, license)
    check = _require_license(ctx, profile, asked.last_name)
    hold = check.verdict.outcome == Outcome.HOLD
    account = Account(
        id=ctx.new_id(),
        role=Role.PHYSICIAN,
        email=asked.email,
        first_name=asked.first_name,
        last_name=asked.last_name,
        telephone=asked.telephone,
        language=ctx.language,
        physician=profile,
        registered_at=ctx.now,
    )
    standing = first_standing(ctx, account.id, license, check, hold=hold)

    def add_standing(work: UnitOfWork) -> None:
        if known is None:
            work.create(standing)
        else:
            work.update(known, known.with_changes(account_id=account.id))

    try:
        return open_account(
            ctx,
            account,
            asked.password,
            subject_of(standing) if hold else Subject(kind=SubjectKind.MAILED_LINK),
            is_mailed=is_mailed,
            also=add_standing,
        )
    except PortalError as error:
        if error.code == "STALE":  # only the standing can have been made since it was read
            raise _license_has_account() from error
        raise


def _standing_to_take_over(ctx: Context, license: str) -> PhysicianStanding | None:
    """Return the standing of a registration whose address was never confirmed: anyone could have typed the number.

    None if the license is new. Raises PortalError CONFLICT if it has a confirmed account.
    """
    known = ctx.store.find(PhysicianStanding, license)
    owner = ctx.store.find(Account, known.account_id) if known else None
    if owner is not None and owner.verified:
        raise _license_has_account()
    return known


def _profile_of(asked: PhysicianRegistration) -> PhysicianProfile:
    number = normalize_license_number(Board(asked.board), asked.license_text)
    if isinstance(number, Verdict):
        raise PortalError(ErrorKind.REFUSED, "REFUSED_BY_LAW", field=_FIELD, verdict=number)
    return PhysicianProfile(
        board=number.board.value,
        rank=number.rank,
        license_number=number.digits,
        business_name=asked.business_name,
        business_address=asked.business_address,
        telephone=asked.telephone,
    )


def _require_license(ctx: Context, profile: PhysicianProfile, last_name: str) -> LicenseCheck:
    check = check_license(ctx, profile, last_name, None, Purpose.REGISTRATION)
    if check.verdict.outcome == Outcome.TRY_LATER:
        raise PortalError(ErrorKind.UNAVAILABLE, "LICENCE_SERVICE_DOWN", field=_FIELD, verdict=check.verdict)
    if check.verdict.outcome == Outcome.REFUSE:
        raise PortalError(ErrorKind.REFUSED, "REFUSED_BY_LAW", field=_FIELD, verdict=check.verdict)
    return check


def _license_has_account() -> PortalError:
    return PortalError(ErrorKind.CONFLICT, "LICENCE_HAS_ACCOUNT", field=_FIELD)
