"""The three cookies, and the signed tokens in two of them.

`__Host-session` points at a signed-in person: the account item decides whether it still counts. `__Host-visit` ties
the forms of a visitor who is not signed in to this browser. `__Host-lang` remembers a language.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from http.cookies import CookieError, SimpleCookie
from typing import Any

import jwt

from chalicelib.domain.account import Account, Role
from chalicelib.runtime.secret_keys import secret_key

SESSION, VISIT, LANGUAGE = "__Host-session", "__Host-visit", "__Host-lang"
_ALGORITHM = "HS256"
_ISSUER = _AUDIENCE = "exemption-portal"
_KEY_ID = "1"
TOTAL_LIMIT = timedelta(hours=12)
_IDLE_PARENT, _IDLE_STAFF = timedelta(minutes=30), timedelta(minutes=15)
_REISSUE_AFTER = timedelta(minutes=1)
_LEEWAY_SECONDS = 5
_REQUIRED = ["exp", "iat", "nbf", "iss", "aud", "sub", "jti", "sid", "sv", "since"]


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
        """Whether the cookie is old enough to be issued anew (the idle limit slides with use)."""
        return now - self.issued_at > _REISSUE_AFTER


def idle_limit(role: Role) -> timedelta:
    """How long a session lives without use."""
    return _IDLE_PARENT if role == Role.PARENT else _IDLE_STAFF


def session_token(account: Account, session_id: str, since: datetime, now: datetime, token_id: str) -> str:
    """A signed pointer to a session; it ends at the idle limit or twelve hours after sign-in."""
    ends = min(now + idle_limit(account.role), since + TOTAL_LIMIT)
    claims = {
        "iss": _ISSUER, "aud": _AUDIENCE, "sub": account.id, "sid": session_id, "sv": account.session_version,
        "jti": token_id, "iat": now, "nbf": now, "exp": ends, "since": int(since.timestamp()), "typ": "session",
    }
    headers = {"kid": _KEY_ID, "typ": "session+jwt"}
    return jwt.encode(claims, secret_key("session"), algorithm=_ALGORITHM, headers=headers)


def read_session_token(token: str, now: datetime) -> SessionPointer | None:
    """The pointer of a valid token, None for anything else (forged, expired, of another kind)."""
    try:
        decoded = jwt.decode_complete(
            token, secret_key("session"), algorithms=[_ALGORITHM], audience=_AUDIENCE, issuer=_ISSUER,
            options={"require": _REQUIRED, "strict_aud": True, "verify_exp": False, "verify_iat": False,
                     "verify_nbf": False, "enforce_minimum_key_length": True},
        )
    except jwt.PyJWTError:
        return None
    claims, header = decoded["payload"], decoded["header"]
    if header.get("kid") != _KEY_ID or header.get("typ") != "session+jwt" or claims.get("typ") != "session":
        return None
    return _pointer_of(claims, now)


def _pointer_of(claims: Mapping[str, Any], now: datetime) -> SessionPointer | None:
    # The times are judged here and not by the library, because `now` is handed in.
    try:
        issued = datetime.fromtimestamp(int(claims["iat"]), UTC)
        expires = datetime.fromtimestamp(int(claims["exp"]), UTC)
        since = datetime.fromtimestamp(int(claims["since"]), UTC)
        pointer = SessionPointer(claims["sub"], str(claims["sid"]), int(claims["sv"]), since, issued)
    except (TypeError, ValueError, OverflowError):
        return None
    leeway = timedelta(seconds=_LEEWAY_SECONDS)
    return pointer if issued - leeway <= now < expires else None


def read_cookies(header: str) -> dict[str, str]:
    """The cookies of a request header; a malformed header holds none."""
    jar: SimpleCookie = SimpleCookie()
    try:
        jar.load(header)
    except CookieError:
        return {}
    return {name: morsel.value for name, morsel in jar.items()}


def set_cookie(name: str, value: str, *, lasting: bool = False) -> str:
    """A Set-Cookie value. `lasting` (language only) keeps it for a year; the others end with the browser."""
    age = "; Max-Age=31536000" if lasting else ""
    return f"{name}={value}; Path=/; Secure; HttpOnly; SameSite=Lax{age}"


def clear_cookie(name: str) -> str:
    """A Set-Cookie value that removes the cookie."""
    return f"{name}=; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=0"
