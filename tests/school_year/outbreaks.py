"""Two outbreaks: who is unprotected by the slow engine, the health officer's orders, their changes and their end."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from chalicelib.actions.outbreaks.exclusions import (
    Exclusion,
    Lifting,
    OtherDate,
    change_exclusion,
    lift_exclusion,
    record_exclusion,
)
from chalicelib.actions.outbreaks.open_outbreak import OutbreakFacts, close_outbreak, open_outbreak
from chalicelib.domain.account import Account
from chalicelib.domain.unprotected_students import unprotected_students
from tests.reference_model.engine.records import student_on
from tests.reference_model.engine.students import Order, protected
from tests.school_year.compared import DifferenceError
from tests.school_year.district import District, Known
from tests.school_year.town import School


@dataclass
class Outbreak:
    """One exposure at a school. `out`: who has an order."""

    district: District
    school: School
    disease: str
    id: str = ""
    out: list[Known] = field(default_factory=list)

    def open(self) -> None:
        today = self.district.today
        facts = OutbreakFacts(self.disease, today - timedelta(days=3), today - timedelta(days=1), reported_on=today)
        self.id = open_outbreak(self.district.world.ctx(self._office), self.school.id, facts).subject.id

    def exclude(self, through: date | None, *, at_most: int = 20) -> None:
        """The officer keeps out whoever is unprotected, so many at most. The portal's roster must name the same."""
        today = self.district.today
        unprotected = [
            known
            for known in self.district.known[self.school.id]
            if known.attends(today) and not protected(student_on(known.record, today), self.disease, today)
        ]
        listed, forms = self.district.world.ctx().store.students(self.school.id)
        shown = {
            each.student.student_id for each in unprotected_students(listed, forms, self.disease, today) if each.student
        }
        if shown != {known.student_id for known in unprotected}:
            raise DifferenceError(f"{today} {self.disease} at {self.school.name}: others are unprotected")
        self.out = unprotected[:at_most]
        if not self.out:
            return
        ids = tuple(known.student_id for known in self.out)
        command = Exclusion(self.id, None, ids, today, through, "Dr. Vukovic", "Los Angeles County")
        record_exclusion(self.district.world.ctx(self._office), command)
        for known in self.out:
            known.record.orders[self.id] = Order(self.disease, today, None, through)

    def change(self, through: date) -> None:
        """The officer names another last day for all."""
        if self.out:
            change_exclusion(self.district.world.ctx(self._office), OtherDate(self.id, None, None, through))
        self._each(lambda order: replace(order, through=through, lifted=None), self.out)

    def lift(self, some: list[Known]) -> None:
        """The officer lets some return today."""
        if some:
            ids = tuple(known.student_id for known in some)
            lift_exclusion(self.district.world.ctx(self._office), Lifting(self.id, None, ids, self.district.today))
        self._each(lambda order: replace(order, lifted=self.district.today), some)

    def close(self) -> None:
        """It is over, and the orders go off the students."""
        close_outbreak(self.district.world.ctx(self._office), self.id, None)
        for known in self.out:
            known.record.orders.pop(self.id, None)

    @property
    def _office(self) -> Account:
        return self.district.offices[self.school.id]

    def _each(self, changed: Callable[[Order], Order], some: list[Known]) -> None:
        for known in some:
            known.record.orders[self.id] = changed(known.record.orders[self.id])
