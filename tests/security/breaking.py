"""Views that fail: whatever a view does wrong, the answer must be the same."""

from collections.abc import Iterator
from contextlib import contextmanager

from tests.invariants.places import ROUTES

WORDS = "Zqtypedxqvjkzwq, Kai Brandvold, /var/task/chalicelib, version 3.11"


def _broken(*_arguments: object, **_named: object) -> None:
    raise LookupError(WORDS)


@contextmanager
def broken_views(path: str, *names: str) -> Iterator[None]:
    """While this lasts, these functions (show, submit) of the address fail with a child's name in their words."""
    route = ROUTES[path]
    real = {name: getattr(route, name) for name in names}
    for name in names:
        object.__setattr__(route, name, _broken)
    try:
        yield
    finally:
        for name, function in real.items():
            object.__setattr__(route, name, function)
