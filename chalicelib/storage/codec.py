"""Records as items and back. The record stands in the item as one JSON text beside the attributes that conditions,
queues and checks look at: type, shape, version, chain, state."""

from collections.abc import Mapping
from typing import Any, TypeVar

from chalicelib.domain.account import Account
from chalicelib.domain.amendment import AmendmentRequest
from chalicelib.domain.appeal import Appeal
from chalicelib.domain.child import Child
from chalicelib.domain.emergency import EmergencyAccess
from chalicelib.domain.exemption import Form
from chalicelib.domain.record import Stateful
from chalicelib.domain.request import FormDraft, Request
from chalicelib.domain.review import Review
from chalicelib.domain.standing import Standing
from chalicelib.storage import keys
from chalicelib.storage.keys import Key
from chalicelib.storage.queues import queue_entry
from chalicelib.storage.table import Item

RECORD_TYPES: Mapping[str, type[Stateful]] = {
    kind.record_type: kind
    for kind in (Account, AmendmentRequest, Appeal, Child, EmergencyAccess, Form, FormDraft, Request, Review, Standing)
}
SHAPE = 1  # rises when a stored record's shape changes; a newer shape than ours is refused, not corrupted
_R = TypeVar("_R", bound=Stateful)


class NewerShapeError(RuntimeError):
    """The item was written by a newer version of the portal."""


def key_of(record: Stateful) -> Key:
    """Where the record is kept."""
    return keys.record(record.record_type, record.id)


def encode(record: Stateful) -> Item:
    """The record as an item, with its place in a work queue where its state has one."""
    item: dict[str, Any] = {
        **key_of(record).as_item(), "type": record.record_type, "shape": SHAPE, "version": record.version,
        "chain": record.chain, "body": record.model_dump_json(exclude={"version", "chain"}),
    }
    state = getattr(record, "state", None)
    if state is not None:
        item["state"] = str(state)
    return {**item, **queue_entry(record)}


def decode(item: Item, kind: type[_R]) -> _R:
    """The record of an item. Raises NewerShapeError."""
    if int(item["shape"]) > SHAPE:
        raise NewerShapeError(item["type"])
    record = kind.model_validate_json(item["body"])
    return record.model_copy(update={"version": int(item["version"]), "chain": item["chain"]})
