"""The district in the portal, and beside it what the script itself keeps of each child: plain facts, written from what
was done and never read from the portal."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from chalicelib.actions.calendars.save_calendar import CalendarCommand, save_calendar
from chalicelib.actions.imports.confirm_import import Answers, Departures, answer_questions, confirm_import
from chalicelib.actions.imports.confirm_import import record_departures as leave_by_file
from chalicelib.actions.imports.start_import import RosterFile, start_import
from chalicelib.actions.pupils.dose_checks import GivenDose
from chalicelib.actions.pupils.record_dose import DoseCommand, record_dose
from chalicelib.actions.students.add_student import NewStudent, add_student
from chalicelib.actions.students.enrollment import Departure, Return, record_departure, record_return
from chalicelib.actions.students.record_review import DoneReview, record_review
from chalicelib.actions.students.student_doses import record_student_dose
from chalicelib.domain.account import Account
from chalicelib.domain.child import ChildFacts
from chalicelib.domain.roster_import import NEW_STUDENT, ImportAnswer
from chalicelib.domain.school_calendar import CalendarClosure, SchoolYearCalendar, calendar_id
from chalicelib.domain.student import Contact, Situation, StudentFacts
from chalicelib.jobs.apply_imports import apply_imports
from chalicelib.law.enums import Grade
from chalicelib.law.school_year import MONDAY_TO_FRIDAY, ClosureKind
from chalicelib.law.vaccine_products import GivenVaccine
from chalicelib.rosters.columns import DOSE_COLUMNS
from chalicelib.rosters.reader import read_roster
from chalicelib.storage import import_keys
from chalicelib.storage.roster_imports import read_notes
from tests.builders import World
from tests.reference_model.engine.records import Record, Shot
from tests.school_year import calendars
from tests.school_year.town import COLUMNS, FIRST_DAY, LAST_DAY, SCHOOLS, Child, School

_WORDS = {"infant-toddler": "IT", "preschool": "PK", "ungraded": "UN"}
_OFFICE = "19642120000000"


@dataclass(frozen=True)
class Letter:
    """A letter that must have been given: its kind and vaccines, and the day."""

    kind: str
    vaccines: tuple[str, ...]
    given_on: date


@dataclass(eq=False)
class Known:
    """What the script keeps of a child at one school. `left_on`: the last day there."""

    child: Child
    record: Record
    student_id: str = ""
    form_id: str = ""
    left_on: date | None = None
    reviewed_on: date | None = None
    letters: list[Letter] = field(default_factory=list)

    def attends(self, on: date) -> bool:
        return self.record.enrolled <= on and not self.has_left(on)

    def has_left(self, on: date) -> bool:
        return self.left_on is not None and self.left_on < on


class District:
    """The schools, their offices, and the children by school."""

    def __init__(self, world: World, schools: tuple[School, ...] = SCHOOLS) -> None:
        self.world, self.schools = world, schools
        self.offices: dict[str, Account] = {}
        self.known: dict[str, list[Known]] = {school.id: [] for school in schools}
        world.history = None
        for school in schools:
            facility = world.facility(school.id, name=school.name, grades=" ".join(school.grades))
            self.offices[school.id] = world.school_person(facility)
        self.office = world.school_person(world.facility(_OFFICE, name="Alhambra Unified", grades=""))

    @property
    def today(self) -> date:
        return self.world.clock.today

    # Calendars

    def save_calendars(self) -> None:
        """The days of school as they are known today: of the district, and of the school with its own."""
        own = [school for school in self.schools if school.own_calendar]
        shared = next(school for school in self.schools if not school.own_calendar)
        for owner, person, school in [
            (_OFFICE, self.office, shared), *((each.id, self.offices[each.id], each) for each in own)
        ]:  # fmt: skip
            closed = calendars.breaks_of(school, self.today)
            self._save(person, owner, (FIRST_DAY, LAST_DAY), closed)
            self._save(person, owner, (calendars.NEXT_FIRST, calendars.NEXT_LAST), ())

    def _save(self, by: Account, owner: str, year: tuple[date, date], closed: calendars.Breaks) -> None:
        first, last = year
        known = self.world.ctx().store.find(SchoolYearCalendar, calendar_id(owner, first.year))
        closures = tuple(
            CalendarClosure(first=one, last=end, label="No school", kind=ClosureKind.RECESS) for one, end in closed
        )
        version = known.version if known else None
        save_calendar(
            self.world.ctx(by),
            CalendarCommand(
                owner,
                first.year,
                version,
                first,
                last,
                MONDAY_TO_FRIDAY,
                closures,
                frozenset(),
                "The board",
                is_checked=True,
            ),
        )

    # Lists

    def import_list(self, school: School, children: list[Child], *, gone: Sequence[Known] = ()) -> None:
        """Import the school's list: new children come on it, shots of the others are added, and some have left."""
        office = self.offices[school.id]
        content = _file(children, self._first_day(), {each.child.key: each for each in self.known[school.id]})
        ctx = self.world.ctx(office)
        import_id = start_import(ctx, RosterFile(school.id, read_roster(content, ctx.on))).subject.id
        notes = read_notes(self.world.ctx().store.item(import_keys.import_notes(import_id)))
        assert not notes.problems, notes.problems
        if notes.questions:
            answers = tuple(ImportAnswer(line=each.line, choice=NEW_STUDENT) for each in notes.questions)
            answer_questions(self.world.ctx(office), Answers(import_id, None, answers))
        confirm_import(self.world.ctx(office), import_id, None)
        assert apply_imports(self.world.clock)["finished"] == 1
        assert {each.student_id for each in gone} == set(notes.gone), (
            "the file leaves out who has left, and no one else"
        )
        if gone:
            ids = tuple(each.student_id for each in gone)
            leave_by_file(self.world.ctx(office), Departures(import_id, ids, self.today))
            for each in gone:
                each.left_on = self.today
        self._note_imported(school, children)

    def _first_day(self) -> date:
        return max(FIRST_DAY, self.today)

    def _note_imported(self, school: School, children: list[Child]) -> None:
        before = {each.child.key: each for each in self.known[school.id]}
        rows, _forms = self.world.ctx().store.students(school.id)
        ids = {(row.last_name, row.first_name, row.birth_date): row.student_id for row in rows}
        for child in children:
            known = before.get(child.key) or self._begin(school, child, self._first_day())
            known.student_id = ids[child.key]
            for vaccine, days in child.card.items():
                self._note_shots(known, vaccine, days, month_only=vaccine in child.months_only)
        assert len(self.known[school.id]) == len(rows)

    def _begin(self, school: School, child: Child, first_day: date) -> Known:
        record = Record(child.birth, school.id, first_day, [(child.grade, first_day, school.id)], child.situation)
        known = Known(child, record)
        self.known[school.id].append(known)
        return known

    def _note_shots(self, known: Known, vaccine: str, days: list[date], *, month_only: bool = False) -> None:
        for number, day in enumerate(days):
            month_only = month_only and not number
            shot = Shot((vaccine,), day.replace(day=1) if month_only else day, self.today, month_only)
            if not any((each.names, each.day) == (shot.names, shot.day) for each in known.record.shots):
                known.record.shots.append(shot)

    # One student

    def add(self, school: School, child: Child) -> Known:
        """A child comes to the school, and the office writes down what the card says."""
        ctx = self.world.ctx(self.offices[school.id])
        facts = StudentFacts(
            child=ChildFacts(first_name=child.first_name, last_name=child.last_name, birth_date=child.birth),
            room=child.room,
            contact=Contact(parent_name=f"Odalys {child.last_name}", language="es"),
            situations=(Situation(child.situation),) if child.situation else (),
        )
        done = add_student(ctx, NewStudent(school.id, facts, Grade(child.grade), self.today))
        known = self._begin(school, child, self.today)
        known.student_id = done.subject.id
        for vaccine, days in child.card.items():
            for day in days:
                self.shot(known, vaccine, day)
        return known

    def shot(self, known: Known, name: str, day: date, *, month_only: bool = False) -> None:
        """The office records a shot that was given; where the school knows the child by a form, there."""
        if any((each.names, each.day) == ((name,), day) for each in known.record.shots):
            return
        ctx = self.world.ctx(self.offices[known.record.school])
        if known.form_id:
            record_dose(ctx, DoseCommand(known.form_id, None, frozenset({GivenVaccine(name)}), day, month_only))
        else:
            record_student_dose(
                ctx, known.student_id, None, GivenDose(frozenset({GivenVaccine(name)}), day, month_only)
            )
        self._note_shots(known, name, [day], month_only=month_only)

    def leave(self, known: Known) -> None:
        """Today is the last day at the school."""
        ctx = self.world.ctx(self.offices[known.record.school])
        record_departure(ctx, Departure(known.student_id, None, self.today))
        known.left_on = self.today

    def come_back(self, known: Known) -> None:
        """Who left is admitted again."""
        ctx = self.world.ctx(self.offices[known.record.school])
        record_return(ctx, Return(known.student_id, None, self.today, Grade(known.child.grade)))
        known.left_on, known.record.enrolled = None, self.today
        kept = [each for each in known.record.grades if each[1] < self.today and each[0] != known.child.grade]
        known.record.grades = [*kept, (known.child.grade, self.today, known.record.school)]

    def review(self, known: Known) -> None:
        """The office reviews the record of a student who is admitted on condition."""
        ctx = self.world.ctx(self.offices[known.record.school])
        record_review(ctx, DoneReview(known.student_id, None, self.today, self.today))
        known.reviewed_on = self.today

    def moved_to(self, known: Known, school: School) -> Known:
        """A child leaves one school of the district for another, which gets the card by mail."""
        self.leave(known)
        full = [each for each in known.record.shots if not each.month_only]
        card = {name: [each.day for each in full if name in each.names] for name in COLUMNS}
        child = replace(known.child, school=school.id, card=card, coming=[], months_only=frozenset())
        added = self.add(school, child)
        for each in known.record.shots:
            for name in each.names if each.month_only else ():
                self.shot(added, name, each.day, month_only=True)
        return added


def _file(children: list[Child], first_day: date, known: dict[tuple[str, str, date], Known]) -> bytes:
    rows = [_line(each, first_day if each.key not in known else known[each.key].record.enrolled) for each in children]
    text = io.StringIO()
    writer = csv.DictWriter(text, list(dict.fromkeys(name for row in rows for name in row)), restval="")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode()


def _line(child: Child, first_day: date) -> dict[str, str]:
    found = {
        "last_name": child.last_name,
        "first_name": child.first_name,
        "birth_date": child.birth.isoformat(),
        "grade": _WORDS.get(child.grade, child.grade),
        "room": child.room,
        "first_day": first_day.isoformat(),
        "parent_name": f"Odalys {child.last_name}",
        "language": "es",
        "special": child.situation,
    }
    for vaccine, days in child.card.items():
        for number, day in enumerate(days, start=1):
            words = f"{day:%Y-%m}" if vaccine in child.months_only and number == 1 else day.isoformat()
            if f"date_{COLUMNS[vaccine]}{number}" in DOSE_COLUMNS:  # what has no column there is on record already
                found[f"date_{COLUMNS[vaccine]}{number}"] = words
    return found
