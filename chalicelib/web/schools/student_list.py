"""The students of a school, with or without an exemption: what to do about each today."""

from dataclasses import dataclass

from chalicelib.domain.action import Action
from chalicelib.domain.admission_answers import PupilAnswers
from chalicelib.domain.child import SchoolChoice, folded_name
from chalicelib.domain.effective_status import grade_of
from chalicelib.domain.roster import StudentRow
from chalicelib.domain.student_answers import answer_for_student, answers_by_form, by_name
from chalicelib.law.marking import N_
from chalicelib.storage.list_pages import page_of
from chalicelib.web.http.forms import FormModel, ShownForm, Text, entry
from chalicelib.web.http.list_links import Cursor, Listing, links_of, place_asked
from chalicelib.web.http.page_request import Page, PageRequest
from chalicelib.web.http.routing import Pages
from chalicelib.web.schools.own_form import OWN_SCHOOL
from chalicelib.web.schools.shown import said
from chalicelib.web.schools.views import record_list_view
from chalicelib.web.wording.names import GRADES, VACCINES

pages = Pages()


@dataclass(frozen=True)
class ListedStudent:
    """One line of the list."""

    student_id: str
    name: str
    row: StudentRow
    grade: str
    answer: str
    mark: str
    to_check: list[str]
    form_id: str = ""  # of the exemption that the answer comes from


class FindStudentForm(FormModel):
    """Part of a name. Sent in the body, so that no name stands in an address."""

    name: Text = entry(N_("Type part of a name"))
    page: Cursor = entry("", optional=True)


def _show(page_request: PageRequest, school: SchoolChoice, form: ShownForm) -> Page:
    return _list(page_request, school.facility_id, form)


@pages.form("/schools/at/{facility_id}/students", Action.LIST_OWN_PUPILS, FindStudentForm, of=OWN_SCHOOL, show=_show)
def _find(page_request: PageRequest, school: SchoolChoice, answers: FindStudentForm) -> Page:
    form = page_request.form({"name": answers.name})
    return _list(page_request, school.facility_id, form, answers.name, answers.page)


def _list(
    page_request: PageRequest, facility_id: str, form: ShownForm, searched: str = "", cursor: str | None = None
) -> Page:
    ctx = page_request.ctx
    students, rows = ctx.store.students(facility_id)
    every = [row for row in by_name(students) if not row.has_left_by(ctx.on)]
    words = [folded_name(word) for word in searched.replace(",", " ").split()]
    found = [row for row in by_name(students) if _has_words(row, words)] if words else every  # who left is found too
    listing = Listing(f"/schools/at/{facility_id}/students", {}, " ".join(words), "students")
    page = page_of(found, place_asked(page_request, listing, cursor), lambda row: row.student_id)
    record_list_view(page_request, facility_id, len(page.rows))
    exempted = answers_by_form(page.rows, rows, ctx.on)
    return page_request.render(
        "schools/students.html",
        title=N_("Students"),
        form=form,
        facility_id=facility_id,
        students=[_listed(page_request, row, exempted.get(row.student_id)) for row in page.rows],
        total=len(every),
        found=len(found),
        searched=bool(searched),
        pages=links_of(page_request, listing, page, count=len(found)),
    )


def _has_words(row: StudentRow, words: list[str]) -> bool:
    """Return whether each word stands in the name: accents, case and hyphens count for nothing."""
    name = folded_name(f"{row.last_name} {row.first_name} {row.last_name}")
    return all(word in name for word in words)


def _listed(page_request: PageRequest, row: StudentRow, exempted: PupilAnswers | None) -> ListedStudent:
    on = page_request.ctx.on
    told = exempted or answer_for_student(row, on)
    answer, mark = said(page_request, told.strictest)
    to_check = told.to_check
    if row.has_left_by(on):
        answer, mark, to_check = page_request.translate(N_("Left on %(day)s"), day=row.left_on), "", ()
    return ListedStudent(
        row.student_id,
        f"{row.last_name}, {row.first_name}",
        row,
        page_request.translate(GRADES[grade_of(row, max(on, row.enrolled_on))]),
        answer,
        mark,
        [page_request.translate(VACCINES[each]) for each in to_check],
        exempted.newest.form_id if exempted else "",
    )
