"""The rights of the jobs: each has those that it uses, and no other (S-63)."""

import json
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from functools import partial

import pytest

from chalicelib.domain.appeal import AppealState
from chalicelib.domain.jobs import Job
from chalicelib.domain.review import ReviewState
from chalicelib.jobs.check_licenses import check_licenses
from chalicelib.jobs.check_reports import check_reports
from chalicelib.jobs.each import for_each
from chalicelib.jobs.open_due_reviews import open_due_reviews
from chalicelib.jobs.running import run_job
from chalicelib.jobs.send_reminders import send_reminders
from chalicelib.law.annual_report import report_due
from chalicelib.law.calendar import day_after, school_year_of
from infra.template import ROOT
from tests.actions.test_license_at_signing import board_shows
from tests.builders import World, line
from tests.rights.granted import Right, allowed_at_the_store
from tests.rights.store import rights_of


def used(world: World, since: int) -> set[Right]:
    """The rights that were used at the store since a call."""
    return {each for call in world.recorder.calls[since:] for each in rights_of(call.operation, call.arguments)}


@dataclass
class Nights:
    """Runs of one job, and what they asked of the store."""

    world: World
    job: Job
    asked: set[Right] = field(default_factory=set)

    def run(self, do: Callable[[], Counter[str]], **later: float) -> Counter[str] | None:
        """Run the job as its function does, later."""
        self.world.clock.advance(**later)
        since = len(self.world.recorder.calls)
        done = run_job(self.job, do, self.world.clock)
        self.asked |= used(self.world, since)
        return done


def reminders(nights: Nights) -> None:
    """Everything that is reminded of: some of it for the last time."""
    world = nights.world
    world.review(ReviewState.INFO_REQUESTED, form=world.form(lines=(line(expires_on=date(2027, 3, 31)),)))
    world.appeal(AppealState.PANEL_ASSIGNED)
    send = partial(send_reminders, world.clock)
    assert nights.run(send, days=31)
    assert nights.run(send, days=400)


def licenses(nights: Nights) -> None:
    """A license that is in order, one that is held, and one whose physician has left."""
    world = nights.world
    world.form(lines=(line(expires_on=date(2027, 3, 31)),))
    check = partial(check_licenses, world.clock, lambda _seconds: None)
    assert nights.run(check, days=1) == {"unchanged": 1}
    board_shows(world, secondary_statuses=("53",))
    assert nights.run(check, days=1) == {"changed": 1}
    assert nights.run(check, days=400) == {"left": 1}


def reports(nights: Nights) -> None:
    """A school that did not report."""
    nights.world.facility()
    nights.world.form()
    due = report_due(school_year_of(nights.world.clock.today))
    assert due
    nights.world.at(day_after(due.due_on))
    assert nights.run(partial(check_reports, nights.world.clock)) == {"missing": 1}


def owed(nights: Nights) -> None:
    """The reviews of a school that did not report."""
    reports(Nights(nights.world, Job.CHECK_REPORTS))
    assert nights.run(partial(open_due_reviews, nights.world.clock)) == {"opened": 1, "settled": 1}


def a_failure(nights: Nights) -> None:
    """An item that fails, and is done the next time."""

    def fails(_item: str) -> str:
        raise KeyError

    for do in (fails, str):
        nights.run(partial(for_each, ["a1"], do, failure="x"), days=1)


@pytest.mark.parametrize(
    ("job", "work"),
    [
        (Job.SEND_REMINDERS, reminders),
        (Job.CHECK_LICENSES, licenses),
        (Job.CHECK_REPORTS, reports),
        (Job.OPEN_DUE_REVIEWS, owed),
    ],
)
def test_a_job_has_the_rights_at_the_store_that_it_uses_and_no_other(
    world: World, job: Job, work: Callable[[Nights], None]
) -> None:
    """Given a night with everything that a job does, when the job runs, then its policy allows just that."""
    nights = Nights(world, job)
    work(nights)
    a_failure(nights)
    assert nights.asked == allowed_at_the_store(job)


@pytest.mark.parametrize("job", list(Job))
def test_no_job_but_the_signer_signs_and_none_but_the_mail_sends_mail(job: Job) -> None:
    policy = json.loads((ROOT / ".chalice" / f"policy-{job.replace('_', '-')}.json").read_text())
    actions = {action for statement in policy["Statement"] for action in statement["Action"]}
    assert ("kms:Sign" in actions) == (job is Job.SIGN_DAILY_ROOT)
    assert ("ses:SendEmail" in actions) == (job is Job.DELIVER_NOTICES)
    assert {"dynamodb:UpdateItem", "dynamodb:BatchGetItem"} <= actions  # the rows of its runs
