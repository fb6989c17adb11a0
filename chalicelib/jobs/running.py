"""How every job is run: only where it is due, and with a row that tells operators what it did."""

from collections import Counter
from collections.abc import Callable, Mapping
from datetime import datetime

from chalicelib.domain.jobs import EACH_NIGHT, Ending, Job, JobRun, is_due
from chalicelib.domain.metrics import Metric
from chalicelib.jobs.each import FAILED, PART, failures_of
from chalicelib.runtime.clock import system_clock
from chalicelib.runtime.logging import count
from chalicelib.storage import keys
from chalicelib.storage.job_rows import failing_items, read_run, write_failures, write_run
from chalicelib.storage.rows import IMPORTS, LICENSES, OUTBOX, OWED_REVIEWS, REMINDERS, RETENTION
from chalicelib.storage.table import Table, portal_table

QUEUES = {
    Job.DELIVER_NOTICES: OUTBOX,
    Job.APPLY_IMPORTS: IMPORTS,
    Job.OPEN_DUE_REVIEWS: OWED_REVIEWS,
    Job.SEND_REMINDERS: REMINDERS,
    Job.CHECK_LICENSES: LICENSES,
    Job.PURGE_DUE: RETENTION,
}
"""The queues whose oldest item tells how far a job lags behind. The place of each item is an instant or a day."""
RAN: Mapping[Job, Metric] = {
    Job.CHECK_LICENSES: Metric.LICENSE_RECHECK_RAN,
    Job.COUNT_SCHOOLS: Metric.SCHOOLS_COUNT_RAN,
    Job.SIGN_DAILY_ROOT: Metric.ROOT_SIGNED,
    Job.CHECK_REPORTS: Metric.REPORTS_CHECK_RAN,
    Job.PURGE_DUE: Metric.PURGE_RAN,
    Job.COUNT_FIGURES: Metric.FIGURES_COUNT_RAN,
    Job.SEND_REMINDERS: Metric.REMINDERS_RAN,
}
"""What is counted of a job of the night, so that a night without it is an alarm."""


def run_job(
    job: Job, do: Callable[[], Counter[str]], clock: Callable[[], datetime] = system_clock
) -> Counter[str] | None:
    """Do a job where it is due and keep what came of it; return its counts, None where it was not due.

    A job of the night is due until a run has done all of it: after a failure, or a night without a run, the next call
    makes up for it. Raises what the job raises, PortalError UNAVAILABLE.
    """
    table, started_at = portal_table(), clock()
    last, order = read_run(table, job)
    if not is_due(job, last, order, started_at):
        return None
    counts = last.counts if last else {}
    run = JobRun(
        job=job,
        started_at=started_at,
        ended_at=started_at,
        ending=Ending.STOPPED,
        counts=counts,
        done_at=last.done_at if last else None,
    )
    with failures_of(failing_items(table, job) if counts.get(FAILED) else frozenset()) as failures:
        try:
            done = do()
        except Exception as error:
            write_run(table, run.with_changes(ended_at=clock(), error=type(error).__name__))
            raise
    write_failures(table, job, failures.failed, failures.mended, clock())
    ending = Ending.PART if done[PART] else Ending.DONE
    is_done = ending is Ending.DONE or job not in EACH_NIGHT
    run = run.with_changes(
        ended_at=clock(),
        ending=ending,
        counts={outcome: times for outcome, times in done.items() if times},
        waiting_since=_waiting_since(table, job, started_at),
        done_at=started_at if is_done else run.done_at,
    )
    write_run(table, run)
    _tell(run)
    return done


def _tell(run: JobRun) -> None:
    """Count for the alarms what came of a run that was not stopped."""
    if run.counts.get(FAILED):
        count(Metric.JOB_ITEMS_FAILED, run.counts[FAILED])
    if run.job is Job.SIGN_DAILY_ROOT:
        count(Metric.ROOT_SIGNED, run.counts.get("signed", 0))  # a run that could not sign is none
    elif run.job in RAN and run.ending is Ending.DONE:
        count(RAN[run.job])
    if run.job is Job.DELIVER_NOTICES:
        since = run.waiting_since and datetime.fromisoformat(run.waiting_since)
        count(Metric.OUTBOX_OLDEST_SECONDS, (run.started_at - since).total_seconds() if since else 0)


def _waiting_since(table: Table, job: Job, now: datetime) -> str:
    """Return where in time the oldest item of the job's queue stands; "" for one that is not due yet."""
    name = QUEUES.get(job)
    oldest = table.queue(keys.queue(name), limit=1) if name else []
    place = str(oldest[0]["GSI1SK"]).partition("#")[0] if oldest else ""
    return place if place and place <= now.isoformat() else ""
