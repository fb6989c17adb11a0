"""The history of records as a file that can be checked without the portal (infra/verify_audit.py): a list of one-entry
lines, each a head, an item of the audit table, the words that are encrypted in one, or a withheld item."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from chalicelib.domain.action import Action
from chalicelib.domain.events import ChangeEvent

HISTORY: Mapping[str, Any] = {"export": "exemption-portal-history", "format": 1}
"""The first line, to which the scope is added: "all", or "child"."""

WITHHELD_ACTS: frozenset[str] = frozenset({Action.OPEN_REVIEW})
"""Acts whose event a parent's file names without its words: why the state opened a review can speak of others."""


def head_line(partition: str, version: int, chain: str) -> dict[str, Any]:
    """Return where a record stands now: its version and the digest of its last event."""
    return {"head": {"partition": partition, "version": version, "digest": chain}}


def item_line(item: Mapping[str, Any]) -> dict[str, Any]:
    """Return an item of the audit table as it is."""
    return {"item": {name: _plain(value) for name, value in item.items()}}


def words_line(event: ChangeEvent, words: Mapping[str, Any]) -> dict[str, Any]:
    """Return what an encrypted event says: its digest is the event's commitment."""
    return {"words": {"record": event.record_id, "version": event.version, "told": dict(words)}}


def withheld_line(item: Mapping[str, Any]) -> dict[str, Any]:
    """Return an event without its words: what its place in chain and root is proven by."""
    event = ChangeEvent.model_validate_json(item["body"])
    return {
        "withheld": {
            "PK": item["PK"],
            "SK": item["SK"],
            "digest": item["digest"],
            "previous": event.previous,
            "day": str(item["GSI1SK"])[:10],
            "why": "a review by the state",
        }
    }


def is_withheld(item: Mapping[str, Any]) -> bool:
    """Return whether a parent's file has this event without its words."""
    return str(item.get("kind", "")).rpartition(".")[2] in WITHHELD_ACTS


def _plain(value: Any) -> Any:
    return int(value) if isinstance(value, Decimal) else value
