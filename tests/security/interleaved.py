"""Two acts at once, request by request: every order in which their requests can reach the store."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import combinations
from typing import Any

from chalicelib.storage.table import client

_PATIENCE_SECONDS = 30


def orders(requests: int) -> list[tuple[int, ...]]:
    """Every order of two acts that make so many requests each: who makes the next one, 0 or 1."""
    places = range(2 * requests)
    return [tuple(0 if place in first else 1 for place in places) for first in combinations(places, requests)]


class _Turns:
    """Lets one of two threads through at a time, in the order given; afterwards whoever comes."""

    def __init__(self, order: tuple[int, ...]) -> None:
        self._order = list(order)
        self._moved = threading.Condition()
        self._who = threading.local()
        self._ended: set[int] = set()
        self._inside = False

    def enter(self, who: int) -> None:
        self._who.number = who

    def leave(self, who: int) -> None:
        with self._moved:
            self._ended.add(who)
            self._moved.notify_all()

    def before(self, **_rest: Any) -> None:
        with self._moved:
            came = self._moved.wait_for(self._is_my_turn, _PATIENCE_SECONDS)
            assert came, "the order cannot be kept"
            self._inside = True

    def after(self, **_rest: Any) -> None:
        with self._moved:
            if self._order:
                self._order.pop(0)
            self._inside = False
            self._moved.notify_all()

    def _is_my_turn(self) -> bool:
        while self._order and self._order[0] in self._ended:
            self._order.pop(0)  # that act ended with fewer requests
        return not self._inside and (not self._order or self._order[0] == self._who.number)


@contextmanager
def _kept(turns: _Turns) -> Iterator[None]:
    events = client().meta.events
    events.register_first("before-call.dynamodb", turns.before, unique_id="turns-before")
    events.register_last("after-call.dynamodb", turns.after, unique_id="turns-after")
    try:
        yield
    finally:
        events.unregister("before-call.dynamodb", unique_id="turns-before")
        events.unregister("after-call.dynamodb", unique_id="turns-after")


def both(order: tuple[int, ...], acts: tuple[Callable[[], Any], Callable[[], Any]]) -> list[Any]:
    """Do both acts in that order of their requests; what each answered, or the error it raised."""
    turns, answers = _Turns(order), [None, None]

    def do(who: int) -> None:
        turns.enter(who)
        try:
            answers[who] = acts[who]()
        except Exception as error:
            answers[who] = error
        finally:
            turns.leave(who)

    threads = [threading.Thread(target=do, args=(who,)) for who in (0, 1)]
    with _kept(turns):
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    return answers
