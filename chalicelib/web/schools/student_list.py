"""The students of a school, with or without an exemption: what to do about each today."""

from dataclasses import dataclass

from chalicelib.domain.access import Purpose
from chalicelib.domain.action import Action
from chalicelib.domain.child import SchoolChoice, folded_name
from chalicelib.domain.effective_status import grade_of
from chalicelib.domain.roster import StudentRow
from chalicelib.domain.student_answers import answer_for_student, by_name
from chalicelib.law.marking import N_
from chalicelib.storage.list_pages import page_of
from chalicelib.web.http.forms import FormModel, ShownForm, Text, entry
from chalicelib.web.http.list_links import Cursor, Listing, links_of, place_asked
from chalicelib.web.http.page_request import Page, PageRequest
from chalicelib.web.http.routing import Pages
from chalicelib.web.schools.own_form import OWN_SCHOOL
from chalicelib.web.schools.shown import said
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
    every = [row for row in by_name(ctx.store.students(facility_id)) if not row.has_left_by(ctx.on)]
    words = [folded_name(word) for word in searched.replace(",", " ").split()]
    found = [row for row in every if _has_words(row, words)]
    listing = Listing(f"/schools/at/{facility_id}/students", {}, " ".join(words), "students")
    page = page_of(found, place_asked(page_request, listing, cursor), lambda row: row.student_id)
    ctx.store.record_access(
        "facility",
        facility_id,
        ctx.person,
        ctx.now,
        ctx.new_id(),
        purpose=Purpose.PUPIL_LIST,
        count=len(page.rows),
        facility_id=facility_id,
    )
    return page_request.render(
        "schools/students.html",
        title=N_("Students"),
        form=form,
        facility_id=facility_id,
        students=[_listed(page_request, row) for row in page.rows],
        total=len(every),
        found=len(found),
        searched=bool(searched),
        pages=links_of(page_request, listing, page, count=len(found)),
    )


def _has_words(row: StudentRow, words: list[str]) -> bool:
    """Return whether each word stands in the name: accents, case and hyphens count for nothing."""
    name = folded_name(f"{row.last_name} {row.first_name} {row.last_name}")
    return all(word in name for word in words)


def _listed(page_request: PageRequest, row: StudentRow) -> ListedStudent:
    on = page_request.ctx.on
    told = answer_for_student(row, on)
    answer, mark = said(page_request, told.strictest)
    return ListedStudent(
        row.student_id,
        f"{row.last_name}, {row.first_name}",
        row,
        page_request.translate(GRADES[grade_of(row, max(on, row.enrolled_on))]),
        answer,
        mark,
        [page_request.translate(VACCINES[each]) for each in told.to_check],
    )
