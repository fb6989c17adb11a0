"""What jobs count for the alarms: that a night was done, what failed, and how long a notice has waited."""

from collections import Counter
from datetime import UTC, datetime, timedelta
from functools import partial

import pytest

from chalicelib.domain.jobs import EACH_NIGHT, Job
from chalicelib.domain.metrics import Metric
from chalicelib.domain.notice import Recipient
from chalicelib.domain.notice_kinds import NoticeKind
from chalicelib.jobs.deliver_notices import deliver_pending
from chalicelib.jobs.running import RAN, run_job
from chalicelib.jobs.sign_daily_root import sign_due_roots
from infra.local.root_signer import LocalRootSigner
from tests.builders import World
from tests.counted import counted, lines_of
from tests.jobs.post_box import PostBox
from tests.jobs.test_jobs_deliver import me, owe

NIGHT = datetime(2026, 11, 22, 14, 5, tzinfo=UTC)
COUNTED = sorted(EACH_NIGHT.keys() - {Job.SIGN_DAILY_ROOT})


def count_of(world: World, metric: Metric) -> int:
    return counted(world.recorder.lines)[metric]


@pytest.mark.parametrize("job", COUNTED)
def test_a_night_that_was_done_is_counted_once(world: World, job: Job) -> None:
    """Given a job that is called every ten minutes, when its night is done, then it is counted, and not again."""
    for minutes in (0, 10, 20):
        run_job(job, Counter, world.at(NIGHT + timedelta(minutes=minutes)).clock)
    assert count_of(world, RAN[job]) == 1


def test_a_night_that_was_done_in_part_is_not_counted_before_its_rest(world: World) -> None:
    run_job(Job.PURGE_DUE, lambda: Counter(part=1), world.at(NIGHT).clock)
    assert count_of(world, Metric.PURGE_RAN) == 0
    run_job(Job.PURGE_DUE, Counter, world.at(NIGHT + timedelta(minutes=10)).clock)
    assert count_of(world, Metric.PURGE_RAN) == 1


def test_the_root_of_a_day_is_counted_where_it_was_signed_and_not_where_signing_failed(world: World) -> None:
    """Given a day with something in it, when the signer fails, then no root is counted; when it signs, one is."""

    class Broken(LocalRootSigner):
        def sign(self, statement: bytes) -> bytes:
            raise OSError(statement)

    world.parent()
    for signer, nights, signed in ((Broken(b"k"), 1, 0), (LocalRootSigner(b"k"), 2, 2)):
        clock = world.at(NIGHT + timedelta(days=nights)).clock
        run_job(Job.SIGN_DAILY_ROOT, partial(sign_due_roots, signer, clock, limit=2), clock)
        assert count_of(world, Metric.ROOT_SIGNED) == signed


def test_items_that_fail_are_counted_each(world: World) -> None:
    run_job(Job.SEND_REMINDERS, lambda: Counter(sent=4, failed=3), world.at(NIGHT).clock)
    assert count_of(world, Metric.JOB_ITEMS_FAILED) == 3


def test_a_notice_that_no_one_takes_is_told_by_how_long_it_waits(world: World) -> None:
    """Given a notice, when the mail goes out, then nothing waits; when the job could not take it, its age is told."""
    owe(world, me(world))
    world.clock.advance(minutes=15)
    run_job(Job.DELIVER_NOTICES, Counter, world.clock)
    assert count_of(world, Metric.OUTBOX_OLDEST_SECONDS) == pytest.approx(900, abs=60)
    deliver_pending(PostBox(), world.clock)
    run_job(Job.DELIVER_NOTICES, Counter, world.clock)
    ages = [line["OutboxOldestSeconds"] for line in lines_of(world.recorder.lines) if "OutboxOldestSeconds" in line]
    assert ages[-1] == 0


def test_a_mail_that_is_refused_is_counted(world: World) -> None:
    parent = world.parent()
    owe(world, Recipient(kind="account", id=parent.id), NoticeKind.PASSWORD_CHANGED)
    deliver_pending(PostBox(refuses={"*"}), world.clock)
    assert count_of(world, Metric.MAIL_REFUSED) == 1
