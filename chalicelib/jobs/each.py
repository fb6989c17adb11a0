"""How every job goes over its items: each for itself, so that one that fails holds up no other."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar

from chalicelib.runtime.logging import log, log_failure
from chalicelib.storage.keys import Key

FAILED = "failed"
PART = "part"
"""The outcome of what was left for the next run."""
_T = TypeVar("_T")


@dataclass
class Failures:
    """What failed in one run, each with the type of its error, and what failed in the run before and is done now."""

    failing: frozenset[str]
    failed: dict[str, str] = field(default_factory=dict)
    mended: set[str] = field(default_factory=set)


_FAILURES: ContextVar[Failures | None] = ContextVar("failures", default=None)


@contextmanager
def failures_of(failing: frozenset[str]) -> Iterator[Failures]:
    """Collect what fails while a job runs. `failing`: what failed the last time."""
    failures = Failures(failing)
    token = _FAILURES.set(failures)
    try:
        yield failures
    finally:
        _FAILURES.reset(token)


def for_each(
    items: Iterable[_T],
    do: Callable[[_T], str],
    *,
    failure: str,
    is_enough: Callable[[Counter[str]], bool] = lambda _done: False,
) -> Counter[str]:
    """Return how many items had which outcome: what `do` said, "" for none, or "failed" where it raised anything.

    A failure is logged under the name `failure`, by the type of the error and its places alone: its words could hold a
    person's data. The run ends early where `is_enough` says so of the counts. Raises what reading `items` raises.
    """
    done: Counter[str] = Counter()
    for item in items:
        if is_enough(done):
            break
        try:
            outcome = do(item)
        except Exception as error:
            log_failure(failure, error)
            _note(item, error)
            outcome = FAILED
        else:
            _note(item, None)
        if outcome:
            done[outcome] += 1
    return done


def _note(item: object, error: Exception | None) -> None:
    """Keep for operators that an item failed, or that it is done at last: by its key, which holds ids alone."""
    failures = _FAILURES.get()
    if failures is None:
        return
    if error is not None:
        failures.failed[_name_of(item)] = type(error).__name__
    elif failures.failing and (name := _name_of(item)) in failures.failing:
        failures.mended.add(name)


def _name_of(item: object) -> str:
    """Return the key of a row, an id, or a day; of anything else the type alone."""
    if isinstance(item, Mapping):
        return f"{item.get('PK', '')} {item.get('SK', '')}"
    if isinstance(item, str):
        return item
    if isinstance(item, date):
        return item.isoformat()
    key = getattr(item, "key", None)
    return f"{key.pk} {key.sk}" if isinstance(key, Key) else type(item).__name__


def log_counts(event: str, done: Counter[str]) -> None:
    """Write one line for each outcome; how many failed is always told, so that an alarm can watch it."""
    for outcome, count in sorted({FAILED: 0, **done}.items()):
        log(event, outcome=outcome, count=count)
