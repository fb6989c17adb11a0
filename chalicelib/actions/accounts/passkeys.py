"""Passkeys as an alternative to the code of the app (S-20): add one, remove one, sign in with one.

The challenge is computed from the form that asks for it and from the browser's session or first step: it is good for
that account, that purpose and that form, which is taken once. Nothing is kept of it. What a browser answers is judged
outside this package (`PasskeyChecker`, decision 56).
"""

from collections.abc import Sequence
from dataclasses import replace

from chalicelib.actions.accounts.sign_in import SignedIn
from chalicelib.actions.accounts.two_factor import (
    Change,
    begin_behind_step,
    behind_step,
    counted_try,
    require_second_step,
    tell_of_change,
    wrong_try,
)
from chalicelib.actions.context import Context
from chalicelib.domain.account import Account, SignInStep
from chalicelib.domain.action import Action
from chalicelib.domain.errors import ErrorKind, PortalError, invalid
from chalicelib.domain.passkey import MOST_PASSKEYS, ProvenPasskey
from chalicelib.domain.results import Done, Subject, SubjectKind
from chalicelib.storage import keys
from chalicelib.storage.two_factor_rows import Passkey, TwoFactor, replace_passkeys, use_passkey

_FIELD = "answer"


def challenge_to_add(ctx: Context, session_id: str) -> bytes:
    """Return the challenge of the form by which the signed-in person adds a passkey."""
    return _challenge(ctx, "add", ctx.person.id, session_id)


def challenge_to_sign_in(ctx: Context, step: SignInStep) -> bytes:
    """Return the challenge of the form by which a passkey signs in after the password."""
    return _challenge(ctx, "sign in", step.account_id, step.id)


def own_passkeys(ctx: Context) -> tuple[Passkey, ...]:
    """Return the passkeys of the signed-in person, oldest first. Raises PortalError SIGN_IN."""
    item = ctx.store.item(keys.two_factor(ctx.require(Action.VIEW_ACCOUNT).id))
    return TwoFactor.of(item).passkeys if item else ()


def passkeys_of_step(ctx: Context, step: SignInStep) -> tuple[Passkey, ...]:
    """Return the passkeys with which the second step can be passed: browsers are asked for these alone.

    Raises PortalError SIGN_IN if the first step counts no more.
    """
    return behind_step(ctx, step)[1].passkeys


def add_passkey(ctx: Context, session_id: str, *, name: str, answer: str, password: str) -> Done:
    """Keep a passkey that the browser made, and tell the owner. `name` is how its owner calls it.

    Raises PortalError INVALID (field "password" or "answer"), TOO_MANY (passwords), CONFLICT, UNAVAILABLE.
    """
    account, kept = require_second_step(ctx, password)
    if len(kept.passkeys) >= MOST_PASSKEYS:
        raise invalid("TOO_MANY_PASSKEYS", _FIELD)
    made = ctx.services.passkeys.check_new(challenge_to_add(ctx, session_id), answer)
    if made is None or made.credential.hex() in {each.credential for each in kept.passkeys}:
        raise invalid("PASSKEY_NOT_MADE", _FIELD)
    fresh = Passkey(ctx.new_id(), name, made.credential.hex(), made.uses, added=int(ctx.now.timestamp()))
    return _replaced(ctx, account, kept, [*kept.passkeys, fresh])


def remove_passkey(ctx: Context, passkey_id: str, password: str) -> Done:
    """Forget a passkey, and tell the owner. Raises PortalError INVALID (field "password"), TOO_MANY, NOT_FOUND."""
    account, kept = require_second_step(ctx, password)
    left = [each for each in kept.passkeys if each.id != passkey_id]
    if len(left) == len(kept.passkeys):
        raise PortalError(ErrorKind.NOT_FOUND, "NOT_FOUND")
    return _replaced(ctx, account, kept, left)


def pass_with_passkey(ctx: Context, step: SignInStep, answer: str, client_ip: str) -> SignedIn:
    """Begin the session with a passkey. A try counts among the tries of codes.

    Raises PortalError SIGN_IN (the first step counts no more), INVALID (field "answer"), TOO_MANY, CONFLICT (used at
    the same instant), UNAVAILABLE.
    """

    def judged(account: Account, kept: TwoFactor) -> Change:
        used, now = _used(ctx, step, account, kept, answer), int(ctx.now.timestamp())
        made = [_after_use(each, used, now) for each in kept.passkeys]
        return lambda work: use_passkey(work, account.id, kept, made)

    return begin_behind_step(ctx, step, client_ip, judged, how="with a passkey")


def _used(ctx: Context, step: SignInStep, account: Account, kept: TwoFactor, answer: str) -> ProvenPasskey:
    """Return the passkey that answered. The try is counted first. Raises PortalError INVALID, TOO_MANY, UNAVAILABLE."""
    counted = counted_try(ctx, account, kept, _FIELD)
    known = [ProvenPasskey(bytes.fromhex(each.credential), each.count) for each in kept.passkeys]
    used = ctx.services.passkeys.check_use(challenge_to_sign_in(ctx, step), answer, known)
    if used is None:
        raise wrong_try(ctx, account, counted, _FIELD, "WRONG_PASSKEY")
    return used


def _after_use(passkey: Passkey, used: ProvenPasskey, now: int) -> Passkey:
    return replace(passkey, count=used.uses, used=now) if passkey.credential == used.credential.hex() else passkey


def _replaced(ctx: Context, account: Account, kept: TwoFactor, made: Sequence[Passkey]) -> Done:
    work = ctx.unit_of_work(Action.CHANGE_OWN_ACCOUNT)
    work.update(account, account.with_changes(passkeys=len(made)))
    replace_passkeys(work, account.id, kept, made)
    tell_of_change(work, account)
    return work.commit(Subject(kind=SubjectKind.PASSKEYS, id=account.id))


def _challenge(ctx: Context, purpose: str, account_id: str, browser: str) -> bytes:
    return bytes.fromhex(ctx.keyed_hash("passkey", purpose, account_id, browser, ctx.idempotency_key))
