"""A physician's license is looked up again at night (HSC 120372(d)(7), licenses F3): what the board shows now holds or
refuses new forms as it would at signing. Forms that were signed stay as they are (lifecycle H6)."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from chalicelib.actions.appeals.appeal_recipients import CDPH
from chalicelib.actions.context import Context
from chalicelib.actions.notifying import account as to_account
from chalicelib.actions.notifying import notify_of_request, parents_of
from chalicelib.actions.signing.license_check import LicenseCheck, check_license
from chalicelib.domain.account import Account
from chalicelib.domain.action import Action
from chalicelib.domain.errors import ErrorKind, PortalError
from chalicelib.domain.exemption import ExemptionForm
from chalicelib.domain.license import LookupFailure
from chalicelib.domain.notice_kinds import NoticeKind
from chalicelib.domain.reminders import live_until
from chalicelib.domain.request import ExemptionRequest, RequestState
from chalicelib.domain.results import subject_of
from chalicelib.domain.standing import PhysicianStanding, StandingState, standing_id
from chalicelib.law.physician_standing import Purpose
from chalicelib.law.verdict import Outcome, ReasonCode
from chalicelib.storage import keys, trigger_keys
from chalicelib.storage.license_rows import LicenseCheckItem, drop_check, keep_check, read_check
from chalicelib.storage.table import Item
from chalicelib.storage.unit_of_work import UnitOfWork

_LOOK_AGAIN = timedelta(days=180)
_OF_THE_LICENSE = frozenset(
    {
        ReasonCode.LICENCE_NOT_FOUND,
        ReasonCode.LICENCE_NAME_MISMATCH,
        ReasonCode.LICENCE_NOT_CURRENT,
        ReasonCode.LICENCE_PAST_EXPIRY,
        ReasonCode.PRACTICE_NOT_PERMITTED,
    }
)
"""Why no one with this license may sign; all other refusals are the state's own, and told when it made them."""


class Recheck(StrEnum):
    """How a check ended."""

    UNCHANGED = "unchanged"
    CHANGED = "changed"
    LEFT = "left"  # no live form, no open request: the license is checked no more
    UNREACHABLE = "unreachable"
    TOO_MANY = "too_many"  # the service asks to pause


@dataclass(frozen=True)
class _Case:
    physician: Account
    standing: PhysicianStanding
    row: Item
    item: LicenseCheckItem


def recheck_license(ctx: Context, account_id: str) -> Recheck:
    """Ask the board and keep the answer, with the notices that it calls for. Without an answer nothing is changed and
    the license stays due. Doing it again, or in two places at once, tells no one twice.

    Raises PortalError NOT_FOUND (no such physician or standing), CONFLICT (another run, or a signature, was faster),
    UNAVAILABLE.
    """
    case = _load(ctx, account_id)
    if case is None:
        return Recheck.UNCHANGED
    live = case.item.look_on
    if live <= ctx.on:
        live = _live_until(ctx, case.physician)
        if live < ctx.on:
            return _leave(ctx, case.item)
    profile = case.physician.physician
    if profile is None:
        raise PortalError(ErrorKind.NOT_FOUND, "NOT_FOUND")
    check = check_license(ctx, profile, case.physician.last_name, case.standing, Purpose.REGISTRATION)
    if check.verdict.outcome is Outcome.TRY_LATER:
        return Recheck.TOO_MANY if check.trouble is LookupFailure.TOO_MANY else Recheck.UNREACHABLE
    return _keep(ctx, case, check, live)


def _load(ctx: Context, account_id: str) -> _Case | None:
    key = trigger_keys.license_check(account_id)
    ctx.store.load([key, keys.record("account", account_id)])
    physician, row = ctx.store.get(Account, account_id), ctx.store.item(key)
    if row is None or physician.physician is None:
        return None
    standing = ctx.store.get(PhysicianStanding, standing_id(physician.physician))
    return _Case(physician, standing, row, read_check(row, account_id))


def _leave(ctx: Context, item: LicenseCheckItem) -> Recheck:
    work = ctx.unit_of_work(Action.CHECK_LICENSE)
    drop_check(work, item)
    work.commit()
    return Recheck.LEFT


def _live_until(ctx: Context, physician: Account) -> date:
    """Return the day until which a form or request that the physician has today can live; at most half a year on."""
    partition = keys.account_partition(physician.id)
    forms, requests = ctx.store.links(partition, "form"), ctx.store.links(partition, "request")
    ctx.store.load(
        [*(keys.record("form", each) for each in forms), *(keys.record("request", each) for each in requests)]
    )
    found = [*(ctx.store.find(ExemptionForm, each) for each in forms), *_opened(ctx, physician, requests)]
    latest = max((live_until(each) for each in found if each), default=date.min)
    return min(latest, ctx.on + _LOOK_AGAIN)


def _opened(ctx: Context, physician: Account, request_ids: list[str]) -> list[ExemptionRequest]:
    found = (ctx.store.find(ExemptionRequest, each) for each in request_ids)
    return [each for each in found if each and each.state is RequestState.OPENED and each.physician_id == physician.id]


def _keep(ctx: Context, case: _Case, check: LicenseCheck, live: date) -> Recheck:
    outcome = _outcome_of(check)
    work = ctx.unit_of_work(Action.CHECK_LICENSE)
    changed = _change_standing(ctx, work, case.standing, check)
    if outcome != case.item.outcome:
        changed = _tell(ctx, work, case, outcome) or changed
    keep_check(work, case.row, case.item._replace(outcome=outcome, look_on=live), ctx.on + timedelta(days=1))
    work.commit()
    return Recheck.CHANGED if changed else Recheck.UNCHANGED


def _outcome_of(check: LicenseCheck) -> str:
    """Return what a check comes to for the physician: a refusal by the state's own bar is none of the license."""
    codes = {reason.code for reason in check.verdict.reasons}
    if check.verdict.outcome is Outcome.REFUSE and not codes & _OF_THE_LICENSE:
        return Outcome.MAY_ISSUE
    return check.verdict.outcome


def _change_standing(ctx: Context, work: UnitOfWork, standing: PhysicianStanding, check: LicenseCheck) -> bool:
    """Keep matters that the board shows for the first time: with a hold, where no one has classified them yet."""
    holds = check.verdict.outcome is Outcome.HOLD and standing.state is StandingState.VERIFIED
    waiting = standing.codes if standing.state is StandingState.HOLD else ()
    codes = tuple(dict.fromkeys((*waiting, *check.codes)))
    if not check.is_good or (not holds and set(codes) == set(standing.codes)):
        return False
    after = standing.with_changes(last_good_check=ctx.now, last_outcome=check.verdict.outcome, codes=codes)
    if holds:
        after = after.with_changes(state=StandingState.HOLD)
        work.enqueue_notification(NoticeKind.LICENSE_ON_HOLD, to_account(standing.account_id), subject_of(standing))
    if check.verdict.outcome is Outcome.HOLD:
        work.enqueue_notification(
            NoticeKind.LICENSE_TO_CLASSIFY, CDPH, subject_of(standing), physician_id=standing.account_id
        )
    work.update(standing, after)
    return True


def _tell(ctx: Context, work: UnitOfWork, case: _Case, outcome: str) -> bool:
    """Tell the physician, and the parents who wait for a signature, that nothing can be signed now; the physician, once
    it can again."""
    if outcome == Outcome.REFUSE:
        kind = NoticeKind.LICENSE_NOT_CURRENT
        requests = ctx.store.links(keys.account_partition(case.physician.id), "request")
        ctx.store.load(keys.record("request", each) for each in requests)
        for request in _opened(ctx, case.physician, requests):
            notify_of_request(work, NoticeKind.PHYSICIAN_CANNOT_SIGN, request, *parents_of(request))
    elif case.item.outcome == Outcome.REFUSE and outcome == Outcome.MAY_ISSUE:
        kind = NoticeKind.LICENSE_CURRENT_AGAIN
    else:
        return False
    work.enqueue_notification(
        kind, to_account(case.physician.id), subject_of(case.standing), language=case.physician.language
    )
    return True
