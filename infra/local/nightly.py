"""The jobs of a deployed stage, done by a local run: those of every minute all the time, those of the night once a day
at the first chance. What each did stands on the operators' page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from functools import partial

from infra.local.folder import DataFolder
from infra.local.root_signer import LocalRootSigner

_AT_ONCE = 5
_MINUTE = timedelta(minutes=1)


def jobs(folder: DataFolder, *, nightly: bool) -> Iterator[Callable[[], object]]:
    """Yield what a local run does in turn. The run's settings must stand before it is called."""
    from chalicelib.domain.jobs import EACH_NIGHT, Job  # noqa: PLC0415 - the run's settings must stand first
    from chalicelib.jobs.handlers import JOBS  # noqa: PLC0415
    from chalicelib.jobs.running import run_job  # noqa: PLC0415

    for name, (_when, _event, work) in JOBS.items():
        job = Job(name)
        do = partial(sign_roots, folder) if job is Job.SIGN_DAILY_ROOT else work
        if nightly or job not in EACH_NIGHT:
            yield OnceAMinute(partial(run_job, job, do), None if job in EACH_NIGHT else do)


class OnceAMinute:
    """Calls `job` once a minute, and `meanwhile`, where there is one, at all other times: no one waits a minute for a
    mail on the own machine. A failure leaves the job due."""

    def __init__(
        self,
        job: Callable[[], object],
        meanwhile: Callable[[], object] | None,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._job = job
        self._meanwhile = meanwhile
        self._clock = clock
        self._called_at = datetime.min.replace(tzinfo=UTC)

    def __call__(self) -> None:
        """Call what is due."""
        now = self._clock()
        if now - self._called_at >= _MINUTE:
            self._job()
            self._called_at = now
        elif self._meanwhile:
            self._meanwhile()


def sign_roots(folder: DataFolder) -> Counter[str]:
    """Sign a few daily roots with the run's own key. Mail does not have to wait for a year of them."""
    from chalicelib.jobs.sign_daily_root import sign_due_roots  # noqa: PLC0415 - the run's settings must stand first
    from chalicelib.runtime.secret_keys import secret_key  # noqa: PLC0415

    return sign_due_roots(LocalRootSigner(secret_key("seal"), folder.roots), limit=_AT_ONCE)
