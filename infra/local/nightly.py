"""What a deployed stage does each night, done by a local run once a day at the first chance."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

from infra.local.folder import DataFolder
from infra.local.root_signer import LocalRootSigner

_CLOSED_AFTER = timedelta(hours=1)
_AT_ONCE = 5


class OnceADay:
    """Calls `job` when a day (UTC) is closed that it has not finished yet: until it answers that it has. A failure
    leaves it due."""

    def __init__(self, job: Callable[[], bool], clock: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self._job = job
        self._clock = clock
        self._done: date | None = None

    def __call__(self) -> None:
        """Call the job where it is due."""
        day = (self._clock() - _CLOSED_AFTER).date()
        if day != self._done:
            self._done = day if self._job() else None


def purge() -> bool:
    """Purge what is kept no longer; whether nothing failed."""
    from chalicelib.jobs.purge_due import purge_due  # noqa: PLC0415 - the run's settings must stand first

    return not purge_due()["failed"]


def check() -> bool:
    """Look for schools that did not report; whether nothing failed."""
    from chalicelib.jobs.check_reports import check_reports  # noqa: PLC0415 - the run's settings must stand first

    return not check_reports()["failed"]


def count() -> bool:
    """Count the state's figures; whether nothing failed."""
    from chalicelib.jobs.count_figures import count_figures  # noqa: PLC0415 - the run's settings must stand first

    return not count_figures()["failed"]


def remind() -> bool:
    """Remind of the days that come; whether nothing failed."""
    from chalicelib.jobs.send_reminders import send_reminders  # noqa: PLC0415 - the run's settings must stand first

    return not send_reminders()["failed"]


def sign_roots(folder: DataFolder) -> bool:
    """Sign a few daily roots with the run's own key; whether none is left. Mail does not have to wait for a year of
    them."""
    from chalicelib.jobs.sign_daily_root import sign_due_roots  # noqa: PLC0415 - the run's settings must stand first
    from chalicelib.runtime.secret_keys import secret_key  # noqa: PLC0415

    done = sign_due_roots(LocalRootSigner(secret_key("seal"), folder.roots), limit=_AT_ONCE)
    return not done["failed"] and done["signed"] < _AT_ONCE
