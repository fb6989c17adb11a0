"""The matrices over every address are large. `make test` runs a fixed twentieth of each, and a sixth of the smaller
ones (the same every time, another in each test); `make test-all` runs them whole. The closing line of the run says how
many were left out."""

import os
import zlib
from pathlib import Path

import pytest

WHOLE = os.environ.get("PORTAL_TESTS") == "whole"
_SMALL, _LARGE = 24, 72  # up to the first a matrix is always run whole; beyond the second a twentieth of it
_ONE_IN_SMALLER, _ONE_IN_LARGE = 6, 20


def keep_a_sample(
    folder: Path, config: pytest.Config, items: list[pytest.Item], small: int = _SMALL, over: tuple[str, ...] = ()
) -> None:
    """Keep a fixed sample of each large matrix of this folder; `over` names the parameters of those that are meant."""
    if WHOLE:
        return
    sizes: dict[str, int] = {}
    for item in items:
        sizes[_matrix_of(item)] = sizes.get(_matrix_of(item), 0) + 1
    left_out = [
        item
        for item in items
        if folder in item.path.parents
        and sizes[_matrix_of(item)] > small
        and (not over or set(over) & _parameters_of(item))
        and not _is_kept(item, sizes[_matrix_of(item)])
    ]
    if left_out:
        config.hook.pytest_deselected(items=left_out)
        out = set(left_out)
        items[:] = [item for item in items if item not in out]


def _is_kept(item: pytest.Item, size: int) -> bool:
    one_in = _ONE_IN_LARGE if size > _LARGE else _ONE_IN_SMALLER
    return zlib.crc32(item.nodeid.encode()) % one_in == 0


def _parameters_of(item: pytest.Item) -> set[str]:
    call = getattr(item, "callspec", None)
    return set(call.params) if call else set()


def _matrix_of(item: pytest.Item) -> str:
    return item.nodeid.split("[")[0]
