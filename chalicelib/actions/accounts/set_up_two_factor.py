"""Set up two-factor authentication: a seed goes to the person's authenticator app, a code proves that it arrived.

The seed travels encrypted in the form until then, and opens for that person alone: looking at the page writes nothing.
"""

from dataclasses import dataclass
from datetime import timedelta

from chalicelib.actions.accounts.one_time_codes import SEED_BYTES, digits_of, matching_step, secret_text, set_up_link
from chalicelib.actions.accounts.reauthentication import proof_keys, require_reauthentication
from chalicelib.actions.accounts.recovery_codes import new_codes, with_codes
from chalicelib.actions.accounts.two_factor import require_second_step, seed_context, tell_of_change
from chalicelib.actions.context import Context
from chalicelib.domain.account import Account, LiveSession
from chalicelib.domain.action import Action
from chalicelib.domain.errors import invalid
from chalicelib.domain.results import Done, Subject, SubjectKind, own_account
from chalicelib.storage import keys
from chalicelib.storage.two_factor_rows import TwoFactor, hide_codes, put_two_factor, remove_second_step, replace_codes

_FRESH = timedelta(minutes=15)  # how long the password of signing in counts as typed just now (S-30)


@dataclass(frozen=True)
class TotpEnrollment:
    """A seed on its way into an app: as the form carries it, as a person types it, and as an app opens it."""

    sealed: str
    secret: str
    link: str


def new_offer(ctx: Context) -> TotpEnrollment:
    """Return a fresh seed. Nothing is kept of it here."""
    return _offer(ctx, ctx.services.random_bytes(SEED_BYTES))


def offer_again(ctx: Context, sealed: str) -> TotpEnrollment:
    """Return the offer of a form that was sent. Raises PortalError BAD_REQUEST for one that is none of ours."""
    return _offer(ctx, offer_seed(ctx, sealed), sealed)


def asks_for_password(ctx: Context, session_id: str) -> bool:
    """Return whether the password must be typed: signing in was too long ago, or another second factor is replaced."""
    account = ctx.person
    return account.second_step_since is not None or ctx.now - account.live_sessions[session_id].since > _FRESH


def set_up_two_factor(ctx: Context, sealed: str, typed: str, password: str, session_id: str) -> tuple[Account, str]:
    """Keep the seed, make recovery codes, end every other session, tell the owner; the account and its new session.

    Raises PortalError INVALID (field "code" or "password"), TOO_MANY, BAD_REQUEST.
    """
    account = ctx.require(Action.SET_UP_SECOND_STEP)
    ctx.store.load([keys.two_factor(account.id), *proof_keys(ctx)])
    if asks_for_password(ctx, session_id):
        require_reauthentication(ctx, password)
    seed = offer_seed(ctx, sealed)
    used = matching_step(seed, digits_of(typed), ctx.now)
    if used is None:
        raise invalid("WRONG_CODE", "code")
    sealed_seed = ctx.services.fields.encrypt(seed, context=seed_context(account.id))
    kept = ctx.store.item(keys.two_factor(account.id))
    passkeys = TwoFactor.of(kept).passkeys if kept else ()
    bare = TwoFactor(sealed_seed, used, "", frozenset(), passkeys=passkeys)
    made = with_codes(ctx, bare, account.id, new_codes(ctx))
    return _written(ctx, account, made, session_id)


def _written(ctx: Context, account: Account, made: TwoFactor, session_id: str) -> tuple[Account, str]:
    new_session = ctx.new_id()
    since = account.live_sessions[session_id].since
    changed = account.with_changes(
        second_step_since=ctx.now,
        recovery_codes_since=ctx.now,
        second_step_reset=None,
        session_version=account.session_version + 1,
        live_sessions={new_session: LiveSession(since=since)},
    )
    kept = ctx.store.item(keys.two_factor(account.id))
    work = ctx.unit_of_work(Action.SET_UP_SECOND_STEP)
    work.update(account, changed)
    put_two_factor(work, account.id, made, in_place_of=TwoFactor.of(kept) if kept else None)
    tell_of_change(work, account)
    work.commit(Subject(kind=SubjectKind.RECOVERY_CODES, id=account.id))
    return changed, new_session


def make_new_codes(ctx: Context, password: str) -> Done:
    """Make recovery codes in place of the old ones, which are void right away, and tell the owner.

    Raises PortalError INVALID (field "password"), TOO_MANY, CONFLICT (there is no second factor).
    """
    account, kept = require_second_step(ctx, password)
    work = ctx.unit_of_work(Action.CHANGE_OWN_ACCOUNT)
    work.update(account, account.with_changes(recovery_codes_since=ctx.now))
    replace_codes(work, account.id, with_codes(ctx, kept, account.id, new_codes(ctx)))
    tell_of_change(work, account)
    return work.commit(Subject(kind=SubjectKind.RECOVERY_CODES, id=account.id))


def keep_codes(ctx: Context) -> Done:
    """Record that the owner has kept the recovery codes: they are not shown again."""
    account = ctx.require(Action.SET_UP_SECOND_STEP)
    work = ctx.unit_of_work(Action.SET_UP_SECOND_STEP)
    hide_codes(work, account.id)
    return work.commit()


def turn_off_second_step(ctx: Context, password: str, session_id: str) -> Done:
    """Let a parent sign in with the password alone again; end every other session, and tell the owner.

    Raises PortalError FORBIDDEN (any other role), INVALID (field "password"), TOO_MANY.
    """
    account = ctx.require(Action.TURN_OFF_SECOND_STEP)
    ctx.store.load(proof_keys(ctx))
    require_reauthentication(ctx, password)
    if account.second_step_since is None:
        raise invalid("NO_SECOND_STEP", "password")
    work = ctx.unit_of_work(Action.TURN_OFF_SECOND_STEP)
    work.update(
        account,
        without_second_step(account).with_changes(live_sessions={session_id: account.live_sessions[session_id]}),
    )
    remove_second_step(work, account.id)
    tell_of_change(work, account)
    return work.commit(own_account(account))


def without_second_step(account: Account) -> Account:
    """Return the account as it is when the password alone signs in."""
    return account.with_changes(second_step_since=None, recovery_codes_since=None, second_step_reset=None, passkeys=0)


def offer_seed(ctx: Context, sealed: str) -> bytes:
    """Return the seed of an offer to the signed-in person. Raises PortalError BAD_REQUEST for one that is none of
    ours."""
    return ctx.services.fields.decrypt(sealed, context=offer_context(ctx.person.id))


def offer_context(account_id: str) -> str:
    """Return the encryption context of a seed that is being set up."""
    return f"account {account_id} offer"


def _offer(ctx: Context, seed: bytes, sealed: str = "") -> TotpEnrollment:
    person = ctx.require(Action.SET_UP_SECOND_STEP)
    sealed = sealed or ctx.services.fields.encrypt(seed, context=offer_context(person.id))
    return TotpEnrollment(sealed, secret_text(seed), set_up_link(seed, person.email))
