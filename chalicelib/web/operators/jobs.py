"""The portal's jobs as operators see them: the last run of each, how far it lags, what fails, and the order to run one
now. Items are named by their keys: no child, no person."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import NamedTuple

from chalicelib.actions.operation.order_job import order_job
from chalicelib.domain.action import Action
from chalicelib.domain.errors import not_found
from chalicelib.domain.jobs import EACH_NIGHT, Ending, Job, JobFailure, JobOrder, JobRun, missed
from chalicelib.domain.results import Done
from chalicelib.law.marking import N_
from chalicelib.storage import keys
from chalicelib.storage.job_rows import read_jobs
from chalicelib.storage.keys import Key
from chalicelib.web.http.forms import EmptyForm, ShownForm
from chalicelib.web.http.page_request import Page, PageRequest
from chalicelib.web.http.routing import Pages
from chalicelib.web.operators.job_words import JOBS, outcome_words

pages = Pages()
_PATH = "/operators/jobs"
# Translators: what a run of a job did, and how often: "Sent: 12"
_RESULT = N_("%(what)s: %(count)s")


class ShownJob(NamedTuple):
    """One job: its name, its state in words with the kind of its mark, and its last run in words."""

    job: Job
    name: str
    state: str
    kind: str
    run: JobRun | None
    result: str
    waiting_since: datetime | None
    failures: Sequence[JobFailure]

    @property
    def dead(self) -> int:
        """How many items will not mend themselves."""
        return sum(each.needs_a_person for each in self.failures)


@pages.page(_PATH, Action.LIST_JOBS)
def _show_jobs(page_request: PageRequest) -> Page:
    page_request.ctx.require(Action.LIST_JOBS)
    runs, failures = read_jobs(page_request.ctx.store.table)
    shown = [_shown(page_request, job, runs, failures) for job in Job]
    order = {"stopped": 0, "warning": 1}
    return page_request.render(
        "operators/jobs.html",
        title=N_("Jobs of the portal"),
        jobs=sorted(shown, key=lambda each: order.get(each.kind, 2)),
        troubled=[each for each in shown if each.kind in order],
    )


def _show_job(page_request: PageRequest, form: ShownForm) -> Page:
    page_request.ctx.require(Action.LIST_JOBS)
    job = _job_of(page_request)
    runs, failures = read_jobs(page_request.ctx.store.table)
    order, run = page_request.ctx.store.find(JobOrder, job.slug), runs.get(job)
    waits = order is not None and (run is None or order.asked_at >= run.started_at)
    return page_request.render(
        "operators/job.html",
        title=JOBS[job],
        form=form,
        shown=_shown(page_request, job, runs, failures),
        ordered_at=order.asked_at if order and waits else None,
        is_nightly=job in EACH_NIGHT,
    )


def _order_key(params: Mapping[str, str]) -> tuple[Key]:
    return (keys.record(JobOrder.record_type, params["job"]),)


@pages.form(f"{_PATH}/{{job}}", Action.ORDER_JOB, EmptyForm, show=_show_job, prefetch=_order_key)
def _order(page_request: PageRequest, _answers: EmptyForm) -> Done:
    return order_job(page_request.ctx, _job_of(page_request))


def _job_of(page_request: PageRequest) -> Job:
    found = next((job for job in Job if job.slug == page_request.params["job"]), None)
    if found is None:
        raise not_found()
    return found


def _shown(page_request: PageRequest, job: Job, runs: Mapping[Job, JobRun], failures: Sequence[JobFailure]) -> ShownJob:
    run = runs.get(job)
    own = [each for each in failures if each.job is job]
    state, kind = _state(page_request, job, run, own)
    return ShownJob(
        job=job,
        name=page_request.translate(JOBS[job]),
        state=state,
        kind=kind,
        run=run,
        result=" · ".join(_results(page_request, run)),
        waiting_since=_instant(run.waiting_since) if run and run.waiting_since else None,
        failures=own,
    )


def _state(page_request: PageRequest, job: Job, run: JobRun | None, failures: Sequence[JobFailure]) -> tuple[str, str]:
    nights = missed(job, run, page_request.ctx.now)
    if run is None:
        return page_request.translate(N_("Has not run yet")), "neutral"
    if run.ending is Ending.STOPPED:
        return page_request.translate(N_("Stopped by an error")), "stopped"
    if nights and job in EACH_NIGHT:
        return page_request.translate(N_("Nights missed: %(count)s"), count=nights), "stopped"
    if nights:
        return page_request.translate(N_("Not running")), "stopped"
    if failures:
        return page_request.translate(N_("Items that fail: %(count)s"), count=len(failures)), "warning"
    return page_request.translate(N_("In order")), "good"


def _results(page_request: PageRequest, run: JobRun | None) -> Iterator[str]:
    for outcome, count in sorted(run.counts.items()) if run else ():
        words = outcome_words(outcome)
        if words:
            yield page_request.translate(_RESULT, what=page_request.translate(words), count=count)


def _instant(place: str) -> datetime:
    """Return when an item of a queue was due: its place is an instant or a day."""
    found = datetime.fromisoformat(place)
    return found if found.tzinfo else found.replace(tzinfo=UTC)
