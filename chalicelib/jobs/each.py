"""How every job goes over its items: each for itself, so that one that fails holds up no other."""

from collections import Counter
from collections.abc import Callable, Iterable
from typing import TypeVar

from chalicelib.runtime.logging import log, log_failure

FAILED = "failed"
_T = TypeVar("_T")


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
            outcome = FAILED
        if outcome:
            done[outcome] += 1
    return done


def log_counts(event: str, done: Counter[str]) -> None:
    """Write one line for each outcome; how many failed is always told, so that an alarm can watch it."""
    for outcome, count in sorted({FAILED: 0, **done}.items()):
        log(event, outcome=outcome, count=count)
