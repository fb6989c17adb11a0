"""One scenario: who and where, what is asked and stated, what came back of the last act."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import Any

from chalicelib.domain.errors import PortalError
from chalicelib.law.admission import NoticeFacts
from chalicelib.law.calendar import add_months_maximum, school_year_of
from chalicelib.law.citations import citation
from chalicelib.law.dose_schedule import Occasion, Pupil
from chalicelib.law.doses import Dose
from chalicelib.law.enums import Grade, GradeSpan, LineKind, Vaccine
from chalicelib.law.grade_spans import grade_on, next_span, span_of
from chalicelib.law.school_year import Closure, SchoolCalendar
from chalicelib.law.verdict import Verdict
from chalicelib.web.http.errors import SENTENCES, STATUS
from chalicelib.web.wording.reason_texts import REASON_TEXTS
from tests.builders import World
from tests.clock import Clock

_ORDER = tuple(grade for grade in Grade if grade is not Grade.UNGRADED)


@dataclass
class Told:
    """What came back of an act or a question of the law: a verdict, or the portal's refusal. `notes` go with a yes.

    `by_law`: a function of the law said it, since no act of the portal answers it.
    """

    what: str
    verdict: Verdict | None = None
    errors: list[PortalError] = field(default_factory=list)
    notes: tuple[Verdict, ...] = ()
    facts: dict[str, Any] = field(default_factory=dict)
    by_law: bool = False

    @property
    def accepted(self) -> bool:
        """Whether the thing asked for went ahead."""
        return not self.errors and (self.verdict is None or self.verdict.allowed)

    @property
    def verdicts(self) -> list[Verdict]:
        """Everything the law said."""
        return [each for each in (self.verdict, *(error.verdict for error in self.errors), *self.notes) if each]

    @property
    def codes(self) -> list[str]:
        """The codes of all reasons."""
        own = [error.code for error in self.errors if error.code != "REFUSED_BY_LAW"]
        return own + [str(code) for verdict in self.verdicts for code in verdict.codes]

    @property
    def sentences(self) -> list[str]:
        """The reasons as the person reads them."""
        own = [SENTENCES.get(error.code, error.code) % _Open(error.facts) for error in self.errors if not error.verdict]
        return own + [
            REASON_TEXTS[each.code] % _Open(each.facts) for verdict in self.verdicts for each in verdict.reasons
        ]

    @property
    def laws(self) -> list[str]:
        """The citations of the reasons: their names and sections."""
        found = [citation(each.citation) for verdict in self.verdicts for each in verdict.reasons]
        return [f"{law.id} {law.section} {law.title}" for law in found]

    @property
    def status(self) -> int:
        """The HTTP status with which the page would answer."""
        return STATUS[self.errors[0].kind] if self.errors else 200

    def fact(self, *names: str) -> Any:
        """The first fact of one of these names among the reasons."""
        facts = [self.facts, *(each.facts for verdict in self.verdicts for each in verdict.reasons)]
        return next((each[name] for name in names for each in facts if name in each), None)

    def __str__(self) -> str:
        if self.accepted:
            return f"{self.what}: accepted" + "".join(f"\n    {text}" for text in self.sentences)
        outcome = self.verdict.outcome.value if self.verdict else f"refused ({self.status})"
        lines = [f"{code}: {text}" for code, text in zip(self.codes, self.sentences, strict=False)]
        return "\n    ".join([f"{self.what}: {outcome}", *lines])


class _Open(dict[str, Any]):
    def __missing__(self, name: str) -> str:
        return f"%({name})s"


@dataclass
class LinePlan:
    """What the physician states of one vaccine. None: not said, a usual value is taken; "" or NO_DATE: left blank."""

    kind: LineKind | None = None
    expiry: date | None = None
    no_expiry: bool = False
    reasons: tuple[str, ...] | None = None
    description: str | None = None
    product_on: date | None = None


@dataclass
class FormPlan:
    """What is asked for and stated, before the form is signed."""

    lines: dict[Vaccine, LinePlan] = field(default_factory=dict)
    for_grade: Grade | None = None
    first_day: date | None = None
    is_primary_care: bool = True
    primary_care: dict[str, str] = field(default_factory=dict)
    certified: dict[str, bool] = field(default_factory=dict)
    treating_since: date | None = None
    with_school: bool = True


@dataclass
class Story:
    """The scenario as its steps tell it. `world` (a portal of its own) is made when the first act needs it.

    `by_law_alone`: a function of the law gave what a Then checked, and no act of the portal.
    """

    clock: Clock
    make_world: Callable[[], World]
    kind_of_step: str = "given"
    first_name: str = "Kai"
    born: date | None = None
    grade: Grade = Grade.GRADE_2
    grade_said_on: date | None = None
    next_entry: date | None = None
    next_grade: Grade | None = None
    enrolled: bool = True
    told_of_end: bool = False
    plan: FormPlan = field(default_factory=FormPlan)
    told: Told | None = None
    doses: list[Dose] = field(default_factory=list)
    occasion: Occasion = Occasion.ADMISSION
    exposed_since: date | None = None
    notice_given_on: date | None = None
    closures: list[Closure] = field(default_factory=list)
    memory: dict[str, Any] = field(default_factory=dict)
    by_law_alone: bool = False

    @cached_property
    def world(self) -> World:
        """The portal of this scenario."""
        return self.make_world()

    @property
    def today(self) -> date:
        """The California date."""
        return self.clock.today

    def move(self, when: date | datetime | None) -> None:
        """Move the clock: a date keeps 10:00 in the morning."""
        if when is not None:
            self.clock.set(when)

    def move_on(self, day: date) -> None:
        """Move the clock forward to a day that is still to come; a Then looks on from where it stands."""
        if self.kind_of_step != "then" and day > self.today:
            self.move(day)

    @contextmanager
    def at(self, when: date | datetime | None) -> Iterator[None]:
        """The clock elsewhere for a moment."""
        before = self.clock.now
        self.move(when)
        try:
            yield
        finally:
            self.clock.now = before

    # The child

    @property
    def grade_now(self) -> Grade:
        """The grade the child is in today, as it advances with the school years."""
        return grade_on(self.grade, self.grade_said_on or self.today, self.today)

    @property
    def birth_date(self) -> date:
        """The day given, or one that fits the grade."""
        if self.born is None:
            self.born = self._usual_birth_date()
        return self.born

    def _usual_birth_date(self) -> date:
        said_on = self.grade_said_on or self.today
        started = school_year_of(said_on).starts_in
        if self.grade in {Grade.INFANT_TODDLER, Grade.PRESCHOOL}:
            return date(started - (1 if self.grade is Grade.INFANT_TODDLER else 4), 3, 14)
        years = 12 if self.grade is Grade.UNGRADED else _ORDER.index(self.grade) - _ORDER.index(Grade.K) + 5
        return date(started - years, 3, 14)

    def span(self, grade: Grade | None = None) -> GradeSpan:
        """The grade span of a grade; without one, of the grade today."""
        return span_of(grade or self.grade_now, age_years=11, on=self.today)

    @property
    def asked_grade(self) -> Grade:
        """The grade the exemption is for."""
        return self.plan.for_grade or self.grade_now

    def grade_of_span(self, span: GradeSpan | str) -> Grade:
        """A grade in that span: the present one where it lies in it, else the first."""
        wanted = self.span() if span == "current" else next_span(self.span()) if span == "next" else span
        if wanted == self.span():
            return self.grade_now
        return next(grade for grade in _ORDER if span_of(grade) is wanted)

    def line(self, vaccine: Vaccine) -> LinePlan:
        """What is stated of a vaccine."""
        return self.plan.lines.setdefault(vaccine, LinePlan())

    @property
    def pupil(self) -> Pupil:
        """The child and its doses, as the law's tables take them."""
        return Pupil(self.birth_date, self.grade_now, tuple(self.doses), self.occasion)

    @property
    def school_calendar(self) -> SchoolCalendar:
        """The school's calendar: three years around today, with the days said to be without school."""
        return SchoolCalendar(
            self.today - timedelta(days=1000), self.today + timedelta(days=1000), closures=tuple(self.closures)
        )

    @property
    def notice(self) -> NoticeFacts | None:
        """The written notice of missing doses, if one was given."""
        if self.notice_given_on is None:
            return None
        return NoticeFacts(self.notice_given_on, self.school_calendar.school_days_after(self.notice_given_on, 10))

    def set_age(self, years: int, months: int = 0) -> None:
        """Born so many years and months before today; on the last day of a month that lacks the day."""
        self.born = add_months_maximum(self.today, -12 * years - months)

    # The law, asked where the portal has no act

    def ask_law(self, what: str, found: Verdict) -> Verdict:
        """Remember what a function of the law said."""
        self.told = Told(what, verdict=found, by_law=True)
        self.note_law()
        return found

    def note_law(self) -> None:
        """Note that a Then rests on a function of the law."""
        self.by_law_alone = self.by_law_alone or self.kind_of_step == "then"

    # Acts

    def attempt(self, what: str, act: Callable[[], Any]) -> Any:
        """Do it and remember what came back. Only a When may be refused."""
        try:
            done = act()
        except PortalError as error:
            self.told = Told(what, errors=[error])
        else:
            self.told = done if isinstance(done, Told) else Told(what)
        return self.settle(self.told)

    def settle(self, told: Told) -> Told:
        """Remember what came back; only a When may be refused."""
        self.told = told
        assert told.accepted or self.kind_of_step == "when", f"This was to be given, but it was refused.\n{told}"
        return told

    @property
    def last(self) -> Told:
        """What came back of the last act."""
        assert self.told is not None, "Nothing has been tried yet: a When step must come first."
        if self.told.by_law:
            self.note_law()
        return self.told
