"""The directory of schools and child care: reference data, written by import, searched by county and words.

A facility is one item under its number, and one line per word of its name and city in its county's partition, so that
"lincoln" finds "Abraham Lincoln Elementary" with one query. Closed places and family child care homes have no lines:
they are found by number only (a home's number is known to its families; its address is confidential).
"""

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain, islice
from typing import Any

from chalicelib.domain.facility import Facility, FacilityKind
from chalicelib.law.names import plain_letters
from chalicelib.storage import keys
from chalicelib.storage.jurisdiction_keys import jurisdiction_partition, school_row
from chalicelib.storage.jurisdictions import school_items
from chalicelib.storage.keys import Key
from chalicelib.storage.store import Store
from chalicelib.storage.table import REQUEST_LIMIT, Item, Table

_NUMBER_LENGTHS = frozenset({9, 14})  # a license number, a CDS code
_BATCH = 100
_READ_AT_ONCE = REQUEST_LIMIT
_READ_AT_MOST = 2000  # lines of one word: past them a word tells nothing
_WORDS_ASKED = 6
_SHOWN_AT_MOST = 50
# Words that are written in two ways: each finds the other.
_WRITTEN_ALSO = {
    "saint": ("st",),
    "st": ("saint",),
    "mount": ("mt",),
    "mt": ("mount",),
    "fort": ("ft",),
    "ft": ("fort",),
    "street": ("st",),
    "avenue": ("ave",),
    "boulevard": ("blvd",),
    "elementary": ("elem",),
    "doctor": ("dr",),
    "junior": ("jr",),
}
# Words of so many names that a search begins with another one, where there is another one.
_COMMON = frozenset(
    {
        "school",
        "elementary",
        "middle",
        "high",
        "center",
        "centre",
        "child",
        "care",
        "academy",
        "preschool",
        "the",
        "of",
        "children",
        "development",
        "day",
        "junior",
        "unified",
        "charter",
        "san",
        "los",
        "santa",
    }
)


def search_directory(store: Store, county: str, text: str) -> list[Facility]:
    """Open facilities of a county (its bare name) whose name and city hold words beginning with those of `text`.

    A number finds its facility in any county, a family child care home, too. At most 50, by name. One request where a
    word stands in fewer than a hundred lines of the county; else each word's lines are read a hundred at a time, in
    turn, until those of the rarest are at an end or 50 are found.
    """
    number = "".join(text.split()).replace("-", "")
    if number.isdigit() and len(number) in _NUMBER_LENGTHS:
        found = store.facility(number)
        return [found] if found and found.is_open else []
    wanted = _words(text)
    if not wanted or not county:
        return []
    shown = [Facility.stored(body) for body in _matching(store.table, keys.directory_partition(county), wanted)]
    return sorted(shown, key=lambda facility: facility.name)[:_SHOWN_AT_MOST]


def _matching(table: Table, partition: str, wanted: list[str]) -> Iterable[str]:
    """Return what is kept of the facilities that have all of these words, each once."""
    first_to_last = sorted(set(wanted), key=lambda word: (word in _COMMON or word in _WRITTEN_ALSO, -len(word), word))
    lines = [_lines(table, partition, word) for word in first_to_last[:_WORDS_ASKED]]
    found: dict[str, str] = {}
    for _turn in range(_READ_AT_MOST // _READ_AT_ONCE):
        for of_word in lines:
            read = list(islice(of_word, _READ_AT_ONCE))
            matching = (row for row in read if _holds(str(row["words"]).split(), wanted))
            found.update((str(row["facility_id"]), str(row["body"])) for row in matching)
            if len(read) < _READ_AT_ONCE or len(found) >= _SHOWN_AT_MOST:
                return found.values()
    return found.values()


def _lines(table: Table, partition: str, word: str) -> Iterator[Item]:
    """Yield the lines that begin with a word, in each of its writings, as they are asked for."""
    also = (f"{each} " for each in _WRITTEN_ALSO.get(word, ()))  # as a whole word
    return chain.from_iterable(table.walk(partition, each, ceiling=_READ_AT_MOST) for each in (word, *also))


def write_facilities(table: Table, facilities: Iterable[Facility]) -> int:
    """Bring the directory to these facilities, and return how many were new or different. Doing it twice changes
    nothing.

    Raises PortalError UNAVAILABLE: what was written by then stays, and the import can be run again.
    """
    changed = 0
    for group in _groups(facilities):
        known = table.get_many([keys.record("facility", facility.id) for facility in group])
        different = [(facility, known.get(keys.record("facility", facility.id))) for facility in group]
        different = [(facility, old) for facility, old in different if not _is_same(facility, old)]
        table.replace_many(
            [item for facility, _old in different for item in _items_of(facility)],
            [key for facility, old in different for key in _stale(facility, old)],
        )
        changed += len(different)
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
    return old is not None and old["body"] == facility.model_dump_json() and old.get("listed") == _listed(facility)


def _items_of(facility: Facility) -> Iterator[Mapping[str, Any]]:
    body = facility.model_dump_json()
    for line in _listed(facility):
        yield {
            **_line_key(facility, line).as_item(),
            "type": "directory_row",
            "facility_id": facility.id,
            "words": line,
            "body": body,
        }
    yield from school_items(facility)
    # The facility comes last: where a run breaks off, its lines are written again by the next one.
    yield {
        **keys.record("facility", facility.id).as_item(),
        "type": "facility",
        "body": body,
        "county": facility.county,
        "listed": _listed(facility),
    }


def _stale(facility: Facility, old: Item | None) -> Iterator[Key]:
    """Yield the lines under which the facility stood before and stands no longer."""
    now = {_line_key(facility, line) for line in _listed(facility)}
    old = old or {}
    for line in old.get("listed", ()):
        before = keys.directory_row(str(old["county"]), line, facility.id)
        if before not in now:
            yield before
    if old:
        yield from _stale_in_jurisdiction(facility, Facility.stored(str(old["body"])))


def _stale_in_jurisdiction(facility: Facility, old: Facility) -> Iterator[Key]:
    """Yield the row in the list of a jurisdiction where the facility stands no longer."""
    now = {item["PK"] for item in school_items(facility)}
    if jurisdiction_partition(old.jurisdiction) not in now:
        yield school_row(old.jurisdiction, facility.id)


def _line_key(facility: Facility, line: str) -> Key:
    return keys.directory_row(facility.county, line, facility.id)


def _listed(facility: Facility) -> list[str]:
    """Return the lines of a facility: its words, turned so that each of them comes first once."""
    if not facility.is_open or facility.kind == FacilityKind.FAMILY_CHILD_CARE_HOME:
        return []
    words = list(dict.fromkeys(_words(f"{facility.name} {facility.address.city}")))
    return [" ".join((*words[place:], *words[:place])) for place in range(len(words))]


def _words(text: str) -> list[str]:
    bare = "".join(letter for letter in plain_letters(text) if letter not in "'’.")
    return "".join(letter if letter.isalnum() else " " for letter in bare).split()


def _holds(words: list[str], wanted: list[str]) -> bool:
    return all(any(word.startswith(part) or word in _WRITTEN_ALSO.get(part, ()) for word in words) for part in wanted)
