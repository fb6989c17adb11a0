"""What the jobs write of their runs, for the operators' page: a row for each job, and one for each item that fails."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from chalicelib.domain.jobs import Job, JobFailure, JobOrder, JobRun
from chalicelib.storage import keys, trigger_keys
from chalicelib.storage.codec import decode
from chalicelib.storage.table import Item, Table
from chalicelib.storage.trigger_keys import FAILED_PREFIX, JOBS, RUN_PREFIX, failing_prefix

_KEPT = timedelta(days=90)
_SHOWN = 80


def read_run(table: Table, job: Job) -> tuple[JobRun | None, JobOrder | None]:
    """Return a job's last run and the newest order to run it. Raises PortalError UNAVAILABLE."""
    run, order = trigger_keys.job_run(job), keys.record(JobOrder.record_type, job.slug)
    found = table.get_many([run, order])
    return (
        JobRun.stored(found[run]["body"]) if run in found else None,
        decode(found[order], JobOrder) if order in found else None,
    )


def write_run(table: Table, run: JobRun) -> None:
    """Keep a run in place of the one before. Raises PortalError UNAVAILABLE."""
    table.update(
        trigger_keys.job_run(run.job),
        "SET #type = :type, body = :body",
        {":type": "job_run", ":body": run.model_dump_json()},
        names={"#type": "type"},
    )


def failing_items(table: Table, job: Job) -> frozenset[str]:
    """Return the items of a job that failed the last time. Raises PortalError UNAVAILABLE."""
    rows = table.query(JOBS, failing_prefix(job), limit=_SHOWN)
    return frozenset(str(row["item"]) for row in rows if row["times"])


def write_failures(table: Table, job: Job, failed: Mapping[str, str], mended: Iterable[str], now: datetime) -> None:
    """Count the items that failed, with the type of each error, and take those off that were done at last.

    Raises PortalError UNAVAILABLE.
    """
    kept_until = int((now + _KEPT).timestamp())
    for item, error in list(failed.items())[:_SHOWN]:
        table.update(
            trigger_keys.failing_item(job, item),
            "SET #type = :type, #item = :item, #error = :error, last_at = :now, "
            "first_at = if_not_exists(first_at, :now), #ttl = :ttl ADD times :one",
            {
                ":type": "job_failure",
                ":item": item,
                ":error": error,
                ":now": now.isoformat(),
                ":ttl": kept_until,
                ":one": 1,
            },
            names={"#type": "type", "#item": "item", "#error": "error", "#ttl": "ttl"},
        )
    for item in mended:
        table.update(
            trigger_keys.failing_item(job, item), "SET times = :none REMOVE first_at", {":none": 0}, "times > :none"
        )


def read_jobs(table: Table) -> tuple[dict[Job, JobRun], list[JobFailure]]:
    """Return the last run of each job, and what fails, the longest first: one request. Raises PortalError
    UNAVAILABLE."""
    rows = table.query(JOBS, limit=len(Job) + _SHOWN, newest_first=True)
    runs = [JobRun.stored(row["body"]) for row in rows if row["SK"].startswith(RUN_PREFIX)]
    failures = [_failure(row) for row in rows if row["SK"].startswith(FAILED_PREFIX) and row["times"]]
    return {run.job: run for run in runs}, sorted(failures, key=lambda each: (each.first_at, each.item))


def _failure(row: Item) -> JobFailure:
    return JobFailure(
        job=Job(row["SK"].split("#")[1]),
        item=row["item"],
        error=row["error"],
        first_at=row["first_at"],
        last_at=row["last_at"],
        times=int(row["times"]),
    )
