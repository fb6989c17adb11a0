"""Runs several acts of the portal at once, in every order of their requests to the store, one request at a time.

An act runs until it is about to make a request that matters, and waits there for its turn. Acts that are alike begin in
one order only: to swap two of them is the same schedule.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from greenlet import getcurrent, greenlet

from tests.sampling import WHOLE, one_of

_PARAMS = "provide-client-params.dynamodb"


class Turns:
    """One schedule: `choices` says at each point whose turn it is, among those who wait; beyond them, the first's."""

    def __init__(self, choices: list[int]) -> None:
        self.choices = choices
        self.open: list[int] = []  # at each point, how many could have had the turn
        self._here: greenlet | None = None
        self._waiting: list[greenlet] = []

    def wait(self) -> None:
        """Called by an act before a request that matters."""
        if self._here is not None and getcurrent() is not self._here:
            self._here.switch()

    def run(self, acts: list[Callable[[], None]]) -> None:
        """Run the acts to their ends."""
        self._here = getcurrent()
        fresh = [greenlet(act) for act in acts]
        while fresh or self._waiting:
            runnable = [*self._waiting, *fresh[:1]]
            turn = self.choices[len(self.open)] if len(self.open) < len(self.choices) else 0
            self.open.append(len(runnable))
            chosen = runnable[turn]
            if chosen in fresh:
                fresh.remove(chosen)
                self._waiting.append(chosen)
            chosen.switch()
            self._waiting = [act for act in self._waiting if not act.dead]
        self._here = None


def every_schedule(run: Callable[[Turns], None]) -> int:
    """Call `run` with every schedule there is; how many there were."""
    return schedules_from([], run)


def schedules_from(beginning: list[int], run: Callable[[Turns], None]) -> int:
    """Call `run` with every schedule that begins with these choices; how many there were."""
    choices: list[int] | None = beginning
    count = 0
    while choices is not None and choices[: len(beginning)] == beginning:
        turns = Turns(choices)
        run(turns)
        count += 1
        choices = _next(choices, turns.open)
    return count


def beginnings(run: Callable[[Turns], None], length: int) -> list[list[int]]:
    """The first choices of all schedules that make at least so many: together they divide every schedule there is."""
    found: list[list[int]] = []
    choices: list[int] | None = []
    while choices is not None:
        turns = Turns(choices)
        run(turns)
        taken = [*choices, *([0] * len(turns.open))][:length]
        found.append(taken)
        choices = _next(taken, turns.open[:length])
    return found


def drawn_schedules(run: Callable[[Turns], None], name: str, length: int = 6) -> int:
    """Call `run` with the schedules that begin as the day's seed draws (tests/sampling.py), and with one of every other
    beginning; in a whole run with every schedule. How many schedules there are with the drawn beginning."""
    if WHOLE:
        return every_schedule(run)
    return schedules_from(list(one_of(beginnings(run, length), name)), run)


def _next(choices: list[int], open_: list[int]) -> list[int] | None:
    taken = [*choices, *([0] * (len(open_) - len(choices)))]
    for place in range(len(taken) - 1, -1, -1):
        if taken[place] + 1 < open_[place]:
            return [*taken[:place], taken[place] + 1]
    return None


@contextmanager
def turns_at(client: Any, operations: frozenset[str], turns: Turns) -> Iterator[None]:
    """Let acts wait for their turn before these requests of the store's client."""

    def wait(model: Any, **_rest: Any) -> None:
        if model.name in operations:
            turns.wait()

    client.meta.events.register(_PARAMS, wait, unique_id="turns")
    try:
        yield
    finally:
        client.meta.events.unregister(_PARAMS, unique_id="turns")
