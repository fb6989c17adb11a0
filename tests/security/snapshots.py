"""What stands in both tables, item by item: to say that something changed nothing."""

import json
from typing import Any

from chalicelib.storage.table import Table
from tests.checks.after_each_test import all_items

# Counters against guessing, and the log of who looked: they are there to change.
_COUNTERS, _LOOKS = "TRIES#", "ACCESS#"


def snapshot(table: Table) -> dict[tuple[str, str], str]:
    """Every item but the counters against guessing, by its key."""
    items = [*all_items(table.name), *all_items(table.audit_name)]
    return {(item["PK"], item["SK"]): _text(item) for item in items if not item["PK"].startswith(_COUNTERS)}


def changed(before: dict[tuple[str, str], str], after: dict[tuple[str, str], str]) -> list[str]:
    """The keys of what came, went or changed, but for the log of who looked."""
    keys = {key for key in before.keys() | after.keys() if before.get(key) != after.get(key)}
    return sorted(f"{pk} {sk}" for pk, sk in keys if not pk.startswith(_LOOKS))


def _text(item: dict[str, Any]) -> str:
    return json.dumps(
        item, default=lambda value: sorted(value) if isinstance(value, set) else str(value), sort_keys=True
    )
