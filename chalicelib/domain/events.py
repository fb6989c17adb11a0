"""Audit events (Civ. Code 56.101(b)): who changed what, when, from what to what, and why.

One event is one version step of one record. Events of a record are chained by hash: the record holds the hash of its
last event, so a missing, added or altered event shows.
"""

import hashlib
import json
from datetime import date, datetime
from typing import Annotated, Any

from chalicelib.domain.field_classes import Internal, Medical
from chalicelib.domain.record import KEPT_BESIDE, FrozenModel, VersionedRecord


class ChangeEvent(FrozenModel):
    """One change. `changes` maps a field to its value before and after.

    Where the words are a person's, they stand in `sealed` instead, under the data key of the child or the account, with
    the reason; `commitment` is the digest of what is encrypted (a random salt is in it), so that who holds the words
    can show that they are the ones. With the key the words are gone, and the chain still proves that the change was
    made.
    """

    field_class = Internal

    kind: str  # record type and act, for instance "form.issue_exemption"
    record_type: str
    record_id: str
    version: int
    act: str
    actor_id: str
    actor_role: str
    at: datetime
    on: date  # the California date the law counts from
    reason: Annotated[str, Medical]
    request_id: str
    changes: Annotated[dict[str, tuple[Any, Any]], Medical]
    previous: str
    sealed: str = ""
    commitment: str = ""

    def digest(self) -> str:
        """Return SHA-256 over the previous event's digest and this event in canonical JSON, as 64 hex digits."""
        body = self.model_dump(mode="json", exclude={"previous"})
        return hashlib.sha256((self.previous + canonical(body)).encode()).hexdigest()


def canonical(thing: object) -> str:
    """Return the one spelling of a JSON value that digests are made of."""
    return json.dumps(thing, sort_keys=True, separators=(",", ":"), ensure_ascii=True)


def changes_between(before: VersionedRecord | None, after: VersionedRecord) -> dict[str, tuple[Any, Any]]:
    """Return the fields that differ, each with its value before (None for a new record) and after."""
    old = before.model_dump(mode="json") if before else {}
    new = after.model_dump(mode="json")
    return {
        name: (old.get(name), value)
        for name, value in new.items()
        if name not in KEPT_BESIDE and old.get(name) != value
    }
