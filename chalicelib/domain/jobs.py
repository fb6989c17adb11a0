"""The portal's jobs as operators see them: when each is due, what its last run did, and what fails again and again."""

from collections.abc import Mapping
from datetime import UTC, datetime, time, timedelta
from enum import StrEnum
from typing import Annotated, ClassVar

from pydantic import Field

from chalicelib.domain.field_classes import Internal
from chalicelib.domain.record import FrozenModel, VersionedRecord


class Job(StrEnum):
    """The jobs by the names of their functions."""

    DELIVER_NOTICES = "deliver_notices"
    APPLY_IMPORTS = "apply_imports"
    OPEN_DUE_REVIEWS = "open_due_reviews"
    SEND_REMINDERS = "send_reminders"
    CHECK_LICENSES = "check_licenses"
    CHECK_REPORTS = "check_reports"
    COUNT_SCHOOLS = "count_schools"
    COUNT_FIGURES = "count_figures"
    PURGE_DUE = "purge_due"
    SIGN_DAILY_ROOT = "sign_daily_root"

    @property
    def slug(self) -> str:
        """The name as it stands in addresses and keys: no id has a low line."""
        return self.value.replace("_", "-")


EACH_NIGHT: Mapping[Job, time] = {
    Job.CHECK_LICENSES: time(8, 0),
    Job.COUNT_SCHOOLS: time(9, 0),
    Job.SIGN_DAILY_ROOT: time(9, 30),
    Job.CHECK_REPORTS: time(10, 0),
    Job.PURGE_DUE: time(11, 0),
    Job.COUNT_FIGURES: time(12, 0),
    Job.SEND_REMINDERS: time(14, 0),  # morning in California
}
"""From when on a job is due each day, in UTC. All others are due each minute."""
LATE_AFTER = timedelta(minutes=15)
"""How long after it was due a job may be begun, and how old the last run of a job of every minute may be."""
GIVEN_UP_AFTER = 5
"""As often as this must an item have failed to stand among those that need a person."""


class Ending(StrEnum):
    """How a run ended."""

    DONE = "done"
    PART = "part"  # there is more to do than one run does, or a service that it needs was away: the next goes on
    STOPPED = "stopped"  # the store, or the job itself


class JobRun(FrozenModel):
    """The last run of a job. `counts`: what it did, by outcome; `waiting_since`: since when the oldest item waits that
    it left, as the queue says it ("" where none is left); `done_at`: when a run last did all there was to do; `error`:
    the type of what stopped it."""

    field_class = Internal

    job: Job
    started_at: datetime
    ended_at: datetime
    ending: Ending
    counts: dict[str, int] = Field(default_factory=dict)
    waiting_since: str = ""
    done_at: datetime | None = None
    error: str = ""


class JobFailure(FrozenModel):
    """An item that a job could not do. `item`: the key under which it is stored; `error`: a type, never its words."""

    field_class = Internal

    job: Job
    item: str
    error: str
    first_at: datetime
    last_at: datetime
    times: int

    @property
    def needs_a_person(self) -> bool:
        """Whether it has failed so often that it will not mend itself."""
        return self.times >= GIVEN_UP_AFTER


class JobOrder(VersionedRecord):
    """An operator's word that a job is to run now. Its id is the job's `slug`."""

    record_type: ClassVar[str] = "job_order"

    asked_at: Annotated[datetime, Internal]
    asked_by: Annotated[str, Internal]


def last_due(job: Job, now: datetime) -> datetime:
    """Return the newest instant at which a job was due."""
    at = EACH_NIGHT.get(job)
    if at is None:
        return now
    today = datetime.combine(now.astimezone(UTC).date(), at, tzinfo=UTC)
    return today if today <= now else today - timedelta(days=1)


def is_due(job: Job, last: JobRun | None, order: JobOrder | None, now: datetime) -> bool:
    """Return whether a job is to be run: it was due since a run did all of it, or an operator asked for it since the
    last run began."""
    if last is None or last.done_at is None or last.done_at < last_due(job, now) or job not in EACH_NIGHT:
        return True
    return order is not None and order.asked_at >= last.started_at


def missed(job: Job, last: JobRun | None, now: datetime) -> int:
    """Return how many nights of a job were not done in time; of a job of every minute 1 where it stands still."""
    if last is None:
        return 0
    done_at = last.done_at or last.started_at
    if job not in EACH_NIGHT:
        return int(now - done_at > LATE_AFTER)
    in_time = last_due(job, now - LATE_AFTER)
    return 0 if done_at >= in_time else 1 + (in_time - done_at) // timedelta(days=1)
