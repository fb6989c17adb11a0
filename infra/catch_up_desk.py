"""Lets the state's lists show what an older portal wrote (decision 0029): `python -m infra.catch_up_desk`, once with
the release, with rights to read and write the main table. A local run does it at its start. It writes the coded reasons
of each form for the lists, the rows by which a physician is found by name, and license and due day on the card of each
open case. What stands already is left as it is, so doing it again does no harm.
"""

from __future__ import annotations

import json
from collections.abc import Iterator

from chalicelib.domain.account import Account
from chalicelib.domain.exemption import ExemptionForm
from chalicelib.domain.listed_form import ListedForm
from chalicelib.domain.record import VersionedRecord
from chalicelib.domain.review import Review
from chalicelib.domain.standing import standing_id
from chalicelib.storage import keys
from chalicelib.storage.codec import decode
from chalicelib.storage.data_keys import DataKey
from chalicelib.storage.keys import Key
from chalicelib.storage.physician_names import name_rows
from chalicelib.storage.queues import queue_entry
from chalicelib.storage.state_desk import desk_key, reasons_row
from chalicelib.storage.store import Store
from chalicelib.storage.table import Item, Table, client, plain, portal_table
from chalicelib.storage.trigger_keys import form_reasons
from infra.missing_rows import add_missing

_READ = {"form": ExemptionForm, "account": Account, "review": Review}


def catch_up_desk(table: Table) -> int:
    """Return how many items were written."""
    key, written = desk_key(Store(table)), 0
    for page in client().get_paginator("scan").paginate(TableName=table.name, ConsistentRead=True):
        for item in map(plain, page["Items"]):
            if item.get("type") in _READ and "body" in item:
                written += _catch_up(table, item, key)
    return written


def _catch_up(table: Table, item: Item, key: DataKey) -> int:
    record = decode(item, _READ[item["type"]])
    if isinstance(record, Review):
        return _card(table, item, record)
    return sum(add_missing(table, {**place.as_item(), **row}) for place, row in _rows(record, key))


def _rows(record: VersionedRecord, key: DataKey) -> Iterator[tuple[Key, Item]]:
    if isinstance(record, ExemptionForm):
        yield form_reasons(record.id), reasons_row(record, key)
    if isinstance(record, Account):
        yield from ((place, dict(row)) for place, row in name_rows(record).items())


def _card(table: Table, item: Item, review: Review) -> int:
    """Rewrite the card, where it lacks what the queue sorts by; the record itself stays as it is."""
    if "card" not in item or json.loads(item["card"]).get("standing_id"):
        return 0
    found = table.get_many([keys.record("form", review.form_id)]).get(keys.record("form", review.form_id))
    if found is None or "body" not in found:
        return 0
    known = review.model_copy(update={"standing_id": standing_id(ListedForm.stored(found["body"]).physician)})
    card = queue_entry(known)["card"]
    place = Key(item["PK"], item["SK"])
    changed = table.update(place, "SET card = :card", {":card": card, ":seen": item["version"]}, "version = :seen")
    return int(changed is not None)


if __name__ == "__main__":
    print(catch_up_desk(portal_table()), "items written")
