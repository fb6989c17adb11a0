"""The one place that reads the clock.

Web and jobs read it once per request and pass the instant down; everything below takes `now` (aware, UTC)
or `on` (California date) as a fact. A test hands in a clock of its own.
"""

from datetime import UTC, datetime


def system_clock() -> datetime:
    """Return the present instant, aware, in UTC."""
    return datetime.now(UTC)
