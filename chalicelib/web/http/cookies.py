"""The cookies, and what the signed tokens in three of them say.

`__Host-session` points at a signed-in person: the account item decides whether it still counts. `__Host-step` says for
ten minutes that someone's password was right and the second step is still to come. `__Host-visit` ties the forms of a
visitor who is not signed in to this browser. `__Host-device` says for half a year that someone signed in with this
browser, so that tries of others do not keep the owner out; it opens nothing. `__Host-kept` has the key of what was
typed when a session had ended (kept_entries.py). `__Host-invited` has the token of an invitation while its reader
registers. `__Host-lang` remembers a language.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from http.cookies import CookieError, SimpleCookie

from chalicelib.domain.account import Account, Device, Role, SignInStep
from chalicelib.web.http.headers import LANGUAGE_COOKIE, SESSION_COOKIE
from chalicelib.web.http.posted import has_too_many_cookies
from chalicelib.web.http.signed_tokens import Lifetime, instant_of, read_signed, sign

SESSION, STEP, VISIT, LANGUAGE = SESSION_COOKIE, "__Host-step", "__Host-visit", LANGUAGE_COOKIE
DEVICE = "__Host-device"
KEPT, INVITED = "__Host-kept", "__Host-invited"
TOTAL_LIMIT = timedelta(hours=12)
_IDLE_PARENT, _IDLE_STAFF = timedelta(minutes=30), timedelta(minutes=15)
_LANGUAGE_PART = 40  # characters of the language cookie
_REISSUE_AFTER = timedelta(minutes=1)
_STEP_LIMIT = timedelta(minutes=10)
_DEVICE_LIMIT, _LANGUAGE_LIMIT = timedelta(days=180), timedelta(days=365)
_FROM_OUTSIDE = frozenset(
    {Role.PARENT, Role.PHYSICIAN, Role.SCHOOL, Role.LOCAL_HEALTH, Role.BOARD, Role.PANELIST, Role.CLINIC_STAFF}
)


@dataclass(frozen=True)
class SessionPointer:
    """What a valid session cookie says: which account, which session, which session version, since when."""

    account_id: str
    session_id: str
    session_version: int
    since: datetime
    issued_at: datetime

    def is_live_in(self, account: Account) -> bool:
        """Whether the account is open, its address confirmed, and still lists this session."""
        return (
            account.verified
            and not account.disabled
            and account.session_version == self.session_version
            and self.session_id in account.live_sessions
        )

    def is_due_for_renewal(self, now: datetime) -> bool:
        """Whether the cookie is old enough to be renewed (the idle limit slides with use)."""
        return now - self.issued_at > _REISSUE_AFTER


def idle_limit(role: Role) -> timedelta:
    """How long a session lives without use."""
    return _IDLE_PARENT if role == Role.PARENT else _IDLE_STAFF


def session_token(account: Account, session_id: str, since: datetime, now: datetime, token_id: str) -> str:
    """A signed pointer to a session; it ends at the idle limit or twelve hours after sign-in."""
    ends = min(now + idle_limit(account.role), since + TOTAL_LIMIT)
    claims = {
        "sub": account.id,
        "sid": session_id,
        "sv": account.session_version,
        "jti": token_id,
        "since": int(since.timestamp()),
    }
    return sign("session", claims, Lifetime(now, ends))


def session_cookie(account: Account, session_id: str, since: datetime, now: datetime, token_id: str) -> str:
    """A Set-Cookie value that signs in. Of the state's own people no browser sends it with what another site began."""
    token = session_token(account, session_id, since, now, token_id)
    return _cookie(SESSION, token, "Lax" if account.role in _FROM_OUTSIDE else "Strict")


def read_session_token(token: str, now: datetime, *, late: timedelta = timedelta()) -> SessionPointer | None:
    """The pointer of a valid token, None for anything else (forged, expired, of another kind). `late`: how long after
    its end a token is still read, to tell whose session it was."""
    claims = read_signed("session", token, now, {"sid": str, "sv": int, "since": int}, late=late)
    if claims is None:
        return None
    try:
        return SessionPointer(
            claims["sub"], claims["sid"], claims["sv"], instant_of(claims["since"]), instant_of(claims["iat"])
        )
    except (ValueError, OverflowError):
        return None


def step_token(step: SignInStep, now: datetime) -> str:
    """A signed note that the password was right: it opens nothing but the page that asks for the second step."""
    claims = {"sub": step.account_id, "jti": step.id, "sv": step.session_version, "pk": step.has_passkeys}
    return sign("sign-in-step", claims, Lifetime(now, now + _STEP_LIMIT))


def read_step_token(token: str, now: datetime) -> SignInStep | None:
    """The step of a valid token, None for anything else."""
    claims = read_signed("sign-in-step", token, now, {"sv": int})
    # A token of the release before this one says nothing of passkeys.
    return SignInStep(claims["jti"], claims["sub"], claims["sv"], claims.get("pk") is True) if claims else None


def device_cookie(device: Device, now: datetime) -> str:
    """A Set-Cookie value that makes this browser known to the owner of an address."""
    token = sign("device", {"sub": device.address, "jti": device.id}, Lifetime(now, now + _DEVICE_LIMIT))
    return _lasting(DEVICE, token, _DEVICE_LIMIT)


def read_device_token(token: str, now: datetime) -> Device | None:
    """The browser of a valid token, None for anything else."""
    claims = read_signed("device", token, now, {})
    return Device(claims["jti"], claims["sub"]) if claims else None


def read_cookies(header: str) -> dict[str, str]:
    """The cookies of a request header; a malformed header holds none, one that is too long the language at most."""
    if has_too_many_cookies(header):
        chosen = (each for each in header.split(";") if each.strip().startswith(f"{LANGUAGE}="))
        header = next(chosen, "")[:_LANGUAGE_PART]
    jar: SimpleCookie = SimpleCookie()
    try:
        jar.load(header)
    except CookieError:
        return {}
    return {name: morsel.value for name, morsel in jar.items()}


def set_cookie(name: str, value: str, *, lasting: bool = False) -> str:
    """A Set-Cookie value. `lasting` (language only) keeps it for a year; the others end with the browser."""
    return _lasting(name, value, _LANGUAGE_LIMIT) if lasting else _cookie(name, value, "Lax")


def clear_cookie(name: str) -> str:
    """A Set-Cookie value that removes the cookie."""
    return _cookie(name, "", "Lax") + "; Max-Age=0"


def _lasting(name: str, value: str, kept: timedelta) -> str:
    return f"{_cookie(name, value, 'Lax')}; Max-Age={int(kept.total_seconds())}"


def _cookie(name: str, value: str, same_site: str) -> str:
    return f"{name}={value}; Path=/; Secure; HttpOnly; SameSite={same_site}"
