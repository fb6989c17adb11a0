"""What was measured at one size, as a file."""

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.scale.capacity import Spent
from tests.scale.filled import Measured

_BETWEEN = "\t"  # in no key


@dataclass(frozen=True)
class Size:
    """A state, and what each address took in it. `items`: how many each table holds."""

    forms: int
    students: int
    items: dict[str, int]
    measured: Measured


def write(path: Path, forms: int, students: int, items: Mapping[str, int], measured: Measured) -> None:
    """Keep what was measured."""
    addresses = {_BETWEEN.join(place): _as_json(spent) for place, spent in measured.items()}
    text = json.dumps({"forms": forms, "students": students, "items": items, "addresses": addresses}, indent=1)
    path.write_text(text)


def kept(path: Path) -> Size:
    """What an earlier run measured."""
    found = json.loads(path.read_text())
    addresses = {tuple(place.split(_BETWEEN)): _spent(each) for place, each in found["addresses"].items()}
    return Size(found["forms"], found["students"], found["items"], addresses)


def _as_json(spent: Spent) -> dict[str, Any]:
    plain = dict(vars(spent))
    for name in ("read_units", "write_units"):
        plain[name] = {_BETWEEN.join(place): units for place, units in plain[name].items()}
    return plain


def _spent(plain: dict[str, Any]) -> Spent:
    for name in ("read_units", "write_units"):
        plain[name] = Counter({tuple(place.split(_BETWEEN)): units for place, units in plain[name].items()})
    return Spent(**{**plain, "operations": Counter(plain["operations"])})
