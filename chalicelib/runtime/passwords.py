"""argon2id with a pepper: the password is first run through HMAC with a secret key, so that a stolen table alone is of
no use (S-13). Passphrases are compared in Unicode NFC and never cut.

What is stored begins with the id of that key, for instance "1:$argon2id$...". Once a newer key is there, or argon2's
setting has risen, a password is stored again when its owner signs in (S-12).
"""

import hashlib
import hmac
import unicodedata
from dataclasses import dataclass
from typing import Any

from chalicelib.runtime.secret_keys import FIRST_KEY, key_named, keyed_hash, newest_key
from chalicelib.runtime.settings import settings

_CODE_MEMORY_KIB, _CODE_PASSES, _CODE_HASH_BYTES = 19 * 1024, 2, 32


@dataclass(frozen=True)
class Argon2Passwords:
    """Hashes and verifies. argon2 is imported on first use: only sign-in needs it."""

    def hash(self, password: str) -> str:
        """Return what to store: the key's id and the PHC string."""
        key_id, key = newest_key("password")
        return f"{key_id}:{_hasher().hash(_peppered(password, key))}"

    def verify(self, stored: str, password: str) -> bool:
        """Return whether `password` made what is stored. One argon2 computation either way, where its key is still
        kept."""
        from argon2.exceptions import InvalidHashError, VerificationError  # noqa: PLC0415 - see the class

        key_id, phc = _parts(stored)
        key = key_named("password", key_id)
        try:
            return key is not None and bool(_hasher().verify(phc, _peppered(password, key)))
        except (VerificationError, InvalidHashError):
            return False

    def needs_rehash(self, stored: str) -> bool:
        """Return whether it was made with an older key or a lower setting than a password is stored with today."""
        key_id, phc = _parts(stored)
        return key_id != newest_key("password")[0] or bool(_hasher().check_needs_rehash(phc))

    def stretch(self, code: str, salt: str) -> str:
        """Return the stored form of a recovery code (80 bits) under the salt of its set, as hex digits.

        At the lowest setting that the password standards allow: ten are made at once, and none can be guessed. Their
        secret key is one that stays: a new key for passwords must not void what people keep on paper.
        """
        from argon2.low_level import Type, hash_secret_raw  # noqa: PLC0415 - see the class

        made: bytes = hash_secret_raw(
            keyed_hash("lookup", "recovery code", code).encode(),
            bytes.fromhex(salt),
            time_cost=_CODE_PASSES,
            memory_cost=_CODE_MEMORY_KIB,
            parallelism=1,
            hash_len=_CODE_HASH_BYTES,
            type=Type.ID,
        )
        return made.hex()


def _hasher() -> Any:
    from argon2 import PasswordHasher  # noqa: PLC0415 - see the class

    return PasswordHasher(
        time_cost=settings().password_passes, memory_cost=settings().password_memory_kib, parallelism=1
    )


def _parts(stored: str) -> tuple[str, str]:
    """Return the key's id and the PHC string; what was stored before keys had ids is the first one's."""
    key_id, _colon, phc = stored.rpartition(":")
    return key_id or FIRST_KEY, phc


def _peppered(password: str, key: bytes) -> bytes:
    text = unicodedata.normalize("NFC", password)
    return hmac.new(key, text.encode(), hashlib.sha256).hexdigest().encode()
