"""Writes the pages of the school search (decision 0040) for a directory that an older portal imported, and takes its
old lines away: `python -m infra.renew_directory`, once with the release, with rights to read and write the main table.
A local run does it at its start. Until then schools are found by their number only. An import of the state's lists does
the same for the facilities that it names.
"""

from __future__ import annotations

from chalicelib.domain.facility import Facility
from chalicelib.storage.directory import write_facilities
from chalicelib.storage.directory_keys import DIGESTS
from chalicelib.storage.table import Table, client, plain, portal_table


def renew_directory(table: Table) -> int:
    """Return how many facilities had lines of an older portal; without a look at them where the pages are there."""
    if table.get_many([DIGESTS]):
        return 0
    found: list[Facility] = []
    for page in client().get_paginator("scan").paginate(TableName=table.name, ConsistentRead=True):
        items = map(plain, page["Items"])
        found += [Facility.stored(item["body"]) for item in items if item.get("type") == "facility"]
    return write_facilities(table, found)


if __name__ == "__main__":
    print(renew_directory(portal_table()), "facilities renewed")
