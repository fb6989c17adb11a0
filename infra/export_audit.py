"""Writes the whole history of a stage for infra/verify_audit.py: `python -m infra.export_audit > export.json`, with
rights to read both tables. A list with one entry to a line: what the export is, the heads of all records, all items of
the audit table."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from typing import Any

from chalicelib.domain.history import HISTORY, head_line, item_line
from chalicelib.storage import audit_keys, keys
from chalicelib.storage.keys import Key
from chalicelib.storage.record_types import RECORD_TYPES
from chalicelib.storage.table import Table, client, plain, portal_table


def whole_history(table: Table) -> Iterator[dict[str, Any]]:
    """The lines of the export. Heads are read first: what is written meanwhile is then at most ahead of them."""
    yield {**HISTORY, "scope": "all"}
    for item in _items(table.name):
        if item.get("type") in RECORD_TYPES:
            record_id = keys.record_id(Key(item["PK"], item["SK"]))
            partition = audit_keys.change_event(item["type"], record_id, 1).pk
            yield head_line(partition, int(item["version"]), item["chain"])
    for item in _items(table.audit_name):
        yield item_line(item)


def _items(name: str) -> Iterator[dict[str, Any]]:
    for page in client().get_paginator("scan").paginate(TableName=name, ConsistentRead=True):
        yield from (plain(item) for item in page["Items"])


def main() -> None:
    """Print the export of the tables that the settings name."""
    lines = (json.dumps(line) for line in whole_history(portal_table()))
    sys.stdout.write("[\n" + ",\n".join(lines) + "\n]\n")


if __name__ == "__main__":
    main()
