"""The versions of a calendar, put together again from its history of changes."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from chalicelib.actions.context import Context
from chalicelib.domain.events import ChangeEvent
from chalicelib.domain.school_calendar import SchoolYearCalendar
from chalicelib.storage import audit_keys

_MAX_VERSIONS = 1000


@dataclass(frozen=True)
class CalendarVersion:
    """The calendar as one act left it, when, and by whom (an account)."""

    calendar: SchoolYearCalendar
    on: date
    act: str
    actor_id: str


def calendar_versions(ctx: Context, calendar_id: str) -> Iterator[CalendarVersion]:
    """Yield the versions, the oldest first. Raises PortalError UNAVAILABLE."""
    partition = audit_keys.change_event(SchoolYearCalendar.record_type, calendar_id, 1).pk
    facts: dict[str, Any] = {}
    for item in ctx.store.table.whole_audit(partition, audit_keys.EVENT_PREFIX, ceiling=_MAX_VERSIONS):
        event = ChangeEvent.model_validate_json(item["body"])
        facts |= {name: after for name, (_before, after) in event.changes.items()}
        calendar = SchoolYearCalendar.model_validate({**facts, "version": event.version})
        yield CalendarVersion(calendar, event.on, event.act, event.actor_id)
