"""The six digits that an authenticator app shows (RFC 6238): SHA-1, 30 seconds, one step of drift either way."""

import base64
import unicodedata
from datetime import datetime

import pyotp

SEED_BYTES = 20  # 160 bits
STEP_SECONDS = 30
_STEPS_OF_DRIFT = 1
_ISSUER = "Exemption Portal"
_GROUP = 4


def matching_step(seed: bytes, typed: str, now: datetime) -> int | None:
    """Return the 30-second step whose code was typed, None if it is no code of the present step or its neighbors."""
    try:
        return _totp(seed).verify_and_get_timecode(typed, for_time=now, valid_window=_STEPS_OF_DRIFT)
    except pyotp.OTPVerificationError:
        return None


def code_at(seed: bytes, now: datetime) -> str:
    """Return the six digits at that instant."""
    return _totp(seed).at(now)


def digits_of(typed: str) -> str:
    """Return what was typed, without the spaces and hyphens that people put between; full-width digits as plain
    ones."""
    return "".join(unicodedata.normalize("NFKC", typed).replace("-", "").split())


def secret_text(seed: bytes) -> str:
    """Return the seed as a person types it into an app: base32 in groups of four."""
    letters = _base32(seed)
    return " ".join(letters[place : place + _GROUP] for place in range(0, len(letters), _GROUP))


def set_up_link(seed: bytes, email: str) -> str:
    """Return the otpauth link that an app opens, and that the QR code holds."""
    return pyotp.TOTP(_base32(seed)).provisioning_uri(name=email, issuer_name=_ISSUER)


def _totp(seed: bytes) -> pyotp.TOTP:
    return pyotp.TOTP(_base32(seed), interval=STEP_SECONDS)


def _base32(seed: bytes) -> str:
    return base64.b32encode(seed).decode().rstrip("=")
