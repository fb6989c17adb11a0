"""One run: a small town through some months, step by step, all of it drawn from one seed.

A step is one of: a button pressed (or pressed again), two at the same instant, a page looked at, a job called, the
clock moved on, the license boards going away or coming back. After each the writes, the answer and the forms that were
written are checked; after every so many, and at the end, everything.
"""

import hashlib
from collections import Counter
from collections.abc import Callable
from datetime import date, datetime, timedelta
from http import HTTPStatus
from random import Random

from greenlet import getcurrent, greenlet

from chalicelib.runtime.settings import settings
from tests.builders import World
from tests.checks.after_each_test import require_silent_log, require_sound_tables
from tests.clock import CALIFORNIA
from tests.killed import Moment
from tests.portal import Shown
from tests.reference_model.engine.clocks import t5_appeal_by
from tests.simulation import checks
from tests.simulation.acts_of_cases import CaseActs
from tests.simulation.acts_of_families import FamilyActs
from tests.simulation.acts_of_schools import SchoolActs
from tests.simulation.boards import Boards
from tests.simulation.checks import ViolationError
from tests.simulation.fated_store import Fate, fated_store
from tests.simulation.jobs import Jobs
from tests.simulation.life import SCALE, Life
from tests.simulation.looks import Looks
from tests.simulation.presses import Hands, Press
from tests.state_year import recounts
from tests.state_year.town import Town

_FAULT_RATE, _ENDS_RATE = 0.03, 0.02
_CHECK_EVERY = 60
_ASLEEP, _ONE_SLEEPS_IN = timedelta(days=366), 8  # seeds: no one does anything for a year, and then goes on
_WEIGHT_OF_CASES = 4  # what can be done seldom is done when it can be
_LAST_DAY = date(2027, 12, 1)
_EDGES = [
    datetime(2026, 11, 1, 1, 30, tzinfo=CALIFORNIA),
    datetime(2026, 11, 1, 1, 30, fold=1, tzinfo=CALIFORNIA),
    datetime(2026, 12, 31, 23, 59, 59, tzinfo=CALIFORNIA),
    datetime(2027, 1, 1, 0, 0, tzinfo=CALIFORNIA),
    datetime(2027, 3, 14, 1, 59, 59, tzinfo=CALIFORNIA),
    datetime(2027, 3, 14, 3, 0, tzinfo=CALIFORNIA),
    datetime(2027, 11, 7, 1, 30, fold=1, tzinfo=CALIFORNIA),
]


class Run:
    """`counts`: what happened. `trace`: a digest of every step so far; two runs of one seed have the same."""

    def __init__(self, world: World, seed: int) -> None:
        assert isinstance(world.licenses, Boards)
        world.history = None
        self.world, self.rng, self.store = world, Random(f"run {seed}"), fated_store()  # noqa: S311 - made up
        self.town = Town(world, f"simulation {seed}", SCALE)
        self.life = Life(world, self.town, self.rng, Hands(world), world.licenses)
        self.life.hands.sign_in(self.town.people())
        self.life.boards.know([each.account for each in self.town.physicians])
        self.families = FamilyActs(self.life)
        self.cases = CaseActs(self.life, self.families)
        self.schools = SchoolActs(self.life)
        self.acts = [*self.families.all(), *self.schools.all(), *_WEIGHT_OF_CASES * self.cases.all()]
        self.jobs, self.looks = Jobs(self.life), Looks(self.life)
        self.waiting: list[Press] = []
        self.counts: Counter[str] = Counter()
        self.steps, self._digest = 0, hashlib.sha256()
        self._sleeps_at = self.rng.randrange(150, 390) if seed % _ONE_SLEEPS_IN == 0 else 0
        world.clock.set(date(2026, 8, 3), hour=9)
        self.fate = Fate(Random(f"fate {seed}"), _FAULT_RATE)  # noqa: S311 - made up
        self.store.fate = self.fate

    @property
    def trace(self) -> str:
        """The digest of what has happened."""
        return self._digest.hexdigest()[:16]

    def step(self) -> None:
        """Let one thing happen, and check. Raises ViolationError, or what another check raises."""
        self.steps += 1
        self.store.writes.touched.clear()
        told = "a year goes by" if self.steps == self._sleeps_at else self._draw()()
        if self.steps == self._sleeps_at:
            self.world.clock.advance(days=_ASLEEP.days)
        self.counts[told] += 1
        self._digest.update(f"{self.steps} {told} {self.world.clock()} {len(self.store.writes.done)}\n".encode())
        self._check_step()
        if self.steps % _CHECK_EVERY == 0:
            self.check_all()

    def _draw(self) -> Callable[[], str]:
        if self.waiting and self.rng.random() < 0.4:
            return self._press_again
        kinds = (self._press_one, self._press_two, self._look, self._call_job, self._pass_time, self._boards)
        return self.rng.choices(kinds, (58, 8, 6, 11, 16, 12 if self.life.boards.is_down else 1))[0]

    # Presses

    def _new_press(self) -> Press | None:
        with self.life.hands.undisturbed():
            made = (act() for act in self.rng.sample(self.acts, len(self.acts)))
            return next((press for press in made if press is not None), None)

    def _press_one(self) -> str:
        press = self._new_press()
        if press is None:
            return self._pass_time()
        if self.rng.random() < 0.12:  # opened in a tab, and pressed some time later
            self.waiting.append(press)
            return "page opened"
        return self._press([press])

    def _press_again(self) -> str:
        press = self.waiting.pop(self.rng.randrange(len(self.waiting)))
        if press.times and self.rng.random() < 0.05:
            return "given up"
        return self._press([press])

    def _press_two(self) -> str:
        """Two people at the same instant, or one who presses twice."""
        first, second = self._new_press(), self._new_press()
        pressed = [each for each in (first, first if self.rng.random() < 0.2 else second) if each]
        return self._press(pressed) if pressed else self._pass_time()

    def _press(self, presses: list[Press]) -> str:
        if self.rng.random() < _ENDS_RATE:
            self.fate.end_at = self.fate.count + self.rng.randrange(1, 7)
            self.fate.end_when = self.rng.choice(list(Moment))
        known = [self.life.hands.done(each) is not None for each in presses]
        transactions = self.store.writes.transactions
        answers: list[Shown | None] = [None] * len(presses)
        self._at_once([self._presser(each, answers, place) for place, each in enumerate(presses)])
        self.fate.end_at = 0
        self._note(presses)
        if all(known) and self.store.writes.transactions != transactions:
            raise ViolationError(f"what was done already was done again: {presses[0].act}")
        for press, answer in zip(presses, answers, strict=True):
            self._judge(press, answer)
        return " + ".join(f"{each.act}: {_status(answer)}" for each, answer in zip(presses, answers, strict=True))

    def _presser(self, press: Press, answers: list[Shown | None], place: int) -> Callable[[], None]:
        def go() -> None:
            answers[place] = self.life.hands.press(press)

        return go

    def _at_once(self, acts: list[Callable[[], None]]) -> None:
        """All of them, one request to the store at a time, in an order that is drawn."""
        if len(acts) == 1:
            acts[0]()
            return
        here = getcurrent()
        running = [greenlet(act) for act in acts]
        self.fate.turn = lambda: here.switch() if getcurrent() is not here else None
        while running:
            self.rng.choice(running).switch()
            running = [each for each in running if not each.dead]
        self.fate.turn = None

    def _note(self, presses: list[Press]) -> None:
        """Write down what was done, in the order in which it was."""
        order = {operation: place for place, operation in enumerate(self.store.writes.done)}
        for press in sorted(dict.fromkeys(presses), key=lambda each: order.get(each.operation, -1)):
            done = self.life.hands.done(press)
            if done is not None and not press.is_noted:
                press.is_noted = True
                with self.life.hands.undisturbed():
                    press.note(done)

    def _judge(self, press: Press, answer: Shown | None) -> None:
        if answer is None or answer.status == HTTPStatus.SERVICE_UNAVAILABLE:
            if press not in self.waiting:
                self.waiting.append(press)
            return
        if answer.status >= HTTPStatus.INTERNAL_SERVER_ERROR:
            raise ViolationError(f"{press.act} answers with {answer.status}")
        if answer.status == HTTPStatus.SEE_OTHER:
            self._judge_confirmation(press, answer)
        elif press.is_noted:
            raise ViolationError(f"{press.act} was done, and is answered with {answer.status} {answer.errors}")

    def _judge_confirmation(self, press: Press, answer: Shown) -> None:
        if not press.is_noted and not press.is_done_by_another:
            raise ViolationError(f"{press.act} is confirmed, and was not done")
        if press.location not in {"", answer.location}:
            raise ViolationError(f"{press.act} is confirmed at another address than before")
        press.location = answer.location

    # The rest

    def _look(self) -> str:
        self.looks.draw()
        return "look"

    def _call_job(self) -> str:
        job = self.jobs.draw()
        if self.rng.random() < 0.15:
            self.fate.end_at = self.fate.count + self.rng.randrange(1, 40)
            self.fate.end_when = self.rng.choice(list(Moment))
        for _time in range(self.rng.choice((1, 1, 1, 2, 5))):
            self.jobs.run(job, is_doubled=self.rng.random() < 0.1)
        self.fate.end_at = 0
        return str(job)

    def _boards(self) -> str:
        boards = self.life.boards
        boards.come_back() if boards.is_down else boards.go_down()
        return "boards"

    def _pass_time(self) -> str:
        clock, chance = self.world.clock, self.rng.random()
        if chance < 0.6 or clock.today >= _LAST_DAY:
            clock.advance(minutes=self.rng.randrange(1, 600))
        elif chance < 0.9:
            clock.advance(days=self.rng.randrange(1, 4), minutes=self.rng.randrange(600))
        elif chance < 0.94:
            clock.advance(days=self.rng.randrange(5, 45))
        else:
            self._move_to_an_edge()
        return "time passes"

    def _move_to_an_edge(self) -> None:
        """The last second of a day by which one can appeal, the first one after; the hours that clocks change."""
        now = self.world.clock()
        days = [t5_appeal_by(each.decided) for each in self.life.books.reviews if each.decided and each.revoked]
        ends = [datetime(day.year, day.month, day.day, 23, 59, 59, tzinfo=CALIFORNIA) for day in days]
        edges = [*_EDGES, *ends, *(each + timedelta(seconds=1) for each in ends)]
        near = [each for each in edges if timedelta(0) < each - now < timedelta(days=40)]
        if near:
            self.world.clock.set(self.rng.choice(near))

    # Checks

    def _check_step(self) -> None:
        wrong = [*self.store.writes.wrong, *self.jobs.mails.wrong]
        if wrong:
            raise ViolationError("; ".join(wrong[:3]))
        table = settings().table
        for name, (pk, sk) in sorted(self.store.writes.touched):
            if name == table and sk == "FORM" and pk.startswith("FORM#"):
                checks.require_books_of(self.life.books, pk.removeprefix("FORM#"), self.world.table)

    def check_all(self) -> None:
        """Let what is owed be done, and hold everything against everything. Raises as `step` does."""
        self.jobs.finish()
        with self.life.hands.undisturbed():
            table = self.world.table
            self.cases.learn_cases()
            recounts.require_agreement(self.world, self.life.books, self.life.today)
            checks.require_rows_and_locks(table, self.life.today)
            self.schools.require_lists()
            checks.require_all_mailed(table, self.town, self.jobs.mails)
            people = require_sound_tables(table)
            require_silent_log(self.world.recorder, people)
            self.world.recorder.lines.clear()
            self.world.recorder.urls.clear()


def _status(answer: Shown | None) -> str:
    return str(answer.status) if answer is not None else "no answer"
