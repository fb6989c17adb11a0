"""Writes the rows that the desks of health departments and boards read, for what an older portal wrote (decision 0033):
`python -m infra.fill_office_rows`, once with the release, with rights to read and write the main table. Each row is
made again from its record, so doing it again does no harm. Counts come with the next night.
"""

from __future__ import annotations

from collections.abc import Iterator

from chalicelib.domain.account import Account
from chalicelib.domain.exemption import ExemptionForm
from chalicelib.domain.facility import Facility
from chalicelib.domain.standing import PhysicianStanding
from chalicelib.storage import boards, jurisdictions
from chalicelib.storage.codec import decode
from chalicelib.storage.table import Item, Table, client, plain, portal_table

_RECORDS = {"form": ExemptionForm, "standing": PhysicianStanding, "account": Account}


def fill_office_rows(table: Table) -> int:
    """Return how many rows were written. Raises PortalError UNAVAILABLE."""
    written = 0
    for page in client().get_paginator("scan").paginate(TableName=table.name, ConsistentRead=True):
        rows = [row for item in map(plain, page["Items"]) for row in _rows(item)]
        table.replace_many(rows, ())
        written += len(rows)
    return written


def _rows(item: Item) -> Iterator[Item]:
    if item.get("type") == "facility":
        yield from jurisdictions.school_items(Facility.stored(item["body"]))
    if item.get("type") not in _RECORDS or "body" not in item:
        return
    record = decode(item, _RECORDS[item["type"]])
    if isinstance(record, ExemptionForm) and record.jurisdiction and record.facility_id:
        yield jurisdictions.form_item(record)
    if isinstance(record, PhysicianStanding):
        yield boards.standing_item(record)
    if isinstance(record, Account):
        row = boards.licensee_item(record)
        if row:
            yield row


if __name__ == "__main__":
    print(fill_office_rows(portal_table()), "rows written")
