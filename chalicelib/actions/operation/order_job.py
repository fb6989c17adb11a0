"""An operator lets a job run now: what it could not do before is tried again."""

from chalicelib.actions.context import Context
from chalicelib.domain.action import Action
from chalicelib.domain.jobs import Job, JobOrder
from chalicelib.domain.results import Done, subject_of


def order_job(ctx: Context, job: Job) -> Done:
    """Write the order; the job's function finds it within ten minutes. Raises PortalError CONFLICT (someone else
    ordered it at the same instant)."""
    ctx.require(Action.ORDER_JOB)
    before = ctx.store.find(JobOrder, job.slug)
    order = JobOrder(id=job.slug, asked_at=ctx.now, asked_by=ctx.person.id)
    work = ctx.unit_of_work(Action.ORDER_JOB)
    if before is None:
        work.create(order)
    else:
        work.update(before, before.with_changes(asked_at=ctx.now, asked_by=ctx.person.id))
    return work.commit(subject_of(order))
