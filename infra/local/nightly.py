"""What a deployed stage does each night, done by a local run once a day at the first chance."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

from infra.local.folder import DataFolder
from infra.local.root_signer import LocalRootSigner

_CLOSED_AFTER = timedelta(hours=1)


class OnceADay:
    """Calls `job` when a day (UTC) is closed that it was not called for yet. A failure leaves it due."""

    def __init__(self, job: Callable[[], object], clock: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self._job = job
        self._clock = clock
        self._done: date | None = None

    def __call__(self) -> None:
        """Call the job where it is due."""
        day = (self._clock() - _CLOSED_AFTER).date()
        if day != self._done:
            self._job()
            self._done = day


def sign_roots(folder: DataFolder) -> None:
    """Sign the daily roots with the run's own key."""
    from chalicelib.jobs.sign_daily_root import sign_due_roots  # noqa: PLC0415 - the run's settings must stand first
    from chalicelib.runtime.secret_keys import secret_key  # noqa: PLC0415

    sign_due_roots(LocalRootSigner(secret_key("seal"), folder.roots))
