"""Which students of a school are unprotected against a disease, and why: the roster of an outbreak.

A student with a form has two sets of doses on record, of the form and of the school's own list. Whoever is complete by
either is protected.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from chalicelib.domain.admission_answers import facts_of_forms
from chalicelib.domain.child import folded_name, same_child_parts
from chalicelib.domain.effective_status import grade_of
from chalicelib.domain.roster import RosterRow, StudentRow
from chalicelib.domain.school_record import RecordedDose
from chalicelib.domain.student import Situation
from chalicelib.domain.student_answers import facts_of_student
from chalicelib.law.enums import Grade
from chalicelib.law.student_answer import StudentFacts
from chalicelib.law.unprotected import WhyUnprotected, why_unprotected

_SHORTEST_NUMBER, _DIGITS = 7, 10  # a country code in front counts for nothing
_MEANS_SPECIAL_EDUCATION = frozenset({WhyUnprotected.OVERDUE, WhyUnprotected.NO_RECORD})


@dataclass(frozen=True)
class UnprotectedStudent:
    """One line of the roster. `student` is the school's own record and `form` the newest exemption: one of them can be
    missing. Without the school's own record no exclusion can be recorded."""

    student: StudentRow | None
    form: RosterRow | None
    grade: Grade
    why: WhyUnprotected

    @property
    def child(self) -> StudentRow | RosterRow:
        """Whichever record says the name and the birth date: the school's own where there is one."""
        found = self.student or self.form
        if found is None:
            raise ValueError("a line of the roster without a record")
        return found

    @property
    def room(self) -> str:
        return self.student.room if self.student else ""

    @property
    def doses(self) -> tuple[RecordedDose, ...]:
        """The doses of both records, by date."""
        records = [each.school_record for each in (self.student, self.form) if each is not None]
        every = {(dose.given_on, dose.vaccines, dose.month_only): dose for record in records for dose in record.doses}
        return tuple(sorted(every.values(), key=lambda dose: (dose.given_on, dose.id)))


def unprotected_students(
    students: Iterable[StudentRow], rows: Iterable[RosterRow], disease: str, on: date
) -> list[UnprotectedStudent]:
    """Return those who attend on a day and whose record shows no proof of immunity against a disease, by name.

    Raises KeyError for a disease that is not listed.
    """
    forms_of: dict[tuple[str, str, str], list[RosterRow]] = {}
    for row in rows:
        forms_of.setdefault(same_child_parts(row), []).append(row)
    listed = list(students)
    known = {same_child_parts(student) for student in listed}
    attending = [each for each in listed if each.enrolled_on <= on and not each.has_left_by(on)]
    found = [_judged(student, forms_of.get(same_child_parts(student), []), disease, on) for student in attending]
    found += [_judged(None, forms, disease, on) for parts, forms in forms_of.items() if parts not in known]
    return sorted(filter(None, found), key=_by_name)


def _by_name(each: UnprotectedStudent) -> tuple[str, str, date]:
    return each.child.last_name.casefold(), each.child.first_name.casefold(), each.child.birth_date


def _judged(student: StudentRow | None, forms: list[RosterRow], disease: str, on: date) -> UnprotectedStudent | None:
    whys = [why_unprotected(facts, disease, on) for facts in _facts(student, forms, on)]
    known = [why for why in whys if why is not None]
    if len(known) < len(whys):
        return None
    why = next((each for each in reversed(known) if each is not WhyUnprotected.NO_RECORD), WhyUnprotected.NO_RECORD)
    newest = max(forms, key=lambda row: (row.signed_on, row.form_id), default=None)
    if student and Situation.SPECIAL_EDUCATION in student.situations and why in _MEANS_SPECIAL_EDUCATION:
        why = WhyUnprotected.SPECIAL_EDUCATION
    record = student or newest
    if record is None:
        raise ValueError("neither a student nor a form")
    return UnprotectedStudent(student, newest, grade_of(record, on), why)


def _facts(student: StudentRow | None, forms: list[RosterRow], on: date) -> Iterator[StudentFacts]:
    """Yield the facts of each record; those of the form last, because its answer is the student's."""
    if student is not None:
        yield facts_of_student(student, on)
    if forms:
        yield facts_of_forms(forms, on)


class Siblings:
    """The students of a school by their parent's telephone, e-mail and postal address, as the school wrote them down:
    two who share one of them are taken for siblings."""

    def __init__(self, students: Iterable[StudentRow]) -> None:
        self._by_contact: dict[str, list[StudentRow]] = {}
        for student in students:
            for contact in _contacts(student):
                self._by_contact.setdefault(contact, []).append(student)

    def of(self, student: StudentRow) -> list[StudentRow]:
        """Return the other students whose parent has the same contact; no one where none is written down."""
        found = {each.student_id: each for contact in _contacts(student) for each in self._by_contact.get(contact, [])}
        return [each for student_id, each in found.items() if student_id != student.student_id]


def _contacts(student: StudentRow) -> Iterator[str]:
    """Yield each contact as two spellings of it meet. A telephone of fewer than seven digits is an extension."""
    known = student.contact
    if known is None:
        return
    digits = "".join(filter(str.isdigit, known.telephone))
    if len(digits) >= _SHORTEST_NUMBER:
        yield f"telephone {digits[-_DIGITS:]}"
    if known.email.strip():
        yield f"email {known.email.strip().casefold()}"
    if folded_name(known.address):
        yield f"address {folded_name(known.address)}"
