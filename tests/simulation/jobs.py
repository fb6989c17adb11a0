"""The portal's jobs in a run: not at all, late, several times, two at once, or ended part way."""

from collections import Counter
from collections.abc import Callable
from dataclasses import asdict
from datetime import datetime

from chalicelib.domain.errors import PortalError
from chalicelib.domain.jobs import Job
from chalicelib.jobs.apply_imports import apply_imports
from chalicelib.jobs.check_licenses import check_licenses
from chalicelib.jobs.count_figures import count_figures
from chalicelib.jobs.count_schools import count_schools
from chalicelib.jobs.deliver_notices import deliver_pending
from chalicelib.jobs.open_due_reviews import open_due_reviews
from chalicelib.jobs.purge_due import purge_due
from chalicelib.jobs.running import run_job
from chalicelib.jobs.send_reminders import send_reminders
from chalicelib.storage import keys
from chalicelib.storage.queues import IMPORTS
from chalicelib.storage.rows import OUTBOX
from tests.killed import KilledError
from tests.simulation.checks import told_notices
from tests.simulation.life import Life
from tests.simulation.mails import Mails
from tests.simulation.purges import Purges
from tests.state_year.books import Owed

_AT_ONCE = 100
_OFTEN = (
    *(Job.DELIVER_NOTICES, Job.DELIVER_NOTICES, Job.OPEN_DUE_REVIEWS, Job.APPLY_IMPORTS),
    *(Job.SEND_REMINDERS, Job.SEND_REMINDERS),
)
_DEAR = (Job.CHECK_LICENSES, Job.COUNT_FIGURES, Job.COUNT_SCHOOLS, Job.PURGE_DUE, Job.PURGE_DUE)


class Jobs:
    """`runs`: how often each job came to its end, and what was purged."""

    def __init__(self, life: Life) -> None:
        self.life, clock = life, life.world.clock
        self.mails = Mails(life.rng, life.world.table.name)
        self.runs: Counter[str] = Counter()
        self.purges = Purges(life, self.runs)
        self._do: dict[Job, Callable[[], Counter[str]]] = {
            Job.DELIVER_NOTICES: lambda: Counter(asdict(deliver_pending(self.mails, clock, _AT_ONCE))),
            Job.APPLY_IMPORTS: lambda: apply_imports(clock, transactions=life.rng.choice((1, 2, 320))),
            Job.OPEN_DUE_REVIEWS: lambda: open_due_reviews(clock),
            Job.SEND_REMINDERS: lambda: send_reminders(clock),
            Job.CHECK_LICENSES: lambda: check_licenses(clock, lambda _seconds: None),
            Job.PURGE_DUE: lambda: purge_due(clock),
            Job.COUNT_FIGURES: lambda: count_figures(clock),
            Job.COUNT_SCHOOLS: lambda: count_schools(clock),
        }

    def draw(self) -> Job:
        """One of them: those that cost much come seldom."""
        return self.life.rng.choice(_DEAR if self.life.rng.random() < 0.05 else _OFTEN)

    def run(self, job: Job, *, is_doubled: bool = False) -> None:
        """Call it once, as the clock does. `is_doubled`: the event came twice, and both runs found it due."""
        do = self._do[job]
        try:
            if is_doubled:
                do()
            self.runs[str(job)] += run_job(job, do, self.life.world.clock) is not None
        except KilledError:
            self.runs["ended part way"] += 1
        except PortalError:
            self.runs["stopped"] += 1
        if job is Job.SEND_REMINDERS:
            self.note_reminders()
        elif job is Job.PURGE_DUE:
            with self.life.hands.undisturbed():
                self.purges.note()

    def note_reminders(self) -> None:
        """Write down what a run has said, which may be a part of what it owed."""
        told = told_notices(self.life.world.table)

        def was_said(owed: Counter[Owed]) -> bool:
            return all(told[each] >= self.life.books.owed[each] for each in owed)

        self.life.reminders.run(self.life.today, was_said)

    def finish(self) -> None:
        """Let everything that is owed be done: nothing disturbs the jobs of each minute, and time goes on."""
        with self.life.hands.undisturbed():
            self.mails.is_undisturbed = True
            self._do[Job.PURGE_DUE]()
            self.purges.note()
            self.purges.require_gone()
            self.run(Job.OPEN_DUE_REVIEWS)
            while self.life.world.table.queue(keys.queue(IMPORTS), limit=1):
                self._do[Job.APPLY_IMPORTS]()
            while waiting := self.life.world.table.queue(keys.queue(OUTBOX), limit=1):
                due = datetime.fromisoformat(str(waiting[0]["GSI1SK"]).partition("#")[0])
                self.life.world.clock.set(max(due, self.life.world.clock()))
                self._do[Job.DELIVER_NOTICES]()
            self.mails.is_undisturbed = False
