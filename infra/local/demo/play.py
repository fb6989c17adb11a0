"""The story clock: every story tells how many days before today its next step happens, and all stories are performed
together in the order of time, so that records, counters and audit trails grow as they would have grown."""

import heapq
from collections.abc import Generator, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TypeVar
from zoneinfo import ZoneInfo

from chalicelib.law.calendar import california_date

T = TypeVar("T")
Scene = Generator[int, None, T]
"""Steps of a story: each `yield` waits until so many days before today, at least one; the result is what came of it."""
Story = Scene[None]


@dataclass
class StoryClock:
    """The instant of the step that is being performed (aware, UTC)."""

    now: datetime

    @property
    def on(self) -> date:
        """The California day of the step."""
        return california_date(self.now)


_CALIFORNIA = ZoneInfo("America/Los_Angeles")
_OPENS = time(8, 0)
_BETWEEN_STEPS = timedelta(minutes=9)
_BETWEEN_STORIES_MINUTES = 23
_FIRST_STEPS_WITHIN_MINUTES = 6 * 60


def perform(stories: Iterable[Story], clock: StoryClock) -> None:
    """Play all stories before the day that `clock` shows, and move it from step to step.

    Raises ValueError for a step that is not before today, or lies before the one it follows.
    """
    today = clock.on
    waiting: list[tuple[datetime, int, Story]] = []
    for number, story in enumerate(stories):
        _queue_next(waiting, number, story, today, None)
    while waiting:
        clock.now, number, story = heapq.heappop(waiting)
        _queue_next(waiting, number, story, today, clock.now)


def _queue_next(
    waiting: list[tuple[datetime, int, Story]], number: int, story: Story, today: date, now: datetime | None
) -> None:
    days_ago = next(story, None)
    if days_ago is None:
        return
    if days_ago < 1:
        raise ValueError("a story ends before today")
    first_minutes = number * _BETWEEN_STORIES_MINUTES % _FIRST_STEPS_WITHIN_MINUTES
    day = datetime.combine(today - timedelta(days=days_ago), _OPENS, _CALIFORNIA)
    at = (day + timedelta(minutes=first_minutes)).astimezone(ZoneInfo("UTC"))
    if now is not None and now >= at:
        at = now + _BETWEEN_STEPS
        if at.astimezone(_CALIFORNIA).date() != day.date():
            raise ValueError("a step lies before the one it follows")
    heapq.heappush(waiting, (at, number, story))
