"""The history of records as a file that can be checked without the portal (infra/verify_audit.py): a list of one-entry
lines, each a head, an item of the audit table, or a withheld item."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from chalicelib.domain.acts import Act
from chalicelib.domain.events import ChangeEvent

HISTORY: Mapping[str, Any] = {"export": "exemption-portal-history", "format": 1}
"""The first line, to which the scope is added: "all", or "child"."""

WITHHELD_ACTS: frozenset[str] = frozenset({Act.OPEN_REVIEW})
"""Acts whose event a parent's file names without its words: why the state opened a review can speak of others."""


def head_line(partition: str, version: int, chain: str) -> dict[str, Any]:
    """Where a record stands now: its version and the digest of its last event."""
    return {"head": {"partition": partition, "version": version, "digest": chain}}


def item_line(item: Mapping[str, Any]) -> dict[str, Any]:
    """An item of the audit table as it is."""
    return {"item": {name: _plain(value) for name, value in item.items()}}


def withheld_line(item: Mapping[str, Any]) -> dict[str, Any]:
    """An event without its words: what its place in chain and root is proven by."""
    event = ChangeEvent.model_validate_json(item["body"])
    return {"withheld": {"PK": item["PK"], "SK": item["SK"], "digest": item["digest"], "previous": event.previous,
                         "day": str(item["GSI1SK"])[:10], "why": "a review by the state"}}


def lines_for_parents(items: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """The items as a parent's file has them."""
    return [withheld_line(item) if str(item.get("kind", "")).rpartition(".")[2] in WITHHELD_ACTS else item_line(item)
            for item in items]


def _plain(value: Any) -> Any:
    return int(value) if isinstance(value, Decimal) else value
