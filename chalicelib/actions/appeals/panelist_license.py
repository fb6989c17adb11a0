"""A panelist's license: looked up when the operator invites and when the agency names the panel (HSC 120372.05(b))."""

from dataclasses import dataclass

from chalicelib.actions.context import Context
from chalicelib.actions.signing.license_check import check_license
from chalicelib.domain.account import Account, PhysicianProfile
from chalicelib.domain.errors import ErrorKind, PortalError
from chalicelib.law.enums import Board
from chalicelib.law.license_numbers import normalize_license_number
from chalicelib.law.physician_standing import Purpose
from chalicelib.law.verdict import Outcome, Verdict
from chalicelib.storage.keys import Key, office_member
from chalicelib.storage.unit_of_work import UnitOfWork

PANEL = ("panel", "main")
_LICENSE = "#LICENSE"


@dataclass(frozen=True)
class PanelistFacts:
    """What the operator states of a physician who is invited to sit on panels."""

    last_name: str
    license_text: str
    specialty: str
    profile: PhysicianProfile


def panelist_profile(board: str, license_text: str, profile: PhysicianProfile) -> PhysicianProfile:
    """Return the profile with the license as the board writes it. Raises PortalError REFUSED (no such number)."""
    number = normalize_license_number(Board(board), license_text)
    if isinstance(number, Verdict):
        raise PortalError(ErrorKind.REFUSED, "REFUSED_BY_LAW", field="license_text", verdict=number)
    return profile.with_changes(board=number.board.value, rank=number.rank, license_number=number.digits)


def require_panelist_license(ctx: Context, profile: PhysicianProfile, last_name: str, field: str) -> None:
    """Ask the board for the license now.

    Raises PortalError UNAVAILABLE (the service does not answer), REFUSED with the law's reasons (not current).
    """
    check = check_license(ctx, profile, last_name, None, Purpose.REGISTRATION)
    if check.verdict.outcome == Outcome.TRY_LATER:
        raise PortalError(ErrorKind.UNAVAILABLE, "LICENCE_SERVICE_DOWN", field=field, verdict=check.verdict)
    if check.verdict.outcome == Outcome.REFUSE:
        raise PortalError(ErrorKind.REFUSED, "REFUSED_BY_LAW", field=field, verdict=check.verdict)


def has_current_license(ctx: Context, panelist: Account) -> bool:
    """Return whether the board says so now; a panelist who was invited before licenses were asked has none on record.

    Raises PortalError UNAVAILABLE (the service does not answer).
    """
    if panelist.physician is None:
        return True
    check = check_license(ctx, panelist.physician, panelist.last_name, None, Purpose.REGISTRATION)
    if check.verdict.outcome == Outcome.TRY_LATER:
        raise PortalError(ErrorKind.UNAVAILABLE, "LICENCE_SERVICE_DOWN", verdict=check.verdict)
    return check.verdict.outcome != Outcome.REFUSE


def license_row(account_id: str) -> Key:
    """Return where what the agency's list says of a panelist stands, beside the panelist's line among the members."""
    return office_member(*PANEL, account_id + _LICENSE)


def write_license_row(work: UnitOfWork, account_id: str, facts: PanelistFacts) -> None:
    item = {
        "type": "panelist",
        "account_id": account_id,
        "specialty": facts.specialty,
        "license": facts.profile.license_shown,
        "practice": ", ".join(filter(None, (facts.profile.business_name, facts.profile.business_address.city))),
    }
    work.row(license_row(account_id), item)
