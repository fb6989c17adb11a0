"""What a school does with its list of students: files that it sends and confirms, and the orders of an outbreak, which
the health department may give itself."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta

from chalicelib.domain.account import Account
from chalicelib.domain.outbreak import ExposureAtSchool
from chalicelib.domain.results import Done
from chalicelib.domain.roster_import import ImportJob
from chalicelib.domain.student import Student
from chalicelib.storage.codec import decode
from tests.checks.after_each_test import all_items
from tests.simulation.checks import ViolationError
from tests.simulation.life import Life
from tests.simulation.presses import Press
from tests.state_year.books import DAY, NO_NUMBER, School

_HEADER = "last_name,first_name,birth_date,grade"
_MAX_FILES, _MAX_OUTBREAKS, _MAX_ON_ORDER = 12, 3, 4
Listed = tuple[str, str, str, date]
"""A student as the books know one: school, last name, first name, birth date."""


@dataclass(eq=False)
class SentFile:
    """A file of students that a school sent. `confirmed`: it said that it shall be imported."""

    id: str
    school: School
    students: list[Listed]
    confirmed: bool = False


@dataclass
class Order:
    """Days out of one student."""

    since: date
    through: date | None
    lifted: date | None = None

    def holds(self, on: date) -> bool:
        """Whether the student is still kept out, or will be."""
        is_over = self.through is not None and self.through < on
        return not is_over and (self.lifted is None or self.lifted > on)


@dataclass(eq=False)
class Outbreak:
    """A page of an outbreak. `keeper`: who keeps it, the school or its health department."""

    id: str
    school: School
    begun: date
    keeper: Account
    orders: dict[str, Order] = field(default_factory=dict)
    is_closed: bool = False


class SchoolActs:
    """Each method is a button that someone would press now; None where there is no one, or where it would change
    nothing: such a press may come before or after another one that is made at the same instant."""

    def __init__(self, life: Life) -> None:
        self.life, self.world, self.books = life, life.world, life.books
        self.files: list[SentFile] = []
        self.outbreaks: list[Outbreak] = []
        self.added: Counter[Listed] = Counter()

    def all(self) -> list[Callable[[], Press | None]]:
        return [
            self.add_student, self.send_file, self.confirm_file, self.confirm_file, self.open_outbreak,
            self.exclude, self.exclude, self.change_days, self.lift, self.close_outbreak,
        ]  # fmt: skip

    # The list of students

    def add_student(self) -> Press | None:
        school = self.life.rng.choice(self.life.town.schools)
        _school, last, first, born = listed = self._child(school, "Ost")
        fields = {
            "first_name": first, "last_name": last, "birth_date": born, "grade": "2",
            "first_day": self.life.today - DAY,
        }  # fmt: skip
        path = f"/schools/at/{school.id}/students/new"
        return Press("add student", school.person, path, fields, lambda done: self._added(done, school, listed))

    def _added(self, done: Done, school: School, listed: Listed) -> None:
        self.life.students[done.subject.id] = school
        self.added[listed] += 1

    def _child(self, school: School, house: str) -> Listed:
        child = self.life.town.child(leaves_span=False)
        return school.id, f"{child.last_name} {house}", child.first_name, child.birth_date

    def send_file(self) -> Press | None:
        if len(self.files) >= _MAX_FILES or self.life.rng.random() < 0.5:
            return None
        school = self.life.rng.choice(self.life.town.schools)
        students = [self._child(school, "Fyrn") for _line in range(self.life.rng.randrange(1, 5))]
        lines = [f"{last},{first},{born},2" for _school, last, first, born in students]
        return Press(
            "send file", school.person, f"/schools/at/{school.id}/import", {"text": "\n".join((_HEADER, *lines, ""))},
            lambda done: self.files.append(SentFile(done.subject.id, school, students)),
        )  # fmt: skip

    def confirm_file(self) -> Press | None:
        sent = self.life.one_of([each for each in self.files if not each.confirmed])
        job = sent and self.world.ctx().store.find(ImportJob, sent.id)
        if sent is None or job is None:  # what no one confirmed is gone after a week
            return None
        path, fields = f"/schools/imports/{sent.id}", {"version": str(job.version)}
        return Press("confirm file", sent.school.person, path, fields, lambda _done: self._confirmed(sent))

    def _confirmed(self, sent: SentFile) -> None:
        sent.confirmed = True

    # The orders of an outbreak

    def open_outbreak(self) -> Press | None:
        if len([each for each in self.outbreaks if not each.is_closed]) >= _MAX_OUTBREAKS:
            return None
        school, today = self.life.rng.choice(self.life.town.schools), self.life.today
        keeper = self.life.rng.choice([school.person, self.life.town.departments[school.jurisdiction]])
        fields = {"disease": "measles", "first_exposure": today - 3 * DAY, "last_exposure": today - DAY}
        fields |= {"officer": "Dr. Leopoldine Ashgrove", "department": "Fresno County"}
        path = f"/schools/at/{school.id}/outbreaks/new"
        return Press("open outbreak", keeper, path, fields, lambda done: self._opened(done, school, keeper))

    def _opened(self, done: Done, school: School, keeper: Account) -> None:
        self.outbreaks.append(Outbreak(done.subject.id, school, self.life.today - 3 * DAY, keeper))
        self._tell(self.outbreaks[-1], "outbreak_started")

    def _tell(self, outbreak: Outbreak, kind: str) -> None:
        """A school is told of what its health department did, and not of what it did itself."""
        if outbreak.keeper is not outbreak.school.person:
            self.books.owe(kind, NO_NUMBER, outbreak.school.id)

    def _open_one(self, *, with_orders: bool) -> Outbreak | None:
        return self.life.one_of([
            each for each in self.outbreaks if not each.is_closed and bool(each.orders) >= with_orders
        ])  # fmt: skip

    def _press(
        self, act: str, outbreak: Outbreak, address: str, fields: dict[str, object], note: Callable[[], None]
    ) -> Press:
        fields["version"] = self.life.version(ExposureAtSchool, outbreak.id)
        path = f"/schools/outbreaks/{outbreak.id}/{address}"
        return Press(act, outbreak.keeper, path, fields, lambda _done: note())

    def exclude(self) -> Press | None:
        outbreak = self._open_one(with_orders=False)
        here = sorted(key for key, school in self.life.students.items() if outbreak and school is outbreak.school)
        if outbreak is None or not here or len(outbreak.orders) >= _MAX_ON_ORDER:
            return None
        chosen, since = self.life.rng.choice(here), self.life.today
        through = self.life.rng.choice([None, since + timedelta(days=self.life.rng.randrange(1, 21))])
        fields: dict[str, object] = {"students": [chosen], "since": since, "through": through or ""}
        fields["officer"] = "Dr. Leopoldine Ashgrove"
        if outbreak.orders.get(chosen) == Order(since, through):
            return None

        def note() -> None:
            if outbreak.orders.get(chosen) != Order(since, through):
                self._tell(outbreak, "exclusion_ordered")
            outbreak.orders[chosen] = Order(since, through)

        return self._press("exclude", outbreak, "exclude", fields, note)

    def change_days(self) -> Press | None:
        outbreak = self._open_one(with_orders=True)
        if outbreak is None or not outbreak.orders:
            return None
        chosen, order = self.life.rng.choice(sorted(outbreak.orders.items()))
        through = max(order.since, self.life.today) + timedelta(days=self.life.rng.randrange(1, 21))
        if order == Order(order.since, through):
            return None

        def note() -> None:
            if outbreak.orders[chosen] != Order(order.since, through):
                self._tell(outbreak, "exclusion_ordered")
            outbreak.orders[chosen] = Order(outbreak.orders[chosen].since, through)

        return self._press("change days out", outbreak, "change", {"students": [chosen], "through": through}, note)

    def lift(self) -> Press | None:
        outbreak = self._open_one(with_orders=True)
        if outbreak is None or not outbreak.orders:
            return None
        chosen, back = self.life.rng.choice(sorted(outbreak.orders)), self.life.today
        if outbreak.orders[chosen].lifted == back:
            return None

        def note() -> None:
            if outbreak.orders[chosen].lifted != back:
                self._tell(outbreak, "exclusion_lifted")
            outbreak.orders[chosen].lifted = back

        return self._press("lift exclusion", outbreak, "lift", {"students": [chosen], "first_day_back": back}, note)

    def close_outbreak(self) -> Press | None:
        outbreak = self._open_one(with_orders=False)
        if outbreak is None or self.life.rng.random() < 0.7:
            return None

        def note() -> None:
            if any(each.holds(self.life.today) for each in outbreak.orders.values()):
                raise ViolationError("an outbreak was closed that keeps a student out")
            outbreak.is_closed = True

        return self._press("close outbreak", outbreak, "close", {}, note)

    # Checks

    def require_lists(self) -> None:
        """Nothing waits to be imported: each student who was added, or stands in a confirmed file, is there once, and
        no one else but children with a form; each order stands on the student's record as the outbreak's page has it.

        Raises ViolationError.
        """
        items = [item for item in all_items(self.world.table.name) if "body" in item]
        students = [decode(item, Student) for item in items if item.get("type") == "student"]
        pages = [decode(item, ExposureAtSchool) for item in items if item.get("type") == "exposure"]
        there = Counter(map(_listed, students))
        owed = self.added + Counter(each for sent in self.files if sent.confirmed for each in sent.students)
        with_form = {(each.last_name, each.first_name, each.birth_date) for each in self.life.child_of.values()}
        for each in [each for each, times in (there - owed).items() if times == 1 and each[1:] in with_form]:
            del there[each]  # the school began a record of a child whose form it has
        if there != owed:
            missing, more = (owed - there).total(), (there - owed).total()
            raise ViolationError(f"of the schools' students {missing} are missing, {more} too many")
        self._require_orders({each.id: each for each in students}, {each.id: each for each in pages})

    def _require_orders(self, students: dict[str, Student], pages: dict[str, ExposureAtSchool]) -> None:
        if pages.keys() != {each.id for each in self.outbreaks}:
            raise ViolationError("there are other outbreaks than those that were opened")
        for outbreak in self.outbreaks:
            page = pages[outbreak.id]
            told = {each.student_id: Order(each.since, each.through, each.lifted_on) for each in page.excluded}
            if told != outbreak.orders or page.is_closed != outbreak.is_closed:
                raise ViolationError("an outbreak's page says other days out than were ordered")
            for student_id, owed in outbreak.orders.items():
                known = students[student_id].exclusion_of(outbreak.id)
                if outbreak.is_closed != (known is None) or (
                    known and Order(known.since, known.through, known.lifted_on) != owed
                ):
                    raise ViolationError("a student's record says other days out than the outbreak's page")


def _listed(student: Student) -> Listed:
    child = student.facts.child
    return student.facility_id, child.last_name, child.first_name, child.birth_date
