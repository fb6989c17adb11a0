"""Signed tokens in cookies: one algorithm, one issuer, and a kind (`typ`) that a token of another purpose never has.

The newest key signs; a token of an older one counts as long as that key is kept (`runtime/secret_keys.py`).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import jwt

from chalicelib.runtime.secret_keys import key_named, newest_key

_ALGORITHM = "HS256"
_ISSUER = _AUDIENCE = "exemption-portal"
_HEADERS = frozenset({"alg", "kid", "typ"})
_LONGEST = 1024  # characters; ours have about 400
_LEEWAY = timedelta(seconds=5)
_TIMES = ("exp", "iat", "nbf")
_REQUIRED = (*_TIMES, "iss", "aud", "sub", "jti")


@dataclass(frozen=True)
class Lifetime:
    """From when until when a token counts; aware, in UTC."""

    begins: datetime
    ends: datetime


def sign(kind: str, claims: Mapping[str, Any], life: Lifetime) -> str:
    """A token of this kind. `claims` must name "sub", whom it is about, and "jti", its own id."""
    whole = {
        **claims,
        "iss": _ISSUER,
        "aud": _AUDIENCE,
        "iat": life.begins,
        "nbf": life.begins,
        "exp": life.ends,
        "typ": kind,
    }
    key_id, key = newest_key("session")
    return jwt.encode(whole, key, algorithm=_ALGORITHM, headers={"kid": key_id, "typ": f"{kind}+jwt"})


def read_signed(
    kind: str, token: str, now: datetime, required: Mapping[str, type], *, late: timedelta = timedelta()
) -> Mapping[str, Any] | None:
    """The claims of a valid token of this kind, None for anything else (forged, expired, of another kind, or without
    the claims that the kind requires beside the usual ones, each of its type). `late`: how long after its end a token
    is still read."""
    if not token:
        return None
    try:
        decoded = _decoded(kind, token)
    except (jwt.PyJWTError, RecursionError):  # the latter: lists in lists, as a header
        return None
    if decoded is None or decoded.get("typ") != kind:
        return None
    typed = all(type(decoded.get(name)) is wanted for name, wanted in required.items())
    return decoded if typed and _is_in_time(decoded, now, late) else None


def _decoded(kind: str, token: str) -> Mapping[str, Any] | None:
    """The claims where the signature is right and the header holds what ours do and nothing more.

    Raises PyJWTError, RecursionError.
    """
    header = jwt.get_unverified_header(token) if len(token) <= _LONGEST else {}
    key = key_named("session", str(header.get("kid")))
    if key is None or header.keys() != _HEADERS or header["typ"] != f"{kind}+jwt":
        return None
    claims: Mapping[str, Any] = jwt.decode(
        token,
        key,
        algorithms=[_ALGORITHM],
        audience=_AUDIENCE,
        issuer=_ISSUER,
        options={
            "require": list(_REQUIRED),
            "strict_aud": True,
            "verify_exp": False,
            "verify_iat": False,
            "verify_nbf": False,
            "enforce_minimum_key_length": True,
        },
    )
    return claims


def _is_in_time(claims: Mapping[str, Any], now: datetime, late: timedelta) -> bool:
    # The times are judged here and not by the library, because `now` is handed in.
    if any(type(claims[name]) is not int for name in _TIMES):
        return False
    try:
        begins = max(instant_of(claims["iat"]), instant_of(claims["nbf"])) - _LEEWAY
        return begins <= now < instant_of(claims["exp"]) + late
    except (ValueError, OverflowError):
        return False


def instant_of(seconds: int) -> datetime:
    """A claim as an instant. Raises ValueError, OverflowError."""
    return datetime.fromtimestamp(seconds, UTC)
