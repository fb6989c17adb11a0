"""Reset someone's two-factor authentication, when phone and recovery codes are lost (S-21).

It takes two of our staff: one who asks, and another who checks again and finishes it, a day later at the earliest and
a week later at the latest. The owner is told right away, and stops it by signing in.
"""

from datetime import timedelta

from chalicelib.actions.accounts.change_account import current_account
from chalicelib.actions.accounts.set_up_two_factor import without_second_step
from chalicelib.actions.context import Context
from chalicelib.domain.account import Account, ResetAsked
from chalicelib.domain.action import Action
from chalicelib.domain.errors import ErrorKind, PortalError, invalid, wrong_state
from chalicelib.domain.notice import Recipient
from chalicelib.domain.notice_kinds import NoticeKind
from chalicelib.domain.results import Done, own_account, subject_of
from chalicelib.storage.two_factor_rows import remove_second_step
from chalicelib.storage.unit_of_work import UnitOfWork

DELAY = timedelta(hours=24)
_WINDOW = timedelta(days=7)


def waiting_reset(ctx: Context, account: Account) -> ResetAsked | None:
    """Return the reset that was asked for and can still be finished, None if there is none."""
    asked = account.second_step_reset
    return asked if asked and ctx.now < asked.at + _WINDOW else None


def ask_for_reset(ctx: Context, account_id: str, expected_version: int | None, reason: str) -> Done:
    """Ask for the reset, as the first of two people, and tell the owner.

    Raises PortalError NOT_FOUND, CONFLICT (there is no second factor, or a reset waits already), INVALID (one's own).
    """
    account = _other_persons(ctx, account_id, expected_version)
    if account.second_step_since is None or account.disabled or waiting_reset(ctx, account):
        raise wrong_state()
    work = ctx.unit_of_work(Action.RESET_SECOND_STEP)
    work.update(
        account, account.with_changes(second_step_reset=ResetAsked(by=ctx.person.id, at=ctx.now)), reason=reason
    )
    _tell(work, account, NoticeKind.SECOND_STEP_RESET_ASKED)
    return work.commit(subject_of(account))


def finish_reset(ctx: Context, account_id: str, expected_version: int | None, reason: str) -> Done:
    """Remove the second factor with its secrets, as the second of two people; end every session, and tell the owner.

    Raises PortalError NOT_FOUND, CONFLICT (no reset waits), INVALID (one's own), REFUSED (the same person asked for it,
    or the day is not over).
    """
    account = _other_persons(ctx, account_id, expected_version)
    asked = waiting_reset(ctx, account)
    if asked is None:
        raise wrong_state()
    if asked.by == ctx.person.id:
        raise PortalError(ErrorKind.REFUSED, "RESET_NEEDS_ANOTHER_PERSON", field="reason")
    if ctx.now < asked.at + DELAY:
        raise PortalError(ErrorKind.REFUSED, "RESET_TOO_EARLY", field="reason")
    work = ctx.unit_of_work(Action.RESET_SECOND_STEP)
    work.update(
        account,
        without_second_step(account).with_changes(session_version=account.session_version + 1, live_sessions={}),
        reason=reason,
    )
    remove_second_step(work, account.id)
    _tell(work, account, NoticeKind.SECOND_STEP_RESET)
    return work.commit(subject_of(account))


def stop_reset(ctx: Context, account_id: str, expected_version: int | None, reason: str) -> Done:
    """Withdraw the request for a reset; any operator may. Raises PortalError NOT_FOUND, CONFLICT (no reset waits)."""
    account = current_account(ctx, account_id, expected_version, Action.RESET_SECOND_STEP)
    if waiting_reset(ctx, account) is None:
        raise wrong_state()
    work = ctx.unit_of_work(Action.RESET_SECOND_STEP)
    work.update(account, account.with_changes(second_step_reset=None), reason=reason)
    return work.commit(subject_of(account))


def _other_persons(ctx: Context, account_id: str, expected_version: int | None) -> Account:
    account = current_account(ctx, account_id, expected_version, Action.RESET_SECOND_STEP)
    if account.id == ctx.person.id:
        raise invalid("OWN_SECOND_STEP", "reason")
    return account


def _tell(work: UnitOfWork, account: Account, kind: NoticeKind) -> None:
    work.enqueue_notification(kind, Recipient(kind="account", id=account.id), own_account(account))
