"""The immunization records of a class, or of the whole school, to print: a sheet for each student."""

from typing import Annotated

from pydantic import BeforeValidator

from chalicelib.domain.action import Action
from chalicelib.domain.child import SchoolChoice, same_child_parts
from chalicelib.domain.effective_status import grade_of
from chalicelib.domain.immunization_record import immunization_record
from chalicelib.domain.roster import RosterRow, StudentRow
from chalicelib.domain.student import Student
from chalicelib.domain.student_answers import by_name
from chalicelib.law.enums import Grade
from chalicelib.law.marking import N_
from chalicelib.storage import keys
from chalicelib.storage.list_pages import page_of
from chalicelib.web.http.forms import FormModel, OptionalText, ShownForm, entry
from chalicelib.web.http.list_links import Cursor, Listing, links_of, place_asked
from chalicelib.web.http.page_request import Page, PageRequest
from chalicelib.web.http.routing import Pages
from chalicelib.web.schools.own_form import OWN_SCHOOL
from chalicelib.web.schools.printed_record import PrintedRecord, box_names, laws, printed_record, printed_school
from chalicelib.web.schools.views import record_list_view
from chalicelib.web.wording.names import GRADES

pages = Pages()
SHEETS = 100  # a print: what one request to the table brings of the records
_NONE = BeforeValidator(lambda value: value or None)  # nothing chosen


class ClassForm(FormModel):
    """Whose records. Sent in the body: a room can bear a person's name."""

    grade: Annotated[Grade | None, _NONE] = entry(N_("Choose from the list"), optional=True, default=None)
    room: OptionalText = entry("", optional=True)
    guidance: OptionalText = entry("", optional=True)  # on the back of each sheet
    page: Cursor = entry("", optional=True)


def _show(page_request: PageRequest, school: SchoolChoice, form: ShownForm) -> Page:
    """The choice of the class; no student is named."""
    students, _forms = page_request.ctx.store.students(school.facility_id)
    listed = [row for row in students if not row.has_left_by(page_request.ctx.on)]
    grades = {_grade(page_request, row) for row in listed}
    return page_request.render(
        "schools/choose_class.html",
        title=N_("Print immunization records"),
        form=form,
        facility_id=school.facility_id,
        total=len(listed),
        sheets=SHEETS,
        grades=[(str(each), page_request.translate(name)) for each, name in GRADES.items() if each in grades],
        rooms=[(room, room) for room in sorted({row.room for row in listed if row.room})],
    )


@pages.form("/schools/at/{facility_id}/records", Action.LIST_OWN_PUPILS, ClassForm, of=OWN_SCHOOL, show=_show)
def _print(page_request: PageRequest, school: SchoolChoice, answers: ClassForm) -> Page:
    ctx, facility_id = page_request.ctx, school.facility_id
    students, forms = ctx.store.students(facility_id)
    chosen = [
        row
        for row in by_name(students)
        if not row.has_left_by(ctx.on)
        and answers.grade in {None, _grade(page_request, row)}
        and answers.room in {"", row.room}
    ]
    words = f"{answers.grade or ''} {answers.room}"
    listing = Listing(f"/schools/at/{facility_id}/records", {}, words, "records")
    page = page_of(chosen, place_asked(page_request, listing, answers.page), lambda row: row.student_id, SHEETS)
    records = _records(page_request, page.rows, forms)
    record_list_view(page_request, facility_id, len(records))
    return page_request.render(
        "schools/class_records.html",
        title=N_("Immunization records to print"),
        back_url=listing.path,
        path=listing.path,
        records=records,
        school=printed_school(page_request, facility_id, ctx.store.facility(facility_id)),
        box_names=box_names(page_request),
        printed_by=ctx.person.display_name,
        guidance=bool(answers.guidance),
        laws=laws(),
        chosen=answers,
        pages=links_of(page_request, listing, page, count=len(chosen)),
    )


def _grade(page_request: PageRequest, row: StudentRow) -> Grade:
    return grade_of(row, max(page_request.ctx.on, row.enrolled_on))


def _records(page_request: PageRequest, rows: list[StudentRow], forms: list[RosterRow]) -> list[PrintedRecord]:
    """The sheets. The records are read together: the rows of the list do not hold all that the form asks for."""
    store, on = page_request.ctx.store, page_request.ctx.on
    store.load(keys.record("student", row.student_id) for row in rows)
    forms_of: dict[tuple[str, str, str], list[RosterRow]] = {}
    for form in forms:
        forms_of.setdefault(same_child_parts(form), []).append(form)
    known = [(row, store.find(Student, row.student_id)) for row in rows]
    return [
        printed_record(page_request, student, immunization_record(row, forms_of.get(same_child_parts(row), []), on))
        for row, student in known
        if student is not None
    ]
