"""The history of a record as who holds its key reads it."""

from chalicelib.domain.events import ChangeEvent
from chalicelib.domain.record import VersionedRecord
from chalicelib.storage import audit_keys
from chalicelib.storage.codec import key_of
from chalicelib.storage.data_keys import DataKey
from chalicelib.storage.encrypted_events import read_event
from chalicelib.storage.table import Item, Table


def key_in(item: Item) -> DataKey | None:
    """The data key that stands in a record's item; None if none does."""
    return DataKey(item["subject"], item["data_key"]) if "data_key" in item else None


def events_of(table: Table, record: VersionedRecord) -> list[ChangeEvent]:
    """The record's events with their words, oldest first."""
    item = table.get_many([key_of(record)])[key_of(record)]
    items = table.query_audit(audit_keys.change_event(record.record_type, record.id, 1).pk, audit_keys.EVENT_PREFIX)
    return [read_event(event, key_in(item)) for event in items]
