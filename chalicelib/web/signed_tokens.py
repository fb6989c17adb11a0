"""Signed tokens in cookies: one algorithm, one issuer, and a kind (`typ`) that a token of another purpose never has."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import jwt

from chalicelib.runtime.secret_keys import secret_key

_ALGORITHM = "HS256"
_ISSUER = _AUDIENCE = "exemption-portal"
_KEY_ID = "1"
_LEEWAY = timedelta(seconds=5)
_REQUIRED = ("exp", "iat", "nbf", "iss", "aud", "sub", "jti")


@dataclass(frozen=True)
class Lifetime:
    """From when until when a token counts; aware, in UTC."""

    begins: datetime
    ends: datetime


def sign(kind: str, claims: Mapping[str, Any], life: Lifetime) -> str:
    """A token of this kind. `claims` must name "sub", whom it is about, and "jti", its own id."""
    whole = {**claims, "iss": _ISSUER, "aud": _AUDIENCE, "iat": life.begins, "nbf": life.begins, "exp": life.ends,
             "typ": kind}
    headers = {"kid": _KEY_ID, "typ": f"{kind}+jwt"}
    return jwt.encode(whole, secret_key("session"), algorithm=_ALGORITHM, headers=headers)


def read_signed(kind: str, token: str, now: datetime, required: tuple[str, ...]) -> Mapping[str, Any] | None:
    """The claims of a valid token of this kind, None for anything else (forged, expired, of another kind, or without
    the `required` claims of the kind)."""
    try:
        decoded = jwt.decode_complete(
            token, secret_key("session"), algorithms=[_ALGORITHM], audience=_AUDIENCE, issuer=_ISSUER,
            options={"require": [*_REQUIRED, *required], "strict_aud": True, "verify_exp": False, "verify_iat": False,
                     "verify_nbf": False, "enforce_minimum_key_length": True},
        )
    except jwt.PyJWTError:
        return None
    claims: Mapping[str, Any] = decoded["payload"]
    header = decoded["header"]
    if header.get("kid") != _KEY_ID or header.get("typ") != f"{kind}+jwt" or claims.get("typ") != kind:
        return None
    return claims if _is_in_time(claims, now) else None


def _is_in_time(claims: Mapping[str, Any], now: datetime) -> bool:
    # The times are judged here and not by the library, because `now` is handed in.
    try:
        return instant_of(claims["iat"]) - _LEEWAY <= now < instant_of(claims["exp"])
    except (TypeError, ValueError, OverflowError):
        return False


def instant_of(seconds: Any) -> datetime:
    """A claim as an instant. Raises TypeError, ValueError, OverflowError."""
    return datetime.fromtimestamp(int(seconds), UTC)
