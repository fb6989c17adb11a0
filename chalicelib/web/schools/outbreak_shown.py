"""The roster of an outbreak as the page, the print and the file show it: one line for each unprotected student."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from chalicelib.domain.outbreak import ExposureAtSchool
from chalicelib.domain.roster import RosterRow, StudentRow
from chalicelib.domain.student import Contact, HealthExclusion, Student
from chalicelib.domain.unprotected_students import Siblings, UnprotectedStudent, unprotected_students
from chalicelib.law.calendar import day_after
from chalicelib.law.exposure import Exposure, counts_against
from chalicelib.law.marking import N_
from chalicelib.law.names import listed_name
from chalicelib.storage import keys
from chalicelib.web.http.page_request import PageRequest
from chalicelib.web.wording.names import GRADES
from chalicelib.web.wording.outbreak_names import WHY
from chalicelib.web.wording.student_names import LETTER_LANGUAGES


@dataclass(frozen=True)
class ShownDay:
    """The day of a dose; `month_only`: of its month alone."""

    given_on: date
    month_only: bool


@dataclass(frozen=True)
class ShownUnprotected:
    """One line. `student_id` is empty where the school has only the exemption of the student."""

    student_id: str
    form_id: str
    name: str
    birth_date: date
    grade_code: str
    grade: str
    room: str
    why: str
    doses: list[ShownDay]
    parent: str
    telephone: str
    language: str
    siblings: list[str]
    order: HealthExclusion | None
    is_out: bool
    answer: str
    mark: str


@dataclass(frozen=True)
class OutbreakRoster:
    """All lines of a school, by name, and who came off the officer's list by shots that are on record now."""

    lines: list[ShownUnprotected]
    protected_now: list[tuple[str, str]]  # id of the record, name

    @property
    def excluded(self) -> list[ShownUnprotected]:
        """Those who are out on this day or from a later day on."""
        return [each for each in self.lines if each.is_out]

    @property
    def without_order(self) -> list[ShownUnprotected]:
        """Those whom the officer's order does not name, or no longer."""
        return [each for each in self.lines if not each.is_out]

    @property
    def on_order(self) -> list[ShownUnprotected]:
        """Those whom the order names, whether they are out or back."""
        return [each for each in self.lines if each.order is not None]

    def by_reason(self) -> list[tuple[str, int]]:
        """Return how many there are for each reason, the most first."""
        return Counter(each.why for each in self.lines).most_common()


def outbreak_roster(page_request: PageRequest, exposure: ExposureAtSchool) -> OutbreakRoster:
    """Return the roster as of today: the unprotected students where the exposure was, and whoever is on its order."""
    ctx = page_request.ctx
    students, rows = ctx.store.students(exposure.facility_id)
    found = unprotected_students(students, rows, exposure.disease, ctx.on)
    there = [each for each in found if _concerns(exposure, each)]
    every = _with_contacts(page_request, students)
    siblings = Siblings(each for each in every.values() if not each.has_left_by(ctx.on))
    listed = {each.student.student_id for each in there if each.student}
    return OutbreakRoster(
        lines=[_shown(page_request, exposure, each, every, siblings) for each in there],
        protected_now=[
            (each.student_id, _name(each))
            for each in students
            if each.exclusion_of(exposure.id) and each.student_id not in listed
        ],
    )


def _concerns(exposure: ExposureAtSchool, each: UnprotectedStudent) -> bool:
    on_order = each.student is not None and each.student.exclusion_of(exposure.id) is not None
    return on_order or exposure.reaches(each.grade, each.room)


def _with_contacts(page_request: PageRequest, students: list[StudentRow]) -> dict[str, StudentRow]:
    """Return the students with whom to call; where an older row does not say it, the record does."""
    store = page_request.ctx.store
    without = [each for each in students if each.contact is None]
    store.load(keys.record(Student.record_type, each.student_id) for each in without)
    records = (store.find(Student, each.student_id) for each in without)
    read = {record.id: StudentRow.of(record) for record in records if record}
    return {each.student_id: read.get(each.student_id, each) for each in students}


def _shown(
    page_request: PageRequest,
    exposure: ExposureAtSchool,
    each: UnprotectedStudent,
    every: dict[str, StudentRow],
    siblings: Siblings,
) -> ShownUnprotected:
    on = page_request.ctx.on
    student = every[each.student.student_id] if each.student else None
    contact = _contact(student, each.form)
    order = each.student.exclusion_of(exposure.id) if each.student else None
    answer, mark = _said(page_request, order, on)
    return ShownUnprotected(
        student_id=student.student_id if student else "",
        form_id=each.form.form_id if each.form else "",
        name=_name(each.child),
        birth_date=each.child.birth_date,
        grade_code=each.grade.value,
        grade=page_request.translate(GRADES[each.grade]),
        room=each.room,
        why=page_request.translate(WHY[each.why]),
        doses=[
            ShownDay(dose.given_on, dose.month_only)
            for dose in each.doses
            if counts_against(exposure.disease, dose.as_dose())
        ],
        parent=contact.parent_name,
        telephone=contact.telephone,
        language=page_request.translate(LETTER_LANGUAGES.get(contact.language, "")),
        siblings=[_sibling(other) for other in siblings.of(student)] if student else [],
        order=order,
        is_out=order is not None and _is_out(order, on),
        answer=answer,
        mark=mark,
    )


def _contact(student: StudentRow | None, form: RosterRow | None) -> Contact:
    """Return what the school wrote down; what the exemption says where the school wrote nothing."""
    known = student.contact if student and student.contact else Contact()
    if form is None or known.telephone:
        return known
    return known.with_changes(
        parent_name=known.parent_name or form.parent_name, telephone=known.telephone or form.parent_telephone
    )


def _name(row: StudentRow | RosterRow) -> str:
    return listed_name(row.last_name, row.first_name)


def _sibling(row: StudentRow) -> str:
    return f"{row.first_name} {row.last_name}" + (f" ({row.room})" if row.room else "")


def _is_out(order: HealthExclusion, on: date) -> bool:
    """Return whether the order holds today or is still to begin."""
    return Exposure(order.disease, order.since, order.lifted_on, order.through).holds_on(max(on, order.since))


def _said(page_request: PageRequest, order: HealthExclusion | None, on: date) -> tuple[str, str]:
    """What the officer's order says of a student today, and the kind of its mark."""
    if order is None:
        return page_request.translate(N_("No order")), "neutral"
    if not _is_out(order, on):
        back = order.lifted_on or (day_after(order.through) if order.through else on)
        return page_request.translate(N_("Back since %(day)s"), day=back), "good"
    if order.lifted_on is not None:
        return page_request.translate(N_("Exclude. Back on %(day)s"), day=order.lifted_on), "stopped"
    if order.through is not None:
        return page_request.translate(N_("Exclude through %(day)s"), day=order.through), "stopped"
    return page_request.translate(N_("Exclude until the health officer lifts it")), "stopped"


def grades_of(lines: Iterable[ShownUnprotected]) -> list[tuple[str, str, int]]:
    """Return the grades on the roster in their order: code, name, how many."""
    names = {each.grade_code: each.grade for each in lines}
    counts = Counter(each.grade_code for each in lines)
    order = [grade.value for grade in GRADES]
    return [(code, names[code], counts[code]) for code in sorted(counts, key=order.index)]


def rooms_of(lines: Iterable[ShownUnprotected]) -> list[tuple[str, int]]:
    """Return the rooms on the roster by name, and how many are in each."""
    return sorted(Counter(each.room for each in lines if each.room).items())
