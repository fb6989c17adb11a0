"""The filings of one report, put together again from its history of changes."""

from collections.abc import Iterator
from typing import Any

from chalicelib.actions.context import Context
from chalicelib.domain.errors import not_found
from chalicelib.domain.school_report import SchoolReport
from chalicelib.storage import audit_keys
from chalicelib.storage.codec import key_with
from chalicelib.storage.encrypted_events import read_event

_MAX_VERSIONS = 200


def report_versions(ctx: Context, newest: SchoolReport) -> Iterator[SchoolReport]:
    """Yield the report as each filing left it, the oldest first. Raises PortalError UNAVAILABLE."""
    if newest.version == 1:
        yield newest
        return
    partition = audit_keys.change_event(SchoolReport.record_type, newest.id, 1).pk
    facts: dict[str, Any] = {}
    for item in ctx.store.table.whole_audit(partition, audit_keys.EVENT_PREFIX, ceiling=_MAX_VERSIONS):
        event = read_event(item, key_with(newest))
        facts |= {name: after for name, (_before, after) in event.changes.items()}
        yield SchoolReport.model_validate({**facts, "version": event.version})


def report_version(ctx: Context, newest: SchoolReport, number: int) -> SchoolReport:
    """Return one filing. Raises PortalError NOT_FOUND, UNAVAILABLE."""
    if number == newest.version:
        return newest
    found = next((each for each in report_versions(ctx, newest) if each.version == number), None)
    if found is None:
        raise not_found()
    return found
