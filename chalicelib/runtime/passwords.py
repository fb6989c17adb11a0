"""argon2id with a pepper: the password is first run through HMAC with a secret key, so that a stolen table alone is of
no use (S-13). Passphrases are compared in Unicode NFC and never cut."""

import hashlib
import hmac
import unicodedata
from dataclasses import dataclass
from typing import Any

from chalicelib.runtime.secret_keys import secret_key
from chalicelib.runtime.settings import settings

_CODE_MEMORY_KIB, _CODE_PASSES, _CODE_HASH_BYTES = 19 * 1024, 2, 32


@dataclass(frozen=True)
class Argon2Passwords:
    """Hashes and verifies. argon2 is imported on first use: only sign-in needs it."""

    def hash(self, password: str) -> str:
        """The PHC string to store."""
        hashed: str = _hasher().hash(_peppered(password))
        return hashed

    def verify(self, stored: str, password: str) -> bool:
        """Whether `password` made the stored PHC string. One argon2 computation either way."""
        from argon2.exceptions import InvalidHashError, VerificationError  # noqa: PLC0415 - see the class

        try:
            return bool(_hasher().verify(stored, _peppered(password)))
        except (VerificationError, InvalidHashError):
            return False

    def stretch(self, code: str, salt: str) -> str:
        """The stored form of a recovery code (80 bits) under the salt of its set, as hex digits.

        At the lowest setting that the password standards allow: ten are made at once, and none can be guessed.
        """
        from argon2.low_level import Type, hash_secret_raw  # noqa: PLC0415 - see the class

        made: bytes = hash_secret_raw(
            _peppered(code), bytes.fromhex(salt), time_cost=_CODE_PASSES, memory_cost=_CODE_MEMORY_KIB, parallelism=1,
            hash_len=_CODE_HASH_BYTES, type=Type.ID,
        )
        return made.hex()


def _hasher() -> Any:
    from argon2 import PasswordHasher  # noqa: PLC0415 - see the class

    return PasswordHasher(
        time_cost=settings().password_passes, memory_cost=settings().password_memory_kib, parallelism=1
    )


def _peppered(password: str) -> bytes:
    text = unicodedata.normalize("NFC", password)
    return hmac.new(secret_key("password"), text.encode(), hashlib.sha256).hexdigest().encode()
