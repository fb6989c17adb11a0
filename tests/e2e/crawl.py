"""Walks through what one person can reach by links, some pages of every kind."""

from __future__ import annotations

import re
from collections import Counter, deque
from collections.abc import Callable, Iterator
from urllib.parse import urlsplit

from tests.e2e.visitor import Visitor
from tests.sampling import WHOLE

_OF_A_KIND = 3 if WHOLE else 1  # pages whose addresses differ by ids only: cases in other states, say
_ID = re.compile(r"/(?:[a-z2-7]{26}|[0-9]{9,15}|[A-Z]{3,4}-[A-Z0-9]+|MBC|OMBC|C\d\d)(?=/|$)")
_LINES = re.compile(r"/lines/\d+")
_FILES = re.compile(
    r"/history-file$|/sample-roster$|/files/|/(?:report|figures|statistics)/csv$|/follow-up/ics$|/(?:forms|requests)/[^/]+/calendar$|/outbreaks/[^/]+/file$"
    r"|/students/file"
)  # saved, not shown: a browser has no page for them


def pages_of(
    visitor: Visitor, start: str, within: tuple[str, ...], at_most: int, is_opened: Callable[[str], bool]
) -> Iterator[str]:
    """Walk from `start` on, following links to paths that begin with one of `within`, and yield the path of each page
    that is to be opened while it is open. The others are only asked for, for their links."""
    waiting, kinds, known = deque([start]), Counter([kind_of(start)]), {start}
    for _ in range(at_most):
        if not waiting:
            return
        path = waiting.popleft()
        if is_opened(path):
            visitor.open(path)
            yield path
            links = visitor.links()
        else:
            links = visitor.ask_for(path)
        for link in links:
            is_page = link.startswith(within) and not _FILES.search(link)
            if is_page and link not in known and kinds[kind_of(link)] < _OF_A_KIND:
                known.add(link)
                kinds[kind_of(link)] += 1
                waiting.append(link)


def kind_of(path: str) -> str:
    """The path without its ids: what pages of one kind have in common."""
    return _LINES.sub("/lines/n", _ID.sub("/id", urlsplit(path).path))
