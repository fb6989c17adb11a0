"""A clock and a stopwatch that stand still until they are moved."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

CALIFORNIA = ZoneInfo("America/Los_Angeles")
START = datetime(2026, 11, 20, 10, 0, tzinfo=CALIFORNIA)


class Clock:
    """Called like the portal's own clock; answers in UTC."""

    def __init__(self) -> None:
        self.now = START.astimezone(UTC)

    def __call__(self) -> datetime:
        return self.now

    @property
    def today(self) -> date:
        """The California date."""
        return self.now.astimezone(CALIFORNIA).date()

    def set(self, when: date | datetime | str, hour: int = 10, minute: int = 0) -> datetime:
        """Move to an instant, or to an hour of a California day (also as text: "2026-11-20")."""
        if isinstance(when, str):
            when = datetime.fromisoformat(when) if "T" in when else date.fromisoformat(when)
        if not isinstance(when, datetime):
            when = datetime(when.year, when.month, when.day, hour, minute)  # noqa: DTZ001 - California, below
        if when.tzinfo is None:
            when = when.replace(tzinfo=CALIFORNIA)
        self.now = when.astimezone(UTC)
        return self.now

    def advance(self, **distance: float) -> datetime:
        """Move on: `advance(days=1, minutes=5)`. Days are 24 hours."""
        self.now += timedelta(**distance)
        return self.now


class Seconds:
    """Called like the portal's own count of seconds: on any machine a request takes as long as the test says."""

    def __init__(self) -> None:
        self.passed = 0.0

    def __call__(self) -> float:
        return self.passed
