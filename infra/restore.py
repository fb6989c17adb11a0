"""Saves both tables of a stage into a file, puts them into empty tables, and checks what stands there:

    python -m infra.restore save tables.jsonl.gz
    python -m infra.restore load tables.jsonl.gz
    python -m infra.restore check

It works on the tables that the PORTAL_ settings name, with the rights of whoever runs it. The file holds everything
that the tables hold: keep it as they are kept, and destroy it afterward.
"""

from __future__ import annotations

import argparse
import gzip
import json
import sys
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from chalicelib.storage.table import client, portal_table
from infra.export_audit import whole_history
from infra.verify_audit import Check

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

_AT_ONCE = 25  # as many as one request may write
_TRIES = 10


class NotEmptyError(RuntimeError):
    """A table has something in it already: what is loaded would mix with it."""


def saved(store: DynamoDBClient, tables: Iterable[str]) -> Iterator[str]:
    """Yield each item as a line, with its table, in the store's own spelling."""
    for table in tables:
        for page in store.get_paginator("scan").paginate(TableName=table, ConsistentRead=True):
            for item in page["Items"]:
                yield json.dumps({"table": table, "item": item}, sort_keys=True)


def load(store: DynamoDBClient, lines: Iterable[str], tables: Iterable[str]) -> int:
    """Put the items of the lines into empty tables, and return how many. Raises NotEmptyError, before anything."""
    for table in tables:
        if store.scan(TableName=table, Limit=1)["Items"]:
            raise NotEmptyError(table)
    loaded, read = 0, map(json.loads, lines)
    while some := list(islice(read, _AT_ONCE)):
        writes: dict[str, list[Any]] = {}
        for line in some:
            writes.setdefault(line["table"], []).append({"PutRequest": {"Item": line["item"]}})
        _write(store, writes)
        loaded += len(some)
    return loaded


def _write(store: DynamoDBClient, writes: dict[str, list[Any]]) -> None:
    for _ in range(_TRIES):
        writes = store.batch_write_item(RequestItems=writes).get("UnprocessedItems", {})
        if not writes:
            return
    raise TimeoutError("the store does not take the items")


def check() -> Check:
    """What the program that anyone can run says of the history as it stands."""
    return Check(list(whole_history(portal_table())))


def main(arguments: list[str] | None = None) -> int:
    """Run one command. Returns the exit code."""
    parser = argparse.ArgumentParser(prog="python -m infra.restore", description=__doc__.partition(":")[0])
    commands = parser.add_subparsers(dest="command", required=True)
    for name, about in (("save", "write both tables into a file"), ("load", "put a file's items into empty tables")):
        commands.add_parser(name, help=about).add_argument("file", type=Path)
    commands.add_parser("check", help="check the history as it stands")
    given = parser.parse_args(arguments)
    table = portal_table()
    tables = (table.name, table.audit_name)
    if given.command == "save":
        with gzip.open(given.file, "wt") as file:
            file.writelines(f"{line}\n" for line in saved(client(), tables))
        return 0
    if given.command == "load":
        with gzip.open(given.file, "rt") as file:
            print(f"{load(client(), file, tables):,} items")
        return 0
    found = check()
    print(
        *(found.problems or [f"Sound: {len(found.chains):,} records and {len(found.roots):,} signed days."]), sep="\n"
    )
    return 1 if found.problems else 0


if __name__ == "__main__":
    sys.exit(main())
