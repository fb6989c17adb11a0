"""The directory of schools and child care: reference data, written by import, searched by words.

A facility is one item under its number; open ones stand in the pages of the search, too (directory_pages.py), but
family child care homes: those are found by number only (a home's number is known to its families; its address is
confidential).
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from chalicelib.directory.places import Place
from chalicelib.domain.facility import Facility, FacilityKind
from chalicelib.storage import keys
from chalicelib.storage.directory_pages import DirectoryPages, read_places
from chalicelib.storage.jurisdiction_keys import jurisdiction_partition, school_row
from chalicelib.storage.jurisdictions import school_items
from chalicelib.storage.keys import Key
from chalicelib.storage.store import Store
from chalicelib.storage.table import Item, Table

_NUMBER_LENGTHS = frozenset({9, 14})  # a license number, a CDS code
_BATCH = 100


def search_directory(store: Store, text: str) -> list[Place]:
    """Return the open places of the state that `text` may mean: a number, or words of name and city, or a ZIP code.

    Shortened, joined, split and mistyped words find theirs, too. The likeliest come first, at most 50. Two requests
    to the store at most. A family child care home is found by its number alone.

    Raises PortalError UNAVAILABLE.
    """
    number = "".join(text.split()).replace("-", "")
    if number.isdigit() and len(number) in _NUMBER_LENGTHS:
        found = store.facility(number)
        if found:
            return [_place(found)] if found.is_open else []
    return read_places(store.table).find(text) if text.strip() else []


def write_facilities(table: Table, facilities: Iterable[Facility]) -> int:
    """Bring the directory to these facilities, and return how many were new or different. Doing it twice changes
    nothing. Not for two imports at a time: the search would miss what one of them wrote until the next.

    Raises PortalError UNAVAILABLE: what was written by then stays, and the import can be run again.
    """
    changed = 0
    pages = DirectoryPages(table)
    for group in _groups(facilities):
        known = table.get_many([keys.record("facility", facility.id) for facility in group])
        different = [(facility, known.get(keys.record("facility", facility.id))) for facility in group]
        different = [(facility, old) for facility, old in different if not _is_same(facility, old)]
        table.replace_many(
            [item for facility, _old in different for item in _items_of(facility)],
            [key for facility, old in different for key in _stale(facility, old)],
        )
        for facility in group:
            pages.put(facility.id, _place(facility).as_line() if _is_listed(facility) else "")
        changed += len(different)
    pages.write()
    return changed


def _groups(facilities: Iterable[Facility]) -> Iterator[list[Facility]]:
    group: list[Facility] = []
    for facility in facilities:
        group.append(facility)
        if len(group) == _BATCH:
            yield group
            group = []
    if group:
        yield group


def _is_same(facility: Facility, old: Item | None) -> bool:
    return old is not None and old["body"] == facility.model_dump_json() and "listed" not in old


def _items_of(facility: Facility) -> Iterator[Mapping[str, Any]]:
    yield from school_items(facility)
    # The facility comes last: where a run breaks off, its rows are written again by the next one.
    yield {
        **keys.record("facility", facility.id).as_item(),
        "type": "facility",
        "body": facility.model_dump_json(),
        "county": facility.county,
    }


def _stale(facility: Facility, old: Item | None) -> Iterator[Key]:
    """Yield the rows under which the facility stood before and stands no longer."""
    if old:
        for line in old.get("listed", ()):  # an older portal's search
            yield keys.directory_row(str(old["county"]), line, facility.id)
        yield from _stale_in_jurisdiction(facility, Facility.stored(str(old["body"])))


def _stale_in_jurisdiction(facility: Facility, old: Facility) -> Iterator[Key]:
    """Yield the row in the list of a jurisdiction where the facility stands no longer."""
    now = {item["PK"] for item in school_items(facility)}
    if jurisdiction_partition(old.jurisdiction) not in now:
        yield school_row(old.jurisdiction, facility.id)


def _is_listed(facility: Facility) -> bool:
    return facility.is_open and facility.kind is not FacilityKind.FAMILY_CHILD_CARE_HOME


def _place(facility: Facility) -> Place:
    at = facility.address
    return Place(facility.id, facility.name, at.street, at.city, at.state, at.zip_code)
