"""The portal's jobs by the script's clock: those of the night in the morning, those of each minute after the acts too.
Some nights have no run, on some days the boards or the mail service do not answer."""

from collections import Counter
from collections.abc import Callable, Collection
from dataclasses import asdict
from datetime import date

from chalicelib.domain.jobs import Ending, Job
from chalicelib.jobs.check_licenses import check_licenses
from chalicelib.jobs.check_reports import check_reports
from chalicelib.jobs.count_figures import count_figures
from chalicelib.jobs.deliver_notices import deliver_pending
from chalicelib.jobs.open_due_reviews import open_due_reviews
from chalicelib.jobs.running import run_job
from chalicelib.jobs.send_reminders import send_reminders
from chalicelib.storage.job_rows import read_run
from tests.jobs.post_box import PostBox
from tests.state_year.books import BY_SCHOOL, Books
from tests.state_year.owed_reminders import OwedReminders
from tests.state_year.town import Town

_ALL_MAIL = "*"
_AT_ONCE = 100


class Nights:
    """`missed`: the days on whose morning no job of the night ran. `licenses_on`: the others on which every license is
    looked up; a night of them costs as much as a day of the rest."""

    def __init__(
        self,
        town: Town,
        books: Books,
        reminders: OwedReminders,
        missed: Collection[date],
        licenses_on: Callable[[date], bool],
    ) -> None:
        self.town, self.books, self.reminders, self.world = town, books, reminders, town.world
        self.missed, self.licenses_on = missed, licenses_on
        self.post_box = PostBox()
        self.mailed: Counter[str] = Counter()  # by address
        self.runs: Counter[str] = Counter()

    def mail_goes_down(self) -> None:
        self.post_box.refuses.add(_ALL_MAIL)

    def mail_comes_back(self) -> None:
        self.post_box.refuses.discard(_ALL_MAIL)

    def night(self, day: date, *, counts_figures: bool, reports_due: date | None) -> None:
        """All that is due in a morning. `reports_due`: the last day of the schools' annual reports."""
        self.world.clock.set(day, hour=7, minute=30)
        if day in self.missed:
            self.runs["nights without a run"] += 1
            return
        clock = self.world.clock
        self._run(Job.CHECK_REPORTS, lambda: check_reports(clock))
        if reports_due is not None and day > reports_due:
            self._send_schools_to_review(day)
        self._run(Job.SEND_REMINDERS, lambda: send_reminders(clock))
        self.reminders.run(day)
        if self.licenses_on(day):
            self._run(Job.CHECK_LICENSES, lambda: check_licenses(clock, lambda _seconds: None))
        if counts_figures:
            self._run(Job.COUNT_FIGURES, lambda: count_figures(clock))

    def minute(self) -> None:
        """What the jobs of each minute do after acts: the cases that are owed open, the notices go out."""
        clock = self.world.clock
        self._run(Job.OPEN_DUE_REVIEWS, lambda: open_due_reviews(clock))
        taken = _AT_ONCE
        while taken == _AT_ONCE:
            taken = self._run(Job.DELIVER_NOTICES, self._deliver).total()

    def _deliver(self) -> Counter[str]:
        done = Counter(asdict(deliver_pending(self.post_box, self.world.clock, _AT_ONCE)))
        self.mailed.update(self.post_box.addresses)
        self.post_box.taken.clear()
        return done

    def is_whole(self, job: Job) -> bool:
        """Whether the last run left nothing."""
        last, _order = read_run(self.world.table, job)
        return last is not None and last.ending is Ending.DONE

    def _run(self, job: Job, do: Callable[[], Counter[str]]) -> Counter[str]:
        done = run_job(job, do, self.world.clock)
        assert done is not None, f"{job} was not due at {self.world.clock()}"
        assert not done["failed"], f"{job} failed at {self.world.clock()}: {done}"
        self.runs[job.value] += 1
        for outcome, count in done.items():
            self.runs[f"{job.value}: {outcome}"] += count
        return done

    def _send_schools_to_review(self, day: date) -> None:
        """The forms of a school whose report is missing go to review, those that count still."""
        for school in self.town.schools:
            theirs = [form for form in self.books.forms if form.school is school]
            if school.reports or school.reviewed_whole or not theirs:
                continue
            school.reviewed_whole = True
            for form in [each for each in theirs if each.valid_lines(day)]:
                if BY_SCHOOL not in {review.trigger for review in form.reviews}:
                    self.books.open_case(BY_SCHOOL, form, day)
