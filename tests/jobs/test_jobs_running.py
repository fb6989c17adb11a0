"""Jobs write what they did; a missed night is made up for; operators see it and can have a job run again."""

import json
from collections import Counter
from datetime import UTC, date, datetime, timedelta
from functools import partial

import pytest

from chalicelib.domain.account import Role
from chalicelib.domain.errors import ErrorKind, PortalError
from chalicelib.domain.jobs import EACH_NIGHT, GIVEN_UP_AFTER, Ending, Job, JobRun, last_due, missed
from chalicelib.domain.notice_kinds import NoticeKind
from chalicelib.jobs import handlers
from chalicelib.jobs.deliver_notices import deliver_pending
from chalicelib.jobs.each import for_each
from chalicelib.jobs.running import run_job
from chalicelib.jobs.send_reminders import send_reminders
from chalicelib.notices.mailer import Mail
from chalicelib.storage.job_rows import read_jobs, write_run
from infra.template import ROOT
from tests.actions.recipients import told
from tests.builders import KAI, World, line

NIGHT = datetime(2026, 11, 22, 14, 5, tzinfo=UTC)
ENDS = date(2027, 3, 31)


def nothing() -> Counter[str]:
    return Counter()


def run(world: World, when: datetime, job: Job = Job.SEND_REMINDERS) -> bool:
    """Let ten minutes come at this instant; whether the job was done."""
    return run_job(job, nothing, world.at(when).clock) is not None


class TestAJobOfTheNight:
    def test_is_done_once_a_day(self, world: World) -> None:
        done = [run(world, NIGHT + timedelta(minutes=10 * each)) for each in range(3)]
        assert done == [True, False, False]
        assert [run(world, NIGHT + timedelta(hours=hours)) for hours in (23, 24)] == [False, True]

    def test_that_raises_is_due_again_at_once_and_its_row_says_so(self, world: World) -> None:
        def fails() -> Counter[str]:
            raise PortalError(ErrorKind.UNAVAILABLE, "UNAVAILABLE")

        with pytest.raises(PortalError):
            run_job(Job.SEND_REMINDERS, fails, world.at(NIGHT).clock)
        runs, _failures = read_jobs(world.table)

        assert (runs[Job.SEND_REMINDERS].ending, runs[Job.SEND_REMINDERS].error) == (Ending.STOPPED, "PortalError")
        assert run(world, NIGHT + timedelta(minutes=10))

    def test_that_came_a_part_of_the_way_goes_on_in_the_next_run(self, world: World) -> None:
        run_job(Job.COUNT_SCHOOLS, lambda: Counter(counted=400, part=1), world.at(NIGHT).clock)
        assert run(world, NIGHT + timedelta(minutes=10), Job.COUNT_SCHOOLS)
        assert not run(world, NIGHT + timedelta(minutes=20), Job.COUNT_SCHOOLS)

    @pytest.mark.parametrize(("nights", "counted"), [(0, 0), (1, 0), (2, 1), (3, 2)])
    def test_missed_nights_are_counted(self, nights: int, counted: int) -> None:
        """Given a run in one night, when mornings come without another, then each but the coming one is missed."""
        kept = JobRun(job=Job.PURGE_DUE, started_at=NIGHT, ended_at=NIGHT, ending=Ending.DONE, done_at=NIGHT)
        now = last_due(Job.PURGE_DUE, NIGHT) + timedelta(days=nights, minutes=10)
        assert missed(Job.PURGE_DUE, kept, now) == counted


class TestAnItemThatFails:
    def run(self, world: World, *bad: str) -> None:
        def do(item: str) -> str:
            if item in bad:
                raise KeyError("Kai Brandvold")
            return "done"

        world.clock.advance(days=1)
        run_job(Job.PURGE_DUE, lambda: for_each(["a1", "b2"], do, failure="x"), world.clock)

    def test_is_counted_until_it_is_done(self, world: World) -> None:
        for _night in range(GIVEN_UP_AFTER):
            self.run(world, "a1")
        _runs, (failure,) = read_jobs(world.table)
        assert (failure.item, failure.error, failure.times, failure.needs_a_person) == ("a1", "KeyError", 5, True)
        assert "Brandvold" not in failure.model_dump_json()

        self.run(world)
        assert read_jobs(world.table)[1] == []

    def test_fails_anew_from_one(self, world: World) -> None:
        for bad in (("a1",), (), ("a1",)):
            self.run(world, *bad)
        _runs, (failure,) = read_jobs(world.table)
        assert failure.times == 1


class TestTheOperatorsPage:
    def page(self, world: World, path: str = "/operators/jobs") -> str:
        return world.browser(world.default_user(Role.OPERATOR)).get(path).words

    def test_before_the_first_run_says_so(self, world: World) -> None:
        words = self.page(world)
        assert "All jobs are in order" in words
        assert words.count("Has not run yet") == len(Job)
        assert "Nothing to do" not in words

    def test_shows_last_run_result_missed_nights_and_what_stands_still(self, world: World) -> None:
        run_job(Job.SEND_REMINDERS, lambda: Counter(reminded=12), world.at(NIGHT).clock)
        run_job(Job.DELIVER_NOTICES, lambda: Counter(sent=3, failed=0), world.clock)
        assert "Reminders sent: 12" in self.page(world)
        assert "Sent: 3" in self.page(world)

        world.at(NIGHT + timedelta(days=3))
        words = self.page(world)
        assert "Send the reminders: Nights missed: 2" in words
        assert "Email the messages: Not running" in words

    def test_tells_what_fails_without_a_name_and_what_needs_a_person(self, world: World) -> None:
        for _night in range(GIVEN_UP_AFTER):
            TestAnItemThatFails().run(world, "b2")

        assert "Delete what is kept no longer: Items that fail: 1" in self.page(world)
        words = self.page(world, "/operators/jobs/purge-due")
        assert "b2" in words
        assert "KeyError" in words
        assert "Needs a person" in words

    def test_an_operators_order_is_recorded_and_the_next_call_runs_the_job_once(self, world: World) -> None:
        run(world, NIGHT)
        operator = world.default_user(Role.OPERATOR)
        world.clock.advance(hours=1)

        done = world.browser(operator).get("/operators/jobs/send-reminders").press("Run it now")

        assert done.location == "/operators/jobs/send-reminders"
        assert "It begins within ten minutes" in self.page(world, "/operators/jobs/send-reminders")
        events = world.table.query_audit("JOB_ORDER#send-reminders", "")
        assert [json.loads(each["body"])["actor_id"] for each in events] == [operator.id]
        world.clock.advance(minutes=5)
        calls = [run_job(Job.SEND_REMINDERS, nothing, world.clock) for _each in range(2)]
        assert calls == [Counter(), None]

    @pytest.mark.parametrize("role", [role for role in Role if role is not Role.OPERATOR])
    def test_is_the_operators_alone(self, world: World, role: Role) -> None:
        browser = world.browser(world.default_user(role))
        assert browser.get("/operators/jobs").status == 403
        assert browser.post("/operators/jobs/send-reminders").status == 403

    def test_an_unknown_job_is_not_found(self, world: World) -> None:
        assert world.browser(world.default_user(Role.OPERATOR)).get("/operators/jobs/mine-coins").status == 404


class TestTwoNightsWithoutARun:
    def test_lose_no_reminder_and_double_none(self, world: World) -> None:
        """Given forms that end on three days in a row, when the job misses two nights, then each is said once."""
        for days in range(3):
            child = world.child(world.default_user(Role.PARENT), facts=KAI.with_changes(first_name=f"Noa{days}"))
            world.form(request=world.request(child=child), lines=(line(expires_on=ENDS + timedelta(days=days)),))
        first = datetime(2027, 1, 29, 15, tzinfo=UTC)  # the day before the first of the three reminders

        for day in (0, 3, 4):  # the nights of day 1 and 2 are missed
            for _call in range(3):
                clock = world.at(first + timedelta(days=day)).clock
                run_job(Job.SEND_REMINDERS, partial(send_reminders, clock), clock)

        assert len(told(world, NoticeKind.EXEMPTION_ENDS_SOON)) == 3


class _NoMail:
    """A mail service that is away."""

    def send(self, _to: str, _mail: Mail, _reference: str) -> str:
        raise ConnectionError


def test_what_was_said_while_no_mail_goes_out_waits_and_goes_out_once(world: World) -> None:
    """Given a morning's reminder and no mail service for a day, when it comes back, then the mail goes out, once."""
    from tests.jobs.post_box import PostBox  # noqa: PLC0415

    world.form(lines=(line(expires_on=ENDS),))
    before = PostBox()
    deliver_pending(before, world.clock)
    world.at(date(2027, 1, 30))
    send_reminders(world.clock)
    notices = len(told(world, NoticeKind.EXEMPTION_ENDS_SOON))
    for _attempt in range(4):
        deliver_pending(_NoMail(), world.clock)
        world.clock.advance(hours=3)
    box = PostBox()
    for _run in range(3):
        deliver_pending(box, world.clock)
        world.clock.advance(hours=1)

    assert notices == 1
    parent = world.default_user(Role.PARENT).email
    assert [to for to, _mail in box.taken if to == parent] == [parent]


def test_every_function_is_a_job_with_settings_and_a_place_on_the_page() -> None:
    config = json.loads((ROOT / ".chalice" / "config.json").read_text())["stages"]["prod"]["lambda_functions"]
    assert (
        set(handlers.JOBS)
        == set(Job)
        == set(config) - {*("api_handler", "check_documents", "mail_events", "locked_copy")}
    )
    assert set(EACH_NIGHT) <= set(Job)


def test_a_row_of_a_run_is_read_as_it_was_written(world: World) -> None:
    kept = JobRun(job=Job.PURGE_DUE, started_at=NIGHT, ended_at=NIGHT, ending=Ending.DONE, counts={"purged": 2})
    write_run(world.table, kept)
    assert read_jobs(world.table) == ({Job.PURGE_DUE: kept}, [])
