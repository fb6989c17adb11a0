"""A year of the state, day by day: what happens is drawn from one seed, and done by the portal's own acts."""

from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import partial
from random import Random

from chalicelib.actions.reports.file_report import FiledReport, file_report
from chalicelib.actions.reports.report_case import load_report_case
from chalicelib.domain.action import Action
from chalicelib.domain.jobs import Job
from chalicelib.domain.school_report import NoStudents
from tests.builders import World
from tests.checks.kept_tables import forget_older_items
from tests.invariants.places_reports import REPORTER
from tests.state_year import counted_figures, recounts
from tests.state_year.appealing import Appealing
from tests.state_year.books import DAY, Books, Form, Physician, School
from tests.state_year.nights import Nights
from tests.state_year.owed_reminders import OwedReminders
from tests.state_year.reviewing import Reviewing
from tests.state_year.signing import Signing
from tests.state_year.town import FIRST_DAY, LAST_DAY, Scale, Town

_QUIET_AT_MOST = 4
_FRIDAY = 4
_REPORTS_FILED, _REPORTS_DUE = date(2026, 11, 20), date(2026, 12, 4)
_BOARDS_DOWN, _BOARDS_BACK = date(2026, 10, 14), date(2026, 10, 17)
_MAIL_DOWN, _MAIL_BACK = date(2027, 2, 9), date(2027, 2, 11)
_MAIL_DAYS = (_MAIL_DOWN, _MAIL_DOWN + DAY, _MAIL_BACK)
MISSED = (date(2026, 9, 23), date(2027, 3, 30))
_ALWAYS = (_BOARDS_DOWN + DAY, _BOARDS_BACK, *MISSED, *_MAIL_DAYS)
"""The days on whose morning the jobs are called in a small year, too."""


@dataclass
class Figures:
    """What happened: acts of each kind, runs of each job, mails."""

    acts: Counter[str] = field(default_factory=Counter)
    runs: Counter[str] = field(default_factory=Counter)
    mails: int = 0
    reviews: int = 0
    appeals: int = 0

    def __add__(self, other: "Figures") -> "Figures":
        return Figures(
            self.acts + other.acts,
            self.runs + other.runs,
            self.mails + other.mails,
            self.reviews + other.reviews,
            self.appeals + other.appeals,
        )


class Year:
    """The script."""

    def __init__(self, world: World, seed: str, scale: Scale) -> None:
        world.history = None  # nothing of all this is made a second time
        self.rng = Random(f"{seed} year")  # noqa: S311 - a made-up year
        self.world, self.scale, self.books = world, scale, Books()
        self.town = Town(world, seed, scale)
        self.reminders = OwedReminders(self.books)
        self.signing = Signing(self.town, self.books, self.reminders)
        self.reviewing = Reviewing(self.town, self.books, self.reminders, scale)
        self.appealing = Appealing(self.town, self.books, self.reminders, scale)
        outage = (_BOARDS_DOWN + DAY, _BOARDS_BACK)
        self.nights = Nights(
            self.town, self.books, self.reminders, MISSED, lambda day: day.day == 1 or day in outage
        )  # fmt: skip
        self._planned_of: Counter[tuple[Physician, int]] = Counter()
        self.planned: defaultdict[date, list[Callable[[], None]]] = defaultdict(list)
        self.open_days = [
            FIRST_DAY + days * DAY
            for days in range((LAST_DAY - FIRST_DAY).days + 1)
            if (FIRST_DAY + days * DAY).weekday() <= _FRIDAY
        ]

    def run(self) -> Figures:
        """Live through the year."""
        self._plan()
        day = FIRST_DAY
        while day <= LAST_DAY:
            self._live(day)
            day += DAY
        last = LAST_DAY + DAY
        self._morning(last, is_checked=True)
        recounts.require_all_mails(self.world, self.town, self.books, self.nights.mailed)
        return Figures(
            self.books.acts,
            self.nights.runs,
            self.nights.mailed.total(),
            len(self.books.reviews),
            len(self.books.appeals),
        )

    def _live(self, day: date) -> None:
        self._services(day)
        is_checked = day.day == 1 and (self.scale.checks_each_month or day.month % 3 == 1)
        if is_checked or day in _ALWAYS or (day - FIRST_DAY).days % self.scale.nights_between == 0:
            self._morning(day, is_checked=is_checked)
        self.world.clock.set(day, hour=9)
        before = self.books.owed.total()
        if day.weekday() <= _FRIDAY:
            if not self.signing.is_down:
                self._act(self.signing.sign_what_waited)
            for act in self.planned.pop(day, ()):
                self._act(act)
            self._act(partial(self.reviewing.work, max(2, self.scale.forms // 180)))
            self._act(self.appealing.work)
        if self.books.owed.total() > before or day in _MAIL_DAYS:
            self.world.clock.set(day, hour=17)
            self.nights.minute()
        self.world.recorder.calls.clear()
        forget_older_items()

    def _act(self, act: Callable[[], None]) -> None:
        self.world.clock.advance(seconds=30)
        act()

    def _morning(self, day: date, *, is_checked: bool) -> None:
        self.nights.night(day, counts_figures=day.day == 1 or is_checked, reports_due=_REPORTS_DUE)
        self.nights.minute()
        if is_checked and day not in MISSED:
            recounts.require_agreement(self.world, self.books, day)
            counted_figures.require_same(self.world, self.books, self.town, day)
        if day == _BOARDS_DOWN + DAY:
            assert not self.nights.is_whole(Job.CHECK_LICENSES)
        if day == _BOARDS_BACK:
            assert self.nights.is_whole(Job.CHECK_LICENSES)

    def _services(self, day: date) -> None:
        if day == _BOARDS_DOWN:
            self.world.licenses.go_down()
            self.signing.is_down = True
        if day == _BOARDS_BACK:
            self.world.licenses.come_back()
            self.signing.is_down = False
        if day == _MAIL_DOWN:
            self.nights.mail_goes_down()
        if day == _MAIL_BACK:
            self.nights.mail_comes_back()

    # What is planned before the year

    def _plan(self) -> None:
        busy, quiet = self.town.physicians[: self.scale.busy], self.town.physicians[self.scale.busy :]
        for place in range(self.scale.forms):
            day = self.rng.choice(self.open_days)
            physician = busy[place % len(busy)] if place < 13 * len(busy) else self._quiet(quiet, day)
            self.planned[day].append(partial(self.signing.sign, physician))
        # Corrections and renewals are forms, too; what the year makes of the later acts depends on what there is then.
        for often, act in ((40, self._correct), (25, self._renew), (60, self._withdraw)):
            for _ in range(max(2, self.scale.forms // often)):
                self.planned[self.rng.choice(self.open_days[20:])].append(act)
        for _ in range(self.scale.asked):
            self.planned[self.rng.choice(self.open_days[8:])].append(self._open_case)
        for _ in range(max(2, self.scale.forms // 60)):
            self.planned[self.rng.choice(self.open_days[:60])].append(self.signing.ask_in_vain)
        for place, physician in enumerate(quiet[: max(1, self.scale.forms // 150)]):
            shown = self.open_days[60 + 7 * place % 140]  # the boards answer then
            self.planned[shown].append(partial(self.signing.board_shows_a_matter, physician))
            self.planned[shown + timedelta(days=7)].append(partial(self.signing.classify, physician))
        for school in self.town.schools:
            if school.reports:
                self.planned[_REPORTS_FILED].append(partial(self._file_report, school))

    def _quiet(self, quiet: list[Physician], day: date) -> Physician:
        """A physician whose forms of that calendar year do not reach the fifth by this plan."""
        free = [each for each in quiet if self._planned_of[each, day.year] < _QUIET_AT_MOST]
        physician = self.rng.choice(free)
        self._planned_of[physician, day.year] += 1
        return physician

    def _correct(self) -> None:
        self._with_some(self.signing.correct, lambda form: all(x.state == "issued" for x in form.lines))

    def _renew(self) -> None:
        def can_be(form: Form) -> bool:
            is_temporary = all(each.state == "issued" and not each.permanent for each in form.lines)
            return is_temporary and form.next_span is None

        self._with_some(self.signing.renew, can_be)

    def _withdraw(self) -> None:
        self._with_some(self.signing.withdraw, lambda form: bool(form.valid_lines(self.signing.today)))

    def _open_case(self) -> None:
        def can_be(form: Form) -> bool:
            is_open = any(each.trigger == "public_health" and not each.decided for each in form.reviews)
            return bool(form.valid_lines(self.signing.today)) and not is_open

        self._with_some(self.reviewing.open, can_be)

    def _with_some(self, act: Callable[[Form], None], can_be: Callable[[Form], bool]) -> None:
        chosen = [form for form in self.books.forms if not form.physician.on_hold and can_be(form)]
        if chosen:
            act(self.rng.choice(chosen))

    def _file_report(self, school: School) -> None:
        case = load_report_case(self.world.ctx(school.person), Action.FILE_REPORT, school.id)
        enrolled = {section: case.figures.count(section) for section in case.figures.sections}
        none = None if case.figures.groups else NoStudents.THIS_YEAR
        command = FiledReport(school.id, case.version, case.fingerprint, REPORTER, enrolled, none, "")
        file_report(self.world.ctx(school.person), command)
        self.books.acts["reports"] += 1
