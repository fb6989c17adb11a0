"""Runs the portal's notice delivery in the background, as a timer does in production."""

from __future__ import annotations

import sys
from collections.abc import Callable
from threading import Event, Thread

_PAUSE_SECONDS = 1.0


class BackgroundDelivery:
    """Calls `deliver` about once a second until stopped. A failure is named once, then tried again."""

    def __init__(self, deliver: Callable[[], object], pause_seconds: float = _PAUSE_SECONDS) -> None:
        self._deliver = deliver
        self._pause_seconds = pause_seconds
        self._stopping = Event()
        self._last_failure = ""
        self._thread = Thread(target=self._run, name="notice-delivery", daemon=True)

    def start(self) -> None:
        """Begin to deliver."""
        self._thread.start()

    def stop(self) -> None:
        """Finish the delivery at hand and stop."""
        self._stopping.set()
        self._thread.join()

    def _run(self) -> None:
        while not self._stopping.wait(self._pause_seconds):
            try:
                self._deliver()
            except Exception as problem:
                self._report(type(problem).__name__)

    def _report(self, failure: str) -> None:
        # Only the kind of error: its words could hold what a notice is about.
        if failure != self._last_failure:
            print(f"Notices could not be delivered ({failure}); trying again.", file=sys.stderr)
            self._last_failure = failure
