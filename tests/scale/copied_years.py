"""A scripted year of a part of the state, copied until the store holds as many forms as asked for. Every item was made
by the portal's own acts and jobs; a copy is the same item with other ids, license numbers, schools and counties, of
the same length.

What grows with the state's history grows with each copy: children, parents, forms and all that is about them, schools,
the audit table and its log, the queues of the jobs, the offices' inboxes. What does not grow with it stands once: the
state's staff, the panel, the boards; and as many physicians as the first copies have. A case that waits for someone
waits in the first copies alone: the later ones are past years, whose cases are decided.
"""

import json
import re
import sqlite3
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from chalicelib.directory.jurisdictions import JURISDICTIONS
from tests.checks.memory_expressions import Item
from tests.checks.memory_tables import place_in_index, size_of

_AT_ONCE = 50
PRESENT = 4
"""So many copies are this year; they have physicians of their own, and cases that wait."""
_WORK = ("QUEUE#REVIEWS", "QUEUE#APPEALS", "QUEUE#STANDINGS", "QUEUE#OUTBOX", "QUEUE#LETTERS")
_COUNTIES = ("C19", "C34", "C37")  # those of the scripted year (state_year/town.py)
_OTHER_COUNTIES = [each.id for each in JURISDICTIONS if each.id not in _COUNTIES]

# One letter in the originals stands for five digits of the copy, which are letters of every kind of id.
_DIGITS, _WIDTH = "234567", 5
_COPY, _POOL, _LICENSE = "\ue000", "\ue001", "\ue002"
_COUNTY = ("\ue003", "\ue004", "\ue005")
_ID = re.compile(r"(?<![a-z0-9])(?:[a-z2-7]{26}|[0-9a-f]{64})(?![a-z0-9])")
_SCHOOL = re.compile(r"(?<!\d)19642120{5}(\d\d)(?!\d)")
_LICENSE_NUMBER = re.compile(r"(?<!\d)60(\d{3})(?!\d)")


_ORIGINALS = """
CREATE TABLE IF NOT EXISTS {0}_originals (
  id INTEGER PRIMARY KEY, kind TEXT, pk TEXT, sk TEXT, item TEXT, index_pk TEXT, index_sk TEXT)
"""


class Kept(NamedTuple):
    """Whose ids stay as they are in every copy (staff), or are those of one of the first copies (physicians)."""

    staff: frozenset[str] = frozenset()
    physicians: frozenset[str] = frozenset()


def digits_of(copy: int) -> str:
    """The five digits of a copy."""
    found = ""
    for _ in range(_WIDTH):
        copy, digit = divmod(copy, len(_DIGITS))
        found = _DIGITS[digit] + found
    return found


def words_of(copy: int) -> dict[str, str]:
    """What each stand-in letter of the originals is in this copy."""
    counties = (
        _COUNTIES if copy == 0 else [_OTHER_COUNTIES[(3 * copy + place) % len(_OTHER_COUNTIES)] for place in range(3)]
    )
    pool = copy % PRESENT
    return {
        _COPY: digits_of(copy),
        _POOL: digits_of(pool),
        _LICENSE: str(pool),
        **dict(zip(_COUNTY, counties, strict=True)),
    }


def copied(text: str, copy: int) -> str:
    """A text of the originals as it is in this copy."""
    for letter, word in words_of(copy).items():
        text = text.replace(letter, word)
    return text


class Copies:
    """The originals by kind ("year", "school"), and how often each kind was copied into the tables. Both stand in the
    same file as the copies."""

    def __init__(self, connection: sqlite3.Connection, names: Iterable[str]) -> None:
        self._connection, self._names = connection, tuple(names)
        connection.execute("CREATE TABLE IF NOT EXISTS copied (kind TEXT PRIMARY KEY, copies INTEGER)")
        self._texts: dict[str, dict[int, str]] = {}
        for name in self._names:
            connection.execute(_ORIGINALS.format(name))
            self._load(name)

    def done(self, kind: str) -> int | None:
        """How many copies there are; None as long as there are no originals of this kind."""
        row = self._connection.execute("SELECT copies FROM copied WHERE kind = ?", (kind,)).fetchone()
        return int(row[0]) if row else None

    def count(self, kind: str, sort_key: str) -> int:
        """How many items of this sort key one copy has."""
        query = f"SELECT COUNT(*) FROM {self._names[0]}_originals WHERE kind = ? AND sk = ?"
        return int(self._connection.execute(query, (kind, sort_key)).fetchone()[0])

    def bytes_of(self, kind: str) -> int:
        """How large one copy is, as DynamoDB counts."""
        sizes = 0
        for name in self._names:
            rows = self._connection.execute(f"SELECT item FROM {name}_originals WHERE kind = ?", (kind,))
            sizes += sum(size_of(json.loads(text)) for (text,) in rows)
        return sizes

    def keep(self, kind: str, tables: Mapping[str, Iterable[Item]], kept: Kept) -> None:
        """Take these items, by the names of their tables, as the originals of a kind."""
        items = {name.replace("-", "_"): list(each) for name, each in tables.items()}
        stays = _ids_by_class(items, kept)
        for name, each in items.items():
            rows = sorted((_row(item, stays) for item in each), key=lambda row: row[:2])
            query = f"INSERT INTO {name}_originals (kind, pk, sk, item, index_pk, index_sk) VALUES (?, ?, ?, ?, ?, ?)"
            self._connection.executemany(query, [(kind, *row) for row in rows])
            self._load(name)
        self._connection.execute("INSERT INTO copied VALUES (?, 0)", (kind,))

    def _load(self, name: str) -> None:
        self._texts[name] = dict(self._connection.execute(f"SELECT id, item FROM {name}_originals"))

    def fill(self, kind: str, copies: int) -> None:
        """Copy the originals until there are so many copies; goes on where an earlier run ended."""
        assert copies <= len(_DIGITS) ** _WIDTH
        while (done := self.done(kind) or 0) < copies:
            until = min(done + _AT_ONCE, copies)
            self._connection.execute("BEGIN")
            for copy in range(done, until):
                for name in self._names:
                    self._fill_one(name, kind, copy)
            self._connection.execute("UPDATE copied SET copies = ? WHERE kind = ?", (until, kind))
            self._connection.execute("COMMIT")

    def _fill_one(self, name: str, kind: str, copy: int) -> None:
        words = words_of(copy)
        given = [value for pair in words.items() for value in pair]
        pk, sk, index_pk, index_sk = (_replaced(column, len(words)) for column in ("pk", "sk", "index_pk", "index_sk"))
        if copy >= PRESENT:
            index_pk = f"CASE WHEN index_pk IN ({', '.join(map(repr, _WORK))}) THEN NULL ELSE {index_pk} END"
        self._connection.execute(
            f"INSERT OR IGNORE INTO {name} SELECT {pk}, {sk}, id, ?, NULL, {index_pk}, {index_sk}"
            f" FROM {name}_originals WHERE kind = ? ORDER BY id",
            [*given, *given, copy, *given, *given, kind],
        )

    def item_of(self, name: str, row: tuple[Any, ...]) -> Item:
        """The item of a row of the table: as it was written, or put together from its original."""
        _pk, _sk, original, copy, text, index_pk, _index_sk = row
        if text is not None:
            item: Item = json.loads(text)
            return item
        item = json.loads(copied(self._texts[name][original], copy))
        if index_pk is None:
            for attribute in ("GSI1PK", "GSI1SK", "card"):
                item.pop(attribute, None)
        return item


def _replaced(column: str, letters: int) -> str:
    return f"{'replace(' * letters}{column}{', ?, ?)' * letters}"


def _row(item: Item, stays: Mapping[str, str]) -> tuple[str, str, str, str | None, str | None]:
    place = place_in_index(item)
    index = (item["GSI1PK"]["S"], _original(place[0], stays)) if place else (None, None)
    pk, sk = (_original(item[name]["S"], stays) for name in ("PK", "SK"))
    return pk, sk, _original(json.dumps(item, ensure_ascii=False), stays), *index


def _original(text: str, stays: Mapping[str, str]) -> str:
    """The text with a stand-in letter in each id, license number, school and county."""
    text = _ID.sub(lambda found: _of_a_copy(found[0], stays.get(found[0], _COPY)), text)
    text = _SCHOOL.sub(rf"1964212{_COPY}\1", text)
    text = _LICENSE_NUMBER.sub(rf"6{_LICENSE}\1", text)
    for letter, county in zip(_COUNTY, _COUNTIES, strict=True):
        text = re.sub(rf"(?<![A-Za-z0-9]){county}(?![A-Za-z0-9])", letter, text)
    return text


def _of_a_copy(record_id: str, letter: str) -> str:
    return letter + record_id[_WIDTH:] if letter else record_id


def _ids_by_class(items: Mapping[str, Iterable[Item]], kept: Kept) -> dict[str, str]:
    """Of the ids that are not each copy's own: the letter that they begin with, "" for those that stay."""
    stays = dict.fromkeys(kept.staff, "") | dict.fromkeys(kept.physicians, _POOL)
    for item in (each for table in items.values() for each in table):
        kind, _, owner = item["PK"]["S"].partition("#")
        if kind == "EMAIL" and "account_id" in item:
            stays[owner] = stays.get(item["account_id"]["S"], _COPY)
        elif kind == "PHYSICIANS":
            stays[owner] = ""
        elif kind == "SAME_WORDS":
            stays[owner] = _POOL
    return stays
