"""What must be true of tables and log after anything whatever happened.

Reliability invariants 12 and 13: each record's version is the number of its change events, the events are chained,
and replaying them gives the record; so no accepted write is without its event. Keys, queue cards, notices, log lines
and addresses hold no person's data, by value.

Hundreds of tests begin with the same records: a record with its events that was sound once is not read again, as long
as item, events and keys are the same to the letter.
"""

import json
import os
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any, get_args

from pydantic import ValidationError

from chalicelib.domain.events import ChangeEvent
from chalicelib.domain.field_classes import Leaf, Medical, Personal, leaves
from chalicelib.domain.record import KEPT_BESIDE, VersionedRecord
from chalicelib.storage import audit_keys, keys
from chalicelib.storage.codec import decode
from chalicelib.storage.encrypted_events import read_event
from chalicelib.storage.keys import Key
from chalicelib.storage.record_types import RECORD_TYPES
from chalicelib.storage.table import Table, client, plain
from tests.checks.kept_tables import items_in_memory
from tests.checks.recipients import key_in
from tests.checks.recorder import Recorder

# Ids, digests, and the numbers of forms and requests: three letters of such a number can be a short name.
_RANDOM = re.compile(r"[a-z2-7]{26}|[0-9a-f]{64}|\b[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{3}\b")
_NAMES = frozenset({"first_name", "middle_name", "last_name", "name", "email", "birth_date"})  # a short one counts
_SHORTEST_NAME, _SHORTEST_TEXT = 3, 8
_MOST_REMEMBERED = 5_000
_Items = tuple[frozenset[tuple[str, Any]], ...]


class UnsoundTablesError(AssertionError):
    """Something wrote past the unit of work, or put a person's data where it must not be."""


def all_items(name: str) -> list[dict[str, Any]]:
    """Every item of a table. Only tests read like this."""
    held = items_in_memory(name)
    if held is not None:
        return [plain(item) for item in held]
    pages = client().get_paginator("scan").paginate(TableName=name, ConsistentRead=True)
    return [plain(item) for page in pages for item in page["Items"]]


def require_sound_tables(table: Table) -> frozenset[str]:
    """Check both tables, and return the personal values that they hold. Raises UnsoundTablesError."""
    items, audit = all_items(table.name), all_items(table.audit_name)
    _require_events(items, audit)
    people = personal_values(items)
    _require_anonymous_places(items, audit, people)
    return people


def _require_events(items: list[dict[str, Any]], audit: list[dict[str, Any]]) -> None:
    events: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for item in audit:
        if item["SK"].startswith("EVENT#"):
            events[item["PK"]].append(item)
    keys_now = _keys_now()
    for item in items:
        if item.get("type") in RECORD_TYPES and ("purged" in item or "body" in item):
            stored = _events_of(item, events)
            _require_record(tuple(frozenset(each.items()) for each in (item, *stored)), keys_now)
    if events:
        raise UnsoundTablesError(f"events without their record: {sorted(events)}")


def _keys_now() -> str:
    return os.environ.get("PORTAL_KEYS", "")


@lru_cache(_MOST_REMEMBERED)
def _require_record(record_and_events: _Items, _keys_now: str) -> None:
    item, *stored = map(dict, record_and_events)
    if "purged" in item:
        _require_chain(item, stored)
    else:
        _require_history(item, stored)


def _events_of(item: Mapping[str, Any], events: dict[str, list[dict[str, Any]]]) -> list[dict[str, Any]]:
    record_id = keys.record_id(Key(item["PK"], item["SK"]))
    found = events.pop(audit_keys.change_event(item["type"], record_id, 1).pk, [])
    return sorted(found, key=lambda event: str(event["SK"]))


def _require_chain(item: Mapping[str, Any], stored: list[dict[str, Any]]) -> None:
    where = f"{item['type']} at version {item['version']}"
    if int(item["version"]) != len(stored):
        raise UnsoundTablesError(f"{where} has {len(stored)} change events: a write went past the unit of work")
    previous = ""
    for version, kept in enumerate(stored, start=1):
        event = ChangeEvent.model_validate_json(kept["body"])
        if event.version != version or event.previous != previous or event.digest() != kept["digest"]:
            raise UnsoundTablesError(f"{where}: the chain of events breaks at {version}")
        previous = kept["digest"]
    if item["chain"] != previous:
        raise UnsoundTablesError(f"{where}: its chain head is not its last event's digest")


def _require_history(item: Mapping[str, Any], stored: list[dict[str, Any]]) -> None:
    _require_chain(item, stored)
    where = f"{item['type']} at version {item['version']}"
    replayed: dict[str, Any] = {}
    for kept in stored:
        told = read_event(kept, key_in(dict(item)))
        replayed |= {name: after for name, (_before, after) in told.changes.items()}
    written = decode(dict(item), RECORD_TYPES[item["type"]]).model_dump(mode="json", exclude=set(KEPT_BESIDE))
    told_of = _completed(RECORD_TYPES[item["type"]], replayed)
    names = sorted(name for name in {*written, *told_of} if written.get(name) != told_of.get(name))
    if names:
        raise UnsoundTablesError(f"{where}: its events do not tell how it came to be ({', '.join(names)})")


def _completed(kind: type[VersionedRecord], replayed: dict[str, Any]) -> dict[str, Any]:
    """What events tell, with the defaults of fields that came after them; as it is where it is no whole record.

    An event names no field that is empty from the start: a field that must be there and is not told of is None.
    """
    untold = {info.alias or name: None for name, info in kind.model_fields.items() if info.is_required()}
    try:
        return kind.model_validate_json(json.dumps({**untold, **replayed})).model_dump(
            mode="json", exclude=set(KEPT_BESIDE)
        )
    except ValidationError:
        return replayed


def personal_values(items: list[dict[str, Any]]) -> frozenset[str]:
    """Names, birth dates, addresses and typed words in the stored records, in small letters."""
    keys_now = _keys_now()
    return frozenset().union(
        *(
            _personal_in_item(frozenset(item.items()), keys_now)
            for item in items
            if item.get("type") in RECORD_TYPES and "body" in item
        )
    )


@lru_cache(_MOST_REMEMBERED)
def _personal_in_item(item: frozenset[tuple[str, Any]], _keys_now: str) -> frozenset[str]:
    stored = dict(item)
    return frozenset(personal_in(decode(stored, RECORD_TYPES[stored["type"]])))


def tells_by_itself(leaf: Leaf) -> bool:
    """Whether the field's value alone says something of a person: a text does, and a birth date. Another day, a code or
    a grade does not."""
    is_text = leaf.annotation is str or str in get_args(leaf.annotation)
    return leaf.field_class in {Medical, Personal} and (is_text or leaf.path[-1] == "birth_date")


def personal_in(record: VersionedRecord) -> Iterator[str]:
    """The personal values of one record, in small letters."""
    body = record.model_dump(mode="json")
    for leaf in filter(tells_by_itself, leaves(type(record))):
        for value in _values_at(body, leaf.path):
            text = " ".join(value.casefold().split())
            if len(text) >= (_SHORTEST_NAME if leaf.path[-1] in _NAMES else _SHORTEST_TEXT):
                yield text


def _values_at(thing: Any, path: Sequence[str]) -> Iterator[str]:
    if isinstance(thing, list):
        for value in thing:
            yield from _values_at(value, path)
    elif isinstance(thing, dict):
        yield from _values_at(thing[path[0]], path[1:])
    elif thing:
        yield str(thing)


def found_in(text: str, people: frozenset[str]) -> str:
    """The first personal value that stands in the text as a whole word, "" where none does."""
    plain_text = _RANDOM.sub("*", text).casefold()
    for value in people:
        if value in plain_text and re.search(rf"(?<!\w){re.escape(value)}(?!\w)", plain_text):
            return value
    return ""


def _require_anonymous_places(items: list[dict[str, Any]], audit: list[dict[str, Any]], people: frozenset[str]) -> None:
    places = (
        (name, str(item[name]))
        for item in [*items, *audit]
        for name in ("PK", "SK", "GSI1PK", "GSI1SK", "card")
        if name in item and not item["PK"].startswith("DIRECTORY#")
    )
    for name, _text, found in _where_found(places, people):
        raise UnsoundTablesError(f"a person's data stand in {name} of an item: {found!r}")
    for item in [*items, *audit]:
        if item.get("type") == "notice":
            notice = json.loads(item["body"])
            found = found_in(json.dumps([notice["facts"], notice["link"]], ensure_ascii=False), people)
            if found:
                raise UnsoundTablesError(f"a person's data stand in a notice {notice['kind']}: {found!r}")


def _where_found(texts: Iterable[tuple[str, str]], people: frozenset[str]) -> Iterator[tuple[str, str, str]]:
    """The texts (each with a name) in which a personal value stands, and the value. One look at all of them together
    says whether there is any."""
    named = list(texts)
    if found_in("\n".join(text for _name, text in named), people):
        yield from ((name, text, found) for name, text in named if (found := found_in(text, people)))


def require_silent_log(recorder: Recorder, people: frozenset[str]) -> None:
    """No log line and no address holds a person's data. Raises UnsoundTablesError."""
    told = [*(("log line", line) for line in recorder.lines), *(("address", url) for url in recorder.urls)]
    for kind, text, found in _where_found(told, people):
        raise UnsoundTablesError(f"a person's data stand in a {kind}: {found!r} in {text[:200]}")
