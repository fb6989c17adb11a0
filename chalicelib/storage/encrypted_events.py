"""The words of a record's history, encrypted (S-72): what a change of a child's record, or of a person's own facts,
was from and to, and why. The event's digest is over the encrypted text, so the chain can be checked by who cannot
read it."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from chalicelib.domain.account import Account
from chalicelib.domain.events import ChangeEvent, canonical
from chalicelib.domain.field_classes import fields_about_people
from chalicelib.runtime.entropy import random_bytes
from chalicelib.storage import audit_keys
from chalicelib.storage.data_keys import DataKey

_SALT_BYTES = 16


def encrypt_event(event: ChangeEvent, key: DataKey | None) -> ChangeEvent:
    """Return the event as it is stored. Changes of an account that say nothing of the person (a session, a language)
    stay readable: signing in asks no key service."""
    if key is None or (event.record_type == "account" and fields_about_people(Account).isdisjoint(event.changes)):
        return event
    words = {
        "changes": event.model_dump(mode="json")["changes"],
        "reason": event.reason,
        "salt": random_bytes(_SALT_BYTES).hex(),
    }
    text = canonical(words)
    return event.with_changes(
        changes={},
        reason="",
        sealed=key.encrypt(text, _place(event)),
        commitment=hashlib.sha256(text.encode()).hexdigest(),
    )


def read_event(item: Mapping[str, Any], key: DataKey | None) -> ChangeEvent:
    """Return the event of an audit item with its words. Raises SealBrokenError."""
    event = ChangeEvent.model_validate_json(item["body"])
    words = words_of(event, key)
    return event.with_changes(changes=words["changes"], reason=words["reason"]) if words else event


def words_of(event: ChangeEvent, key: DataKey | None) -> dict[str, Any] | None:
    """Return what is encrypted in the event, with its salt; None if nothing is. Raises SealBrokenError."""
    if not event.sealed or key is None:
        return None
    words: dict[str, Any] = json.loads(key.decrypt(event.sealed, _place(event)))
    return words


def _place(event: ChangeEvent) -> str:
    place = audit_keys.change_event(event.record_type, event.record_id, event.version)
    return f"{place.pk} {place.sk}"
