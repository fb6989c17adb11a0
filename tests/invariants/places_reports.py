"""Places where a school makes, files and reads its annual report."""

from datetime import date
from typing import Any

from chalicelib.actions.pupils.dose_checks import GivenDose
from chalicelib.actions.reports.file_report import FiledReport, Reporter, file_report
from chalicelib.actions.reports.report_case import load_report_case
from chalicelib.actions.students.add_student import NewStudent, add_student
from chalicelib.actions.students.student_doses import record_student_dose
from chalicelib.domain.account import Role
from chalicelib.domain.action import Action
from chalicelib.domain.child import ChildFacts
from chalicelib.domain.school_report import NoStudents, ProgramType, SchoolReport, report_id
from chalicelib.domain.student import Student
from chalicelib.law.calendar import school_year_of
from chalicelib.law.enums import Grade
from chalicelib.law.vaccine_products import GivenVaccine
from tests.builders import SCHOOL_ID, World
from tests.invariants.places import Here, place
from tests.invariants.places_schools import another, student_facts

REPORT = "/schools/at/{facility_id}/report"
FILED = f"{REPORT}/filed/{{year}}"
BORN = date(2021, 3, 14)
FULL_CARD = (
    (GivenVaccine.DTAP, ("2021-05-14", "2021-07-14", "2021-09-14", "2022-07-14", "2025-04-01")),
    (GivenVaccine.IPV, ("2021-05-14", "2021-07-14", "2021-09-14", "2025-04-01")),
    (GivenVaccine.MMR, ("2022-04-01", "2025-04-02")),
    (GivenVaccine.VAR, ("2022-04-01", "2025-04-02")),
    (GivenVaccine.HEPB, ("2021-03-14", "2021-05-14", "2021-12-14")),
)
"""All that 17 CCR 6025 asks of a child in kindergarten who was born on `BORN`."""

REPORTER = Reporter(
    mailing_address="PO Box 77, Fresno, CA 93707",
    telephone="(559) 555-0150",
    program=ProgramType.PUBLIC,
    staff_name="Wilhelmina Farquhar",
    staff_email="wfarquhar@school.example",
    staff_telephone="(559) 555-0151",
    contact="Ask for the health office",
)
TYPED: dict[str, Any] = {
    "telephone": "559 555 0150",
    "program": "public",
    "mailing_address": REPORTER.mailing_address,
    "staff_name": REPORTER.staff_name,
    "staff_email": REPORTER.staff_email,
    "staff_telephone": "559 555 0151",
    "contact": REPORTER.contact,
    "why_changed": "Two cards were found",
    "enrolled_kindergarten": "1",
}


def kindergartner(world: World, *, left_out: tuple[GivenVaccine, ...] = (), **facts: Any) -> str:
    """A student in kindergarten with the shots of `FULL_CARD` but these; the id of the record."""
    return enrolled(world, Grade.K, BORN, [each for each in FULL_CARD if each[0] not in left_out], **facts)


def kindergartners(world: World, number: int, *, left_out: tuple[GivenVaccine, ...] = ()) -> None:
    """So many of them with the same shots: those of the first are recorded one by one, the others have its record."""
    card = None
    for _each in range(number):
        student_id = kindergartner(world, left_out=left_out if card is None else tuple(GivenVaccine))
        student = world.ctx().store.get(Student, student_id)
        if card is None:
            card = student.school_record
        else:
            world.step(student, Action.EDIT_STUDENT, school_record=card)


def enrolled(
    world: World, grade: Grade, born: date, shots: Any = (), child: ChildFacts | None = None, **facts: Any
) -> str:
    """A student of the default school in a grade, with these shots; the id of the record."""
    school = world.default_user(Role.SCHOOL)
    known = student_facts(**{"situations": (), **facts})
    named = child or known.child.with_changes(first_name=another("Beatrix"), birth_date=born)
    first_day = max(date(2026, 8, 17), born)
    new = NewStudent(SCHOOL_ID, known.with_changes(child=named), grade, first_day)
    student_id = add_student(world.ctx(school), new).subject.id
    for vaccine, days in shots:
        for day in days:
            given = GivenDose(frozenset({vaccine}), date.fromisoformat(day))
            record_student_dose(world.ctx(school), student_id, None, given)
    return student_id


def filed(world: World, *, why_changed: str = "", facility_id: str = SCHOOL_ID) -> SchoolReport:
    """The report of today's list, filed; with `why_changed`, filed again."""
    person = world.default_user(Role.SCHOOL)
    case = load_report_case(world.ctx(person), Action.FILE_REPORT, facility_id)
    command = FiledReport(
        facility_id,
        case.version,
        case.fingerprint,
        REPORTER,
        {section: case.figures.count(section) for section in case.figures.sections},
        None if case.figures.groups else NoStudents.THIS_YEAR,
        why_changed,
    )
    file_report(world.ctx(person), command)
    return world.ctx().store.get(SchoolReport, report_id(facility_id, case.year.starts_in))


def _at(world: World, **ids: str) -> Here:
    return Here(world.default_user(Role.SCHOOL), {"facility_id": SCHOOL_ID, **ids}, TYPED)


@place(REPORT, f"{REPORT}/students", f"{REPORT}/csv", f"{REPORT}/file")
def _worksheet(world: World) -> Here:
    world.facility()
    kindergartner(world)
    return _at(world)


@place(FILED, f"{FILED}/{{version}}", f"{FILED}/{{version}}/students")
def _filed(world: World) -> Here:
    world.facility()
    kindergartner(world)
    filed(world)
    return _at(world, year=str(school_year_of(world.clock.today).starts_in), version="1")
