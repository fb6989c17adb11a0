"""DynamoDB's tables in a file, for more items than a process holds: the engine of `make scale`. memory_store.py answers
the requests, this holds the items. Each item has a row of its own with its keys, in the table and in the index; of an
item that was copied from a scripted year (copied_years.py) the row says which item and which copy, and the rest is put
together when it is read."""

import json
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.checks.memory_expressions import Item
from tests.checks.memory_store import MemoryStore
from tests.checks.memory_tables import INDEX_KEYS, Place, Wanted, place_in_index
from tests.scale.copied_years import Copies

_BEHIND_ALL = "\U0010ffff"
_TABLE = """
CREATE TABLE IF NOT EXISTS {0} (
  pk TEXT NOT NULL, sk TEXT NOT NULL, original INTEGER, copy INTEGER, item TEXT, index_pk TEXT, index_sk TEXT,
  PRIMARY KEY (pk, sk)) WITHOUT ROWID
"""
_INDEX = "CREATE INDEX IF NOT EXISTS {0}_index ON {0} (index_pk, index_sk, pk, sk) WHERE index_pk IS NOT NULL"
_WRITTEN = "CREATE INDEX IF NOT EXISTS {0}_written ON {0} (pk, sk) WHERE item IS NOT NULL"
_FOUND = "SELECT pk, sk, original, copy, item, index_pk, index_sk FROM {0} WHERE "
_PRAGMAS = ("journal_mode = TRUNCATE", "synchronous = OFF", "cache_size = -400000", "locking_mode = EXCLUSIVE")


class FileTable:
    """One table: what MemoryTable is, in a file."""

    def __init__(self, connection: sqlite3.Connection, name: str, shown: frozenset[str], copies: Copies) -> None:
        self.shown = shown | {"PK", "SK", *INDEX_KEYS}
        self.items = _Items(connection, name, copies)
        self._connection, self._name, self._copies = connection, name, copies

    def put(self, key: tuple[str, str], item: Item) -> None:
        """Put an item in the place of any that is there."""
        place = place_in_index(item)
        index = (item["GSI1PK"]["S"], place[0]) if place else (None, None)
        row = (*key, None, None, json.dumps(item, ensure_ascii=False), *index)
        self._connection.execute(f"INSERT OR REPLACE INTO {self._name} VALUES (?, ?, ?, ?, ?, ?, ?)", row)

    def drop(self, key: tuple[str, str]) -> None:
        """Take an item out, if it is there."""
        self._connection.execute(f"DELETE FROM {self._name} WHERE pk = ? AND sk = ?", key)

    def found(self, wanted: Wanted) -> Iterator[tuple[Place, Item]]:
        """The items that a query asks for, each with its place."""
        columns = ("index_sk", "pk", "sk") if wanted.is_index else ("sk",)
        where, values = [f"{'index_pk' if wanted.is_index else 'pk'} = ?"], [wanted.partition]
        between = (wanted.prefix, wanted.prefix + _BEHIND_ALL) if wanted.prefix else wanted.between
        names = ", ".join(columns)
        # Each end of the part is one condition: of two, SQLite would walk the index by the one that says less.
        for end, is_start in zip(between or (), (True, False), strict=False):
            if not wanted.behind or is_start != wanted.is_forward:
                where.append(f"{columns[0]} {'>=' if is_start else '<='} ?")
                values.append(end)
        if wanted.behind:
            where.append(f"({names}) {'>' if wanted.is_forward else '<'} ({', '.join('?' * len(columns))})")
            values += wanted.behind
        order = ", ".join(f"{column} {'ASC' if wanted.is_forward else 'DESC'}" for column in columns)
        query = f"{_FOUND.format(self._name)} {' AND '.join(where)} ORDER BY {order}"
        for row in self._connection.execute(query, values):
            yield (row[6], row[0], row[1]) if wanted.is_index else (row[1],), self._copies.item_of(self._name, row)

    def ends_with(self, wanted: Wanted, place: Place) -> bool:
        """Whether a partition ends with this place, in the order asked for."""
        behind = self.found(Wanted(wanted.partition, wanted.is_index, wanted.is_forward, behind=place))
        return next(behind, None) is None

    def count(self) -> int:
        """How many items there are."""
        (many,) = self._connection.execute(f"SELECT COUNT(*) FROM {self._name}").fetchone()
        return int(many)


class _Items:
    """A table's items by key, as far as the store asks."""

    def __init__(self, connection: sqlite3.Connection, name: str, copies: Copies) -> None:
        self._connection, self._name, self._copies = connection, name, copies

    def get(self, key: tuple[str, str]) -> Item | None:
        query = f"{_FOUND.format(self._name)} pk = ? AND sk = ?"
        row = self._connection.execute(query, key).fetchone()
        return None if row is None else self._copies.item_of(self._name, row)

    def __getitem__(self, key: tuple[str, str]) -> Item:
        item = self.get(key)
        if item is None:
            raise KeyError(key)
        return item

    def __contains__(self, key: tuple[str, str]) -> bool:
        return self.get(key) is not None

    def items(self) -> list[tuple[tuple[str, str], Item]]:
        """What was written and is no copy: for tests that look for what they themselves brought about."""
        query = f"SELECT pk, sk, item FROM {self._name} WHERE item IS NOT NULL"
        return [((pk, sk), json.loads(item)) for pk, sk, item in self._connection.execute(query)]


class FileStore(MemoryStore):
    """All tables in one file (":memory:": in none). Whoever takes an `undone` part leaves nothing behind."""

    def __init__(self, path: Path | str, shown: Mapping[str, frozenset[str]]) -> None:
        self.connection = sqlite3.connect(path, isolation_level=None)
        for pragma in _PRAGMAS:
            self.connection.execute(f"PRAGMA {pragma}")
        self.copies = Copies(self.connection, map(_sql, shown))
        for name in shown:
            self.connection.execute(_TABLE.format(_sql(name)))
            self.connection.execute(_INDEX.format(_sql(name)))
            self.connection.execute(_WRITTEN.format(_sql(name)))
        self.tables: dict[str, Any] = {
            name: FileTable(self.connection, _sql(name), names, self.copies) for name, names in shown.items()
        }

    @contextmanager
    def undone(self) -> Iterator[None]:
        """What is written within this block is taken back at its end."""
        self.connection.execute("BEGIN")
        try:
            yield
        finally:
            self.connection.execute("ROLLBACK")


def _sql(name: str) -> str:
    return name.replace("-", "_")
