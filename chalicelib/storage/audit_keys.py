"""The keys of the audit table.

Audit table (PK, SK; the application may only put and query):

| item            | PK              | SK              | by                                            |
|-----------------|-----------------|-----------------|-----------------------------------------------|
| change event    | TYPE#id         | EVENT#version   | a record's history, its file for the parent   |
| access event    | ACCESS#kind#id  | VIEW#time#id    | who has looked: one query                     |
| place in a root | as the events'  | PROOF#day       | the same file                                 |
| signed root     | ROOT            | DAY#day         | the nightly job; the same file                |

Its index GSI1 (LOG#part, time; keys and digest only) gives the nightly jobs the events of a day. Every view and every
change of the state is entered there at its time, so it has 16 parts: one would not take a morning (decision 53).
"""

import zlib
from collections.abc import Iterator
from datetime import datetime

from chalicelib.storage.keys import Key

EVENT_PREFIX = "EVENT#"
VIEW_PREFIX = "VIEW#"
PROOF_PREFIX = "PROOF#"
ROOT_PREFIX = "DAY#"
ROOTS = "ROOT"
_LOG, _LOG_PARTS = "LOG", 16


def change_event(record_type: str, record_id: str, version: int) -> Key:
    """Return, in the audit table, the event that made this version."""
    return Key(f"{record_type.upper()}#{record_id}", f"{EVENT_PREFIX}{version:08d}")


def access_event(owner_kind: str, owner_id: str, at: datetime, event_id: str) -> Key:
    """Return, in the audit table, a view of a child's record (owner kind "child"), of a facility's list ("facility"),
    or a look-up ("look_up", under the keyed hash of what was looked for)."""
    return Key(f"ACCESS#{owner_kind.upper()}#{owner_id}", f"{VIEW_PREFIX}{at.isoformat()}#{event_id}")


def access_place(owner_kind: str, owner_id: str, place: str) -> Key:
    """Return, in the audit table, a place among the views of one owner, for a query from one place to another."""
    return Key(f"ACCESS#{owner_kind.upper()}#{owner_id}", f"{VIEW_PREFIX}{place}")


def log_place(key: Key, at: datetime) -> dict[str, str]:
    """Return, in the audit table, an event's place in the index by time, in UTC. Events of one partition have one part
    of the index."""
    return {"GSI1PK": _log_part(zlib.crc32(key.pk.encode()) % _LOG_PARTS), "GSI1SK": at.isoformat()}


def log_parts() -> Iterator[str]:
    """Yield the parts of the index by time, and the one in which an older portal entered everything."""
    yield _LOG
    yield from map(_log_part, range(_LOG_PARTS))


def _log_part(number: int) -> str:
    return f"{_LOG}#{number:02d}"


def root_proof(partition: str, day: str) -> Key:
    """Return, in the audit table, where a partition's events of one day stand in that day's root."""
    return Key(partition, f"{PROOF_PREFIX}{day}")


def daily_root(day: str) -> Key:
    """Return, in the audit table, the signed root of one day (UTC, as in 2026-11-20)."""
    return Key(ROOTS, f"{ROOT_PREFIX}{day}")
