"""Data keys (DEKs): one for each child and each account, minted with its first record and stored in the items of its
records, wrapped by the KEK (runtime/envelope.py). It encrypts the medical words of those records and the words of their
history (S-69, S-72). The audit table, which can only grow, never holds it: when the last record goes, so does the key.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from botocore.exceptions import BotoCoreError, ClientError

from chalicelib.domain.record import VersionedRecord
from chalicelib.runtime import envelope
from chalicelib.runtime.entropy import random_bytes
from chalicelib.storage.table import unavailable

_MAX_OPEN = 512


def subject_of(record: VersionedRecord) -> str:
    """Return whose words the record holds: the child, the account's person, the student, the students of a report; ""
    where it holds no one's."""
    if record.record_type in {"child", "account", "student", "school_report"}:
        return f"{record.record_type} {record.id}"
    if record.record_type == "contact":  # in the student's words, and under the student's key
        return f"student {getattr(record, 'student_id', '')}"
    child_id = getattr(record, "child_id", "")
    return f"child {child_id}" if child_id else ""


@dataclass(frozen=True)
class DataKey:
    """The key of one subject, as items store it. It is unwrapped when something is encrypted or decrypted with it."""

    subject: str
    wrapped: str

    def encrypt(self, words: str, place: str) -> str:
        """Return the words as a text that opens for this subject at this place alone. Raises PortalError
        UNAVAILABLE."""
        return envelope.encrypt_with(self._opened(), words.encode(), context=f"{self.subject} {place}")

    def decrypt(self, locked: str, place: str) -> str:
        """Decrypt a text of `encrypt`. Raises SealBrokenError, PortalError UNAVAILABLE."""
        return envelope.decrypt_with(self._opened(), locked, context=f"{self.subject} {place}").decode()

    def up_to_date(self) -> "DataKey":
        """Return the same key, wrapped again where the KEK has been replaced. Raises PortalError UNAVAILABLE."""
        return _wrapped(self.subject, self._opened()) if envelope.needs_rewrap(self.wrapped) else self

    def _opened(self) -> bytes:
        if self.wrapped not in _OPEN:
            _keep_open(self.wrapped, _unwrapped(self))
        return _OPEN[self.wrapped]


def mint(subject: str) -> DataKey:
    """Return a new key. Raises PortalError UNAVAILABLE."""
    return _wrapped(subject, random_bytes(envelope.DATA_KEY_BYTES))


@dataclass
class KnownKeys:
    """The keys that one request's reads have brought along, by subject, and those that it has minted."""

    _wrapped: dict[str, str] = field(default_factory=dict)

    def learn(self, item: Mapping[str, Any]) -> None:
        """Remember the key that stands in an item, if one does."""
        if "data_key" in item:
            self._wrapped[item["subject"]] = item["data_key"]

    def key_of(self, record: VersionedRecord) -> DataKey | None:
        """Return the key for the record's words: its own, else its subject's, else a new one; None if it has no
        subject.

        Raises PortalError UNAVAILABLE.
        """
        subject = subject_of(record)
        if not subject:
            return None
        wrapped = record.data_key or self._wrapped.get(subject, "")
        key = DataKey(subject, wrapped).up_to_date() if wrapped else mint(subject)
        self._wrapped[subject] = key.wrapped
        return key


# Opened in this process, by their wrapped form: a page about one child asks the key service once. Nothing else is kept.
_OPEN: dict[str, bytes] = {}


def _keep_open(wrapped: str, plain: bytes) -> None:
    if len(_OPEN) >= _MAX_OPEN:
        _OPEN.clear()
    _OPEN[wrapped] = plain


def _wrapped(subject: str, plain: bytes) -> DataKey:
    try:
        key = DataKey(subject, envelope.encrypt(plain, context=_context(subject)))
    except (BotoCoreError, ClientError) as error:
        raise unavailable() from error
    _keep_open(key.wrapped, plain)
    return key


def _unwrapped(key: DataKey) -> bytes:
    try:
        return envelope.decrypt(key.wrapped, context=_context(key.subject))
    except (BotoCoreError, ClientError) as error:
        raise unavailable() from error


def _context(subject: str) -> str:
    return f"data key of {subject}"
