"""Passwords without argon2's cost, for tests in which it is not the subject."""

from dataclasses import dataclass

from chalicelib.runtime.passwords import Argon2Passwords, _parts, _peppered
from chalicelib.runtime.secret_keys import key_named, keyed_hash, newest_key


@dataclass(frozen=True)
class QuickPasswords(Argon2Passwords):
    """The portal's hasher up to the pepper: what argon2 would get is stored as it is."""

    def hash(self, password: str) -> str:
        """What to store: the key's id and the peppered password."""
        key_id, key = newest_key("password")
        return f"{key_id}:{_peppered(password, key).decode()}"

    def verify(self, stored: str, password: str) -> bool:
        """Whether `password` made what is stored."""
        key_id, kept = _parts(stored)
        key = key_named("password", key_id)
        return key is not None and kept == _peppered(password, key).decode()

    def needs_rehash(self, stored: str) -> bool:
        """Whether it was made with an older key."""
        return _parts(stored)[0] != newest_key("password")[0]

    def stretch(self, code: str, salt: str) -> str:
        """The stored form of a recovery code under the salt of its set."""
        return keyed_hash("lookup", "recovery code", salt, code)
