"""The signed root of each day, and where each record's events of the day stand in it. Both are put once into the audit
table; the statement is put into locked storage, too."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date

from chalicelib.storage import audit_keys
from chalicelib.storage.table import Item, Table

_FIRST, _LAST = "0", "~"


def last_root(table: Table) -> Item | None:
    """Return the newest root, None before the first. Raises PortalError UNAVAILABLE."""
    found = table.query_audit(audit_keys.ROOTS, audit_keys.ROOT_PREFIX, limit=1, newest_first=True)
    return found[0] if found else None


def first_day(table: Table) -> date | None:
    """Return the day of the oldest event, None if nothing has happened yet. Raises PortalError UNAVAILABLE."""
    oldest = next(table.audit_log(_FIRST, _LAST, limit=1), None)
    return date.fromisoformat(str(oldest["GSI1SK"])[:10]) if oldest else None


def events_of(table: Table, day: date) -> Mapping[str, list[tuple[str, str]]]:
    """Return, by partition, the place and digest of each event of that day (UTC). Raises PortalError UNAVAILABLE."""
    events: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for item in table.audit_log(day.isoformat(), f"{day.isoformat()}{_LAST}"):
        events[str(item["PK"])].append((str(item["SK"]), str(item["digest"])))
    return events


def put_proof(table: Table, partition: str, day: date, path: list[str]) -> None:
    """Write a leaf's inclusion proof; keep one that exists. Raises PortalError UNAVAILABLE."""
    table.put_unless_there(audit_keys.root_proof(partition, day.isoformat()), {"path": path})


def put_root(table: Table, day: date, statement: str, signature: str, public_key: str) -> None:
    """Write the day's signed statement; one that is there stays. Raises PortalError UNAVAILABLE."""
    table.put_unless_there(
        audit_keys.daily_root(day.isoformat()), {"statement": statement, "signature": signature, "key": public_key}
    )
