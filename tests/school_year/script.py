"""A school year of the district, day by day: what happens is drawn from one seed, and done by the portal's own acts."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import partial
from random import Random

from chalicelib.actions.reports.file_report import FiledReport, file_report
from chalicelib.actions.reports.report_case import load_report_case
from chalicelib.domain.action import Action
from chalicelib.domain.school_report import NoStudents
from chalicelib.law.enums import LineKind
from tests.builders import World
from tests.checks.kept_tables import forget_older_items
from tests.invariants.places_reports import REPORTER
from tests.reference_model.engine import students as slow
from tests.reference_model.engine.days import DAY
from tests.reference_model.engine.lines import CONDITIONAL
from tests.reference_model.engine.records import student_on
from tests.school_year import calendars, letters
from tests.school_year.cases import Cases
from tests.school_year.compared import compare
from tests.school_year.district import District, Known
from tests.school_year.outbreaks import Outbreak
from tests.school_year.town import FIRST_DAY, LAST_DAY, Scale, School, children, newcomer

BEFORE_SCHOOL = date(2026, 8, 10)
_JANUARY_LIST = date(2027, 1, 20)


@dataclass
class Figures:
    """What happened: how many acts of each kind, answers compared and letters."""

    acts: defaultdict[str, int] = field(default_factory=lambda: defaultdict(int))
    answers: int = 0
    letters: int = 0


class Year:
    """The script. `is_compared`: on which days the answers are compared."""

    def __init__(self, world: World, seed: str, scale: Scale, is_compared: Callable[[date], bool]) -> None:
        self.rng = Random(f"{seed} year")  # noqa: S311 - a made-up year
        self.world, self.scale, self.is_compared = world, scale, is_compared
        world.clock.set(BEFORE_SCHOOL)
        self.district = District(world, scale.schools)
        self.cases = Cases(self.district)
        self.figures = Figures()
        self.planned: defaultdict[date, list[Callable[[], None]]] = defaultdict(list)
        self.children = children(seed, scale)
        self.newcomers = scale.students
        self._to_be_stopped: set[int] = set()

    def run(self) -> Figures:
        """Live through the year."""
        self.district.save_calendars()
        self.figures.acts["calendars saved"] += 1
        self._import_lists()
        self._plan()
        day = BEFORE_SCHOOL
        while day <= LAST_DAY:
            self._live(day)
            day += DAY
        assert letters.require_every_letter_once(self.district) == self.figures.letters
        return self.figures

    def _live(self, day: date) -> None:
        for act in self.planned.pop(day, ()):
            self.world.clock.set(day, hour=9)
            act()
        self.world.recorder.calls.clear()
        forget_older_items()
        for school in self.district.schools:
            if day not in calendars.open_days(school, day):
                continue
            self.world.clock.set(day, hour=11)
            if self._is_letter_day(day, school):
                self.figures.letters += letters.write_letters(self.district, school)
            if self.is_compared(day):
                self.figures.answers += compare(self.district, school)

    def _is_letter_day(self, day: date, school: School) -> bool:
        """Once a week, in a small district more rarely; each school on a weekday of its own."""
        weeks = (day - FIRST_DAY).days // 7
        of_week = day.weekday() == self.district.schools.index(school) % 5
        return of_week and weeks % self.scale.weeks_between_letters == 0

    # What is planned before the year

    def _import_lists(self) -> None:
        for school in self.district.schools:
            here = [child for child in self.children if child.school == school.id]
            self._count("students imported", len(here))
            self.district.import_list(school, here)

    def _plan(self) -> None:
        exempt = []
        for known in self._everyone():
            self._plan_shots(known)
            if known.child.signed_on:
                exempt.append(known)
                self._at(known.child.signed_on, "forms signed", partial(self._sign, known))
        self._plan_stops(sorted(exempt, key=lambda known: known.child.signed_on or LAST_DAY))
        for number, (school, disease) in enumerate(zip(self.district.schools, ("measles", "varicella"), strict=False)):
            self._plan_outbreak(Outbreak(self.district, school, disease), FIRST_DAY + timedelta(days=50 + 110 * number))
        self._at(calendars.SMOKE_SEEN, "calendars saved", self.district.save_calendars)
        self._at(date(2026, 11, 30), "reports filed", self._file_reports)
        self._at(_JANUARY_LIST, "lists imported again", self._import_again)
        self._at(date(2026, 10, 2), "cards of older kinds", self._older_shots)
        for week in range(0, 40, self.scale.weeks_between_letters):
            monday = FIRST_DAY + timedelta(weeks=week)
            self._at(monday + 2 * DAY, "", self._move_some)
            self._at(monday + 3 * DAY, "", self._review_some)

    def _everyone(self) -> Iterator[Known]:
        for school in self.district.schools:
            yield from self.district.known[school.id]

    def _at(self, day: date, name: str, act: Callable[[], None]) -> None:
        def counted() -> None:
            act()
            self._count(name, 1)

        self.planned[max(day, BEFORE_SCHOOL)].append(counted)

    def _count(self, name: str, number: int) -> None:
        if name:
            self.figures.acts[name] += number

    def _plan_shots(self, known: Known) -> None:
        for vaccine, day in known.child.coming:
            self._at(day, "shots recorded", partial(self._shot, known, vaccine))

    def _shot(self, known: Known, vaccine: str) -> None:
        if known.attends(self.district.today):
            self.district.shot(known, vaccine, self.district.today - timedelta(days=self.rng.choice((0, 1, 3))))

    def _plan_stops(self, exempt: list[Known]) -> None:
        """Of each three exempt children the form of one is stopped: withdrawn, or revoked, most of these appealed."""
        for number, known in enumerate(exempt[::3]):
            assert known.child.signed_on
            self._to_be_stopped.add(id(known))
            day = known.child.signed_on + timedelta(days=25 + 7 * (number % 6))
            if number % 5 == 4:
                self._at(day, "forms withdrawn", partial(self.cases.withdraw, known))
                continue
            self._at(day, "forms revoked", partial(self.cases.revoke, known))
            if number % 5 in (0, 1, 2):
                self._at(day + 10 * DAY, "appeals filed", partial(self.cases.appeal, known))
            if number % 5 == 0:
                self._at(day + 20 * DAY, "appeals withdrawn", partial(self.cases.withdraw_appeal, known))
            elif number % 5 in (1, 2):
                back = number % 5 == 1
                self._at(day + 40 * DAY, "appeals decided", partial(self.cases.decide_appeal, known, reinstated=back))

    def _sign(self, known: Known) -> None:
        kinds = tuple(self.rng.choice((LineKind.TEMPORARY, LineKind.PERMANENT)) for _ in known.child.exempt)
        short = 90 if id(known) in self._to_be_stopped else 40  # what has ended is stopped no more
        expiry = self.district.today + timedelta(days=self.rng.choice((short, 90, 150, 300)))
        next_span = date(2027, 8, 16) if known.child.grade == "6" else None
        self.cases.sign(known, kinds, expiry, next_span)

    def _plan_outbreak(self, outbreak: Outbreak, day: date) -> None:
        through = None if outbreak.disease == "measles" else day + 21 * DAY
        self._at(day, "outbreaks opened", outbreak.open)
        self._at(day + DAY, "orders", lambda: outbreak.exclude(through))
        self._at(day + 6 * DAY, "orders changed", lambda: outbreak.change(day + 24 * DAY))
        self._at(day + 12 * DAY, "orders lifted", lambda: outbreak.lift(outbreak.out[::3]))
        self._at(day + 27 * DAY, "outbreaks closed", outbreak.close)

    # What is decided on the day

    def _move_some(self) -> None:
        """Children leave, come, come back, and move within the district."""
        for school in self.district.schools:
            movable = [
                each for each in self.district.known[school.id] if each.attends(self.district.today)
                and not each.child.exempt and not each.record.orders
            ]  # fmt: skip
            if len(movable) < 6:
                continue
            if self.rng.random() < self.scale.moves:
                self.district.leave(self.rng.choice(movable))
                self._count("left", 1)
            if self.rng.random() < self.scale.moves / 2:
                self._arrive(school)
            if self.rng.random() < self.scale.moves / 2:
                self._transfer(self.rng.choice(movable), school)
            if self.rng.random() < self.scale.moves / 2:
                self._return(school)

    def _arrive(self, school: School) -> None:
        self.newcomers += 1
        child = newcomer(self.rng, self.newcomers, school, self.district.today)
        self._plan_shots(self.district.add(school, child))
        self._count("arrived", 1)

    def _transfer(self, known: Known, school: School) -> None:
        others = [
            each for each in self.district.schools if each is not school and known.child.grade in each.grades
            and not any(one.child.key == known.child.key for one in self.district.known[each.id])
        ]  # fmt: skip
        if others and not known.left_on and known.child.group != "no record":
            self.district.moved_to(known, self.rng.choice(others))
            self._count("moved within the district", 1)

    def _return(self, school: School) -> None:
        gone = [each for each in self.district.known[school.id] if each.has_left(self.district.today)]
        elsewhere = {known.child.key for known in self._everyone() if known.attends(self.district.today)}
        gone = [each for each in gone if each.child.key not in elsewhere]
        if gone:
            self.district.come_back(self.rng.choice(gone))
            self._count("came back", 1)

    def _review_some(self) -> None:
        for known in list(self._everyone()):
            today = self.district.today
            last = max(known.reviewed_on or known.record.enrolled, known.record.enrolled)
            if known.attends(today) and not known.form_id and (today - last).days >= 28 and self._is_conditional(known):
                self.district.review(known)
                self._count("reviews", 1)

    def _is_conditional(self, known: Known) -> bool:
        if known.child.group == "complete":
            return False
        today = self.district.today
        return slow.answer(student_on(known.record, today), today)[0][0] == CONDITIONAL

    def _older_shots(self) -> None:
        """Cards come to light with kinds of shots that the list has no column for."""
        for number, name in enumerate(("TD", "DT", "OPV", "MEASLES", "MUMPS", "RUBELLA", "DTP")):
            known = self.rng.choice([each for each in self._everyone() if each.attends(self.district.today)])
            age = 365 * 7 + 40 * number if (self.district.today - known.record.birth).days > 365 * 9 else 300
            if not known.form_id and (self.district.today - known.record.birth).days > age:
                self.district.shot(known, name, known.record.birth + timedelta(days=age + number))

    def _import_again(self) -> None:
        """The list of the second term: some are new on it, some are not on it any more, some cards have grown."""
        for school in self.district.schools:
            here = [each for each in self.district.known[school.id] if not each.has_left(self.district.today)]
            gone = [each for each in here if not each.child.exempt and not each.record.orders][:2]
            for known in here[::7]:
                known.child.card = _as_recorded(known)
            self.newcomers += 1
            new = newcomer(self.rng, self.newcomers, school, self.district.today)
            stay = [known.child for known in here if known not in gone]
            self.district.import_list(school, [*stay, new], gone=gone)

    def _file_reports(self) -> None:
        for school in self.district.schools:
            person = self.district.offices[school.id]
            case = load_report_case(self.world.ctx(person), Action.FILE_REPORT, school.id)
            enrolled = {section: case.figures.count(section) for section in case.figures.sections}
            none = None if case.figures.groups else NoStudents.THIS_YEAR
            command = FiledReport(school.id, case.version, case.fingerprint, REPORTER, enrolled, none, "")
            file_report(self.world.ctx(person), command)


def _as_recorded(known: Known) -> dict[str, list[date]]:
    """The card with a shot of this month more, where one is missing that the child's plan does not bring."""
    card = {name: list(days) for name, days in known.child.card.items()}
    if known.child.group == "short" and not known.child.coming and len(card["MMR"]) < 2:
        card["MMR"] = [*card["MMR"], _JANUARY_LIST - timedelta(days=9)]
    return card
