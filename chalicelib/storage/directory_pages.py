"""What the school search reads: all places of the state, in compressed pages (decision 0040). They are written with the
directory. A process reads them once, and again when their digests say that they changed."""

from __future__ import annotations

from base64 import b64decode, b64encode
from collections.abc import Mapping
from hashlib import sha256
from threading import Lock
from zlib import compress, decompress

from chalicelib.directory.places import Places
from chalicelib.storage.directory_keys import DIGESTS, PAGES, directory_page, page_number
from chalicelib.storage.keys import Key
from chalicelib.storage.table import Item, Table

_Digests = dict[str, str]
_ALL = tuple(map(directory_page, range(PAGES)))


class _Kept:
    """The places that this process read last, and by which digests they are known."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._kept: tuple[_Digests, Places] = ({}, Places(()))

    def read(self, table: Table) -> Places:
        known, places = self._kept
        items = table.get_many([DIGESTS] if known else [DIGESTS, *_ALL])
        digests = dict(items[DIGESTS]["digests"]) if DIGESTS in items else {}
        if digests == known:
            return places
        if known:
            items = table.get_many(_ALL)
        texts = _texts(items)
        with self._lock:
            self._kept = (_digests(texts), Places(line for text in texts.values() for line in text.splitlines()))
        return self._kept[1]


_KEPT = _Kept()


def read_places(table: Table) -> Places:
    """Return all places that can be found by words: in one request, or two after an import.

    Raises PortalError UNAVAILABLE.
    """
    return _KEPT.read(table)


class DirectoryPages:
    """The pages while an import changes them."""

    def __init__(self, table: Table) -> None:
        self._table = table
        self._before = _texts(table.get_many(_ALL))
        self._lines = {
            number: {line.split("\t", 1)[0]: line for line in self._before.get(number, "").splitlines()}
            for number in range(PAGES)
        }

    def put(self, facility_id: str, line: str) -> None:
        """Let a facility be found by this line, or by none ("")."""
        lines = self._lines[page_number(facility_id)]
        if line:
            lines[facility_id] = line
        else:
            lines.pop(facility_id, None)

    def write(self) -> None:
        """Write the pages that changed, then what all of them hold. Raises PortalError UNAVAILABLE."""
        texts = {number: "\n".join(sorted(lines.values())) for number, lines in self._lines.items()}
        changed = [number for number, text in texts.items() if text != self._before.get(number, "")]
        if changed:
            self._table.replace_many([_page(number, texts[number]) for number in changed], [])
            self._table.replace_many([{**DIGESTS.as_item(), "type": "directory_pages", "digests": _digests(texts)}], [])


def _page(number: int, text: str) -> Item:
    packed = b64encode(compress(text.encode())).decode()
    return {**directory_page(number).as_item(), "type": "directory_page", "lines": packed}


def _texts(items: Mapping[Key, Item]) -> dict[int, str]:
    read = {number: items.get(key) for number, key in enumerate(_ALL)}
    return {number: decompress(b64decode(item["lines"])).decode() for number, item in read.items() if item}


def _digests(texts: Mapping[int, str]) -> _Digests:
    return {str(number): sha256(text.encode()).hexdigest()[:16] for number, text in texts.items() if text}
