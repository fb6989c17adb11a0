"""The one place that reads the clock.

Web and jobs read it once per request and pass the instant down; everything below takes `now` (aware, UTC)
or `on` (California date) as a fact. A test hands in a clock of its own.
"""

import math
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

OF_A_REQUEST_SECONDS = 9.0
"""How long a request may take at most, whatever the store does."""
_FOR_THE_PAGE_SECONDS = 0.5
_FOR_THE_ANSWER_SECONDS = 2.5  # of the function's own time: it ends with its answer on the way


def system_clock() -> datetime:
    """Return the present instant, aware, in UTC."""
    return datetime.now(UTC)


def system_seconds() -> float:
    """Return seconds that only ever go forward, from no instant in particular: to measure how long something takes."""
    return time.monotonic()


@dataclass(frozen=True)
class Deadline:
    """Until when a request may wait for others: `ends`, in what `seconds` counts. A job has none."""

    ends: float = math.inf
    seconds: Callable[[], float] = system_seconds

    def leaves(self, wanted: float) -> bool:
        """Return whether something that may take so many seconds can begin, and the page still be made after it."""
        return self.seconds() + wanted + _FOR_THE_PAGE_SECONDS <= self.ends


def deadline_of_request(function_seconds: float, seconds: Callable[[], float]) -> Deadline:
    """Return the deadline of a request that begins now in a function that may run for so many seconds yet."""
    return Deadline(seconds() + min(function_seconds - _FOR_THE_ANSWER_SECONDS, OF_A_REQUEST_SECONDS), seconds)
