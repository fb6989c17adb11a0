"""Builders that remember: a world that was built once in this process is put back the next time.

A signed form takes twenty requests to the store, and hundreds of tests begin with the same one. A method marked with
`@remembered` is run once for each history: the same builders called with the same arguments, from empty tables, at
the same instants. The next test with that history gets the tables, the clock, the licenses' answers and what was
logged as they were after the first run. Any write of the test's own (the portal's included) ends the history: from
there on everything is built again, as is all that has an argument without a hash.
"""

import copy
import functools
import itertools
import os
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import Any, TypeVar

from chalicelib import wiring
from tests.checks.memory_store import store_in_use
from tests.checks.recorder import Recorder
from tests.checks.saved_tables import Saved, put_back, saved

_MOST = 400
_EMPTY = 0
_numbers = itertools.count(1)
_Method = TypeVar("_Method", bound=Callable[..., Any])


@dataclass(frozen=True)
class _Outcome:
    """What one call of a builder left behind."""

    number: int
    result: Any
    tables: Saved
    state: list[Any]
    heard: list[list[Any]]
    writes: int


_outcomes: OrderedDict[Hashable, _Outcome] = OrderedDict()


@dataclass
class History:
    """How a world came to be: the outcome it stands at, and the number of writes up to there."""

    at: int = _EMPTY
    writes: int = 0


def remembered(method: _Method) -> _Method:
    """Run the builder once for each history, and put its outcome back from then on."""

    @functools.wraps(method)
    def build(world: Any, *args: Any, **facts: Any) -> Any:
        history: History | None = world.history
        if history is None:
            return method(world, *args, **facts)
        key = _key(world, history, (method.__name__, args, tuple(sorted(facts.items()))))
        if key is not None and key in _outcomes:
            _outcomes.move_to_end(key)
            return _requeue(world, history, _outcomes[key])
        return _build(world, history, key, functools.partial(method, world, *args, **facts))

    return build  # type: ignore[return-value]


def _key(world: Any, history: History, call: tuple[Any, ...]) -> Hashable | None:
    """What the outcome depends on; None where the test wrote something itself, or an argument has no hash."""
    if history.writes != world.recorder.writes:
        return None
    settings = tuple(sorted(each for each in os.environ.items() if each[0].startswith("PORTAL_")))
    ports = (type(wiring.services().passwords), type(wiring.services().fields), store_in_use() is None)
    key = (type(world), history.at, call, repr(_state_of(world)), settings, ports)
    try:
        hash(key)
    except TypeError:
        return None
    return key


def _build(world: Any, history: History, key: Hashable | None, method: Callable[[], Any]) -> Any:
    recorder = world.recorder
    heard_before = [len(each) for each in _heard_by(recorder)]
    result = method()
    if key is None:
        return result
    heard = [each[start:] for each, start in zip(_heard_by(recorder), heard_before, strict=True)]
    history.at, history.writes = next(_numbers), recorder.writes
    _outcomes[key] = _Outcome(
        history.at,
        result,
        saved((world.table.name, world.table.audit_name)),
        copy.deepcopy(_state_of(world)),
        heard,
        recorder.writes,
    )
    if len(_outcomes) > _MOST:
        _outcomes.popitem(last=False)
    return result


def _requeue(world: Any, history: History, outcome: _Outcome) -> Any:
    put_back(outcome.tables)
    for (thing, name), value in zip(_places_of_state(world), copy.deepcopy(outcome.state), strict=True):
        setattr(thing, name, value)
    for each, added in zip(_heard_by(world.recorder), outcome.heard, strict=True):
        each.extend(added)
    world.recorder.writes = history.writes = outcome.writes
    history.at = outcome.number
    return outcome.result


def _places_of_state(world: Any) -> list[tuple[Any, str]]:
    """Whatever builders change beside the tables."""
    return [
        (world, "_count"),
        (world, "_the"),
        (world.clock, "now"),
        (world.licenses, "asked"),
        (world.licenses, "_answers"),
        (world.licenses, "_down"),
    ]


def _state_of(world: Any) -> list[Any]:
    return [getattr(thing, name) for thing, name in _places_of_state(world)]


def _heard_by(recorder: Recorder) -> tuple[list[Any], list[Any], list[Any]]:
    return recorder.lines, recorder.urls, recorder.calls
