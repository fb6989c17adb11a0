"""Which open public schools a district has: reference data, written by the import of the directory."""

import json
from collections.abc import Iterator
from itertools import islice
from typing import Any, NamedTuple

from chalicelib.directory.rows import DirectoryRow, FacilityStatus, ParsedDirectory
from chalicelib.domain.school_calendar import district_office
from chalicelib.storage import district_keys
from chalicelib.storage.keys import Key
from chalicelib.storage.table import Table

_BATCH = 100
_MAX_SCHOOLS = 5000  # of one district: the state's largest has about a thousand


class NamedSchool(NamedTuple):
    """A school as a district's lists name it."""

    facility_id: str
    name: str
    city: str


def write_districts(table: Table, parsed: ParsedDirectory) -> None:
    """Bring the districts and their schools to those of the state's file of public schools. Doing it twice changes
    nothing; a school that closed, or that another district took over, leaves the list.

    Raises PortalError UNAVAILABLE.
    """
    rows = _rows(parsed)
    while group := list(islice(rows, _BATCH)):
        known = table.get_many([key for key, _item in group])
        table.replace_many(
            [item for key, item in group if item and known.get(key) != item],
            [key for key, item in group if item is None and key in known],
        )


def _rows(parsed: ParsedDirectory) -> Iterator[tuple[Key, dict[str, Any] | None]]:
    """Yield each place with what stands there; None: nothing any more."""
    for district in parsed.districts:
        key = district_keys.district(f"{district.code}{_NO_SCHOOL}")
        body = json.dumps({"name": district.name}, ensure_ascii=False)
        is_open = district.status is FacilityStatus.ACTIVE
        yield key, {**key.as_item(), "type": "district", "body": body} if is_open else None
    for row in parsed.rows:
        key = district_keys.district_school(district_office(row.facility.id), row.facility.id)
        yield key, {**key.as_item(), "type": "district_school", "body": _body(row)} if row.facility.is_open else None


_NO_SCHOOL = "0000000"


def _body(row: DirectoryRow) -> str:
    return json.dumps({"name": row.facility.name, "city": row.facility.address.city}, ensure_ascii=False)


def schools_of_district(table: Table, office_id: str) -> list[NamedSchool]:
    """Return the open public schools of a district. Raises TooManyRowsError, PortalError UNAVAILABLE."""
    prefix = district_keys.SCHOOL_PREFIX
    items = table.whole(district_keys.district_partition(office_id), prefix, ceiling=_MAX_SCHOOLS)
    return [NamedSchool(item["SK"].removeprefix(prefix), **json.loads(item["body"])) for item in items]
