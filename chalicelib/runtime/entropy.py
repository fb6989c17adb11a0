"""The one place that draws random bits: the operating system's CSPRNG.

Ids carry 128 bits (ASVS 11.5.1: UUIDs do not qualify). They are base32 in lower case, so that they are safe in a URL
and in a key, and are drawn at call time only, never at import (a snapshot of the process must not repeat them).
"""

import base64
import secrets

_ID_BYTES = 16


def new_id() -> str:
    """Return a fresh id of 128 random bits: 26 letters and digits, URL-safe."""
    return base64.b32encode(secrets.token_bytes(_ID_BYTES)).decode().rstrip("=").lower()


def random_bytes(count: int) -> bytes:
    """Return `count` random bytes: a seed, a nonce."""
    return secrets.token_bytes(count)


def random_below(limit: int) -> int:
    """Return a uniformly drawn whole number n with 0 <= n < limit."""
    return secrets.randbelow(limit)
