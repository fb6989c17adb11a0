"""Audit events (Civ. Code 56.101(b)): who changed what, when, from what to what, and why.

One event is one version step of one record. Events of a record are chained by hash: the record holds the hash of its
last event, so a missing, added or altered event shows.
"""

import hashlib
import json
from datetime import date, datetime
from typing import Any

from chalicelib.domain.record import Fact, Stateful


class ChangeEvent(Fact):
    """One change. `changes` maps a field to its value before and after."""

    kind: str  # record type and act, for instance "form.issue_exemption"
    record_type: str
    record_id: str
    version: int
    act: str
    actor_id: str
    actor_role: str
    at: datetime
    on: date  # the California date the law counts from
    reason: str
    request_id: str
    changes: dict[str, tuple[Any, Any]]
    previous: str

    def digest(self) -> str:
        """SHA-256 over the previous event's digest and this event in canonical JSON, as 64 hex digits."""
        body = self.model_dump(mode="json", exclude={"previous"})
        canonical = json.dumps(body, sort_keys=True, separators=(",", ":"), ensure_ascii=True)
        return hashlib.sha256((self.previous + canonical).encode()).hexdigest()


def changes_between(before: Stateful | None, after: Stateful) -> dict[str, tuple[Any, Any]]:
    """The fields that differ, each with its value before (None for a new record) and after."""
    old = before.model_dump(mode="json") if before else {}
    new = after.model_dump(mode="json")
    ignored = {"version", "chain"}
    return {name: (old.get(name), value) for name, value in new.items()
            if name not in ignored and old.get(name) != value}
