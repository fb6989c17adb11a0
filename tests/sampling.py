"""The matrices over every address are large. `make test` runs of each a twentieth, and a sixth of the smaller ones, in
two parts: every cell of the addresses that were changed here (tests/changed_cells.py), and cells drawn by a seed that
changes each day in California. `PORTAL_SAMPLE_SEED=2026-11-20 make test` runs that day's sample again; `make
test-all` runs the matrices whole. The first line of a run tells the seed, the last one how many cells were left out."""

import hashlib
import os
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import TypeVar

import pytest

from chalicelib.law.calendar import california_date
from chalicelib.runtime.clock import system_clock
from tests.changed_cells import changed_addresses, changed_files

_Choice = TypeVar("_Choice")
WHOLE = os.environ.get("PORTAL_TESTS") == "whole"
# Into the environment: the workers draw what the run that started them says, after midnight too.
SEED = os.environ.setdefault("PORTAL_SAMPLE_SEED", california_date(system_clock()).isoformat())
_SMALL, _LARGE = 24, 72  # up to the first a matrix is always run whole; beyond the second a twentieth of it
_ONE_IN_SMALLER, _ONE_IN_LARGE = 6, 20
_MAX_CHANGED = 30  # addresses: past that, what was changed is no sample any more, and `make test-all` is meant
_Drawn = TypeVar("_Drawn")


def told() -> str:
    """How this run samples, in one line."""
    if WHOLE:
        return "matrices: whole"
    changed = changed_addresses()
    few = len(changed) <= _MAX_CHANGED
    return (
        f"matrices: sampled by PORTAL_SAMPLE_SEED={SEED}, and every cell of {len(changed)} changed addresses"
        if few
        else f"matrices: sampled by PORTAL_SAMPLE_SEED={SEED}; {len(changed)} addresses changed: run make test-all"
    )


def keep_a_sample(
    folder: Path, config: pytest.Config, items: list[pytest.Item], small: int = _SMALL, over: tuple[str, ...] = ()
) -> None:
    """Keep a sample of each large matrix of this folder; `over` names the parameters of those that are meant."""
    if WHOLE:
        return
    beginning = f"{folder}{os.sep}"
    here = [item for item in items if str(item.path).startswith(beginning)]
    sizes = Counter(map(_matrix_of, here))
    left_out = [
        item
        for item in here
        if sizes[_matrix_of(item)] > small
        and (not over or set(over) & set(_parameters_of(item)))
        and not _is_kept(item, sizes[_matrix_of(item)])
    ]
    if left_out:
        config.hook.pytest_deselected(items=left_out)
        out = set(left_out)
        items[:] = [item for item in items if item not in out]


def _is_kept(item: pytest.Item, size: int) -> bool:
    one_in = _ONE_IN_LARGE if size > _LARGE else _ONE_IN_SMALLER
    return is_drawn(item.nodeid, one_in) or _is_changed(item)


def is_drawn(name: str, one_in: int, seed: str = SEED) -> bool:
    """Whether this cell is among those that the seed draws."""
    return _number(name, seed) % one_in == 0


def one_of(choices: Sequence[_Choice], name: str, seed: str = SEED) -> _Choice:
    """The choice that the seed draws for this cell."""
    return choices[_number(name, seed) % len(choices)]


def _number(name: str, seed: str) -> int:
    return int.from_bytes(hashlib.sha256(f"{seed} {name}".encode()).digest()[:4])


def drawn(names: Sequence[_Drawn], seed: str = SEED) -> Sequence[_Drawn]:
    """Of a few that are dear, the one that the seed draws; in a whole run all."""
    place = int.from_bytes(hashlib.sha256(f"{seed} {names}".encode()).digest()[:4])
    return names if WHOLE else [names[place % len(names)]]


def _is_changed(item: pytest.Item) -> bool:
    """Whether its test was changed, or its address (of not too many)."""
    if item.path in changed_files():
        return True
    changed = changed_addresses()
    return len(changed) <= _MAX_CHANGED and any(
        value in changed for value in _parameters_of(item).values() if isinstance(value, str)
    )


def _parameters_of(item: pytest.Item) -> dict[str, object]:
    call = getattr(item, "callspec", None)
    return dict(call.params) if call else {}


def _matrix_of(item: pytest.Item) -> str:
    return item.nodeid.split("[")[0]
