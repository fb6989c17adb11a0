"""The immunization record of one student to print (CDPH 286), and the packet that goes to the next school."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from chalicelib.domain.action import Action
from chalicelib.domain.admission_answers import FormLine
from chalicelib.domain.immunization_record import immunization_record
from chalicelib.domain.roster import RosterRow, StudentRow
from chalicelib.domain.school_record import SchoolRecord
from chalicelib.domain.student import Student
from chalicelib.domain.student_answers import answer_for_student, answers_by_form
from chalicelib.law.marking import N_
from chalicelib.storage import keys
from chalicelib.web.http.page_request import Page, PageRequest
from chalicelib.web.http.routing import Pages
from chalicelib.web.schools.printed_record import box_names, laws, printed_record, printed_school
from chalicelib.web.schools.records_shown import shown_notices
from chalicelib.web.schools.shown import ShownAnswer, said, shown_vaccine
from chalicelib.web.schools.views import record_student_view, student_page

pages = Pages()


@dataclass(frozen=True)
class PackedExemption:
    """One vaccine of an exemption as the next school needs it: never why."""

    form_number: str
    signed_on: date
    physician: str
    shown: ShownAnswer


@pages.page("/schools/students/{student_id}/record", Action.VIEW_STUDENT, of=Student)
def _record(page_request: PageRequest, student: Student) -> Page:
    """The form with its guidance: two pages, one sheet."""
    forms = _forms(page_request, student)
    record_student_view(page_request, student)
    return page_request.render(
        "schools/student_record.html",
        title=N_("Immunization record to print"),
        back_url=student_page(student),
        laws=laws(),
        **_front(page_request, student, forms),
    )


@pages.page("/schools/students/{student_id}/transfer", Action.VIEW_STUDENT, of=Student)
def _transfer(page_request: PageRequest, student: Student) -> Page:
    """The form, what the school sees of the exemptions, and what the next school should know."""
    forms = _forms(page_request, student)
    row, on = StudentRow.of(student), page_request.ctx.on
    told = answers_by_form([row], forms, on).get(student.id)
    answer, _mark = said(page_request, (told or answer_for_student(row, on)).strictest)
    record_student_view(page_request, student)
    return page_request.render(
        "schools/student_transfer.html",
        title=N_("Packet for the next school"),
        back_url=student_page(student),
        student=student,
        answer=answer,
        exemptions=[
            _packed(page_request, each.exempted, shown_vaccine(page_request, each))
            for each in (told.answers if told else ())
            if each.exempted is not None
        ],
        notices=[each for record in _records(student, forms) for each in shown_notices(page_request, record)],
        **_front(page_request, student, forms),
    )


def _forms(page_request: PageRequest, student: Student) -> list[RosterRow]:
    """What the school sees of this child's exemptions; its own name comes with the same read."""
    return page_request.ctx.store.forms_of_student(student, beside=[keys.record("facility", student.facility_id)])


def _front(page_request: PageRequest, student: Student, forms: list[RosterRow]) -> dict[str, Any]:
    ctx = page_request.ctx
    record = immunization_record(StudentRow.of(student), forms, ctx.on)
    return {
        "record": printed_record(page_request, student, record),
        "school": printed_school(page_request, student.facility_id, ctx.store.facility(student.facility_id)),
        "box_names": box_names(page_request),
        "printed_by": ctx.person.display_name,
    }


def _packed(page_request: PageRequest, exempted: FormLine, shown: ShownAnswer) -> PackedExemption:
    row = exempted.row
    return PackedExemption(row.form_number, row.signed_on, row.physician_name, shown)


def _records(student: Student, forms: list[RosterRow]) -> Iterator[SchoolRecord]:
    yield student.school_record
    if forms:
        yield max(forms, key=lambda row: (row.signed_on, row.form_id)).school_record
