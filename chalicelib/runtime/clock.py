"""The one place that reads the clock.

Web, api and jobs read it once per request and pass the instant down; everything below takes `now` (aware, UTC)
or `on` (California date) as a fact. A test hands in a clock of its own.
"""

from collections.abc import Callable
from datetime import UTC, datetime

Clock = Callable[[], datetime]


def system_clock() -> datetime:
    """The present instant, aware, in UTC."""
    return datetime.now(UTC)
