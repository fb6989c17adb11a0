"""What a unit of work looks at beside its writes: what a repeated operation did before, whether a record is ours to
write, and whether a change of state is a row of the table of states."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from chalicelib.domain.account import Account
from chalicelib.domain.action import Action
from chalicelib.domain.errors import ErrorKind, PortalError
from chalicelib.domain.lifecycle import find_transition
from chalicelib.domain.record import VersionedRecord
from chalicelib.domain.results import Done
from chalicelib.storage.table import unavailable

_KEPT = timedelta(days=30)

EITHER_WAY = "attribute_exists(PK) OR attribute_not_exists(PK)"
"""The condition of a write that is right whether the item is there or not."""


def idempotency_record(made: Done, actor: Account | None, now: datetime) -> dict[str, Any]:
    """Return what makes a repeat of the operation harmless. It is kept for thirty days."""
    return {
        "act": str(made.act),
        "result": made.model_dump_json(),
        "confirmation": "",  # the release before this one reads it
        "actor": actor.id if actor else "",
        "ttl": int((now + _KEPT).timestamp()),
    }


def result_of(mark: Mapping[str, Any]) -> Done | None:
    """What an operation mark says was done; None for a mark of an earlier release, which holds an address instead (it
    is kept for thirty days)."""
    return Done.model_validate_json(mark["result"]) if "result" in mark else None


def done_before(mark: Mapping[str, Any], actor: Account | None) -> Done:
    """What the first doing of this operation did. Raises PortalError CONFLICT where another person did it, or an
    earlier release: then the page knows where it led."""
    done = result_of(mark)
    if done is None or mark["actor"] != (actor.id if actor else ""):
        raise PortalError(ErrorKind.CONFLICT, "STALE")
    return done


def require_ours(record: VersionedRecord | None) -> None:
    """Raises PortalError UNAVAILABLE for a record of the next release: written from here it would lose what was added.
    While a release is rolled out, the same request works a little later."""
    if record and record.is_newer:
        raise unavailable()


def check_transitions(before: VersionedRecord | None, after: VersionedRecord, by: Action) -> None:
    """Refuse a change of state that is no row of the table of states. Raises NoSuchTransitionError."""
    state = getattr(after, "state", None)
    old_state = getattr(before, "state", None)
    if state is not None and state != old_state:
        find_transition(after.record_type, old_state, by, state)
    old_lines = {line.vaccine: line.state for line in getattr(before, "lines", ()) if hasattr(line, "state")}
    for line in getattr(after, "lines", ()):
        if hasattr(line, "state") and line.state != old_lines.get(line.vaccine):
            find_transition("line", old_lines.get(line.vaccine), by, line.state)
