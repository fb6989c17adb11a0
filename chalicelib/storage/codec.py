"""Records as items and back. The record stands in the item as one JSON text beside the attributes that conditions,
queues and checks look at: type, shape, version, chain, state. Its medical fields are taken out of that text and stand
encrypted under the child's data key (S-69)."""

import json
from collections.abc import Iterator, Sequence
from typing import Any, TypeVar

from chalicelib.domain.field_classes import sealed_paths
from chalicelib.domain.record import KEPT_BESIDE, VersionedRecord
from chalicelib.storage import keys
from chalicelib.storage.data_keys import DataKey, subject_of
from chalicelib.storage.keys import Key
from chalicelib.storage.shapes import read_shape, written_shape
from chalicelib.storage.table import Item

_R = TypeVar("_R", bound=VersionedRecord)


def key_of(record: VersionedRecord) -> Key:
    """Return where the record is kept."""
    return keys.record(record.record_type, record.id)


def encode(record: VersionedRecord, key: DataKey | None) -> Item:
    """Return the record as an item, with its place in a work queue where its state has one. `key`: its subject's
    data key; None for a record that holds no one's words."""
    body = record.model_dump(mode="json", exclude=set(KEPT_BESIDE))
    place = key_of(record)
    shape, left_out = written_shape(record)
    item: dict[str, Any] = {
        **place.as_item(),
        "type": record.record_type,
        "shape": shape,
        "version": record.version,
        "chain": record.chain,
    }
    if key is not None:
        item["data_key"], item["subject"] = key.wrapped, key.subject
        words = _taken_out(type(record), body) if key.subject.startswith("child ") else {}
        if words:
            item["sealed"] = key.encrypt(json.dumps(words, ensure_ascii=False), _place(place))
    from chalicelib.storage.queues import queue_entry  # noqa: PLC0415 - who only reads needs no queue

    for name in left_out:
        del body[name]
    item["body"] = json.dumps(body, ensure_ascii=False, separators=(",", ":"))
    state = getattr(record, "state", None)
    if state is not None:
        item["state"] = str(state)
    kept_until = getattr(record, "kept_until", None)
    if kept_until is not None:
        item["ttl"] = int(kept_until.timestamp())
    return {**item, **queue_entry(record)}


def decode(item: Item, kind: type[_R]) -> _R:
    """Return the record of an item. Raises NewerShapeError, SealBrokenError, PortalError UNAVAILABLE."""
    record = read_shape(kind, int(item["shape"]), _whole_body(item) if "sealed" in item else item["body"])
    return record.model_copy(
        update={"version": int(item["version"]), "chain": item["chain"], "data_key": item.get("data_key", "")}
    )


def key_with(record: VersionedRecord) -> DataKey | None:
    """Return the data key that a record brought along from its item; None for a record without one."""
    return DataKey(subject_of(record), record.data_key) if record.data_key else None


def _whole_body(item: Item) -> str:
    body, place = json.loads(item["body"]), Key(item["PK"], item["SK"])
    words = json.loads(DataKey(item["subject"], item["data_key"]).decrypt(item["sealed"], _place(place)))
    for path, value in words.items():
        *way, name = path.split("/")
        inner = body
        for step in way:
            inner = inner[int(step)] if isinstance(inner, list) else inner[step]
        inner[name] = value
    return json.dumps(body)


def _place(place: Key) -> str:
    return f"{place.pk} {place.sk} sealed"


def _taken_out(kind: type[VersionedRecord], body: dict[str, Any]) -> dict[str, Any]:
    """Return the words to encrypt, each by its place in the body; in their places nothing is left."""
    return dict(found for path in sealed_paths(kind) for found in _taken_from(body, path))


def _taken_from(thing: Any, path: Sequence[str], place: str = "") -> Iterator[tuple[str, Any]]:
    if isinstance(thing, list):
        for number, value in enumerate(thing):
            yield from _taken_from(value, path, f"{place}{number}/")
    elif isinstance(thing, dict):
        name, *further = path
        if further:
            yield from _taken_from(thing[name], further, f"{place}{name}/")
        elif thing[name]:
            yield place + name, thing[name]
            thing[name] = None
