"""Secret keys by purpose. One key serves one purpose, so that a token of one kind can never pass for another.

A key that can be replaced while the portal runs has an id: "session" is its first, "session@2" its second. The newest
one whose `from` has passed signs; all of them verify, until they are taken away. Each process reads them again every
five minutes, so all know a new key before the first one signs with it (infra/README.md has the order).
"""

import hashlib
import hmac
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from typing import Any

from chalicelib.runtime.aws import aws_client
from chalicelib.runtime.clock import system_clock, system_seconds
from chalicelib.runtime.logging import RimMetric, count, log_failure
from chalicelib.runtime.settings import settings

FIRST_KEY = "1"
PURPOSES = ("session", "csrf", "lookup", "link", "password", "seal", "log")
READ_AGAIN_AFTER_SECONDS = 300
ASKED_AGAIN_AFTER_SECONDS = 30  # for a key that is not known, or where the keys could not be read
_CONNECT_SECONDS, _READ_SECONDS = 1, 2
_LONGEST_ID = 4  # digits
_ALWAYS = datetime.min.replace(tzinfo=UTC)


class MissingKeyError(RuntimeError):
    """The environment lacks a key that the portal cannot run without."""


@dataclass(frozen=True)
class HeldKey:
    """A key, and the instant from which on it signs."""

    key: bytes
    begins: datetime = _ALWAYS

    @classmethod
    def stored(cls, held: Any) -> "HeldKey":
        """Read what stands in the secret: hex digits, or `{"key": hex digits, "from": an instant with its offset}`."""
        if isinstance(held, str):
            return cls(bytes.fromhex(held))
        return cls(bytes.fromhex(held["key"]), datetime.fromisoformat(held["from"]))


class KeyRing:
    """The keys as a secret holds them, by purpose and id, read again by time. `fetch` returns what stands there."""

    def __init__(
        self,
        fetch: Callable[[], Mapping[str, Any]],
        seconds: Callable[[], float] = system_seconds,
        clock: Callable[[], datetime] = system_clock,
    ) -> None:
        self._fetch, self._seconds, self._clock = fetch, seconds, clock
        self._held: dict[str, dict[str, HeldKey]] = {}
        self._read_at = self._asked_at = 0.0

    def keys_of(self, purpose: str) -> Mapping[str, bytes]:
        """Return the keys of a purpose by their ids, oldest first. Raises MissingKeyError if there is none."""
        return {number: held.key for number, held in self._of(purpose).items()}

    def newest(self, purpose: str) -> tuple[str, bytes]:
        """Return the id and the key that sign now: the newest whose time has come, else the oldest. Raises
        MissingKeyError."""
        found, now = self._of(purpose), self._clock()
        due = [number for number, held in found.items() if held.begins <= now]
        number = due[-1] if due else next(iter(found))
        return number, found[number].key

    def named(self, purpose: str, number: str) -> bytes | None:
        """Return the key of this id, None where there is none: the keys are read again first, in case it was added, at
        most once in half a minute. Raises MissingKeyError."""
        found = self._of(purpose).get(number)
        is_id = number.isascii() and number.isdigit() and len(number) <= _LONGEST_ID
        if found is None and is_id and self._seconds() >= self._asked_at + ASKED_AGAIN_AFTER_SECONDS:
            self._read()
            found = self._held.get(purpose, {}).get(number)
        return found.key if found else None

    def _of(self, purpose: str) -> Mapping[str, HeldKey]:
        if not self._held or self._is_due():
            self._read()
        if purpose not in self._held:
            raise MissingKeyError(purpose)
        return self._held[purpose]

    def _is_due(self) -> bool:
        now = self._seconds()
        return now >= self._read_at + READ_AGAIN_AFTER_SECONDS and now >= self._asked_at + ASKED_AGAIN_AFTER_SECONDS

    def _read(self) -> None:
        """Read the keys. Those that were read before go on where it fails; where there are none, it raises."""
        self._asked_at = self._seconds()
        try:
            held = _by_purpose(self._fetch())
        except Exception as error:
            if not self._held:
                raise
            log_failure("secret_keys.unread", error)
            count(RimMetric.KEYS_UNREAD)
            return
        self._held, self._read_at = held, self._asked_at


def _by_purpose(stored: Mapping[str, Any]) -> dict[str, dict[str, HeldKey]]:
    found: dict[str, dict[str, HeldKey]] = {}
    for name, held in stored.items():
        purpose, _at, number = name.partition("@")
        found.setdefault(purpose, {})[number or FIRST_KEY] = HeldKey.stored(held)
    return {purpose: {number: keys[number] for number in sorted(keys, key=int)} for purpose, keys in found.items()}


def secret_text(arn: str) -> str:
    """Return what stands in a secret of Secrets Manager. Raises what the call raises."""
    return str(_secrets().get_secret_value(SecretId=arn)["SecretString"])


@cache
def _secrets() -> Any:
    return aws_client("secretsmanager", connect_seconds=_CONNECT_SECONDS, read_seconds=_READ_SECONDS, tries=1)


@cache
def key_ring() -> KeyRing:
    """The keys of this process."""
    found = settings()
    if found.secrets_arn:
        return KeyRing(lambda: json.loads(secret_text(found.secrets_arn)))
    return KeyRing(lambda: {name: secret.get_secret_value() for name, secret in found.keys.items()})


def secret_key(purpose: str) -> bytes:
    """Return the key of a purpose whose key stays (at least 32 bytes). Raises MissingKeyError if none is set."""
    key = keys_of(purpose).get(FIRST_KEY)
    if key is None:
        raise MissingKeyError(purpose)
    return key


def keys_of(purpose: str) -> Mapping[str, bytes]:
    """Return the keys of a purpose by their ids, oldest first. Raises MissingKeyError if there is none."""
    return key_ring().keys_of(purpose)


def key_named(purpose: str, number: str) -> bytes | None:
    """Return the key with which something was made, None where it is not known. Raises MissingKeyError."""
    return key_ring().named(purpose, number)


def newest_key(purpose: str) -> tuple[str, bytes]:
    """Return the id and the key that new tokens and hashes are made with. Raises MissingKeyError."""
    return key_ring().newest(purpose)


def keyed_hash(purpose: str, *parts: str) -> str:
    """Return HMAC-SHA-256 over the parts, as 64 hex digits: how an e-mail address or a child stands in a key.

    The parts are joined with a separator that none of them can hold, so no two lists give one hash.
    """
    message = "\x1f".join(parts).encode()
    return hmac.new(secret_key(purpose), message, hashlib.sha256).hexdigest()
