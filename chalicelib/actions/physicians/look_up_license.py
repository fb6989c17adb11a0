"""The first step of a physician's registration: what the board's register says of a license number."""

from datetime import timedelta

from chalicelib.actions.context import Context
from chalicelib.actions.network_tries import reserve_by_network
from chalicelib.actions.signing.license_check import LicenseCheck, check_number
from chalicelib.domain.account import Address
from chalicelib.domain.action import Action
from chalicelib.domain.errors import ErrorKind, PortalError, not_found
from chalicelib.domain.license import LicenseRecord
from chalicelib.domain.results import Done, Subject, SubjectKind
from chalicelib.law.license_numbers import LicenseNumber, read_license_number
from chalicelib.law.verdict import Outcome, Verdict
from chalicelib.storage.credentials import TryLimit, reserve_try
from chalicelib.storage.license_claims import LicenseLookUp, Practice, keep_look_up, look_up_key, read_look_up

LOOK_UPS_PER_HOUR = TryLimit(30, timedelta(hours=1))
"""Licenses that one network can have looked up; no link is sent by that, so it is counted apart from links."""
NUMBER = "license_number"


def look_up_license(ctx: Context, text: str, client_ip: str) -> Done:
    """Ask the board, and keep its answer for an hour for the steps that follow.

    Raises PortalError REFUSED (not a number, no such license, or one that cannot be used), UNAVAILABLE, TOO_MANY.
    """
    number = read_number(text)
    require_look_ups_left(ctx, client_ip, NUMBER)
    check = check_number(ctx, number)
    require_usable(check, NUMBER)
    if check.record is None:
        raise not_found()
    found = _shown(ctx.new_id(), number, check.record)
    return _keep(ctx, found, "practice")


def kept_look_up(ctx: Context, look_up_id: str) -> LicenseLookUp:
    """Return what was found. Raises PortalError NOT_FOUND (more than an hour ago, or never)."""
    found = read_look_up(ctx.store.item(look_up_key(look_up_id)), ctx.now)
    if found is None:
        raise not_found()
    return found


def keep_practice(ctx: Context, found: LicenseLookUp, business_name: str, address: Address, telephone: str) -> Done:
    """Keep the practice beside what was found, until the account is made."""
    practice = Practice(business_name=business_name, address=address, telephone=telephone)
    return _keep(ctx, found.with_changes(practice=practice), "account")


def _keep(ctx: Context, found: LicenseLookUp, step: str) -> Done:
    work = ctx.unit_of_work(Action.REGISTER)
    keep_look_up(work, found)
    return work.commit(Subject(kind=SubjectKind.LICENSE_LOOK_UP, id=found.id), step)


def read_number(text: str, field: str = NUMBER) -> LicenseNumber:
    """Return the number as typed; its letters say which board. Raises PortalError REFUSED."""
    number = read_license_number(text)
    if isinstance(number, Verdict):
        raise PortalError(ErrorKind.REFUSED, "REFUSED_BY_LAW", field=field, verdict=number)
    return number


def require_look_ups_left(ctx: Context, client_ip: str, field: str) -> None:
    """Count one look-up of this network. Raises PortalError TOO_MANY."""
    table, now = ctx.store.table, ctx.now
    if not reserve_by_network(
        ctx,
        client_ip,
        lambda network, times: reserve_try(table, "license-look-up", network, now, LOOK_UPS_PER_HOUR.times(times)),
    ):
        raise PortalError(ErrorKind.TOO_MANY, "TOO_MANY_LOOK_UPS", field=field)


def require_usable(check: LicenseCheck, field: str) -> None:
    """Raise PortalError UNAVAILABLE (the search is down) or REFUSED with the law's reasons."""
    if check.verdict.outcome == Outcome.TRY_LATER:
        raise PortalError(ErrorKind.UNAVAILABLE, "LICENCE_SERVICE_DOWN", field=field, verdict=check.verdict)
    if check.verdict.outcome == Outcome.REFUSE:
        raise PortalError(ErrorKind.REFUSED, "REFUSED_BY_LAW", field=field, verdict=check.verdict)


def _shown(look_up_id: str, number: LicenseNumber, record: LicenseRecord) -> LicenseLookUp:
    return LicenseLookUp(
        id=look_up_id,
        board=number.board.value,
        license_shown=f"{number.rank or '20A'} {number.digits}",
        name=record.name.in_full,
        expires_on=record.expires_on,
        city=record.city,
    )
