"""A store that answers no more: each request to it lasts as long as the client waits, on the test's own stopwatch."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from botocore.exceptions import ReadTimeoutError

from chalicelib.storage.calls import LONGEST_SECONDS
from chalicelib.storage.table import client
from tests.clock import Seconds


@dataclass
class FrozenStore:
    """What was asked of it in vain. `at`: the request, counted from 1, from which on it answers no more."""

    seconds: Seconds
    at: int
    count: int = 0
    asked: list[str] = field(default_factory=list)

    def before(self, model: Any, **_rest: Any) -> None:
        """botocore asks before it sends: nothing arrives from the frozen request on."""
        self.count += 1
        if self.count >= self.at:
            self.asked.append(model.name)
            self.seconds.passed += LONGEST_SECONDS
            raise ReadTimeoutError(endpoint_url="https://dynamodb.us-west-2.amazonaws.com")


@contextmanager
def frozen(seconds: Seconds, at: int) -> Iterator[FrozenStore]:
    """While this lasts, the store answers no more from the `at`-th request on."""
    store = FrozenStore(seconds, at)
    events = client().meta.events
    events.register("before-call.dynamodb", store.before, unique_id="frozen")
    try:
        yield store
    finally:
        events.unregister("before-call.dynamodb", unique_id="frozen")
