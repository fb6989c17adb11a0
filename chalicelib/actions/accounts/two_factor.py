"""Two-factor authentication: a code of the person's authenticator app, or one of the recovery codes.

A session begins only here, in one transaction with the code's being used up. The same form sent twice is one session.
"""

from collections.abc import Callable

from chalicelib.actions.accounts.failed_sign_ins import failures_told
from chalicelib.actions.accounts.one_time_codes import digits_of, matching_step
from chalicelib.actions.accounts.reauthentication import proof_keys, require_reauthentication
from chalicelib.actions.accounts.recovery_codes import stored_form
from chalicelib.actions.accounts.sign_in import SignedIn, begin_session, email_hash
from chalicelib.actions.context import Context
from chalicelib.domain.account import Account, SignInStep
from chalicelib.domain.action import Action
from chalicelib.domain.errors import ErrorKind, PortalError, invalid
from chalicelib.domain.notice import Recipient
from chalicelib.domain.notice_kinds import NoticeKind
from chalicelib.domain.results import own_account, subject_of
from chalicelib.storage import keys
from chalicelib.storage.credentials import reserve_try
from chalicelib.storage.keys import Key
from chalicelib.storage.two_factor_rows import TRIES_ALLOWED, TwoFactor, reserve_code_try, use_code, use_recovery_code
from chalicelib.storage.unit_of_work import UnitOfWork

Change = Callable[[UnitOfWork], None]
"""What is written with the session: that the code or the passkey is used up."""
_FIELD = "code"


def two_factor_keys(account_id: str) -> tuple[Key, Key]:
    """Return the items that the second factor is judged by: load them in one request."""
    return keys.record("account", account_id), keys.two_factor(account_id)


def seed_context(account_id: str) -> str:
    """Return the encryption context of a stored seed."""
    return f"account {account_id} seed"


def verify_totp(ctx: Context, step: SignInStep, typed: str, client_ip: str) -> SignedIn:
    """Begin the session with a code of the authenticator.

    Raises PortalError SIGN_IN (the first step counts no more), INVALID (wrong or used), TOO_MANY (five wrong ones, for
    ten minutes; a hundred in a row, until recovery), CONFLICT (the code was used at the same instant).
    """

    def judged(account: Account, kept: TwoFactor) -> Change:
        used = _step_of(ctx, account, kept, typed, _FIELD)
        return lambda work: use_code(work, account.id, used)

    return begin_behind_step(ctx, step, client_ip, judged)


def require_fresh_code(ctx: Context, typed: str, field: str) -> int:
    """Return the step of a code that the signed-in person's authenticator shows now, before a legal act: the act uses
    it up with `use_code`. The items of `two_factor_keys` must have been read.

    Raises PortalError SECOND_STEP (there is none), INVALID (wrong or used), TOO_MANY.
    """
    account = ctx.person
    item = ctx.store.item(keys.two_factor(account.id))
    if item is None:
        raise PortalError(ErrorKind.SECOND_STEP, "SECOND_STEP_FIRST")
    return _step_of(ctx, account, TwoFactor.of(item), typed, field)


def _step_of(ctx: Context, account: Account, kept: TwoFactor, typed: str, field: str) -> int:
    """Return the step whose code was typed. The try is counted first."""
    counted = counted_try(ctx, account, kept, field)
    seed = ctx.services.fields.decrypt(kept.seed, context=seed_context(account.id))
    used = matching_step(seed, digits_of(typed), ctx.now)
    if used is None:
        raise wrong_try(ctx, account, counted, field)
    if used <= counted.last_step:
        raise invalid("CODE_USED", field)
    return used


def pass_with_recovery_code(ctx: Context, step: SignInStep, typed: str, client_ip: str) -> SignedIn:
    """Begin the session with a recovery code, which works once, and tell the owner. It works while codes are locked.

    Raises PortalError SIGN_IN, INVALID, TOO_MANY (five tries a minute), CONFLICT.
    """

    def judged(account: Account, kept: TwoFactor) -> Change:
        stored = _recovery_code(ctx, account, kept, typed)

        def use(work: UnitOfWork) -> None:
            use_recovery_code(work, account.id, stored)
            work.enqueue_notification(
                NoticeKind.RECOVERY_CODE_USED, Recipient(kind="account", id=account.id), own_account(account)
            )

        return use

    return begin_behind_step(ctx, step, client_ip, judged, how="with a recovery code")


def _recovery_code(ctx: Context, account: Account, kept: TwoFactor, typed: str) -> str:
    """Return the stored form of the recovery code that was typed. Raises PortalError INVALID, TOO_MANY."""
    if not reserve_try(ctx.store.table, "recovery", ctx.keyed_hash("try", account.id), ctx.now):
        raise PortalError(ErrorKind.TOO_MANY, "TOO_MANY_TRIES", field=_FIELD)
    stored = stored_form(ctx, typed, kept.salt)
    if stored not in kept.codes:
        raise invalid("WRONG_RECOVERY_CODE", _FIELD)
    return stored


def begin_behind_step(
    ctx: Context, step: SignInStep, client_ip: str, judged: Callable[[Account, TwoFactor], Change], *, how: str = ""
) -> SignedIn:
    """Begin the session of a form, where `judged` finds what was given right; the same form again is the same session.

    Raises PortalError SIGN_IN if the first step counts no more, and what `judged` raises. `how` stands in the event.
    """
    account, kept = behind_step(ctx, step)
    session_id = ctx.keyed_hash("session", step.id, ctx.idempotency_key)[:32]
    earlier = ctx.store.item(keys.idempotency(ctx.idempotency_key))
    if earlier is not None and earlier["actor"] == account.id and session_id in account.live_sessions:
        return SignedIn(account, session_id)
    with failures_told(ctx, email_hash(ctx, account.email), client_ip):
        change = judged(account, kept)
    return begin_session(ctx, account, session_id, how=how, also=change)


def behind_step(ctx: Context, step: SignInStep) -> tuple[Account, TwoFactor]:
    """Return whose password was typed, with the second factor. Raises PortalError SIGN_IN if the first step counts no
    more."""
    ctx.store.load([*two_factor_keys(step.account_id), keys.idempotency(ctx.idempotency_key)])
    account = ctx.store.find(Account, step.account_id)
    item = ctx.store.item(keys.two_factor(step.account_id))
    if account is None or item is None or account.disabled or account.session_version != step.session_version:
        raise PortalError(ErrorKind.SIGN_IN, "SIGN_IN_FIRST")
    return account, TwoFactor.of(item)


def counted_try(ctx: Context, account: Account, kept: TwoFactor, field: str) -> TwoFactor:
    """Count this try first. Raises PortalError TOO_MANY if there is none left."""
    if kept.is_locked:
        raise PortalError(ErrorKind.TOO_MANY, "CODES_LOCKED", field=field)
    counted = None if kept.is_paused(ctx.now) else reserve_code_try(ctx.store.table, account.id, kept, ctx.now)
    if counted is None:
        raise PortalError(ErrorKind.TOO_MANY, "TOO_MANY_CODES", field=field)
    return counted


def wrong_try(ctx: Context, account: Account, counted: TwoFactor, field: str, code: str = "WRONG_CODE") -> PortalError:
    """Return the answer to a wrong code or passkey; with the fifth the owner is told, for whoever tries knows the
    password."""
    if counted.tries < TRIES_ALLOWED:
        return invalid(code, field)
    ctx.idempotency_key = ""  # the form may be sent again: this is no doing of its own
    work = ctx.unit_of_work(Action.SIGN_IN)
    work.enqueue_notification(
        NoticeKind.SECOND_STEP_PAUSED, Recipient(kind="account", id=account.id), subject_of(account)
    )
    work.commit()
    ctx.idempotency_key = ctx.new_id()  # that of the page that answers; a passkey's challenge is made of it
    return PortalError(ErrorKind.TOO_MANY, "CODES_LOCKED" if counted.is_locked else "TOO_MANY_CODES", field=field)


def require_second_step(ctx: Context, password: str) -> tuple[Account, TwoFactor]:
    """Return the signed-in person with the second factor, once the password was typed. Raises PortalError INVALID
    (field "password"), TOO_MANY."""
    account = ctx.require(Action.CHANGE_OWN_ACCOUNT)
    ctx.store.load([keys.two_factor(account.id), *proof_keys(ctx)])
    require_reauthentication(ctx, password)
    item = ctx.store.item(keys.two_factor(account.id))
    if item is None:
        raise invalid("NO_SECOND_STEP", "password")
    return account, TwoFactor.of(item)


def tell_of_change(work: UnitOfWork, account: Account) -> None:
    """Tell the owner that the second factor was changed: a thief could have done it."""
    work.enqueue_notification(
        NoticeKind.SECOND_STEP_CHANGED, Recipient(kind="account", id=account.id), own_account(account)
    )
