"""Sign in with e-mail address and password: the first step, and for those who set up a second one not the last."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from chalicelib.actions.accounts.failed_sign_ins import failures_told
from chalicelib.actions.context import Context
from chalicelib.actions.network_tries import reserve_by_network
from chalicelib.actions.people.approvers import seen_at_sign_in
from chalicelib.domain.account import Account, Device, LiveSession, SignInStep
from chalicelib.domain.action import Action
from chalicelib.domain.errors import ErrorKind, PortalError
from chalicelib.domain.metrics import Metric
from chalicelib.domain.notice import Recipient
from chalicelib.domain.notice_kinds import NoticeKind
from chalicelib.domain.results import Subject, SubjectKind
from chalicelib.domain.school_people import is_away_for_good, sleeps
from chalicelib.storage import keys
from chalicelib.storage.addresses import AtAddress, address_hash, read_address
from chalicelib.storage.credentials import (
    FREE_IN_A_ROW,
    MOST_IN_A_ROW,
    Credential,
    brake_key,
    reserve_sign_in,
    reserve_stranger,
    reserve_try,
)
from chalicelib.storage.unit_of_work import UnitOfWork

_MAX_SESSIONS = 10
_MAX_AT_ONCE = 24  # sign-ins of one account at one instant: a school's desks open at 8:00
_LONGEST_PAUSE = 3  # what `pause` doubles: up to 320 ms


@dataclass(frozen=True)
class SignedIn:
    """A new session of an account."""

    account: Account
    session_id: str


def email_hash(ctx: Context, email: str) -> str:
    """Return the keyed hash under which an address is kept."""
    return address_hash(email)


def sign_in(
    ctx: Context, *, email: str, password: str, client_ip: str, device: Device | None = None
) -> SignedIn | SignInStep:
    """Begin a session, or, where the account has a second factor, ask for that first. `device`: the browser, where
    someone signed in with it before.

    Unknown address, wrong password and unverified account get one answer.

    Raises PortalError INVALID (one sentence for all; another for a school's person whom a mailed link must wake),
    TOO_MANY.
    """
    with failures_told(ctx, email_hash(ctx, email), client_ip):
        account = _proven(ctx, email, password, client_ip, device)
    if account.second_step_since is not None:
        return SignInStep(ctx.new_id(), account.id, account.session_version, bool(account.passkeys))
    ctx.idempotency_key = ""  # signing in twice with one form is two sessions, not a conflict between two people
    return _begin_beside_others(ctx, account)


def _proven(ctx: Context, email: str, password: str, client_ip: str, device: Device | None) -> Account:
    """Return the account whose password was typed. Raises PortalError INVALID, TOO_MANY."""
    address = email_hash(ctx, email)
    _require_few_tries(ctx, address, client_ip, device)
    found = read_address(ctx.store.table, address)
    if not _is_known(device, address):
        _require_few_in_a_row(ctx, address, found)
    credential = found.credential
    account = _account_behind(ctx, credential, found.accounts, password)
    if account is None or account.disabled or is_away_for_good(account, ctx.on):
        raise PortalError(ErrorKind.INVALID, "WRONG_PASSWORD", field="password")
    if sleeps(account, ctx.on):
        _send_wake_up(ctx, account, client_ip)
        raise PortalError(ErrorKind.INVALID, "ASLEEP", field="password")
    if credential and ctx.services.passwords.needs_rehash(credential.password_hash):
        _store_anew(ctx, address, credential, password)
    return account


def _send_wake_up(ctx: Context, account: Account, client_ip: str) -> None:
    """Send the link that sets a new password to a school's person who was away long (the password was right).

    Raises PortalError TOO_MANY.
    """
    from chalicelib.actions.accounts.mailed_links import may_mail, send_reset  # noqa: PLC0415 - it imports us

    if not may_mail(ctx, email_hash(ctx, account.email), client_ip):
        return
    ctx.idempotency_key = ""  # the form may be sent again: this is no doing of its own
    work = ctx.unit_of_work(Action.RESET_PASSWORD)
    send_reset(work, account.id, account.email)
    work.commit()


def _begin_beside_others(ctx: Context, account: Account) -> SignedIn:
    """Begin a session beside others that begin at the same instant (a double click, the desks of a school): read the
    account again. Raises PortalError CONFLICT if it is another account by now: closed, with other sessions or steps; or
    if too many are at it."""
    for attempt in range(_MAX_AT_ONCE):
        try:
            return begin_session(ctx, account, ctx.new_id())
        except PortalError as error:
            again = ctx.store.afresh().find(Account, account.id) if error.kind == ErrorKind.CONFLICT else None
            if again is None or _what_signing_in_saw(again) != _what_signing_in_saw(account):
                raise
            account = again
            ctx.services.pause(min(attempt, _LONGEST_PAUSE))
    raise PortalError(ErrorKind.CONFLICT, "MANY_SIGN_INS")


def _what_signing_in_saw(account: Account) -> tuple[object, ...]:
    return account.session_version, account.verified, account.disabled, account.second_step_since


def known_device(ctx: Context, account: Account, device: Device | None) -> Device:
    """Return the browser as it is known from this sign-in on: as before, where it was the same person's."""
    address = email_hash(ctx, account.email)
    return device if device and _is_known(device, address) else Device(ctx.new_id(), address)


def _is_known(device: Device | None, address: str) -> bool:
    """Whether the owner of the address signed in with this browser before."""
    return device is not None and device.address == address


def _require_few_tries(ctx: Context, address: str, client_ip: str, device: Device | None) -> None:
    """Allow a network few tries in a minute and an hour, and fewer at one address (S-37). A browser in which the owner
    signed in before has five a minute of its own, whatever others do on its network: no one locks out a victim
    (S-38)."""
    table, by = ctx.store.table, ctx.keyed_hash
    if device and _is_known(device, address):
        few = reserve_try(table, "sign-in-device", by("try", device.id, address), ctx.now)
    else:
        few = reserve_by_network(
            ctx, client_ip, lambda network, times: reserve_sign_in(table, network, address, ctx.now, times)
        )
    if not few:
        raise PortalError(ErrorKind.TOO_MANY, "TOO_MANY_TRIES", field="password")


def _require_few_in_a_row(ctx: Context, address: str, found: AtAddress) -> None:
    """Slow down and at last stop guessing at one address from browsers that its owner does not use, however many
    networks it comes from (S-37). The owner is told, and gets in with a known browser or a new password.

    Raises PortalError TOO_MANY.
    """
    counted = reserve_stranger(ctx.store.table, address, found.brake, ctx.now)
    if counted is None:
        raise PortalError(ErrorKind.TOO_MANY, "TOO_MANY_IN_A_ROW", field="password")
    if counted.in_a_row in {FREE_IN_A_ROW, MOST_IN_A_ROW}:
        ctx.services.count(Metric.ACCOUNT_BRAKED)
        _tell_of_guessing(ctx, found.credential)


def _tell_of_guessing(ctx: Context, credential: Credential | None) -> None:
    """Write to the owner; where there is none, the same is written to no one (S-01)."""
    ctx.idempotency_key = ""  # the form is sent again and again
    work = ctx.unit_of_work(Action.SIGN_IN)
    if credential and credential.verified:
        owner = credential.account_id
        about = Subject(kind=SubjectKind.ACCOUNT, id=owner)
        work.enqueue_notification(NoticeKind.PASSWORDS_GUESSED, Recipient(kind="account", id=owner), about)
    work.commit()


def _account_behind(
    ctx: Context, credential: Credential | None, accounts: Mapping[str, Account], password: str
) -> Account | None:
    """Return the account, where the password is right. Each answer costs one argon2 computation (S-01)."""
    if credential is None:
        ctx.services.passwords.hash(password)
        return None
    if not ctx.services.passwords.verify(credential.password_hash, password) or not credential.verified:
        return None
    # An account that no one has written to since copies are made has none yet.
    return accounts.get(credential.account_id) or ctx.store.find(Account, credential.account_id)


def _store_anew(ctx: Context, address: str, credential: Credential, password: str) -> None:
    """Keep the same password under the newest key and today's setting (S-12). Whoever changed it meanwhile wins."""
    ctx.store.table.update(
        keys.credential(address),
        "SET password_hash = :new",
        {":new": ctx.services.passwords.hash(password), ":old": credential.password_hash},
        condition="password_hash = :old",
    )


def begin_session(
    ctx: Context, account: Account, session_id: str, *, how: str = "", also: Callable[[UnitOfWork], None] | None = None
) -> SignedIn:
    """Write the session on the account, with what `also` adds. A reset of the second factor that waits is over: its
    owner got in. `how` stands in the event."""
    newest = sorted(account.live_sessions.items(), key=lambda entry: entry[1].since)[-(_MAX_SESSIONS - 1) :]
    sessions = {**dict(newest), session_id: LiveSession(since=ctx.now)}
    ctx.actor = account
    work = ctx.unit_of_work(Action.SIGN_IN)
    work.update(
        account, seen_at_sign_in(ctx, account).with_changes(live_sessions=sessions, second_step_reset=None), reason=how
    )
    work.remove(brake_key(email_hash(ctx, account.email)), condition="attribute_not_exists(version)")
    if also:
        also(work)
    work.commit()
    return SignedIn(account, session_id)
