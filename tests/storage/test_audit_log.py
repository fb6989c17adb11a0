"""The log of the audit table: every view and change at its time, in parts that no morning fills."""

from collections import Counter
from datetime import UTC, datetime, timedelta

from chalicelib.runtime.entropy import new_id
from chalicelib.storage.audit_keys import log_parts, log_place
from chalicelib.storage.daily_roots import events_of, first_day
from chalicelib.storage.keys import Key
from chalicelib.storage.table import Table

_NOON = datetime(2026, 8, 20, 12, tzinfo=UTC)
_BEFORE_PARTS, *_PARTS = log_parts()


def _enter(tables: Table, minutes: int, part: str = "") -> str:
    """One entry so many minutes after noon; its key."""
    key, at = Key(f"ACCESS#CHILD#{new_id()}", f"VIEW#{minutes}"), _NOON + timedelta(minutes=minutes)
    place = log_place(key, at)
    tables.put_unless_there(key, {"digest": "d", **place, "GSI1PK": part or place["GSI1PK"]})
    return key.pk


def test_entries_of_all_parts_and_those_of_an_older_portal_come_oldest_first(tables: Table) -> None:
    """Given 60 entries in all parts and three that an older portal made, when the log is read, then they come by time,
    and a limit takes the oldest."""
    entered = [_enter(tables, minutes, _BEFORE_PARTS if minutes % 20 == 7 else "") for minutes in range(60)]

    found = list(tables.audit_log("2026-08-20", "2026-08-20~"))

    assert [item["PK"] for item in found] == entered
    assert {item["GSI1PK"] for item in found} > {_BEFORE_PARTS}
    assert [item["PK"] for item in tables.audit_log("0", "~", limit=3)] == entered[:3]


def test_a_days_root_covers_entries_of_all_parts(tables: Table) -> None:
    entered = {_enter(tables, 0, _BEFORE_PARTS), *(_enter(tables, minutes) for minutes in range(1, 40))}
    _enter(tables, 24 * 60)

    assert set(events_of(tables, _NOON.date())) == entered
    assert first_day(tables) == _NOON.date()


def test_records_are_spread_over_the_parts_and_each_stays_in_its_own() -> None:
    """Given 4,000 schools that are looked at, no part has twice its share, and a school is always in the same."""
    keys = [Key(f"ACCESS#FACILITY#{19640000000000 + place}", f"VIEW#{place}") for place in range(4000)]
    parts = Counter(log_place(key, _NOON)["GSI1PK"] for key in keys)
    assert set(parts) == set(_PARTS)
    assert max(parts.values()) < 2 * len(keys) / len(_PARTS)
    again = {log_place(Key(keys[0].pk, f"VIEW#{place}"), _NOON)["GSI1PK"] for place in range(9)}
    assert len(again) == 1
