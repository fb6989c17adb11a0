"""May this physician issue now? The live look-up, read together with the portal's own standing, judged by the law."""

from dataclasses import dataclass
from datetime import date, datetime

from chalicelib.actions.context import Context
from chalicelib.domain.account import LicenseProof, PhysicianProfile
from chalicelib.domain.errors import ErrorKind, PortalError, refused_by
from chalicelib.domain.license import (
    Found,
    LicenseRecord,
    LookupFailure,
    LookupResult,
    NameMismatch,
    NotFound,
    Unavailable,
)
from chalicelib.domain.license_claim import ClaimState, LicenseClaim
from chalicelib.domain.standing import BARRED, PhysicianStanding
from chalicelib.law import physician_standing as law
from chalicelib.law.enums import Board
from chalicelib.law.license_numbers import LicenseNumber, normalize_license_number
from chalicelib.law.verdict import Outcome, Verdict


@dataclass(frozen=True)
class LicenseCheck:
    """The law's verdict, when the license was last seen to be good, and the codes seen (for CDPH to classify)."""

    at: datetime
    verdict: Verdict
    is_good: bool  # the service answered
    codes: tuple[str, ...] = ()
    trouble: LookupFailure | None = None  # why the service gave no answer
    record: LicenseRecord | None = None
    first_name_agrees: bool | None = None  # None if no first name was asked about


def check_license(
    ctx: Context,
    profile: PhysicianProfile,
    last_name: str,
    standing: PhysicianStanding | None,
    purpose: law.Purpose,
    *,
    first_name: str = "",
) -> LicenseCheck:
    """Ask the boards and judge. Trouble with the service is its own outcome, never "invalid license"."""
    result = ctx.services.licenses.look_up(_number_of(profile), last_name=last_name, first_name=first_name)
    return _judge(ctx, result, last_name, standing, purpose)


def check_number(ctx: Context, number: LicenseNumber) -> LicenseCheck:
    """Ask the boards about a number whoever holds it, before anyone has said a name."""
    result = ctx.services.licenses.look_up(number, last_name="")
    record = _record_of(result)
    return _judge(ctx, result, record.name.last if record else "", None, law.Purpose.REGISTRATION)


def _judge(
    ctx: Context, result: LookupResult, last_name: str, standing: PhysicianStanding | None, purpose: law.Purpose
) -> LicenseCheck:
    record = _record_of(result)
    # Only a look-up that ended in "may issue" can stand in for one that fails: never one that ended in a hold.
    good_at = standing.last_good_check if standing and standing.last_outcome == Outcome.MAY_ISSUE else None
    facts = law.StandingFacts(
        now=ctx.now,
        purpose=purpose,
        look_up=_ending_of(result),
        claimed_last_name=last_name,
        record=_facts_of(record, _last_name_of(result), standing) if record else None,
        last_good_check_at=good_at,
        public_health_bar=_bar_of(standing),
        classifications=_classifications_of(standing),
    )
    seen_at = ctx.now if record is not None or good_at is None else good_at
    trouble = result.trouble if isinstance(result, Unavailable) else None
    return LicenseCheck(
        at=seen_at,
        verdict=law.decide(facts),
        is_good=record is not None,
        codes=_codes_of(record, facts.on),
        trouble=trouble,
        record=record,
        first_name_agrees=result.first_name_agrees if isinstance(result, Found) else None,
    )


def require_license(ctx: Context, standing: PhysicianStanding) -> LicenseCheck:
    """Return the check at signing: may issue, or hold. Raises PortalError REFUSED, LICENSE (it is not proven to be this
    person's), or UNAVAILABLE (the draft is kept)."""
    person = ctx.person
    if person.physician is None:
        raise PortalError(ErrorKind.FORBIDDEN, "NOT_YOUR_ROLE")
    require_own_license(ctx, standing)
    check = check_license(ctx, person.physician, person.last_name, standing, law.Purpose.ISSUE)
    if check.verdict.outcome == Outcome.TRY_LATER:
        raise PortalError(ErrorKind.UNAVAILABLE, "LICENCE_SERVICE_DOWN", verdict=check.verdict)
    if check.verdict.outcome == Outcome.REFUSE:
        raise refused_by(check.verdict)
    require_not_barred(standing)
    return check


def require_own_license(ctx: Context, standing: PhysicianStanding) -> None:
    """Raise PortalError LICENSE unless the claim of the signed-in account is proven, and the license is its own. An
    account of before proof was asked for has no claim until someone reports it."""
    claim = ctx.store.find(LicenseClaim, ctx.person.id)
    is_proven = claim.state is ClaimState.PROVEN if claim else ctx.person.license_proof is LicenseProof.CDPH_RECORD
    if not is_proven or standing.account_id != ctx.person.id:
        raise PortalError(ErrorKind.LICENSE, "LICENSE_UNPROVEN")


def require_not_barred(standing: PhysicianStanding) -> None:
    """Raise PortalError REFUSED if the state bars the physician: then no form is started (120372(d)(7))."""
    if standing.state in BARRED:
        raise PortalError(ErrorKind.REFUSED, "STANDING_BARRED")


def _number_of(profile: PhysicianProfile) -> LicenseNumber:
    number = normalize_license_number(Board(profile.board), profile.license_shown)
    if isinstance(number, Verdict):
        raise refused_by(number)
    return number


def _ending_of(result: LookupResult) -> law.LookUp:
    if isinstance(result, (Found, NameMismatch)):
        return law.LookUp.FOUND
    return law.LookUp.NOT_FOUND if isinstance(result, NotFound) else law.LookUp.UNREACHABLE


def _record_of(result: LookupResult) -> LicenseRecord | None:
    return result.record if isinstance(result, (Found, NameMismatch)) else None


def _last_name_of(result: LookupResult) -> str:
    """Return the name that agreed, which may be a former one; for a mismatch the present name."""
    if isinstance(result, Found):
        return result.name.last
    return result.record.name.last if isinstance(result, NameMismatch) else ""


def _codes_of(record: LicenseRecord | None, on: date) -> tuple[str, ...]:
    if record is None:
        return ()
    status = law.unknown_status(record.primary_status, on)
    return (*filter(None, (status,)), *record.secondary_statuses, *(action.key for action in record.public_actions))


def _facts_of(record: LicenseRecord, last_name: str, standing: PhysicianStanding | None) -> law.LicenseRecord:
    known = {finding.code for finding in standing.classifications} if standing else set()
    return law.LicenseRecord(
        last_name=last_name,
        primary_code=record.primary_status,
        expires_on=record.expires_on,
        secondary_codes=record.secondary_statuses,
        new_public_actions=tuple(action.key for action in record.public_actions if action.key not in known),
    )


def _bar_of(standing: PhysicianStanding | None) -> law.PublicHealthBar | None:
    if standing is None or standing.barred_since is None:
        return None
    return law.PublicHealthBar(since=standing.barred_since)


def _classifications_of(standing: PhysicianStanding | None) -> dict[str, law.MatterClassification]:
    if standing is None:
        return {}
    return {
        finding.code: law.MatterClassification(
            immunization_related=finding.immunization_related, kind=finding.kind, ended=finding.ended
        )
        for finding in standing.classifications
    }
