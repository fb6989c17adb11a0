"""Walks through everything that one person can reach by links, each kind of page once."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator
from urllib.parse import urlsplit

from tests.e2e.visitor import Visitor

_ID = re.compile(r"/(?:[a-z2-7]{26}|[0-9]{9,15}|[A-Z]{3,4}-[A-Z0-9]+|MBC|OMBC|C\d\d)(?=/|$)")
_LINES = re.compile(r"/lines/\d+")


def pages_of(visitor: Visitor, start: str, at_most: int) -> Iterator[str]:
    """Open pages from `start` on, following links, and yield each one's path while it is open. Pages that differ by
    an id only are of one kind, and are opened once."""
    waiting, seen = deque([start]), {_kind(start)}
    for _ in range(at_most):
        if not waiting:
            return
        path = waiting.popleft()
        visitor.open(path)
        yield path
        for link in visitor.links():
            if _kind(link) not in seen:
                seen.add(_kind(link))
                waiting.append(link)


def _kind(path: str) -> str:
    return _LINES.sub("/lines/n", _ID.sub("/id", urlsplit(path).path))
