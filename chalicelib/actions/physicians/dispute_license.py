"""Someone says that an account uses a license that is not its person's. The code "not me" of a letter freezes the
account, as only the addressee has it. Without a code the state looks, and the account is told: else anyone could stop a
physician."""

from datetime import timedelta

from chalicelib.actions.context import Context
from chalicelib.actions.network_tries import reserve_by_network
from chalicelib.actions.notifying import account as to_account
from chalicelib.actions.physicians.license_codes import is_code_against
from chalicelib.actions.physicians.license_holder import freeze, holder_of
from chalicelib.actions.physicians.license_letters import tell_staff
from chalicelib.actions.physicians.look_up_license import read_number
from chalicelib.domain.account import Account
from chalicelib.domain.action import Action
from chalicelib.domain.errors import ErrorKind, PortalError, invalid
from chalicelib.domain.license_claim import MAX_REPORTS, ClaimState, LicenseClaim, MisuseReport
from chalicelib.domain.notice_kinds import NoticeKind
from chalicelib.domain.results import Done, Subject, SubjectKind, own_account
from chalicelib.law.license_numbers import LicenseNumber
from chalicelib.storage import keys
from chalicelib.storage.credentials import TryLimit, reserve_try
from chalicelib.storage.license_claims import live_claims
from chalicelib.storage.unit_of_work import UnitOfWork

DISPUTES_PER_HOUR = TryLimit(10, timedelta(hours=1))
"""Codes "not me" that one network can try, and reports that it can send."""
_TAKEN_IN = Subject(kind=SubjectKind.LICENSE_CLAIM)


def dispute_license(ctx: Context, license_text: str, code: str, client_ip: str) -> Done:
    """Freeze the account whose letter has this code. Doing it again changes nothing.

    Raises PortalError REFUSED (not a license number), INVALID (no letter about this license has the code), TOO_MANY.
    """
    license_id = _license_id(read_number(license_text))
    _require_few(ctx, client_ip, "code")
    claims = live_claims(ctx.store, license_id)
    claim = next((each for each in claims if is_code_against(ctx, each, code)), None)
    if claim is None:
        raise invalid("DISPUTE_CODE_WRONG", "code")
    account = ctx.store.find(Account, claim.id)
    if account is None or claim.state is ClaimState.DISPUTED:
        return Done(act=Action.DISPUTE_LICENSE, subject=_TAKEN_IN)
    work = ctx.unit_of_work(Action.DISPUTE_LICENSE)
    freeze(ctx, work, account, claim)
    return work.commit(_TAKEN_IN)


def report_misuse(ctx: Context, license_text: str, report: MisuseReport, client_ip: str) -> Done:
    """Put the report before the state's staff, with each account that uses the license, and tell those accounts. The
    answer is the same where there is none.

    Raises PortalError REFUSED (not a license number), TOO_MANY.
    """
    license_id = _license_id(read_number(license_text))
    _require_few(ctx, client_ip, "words")
    claims = live_claims(ctx.store, license_id)
    work = ctx.unit_of_work(Action.REPORT_LICENSE_MISUSE)
    for claim in claims:
        if len(claim.reports) < MAX_REPORTS:
            work.update(claim, claim.with_changes(reports=(*claim.reports, report)))
            _tell(ctx, work, claim)
    holder = holder_of(ctx, license_id)
    if holder is not None and holder.id not in {claim.id for claim in claims}:
        claim = claim_by_record(ctx, holder, license_id).with_changes(reports=(report,))
        work.create(claim)
        _tell(ctx, work, claim)
    return work.commit(_TAKEN_IN)


def claim_by_record(ctx: Context, holder: Account, license_id: str) -> LicenseClaim:
    """Return the claim of an account that is proven by the department's record, which has none until it is needed."""
    return LicenseClaim(
        id=holder.id,
        license_id=license_id,
        state=ClaimState.PROVEN,
        started_on=ctx.on,
        name_on_license=holder.display_name,
        proof=holder.license_proof,
    )


def _tell(ctx: Context, work: UnitOfWork, claim: LicenseClaim) -> None:
    tell_staff(work, claim)
    ctx.store.load([keys.record("account", claim.id)])
    account = ctx.store.find(Account, claim.id)
    if account is not None:
        work.enqueue_notification(
            NoticeKind.LICENSE_REPORTED, to_account(account.id), own_account(account), language=account.language
        )


def _license_id(number: LicenseNumber) -> str:
    return f"{number.board.value}-{number.rank}{number.digits}"


def _require_few(ctx: Context, client_ip: str, field: str) -> None:
    table, now = ctx.store.table, ctx.now
    if not reserve_by_network(
        ctx,
        client_ip,
        lambda network, times: reserve_try(table, "license-dispute", network, now, DISPUTES_PER_HOUR.times(times)),
    ):
        raise PortalError(ErrorKind.TOO_MANY, "TOO_MANY_DISPUTES", field=field)
