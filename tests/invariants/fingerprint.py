"""What has happened, as far as it counts: the records with their versions, their events, the notices, the rows beside
them. Not counted: who looked at what, tries, the marks of operations, and that
a school has a form (once for all of its forms)."""

from collections import Counter
from typing import Any

from chalicelib.storage.table import Table
from tests.checks.after_each_test import all_items

_BESIDE_THE_POINT = ("ACCESS#", "TRIES#", "OPERATION#", "REPORTING#")


def fingerprint(table: Table) -> Counter[tuple[Any, ...]]:
    """The effects in both tables: how often each kind of thing, at which version and in which state, is there.

    Ids are left out, so that two runs of one story can be compared.
    """
    items = [
        item
        for item in (*all_items(table.name), *all_items(table.audit_name))
        if not item["PK"].startswith(_BESIDE_THE_POINT)
    ]
    return Counter(_kind_of(item) for item in items)


def _kind_of(item: dict[str, Any]) -> tuple[Any, ...]:
    notice = item["body"].split('"kind":"')[1].split('"')[0] if item.get("type") == "notice" else ""
    where = item["PK"].split("#")[0]
    return (where, item.get("type", ""), item.get("kind", ""), item.get("version", 0), item.get("state", ""), notice)


def effect(before: Counter[tuple[Any, ...]], after: Counter[tuple[Any, ...]]) -> dict[tuple[Any, ...], int]:
    """What came and what went between two fingerprints; versions left out, so that a second story compares."""
    change: Counter[tuple[Any, ...]] = Counter()
    for kind, count in after.items():
        change[_without_version(kind)] += count
    for kind, count in before.items():
        change[_without_version(kind)] -= count
    return {kind: count for kind, count in change.items() if count}


def _without_version(kind: tuple[Any, ...]) -> tuple[Any, ...]:
    where, type_, name, _version, state, notice = kind
    return where, type_, name, state, notice
