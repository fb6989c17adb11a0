"""A person of a school registers and names the school (C5 no. 2). The account opens no record: the claim is judged when
the address is confirmed."""

from dataclasses import dataclass

from chalicelib.actions.accounts.mailed_links import may_mail
from chalicelib.actions.accounts.new_account import open_account
from chalicelib.actions.accounts.password_policy import require_strong
from chalicelib.actions.accounts.sign_in import email_hash
from chalicelib.actions.context import Context
from chalicelib.domain.account import Account, Role
from chalicelib.domain.errors import invalid, not_found
from chalicelib.domain.facility import Facility
from chalicelib.domain.facility_claim import FacilityClaim
from chalicelib.domain.results import Done, Subject, SubjectKind


@dataclass(frozen=True)
class SchoolRegistration:
    facility_id: str
    first_name: str
    last_name: str
    email: str
    password: str


def find_facility(ctx: Context, number: str) -> Facility:
    """Return the open school or child care with this number. Raises PortalError INVALID (field "number")."""
    digits = "".join(number.split()).replace("-", "")
    facility = ctx.store.facility(digits) if digits.isascii() and digits.isdigit() else None
    if facility is None or not facility.is_open:
        raise invalid("NO_SUCH_FACILITY", "number")
    return facility


def register_school(ctx: Context, asked: SchoolRegistration, client_ip: str) -> Done:
    """Make the account with its claim, and send the link that confirms the address. A known address gets the same
    answer.

    Raises PortalError INVALID (field "password"), TOO_MANY, NOT_FOUND (no such place).
    """
    facility = ctx.store.facility(asked.facility_id)
    if facility is None or not facility.is_open:
        raise not_found()
    require_strong(asked.password, asked.email, asked.first_name, asked.last_name)
    is_mailed = may_mail(ctx, email_hash(ctx, asked.email), client_ip)
    account = Account(
        id=ctx.new_id(),
        role=Role.SCHOOL,
        email=asked.email,
        first_name=asked.first_name,
        last_name=asked.last_name,
        language=ctx.language,
        registered_at=ctx.now,
    )
    claim = FacilityClaim(id=account.id, facility_id=facility.id, started_on=ctx.on)
    made = Subject(kind=SubjectKind.MAILED_LINK)
    return open_account(ctx, account, asked.password, made, is_mailed=is_mailed, also=lambda work: work.create(claim))
