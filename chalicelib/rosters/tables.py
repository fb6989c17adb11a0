"""The room's own tables: words and limits with their sources. Files are read once."""

import csv
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType

_FOLDER = Path(__file__).parent / "tables"


@cache
def rows(table: str) -> tuple[Mapping[str, str], ...]:
    """Return all rows of `tables/<table>.csv`, in file order."""
    with (_FOLDER / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return tuple(MappingProxyType(row) for row in csv.DictReader(file))
