"""One student of the school's list: what the record says, and what can be changed."""

from datetime import date

from chalicelib.domain.action import Action
from chalicelib.domain.admission_answers import PupilAnswers
from chalicelib.domain.effective_status import grade_of
from chalicelib.domain.parent_letters import addressee_of
from chalicelib.domain.roster import StudentRow
from chalicelib.domain.student import Student
from chalicelib.law.marking import N_
from chalicelib.law.school_clocks import review_due
from chalicelib.law.verdict import Outcome
from chalicelib.web.http.page_request import Page, PageRequest
from chalicelib.web.http.routing import Pages
from chalicelib.web.http.templating import translations_for
from chalicelib.web.schools.older_papers import shown_papers
from chalicelib.web.schools.records_shown import alone, shown_doses
from chalicelib.web.schools.shown import said, to_do
from chalicelib.web.schools.student_follow_up import follow_up_of
from chalicelib.web.schools.student_log import log_of
from chalicelib.web.schools.student_shown import (
    doses_without_row,
    flagged_doses,
    grid_rows,
    is_exempt,
    last_seen,
    vaccine_rows,
)
from chalicelib.web.schools.views import record_student_view, student_page
from chalicelib.web.wording.names import GRADES, VACCINES
from chalicelib.web.wording.student_names import ETHNICITIES, LETTER_LANGUAGES, RACES, SEXES, SITUATIONS

pages = Pages()


@pages.page("/schools/students/{student_id}", Action.VIEW_STUDENT, of=Student)
def _student(page_request: PageRequest, student: Student) -> Page:
    record_student_view(page_request, student)
    on = page_request.ctx.on
    row = StudentRow.of(student)
    to = addressee_of(row, page_request.ctx.store.forms_of_student(student), on)
    exempted = to.pupil
    answer, mark = said(page_request, to.strictest)
    log = log_of(page_request, to, student)
    school = page_request.ctx.store.facility(student.facility_id)
    return page_request.render(
        "schools/student.html",
        title=N_("Student record"),
        student=student,
        path=student_page(student),
        has_left=student.has_left_by(on),
        grade=_grade(page_request, student, exempted),
        language=page_request.translate(LETTER_LANGUAGES.get(student.facts.contact.language, "")),
        situations=[page_request.translate(SITUATIONS[each]) for each in student.facts.situations],
        about=_about(page_request, student),
        answer=answer,
        mark=mark,
        to_do=page_request.translate(to_do(to.strictest, by_exemption=is_exempt(to))),
        to_check=[page_request.translate(VACCINES[each]) for each in to.to_check],
        form_id=exempted.newest.form_id if exempted else "",
        vaccines=vaccine_rows(page_request, to),
        grid=grid_rows(page_request, to),
        without_row=doses_without_row(page_request, to),
        flags=flagged_doses(page_request, to),
        seen=last_seen(to.record.doses),
        papers=shown_papers(page_request, row, exempted.newest if exempted else row),
        doses=shown_doses(page_request, alone(exempted.newest) if exempted else row),
        log=log,
        school=school.name if school else "",
        doses_elsewhere=shown_doses(page_request, row) if exempted else [],
        still_open=follow_up_of(page_request, student),
        review_by=_review_by(student) if to.strictest.outcome is Outcome.ADMIT_CONDITIONALLY_UNTIL else None,
    )


def _review_by(student: Student) -> date:
    return review_due(max([student.newest_enrollment.since, *(each.done_on for each in student.reviews)]))


def _grade(page_request: PageRequest, student: Student, exempted: PupilAnswers | None) -> str:
    """The grade today, by the record that knows of one last; before the first day at the school, that day's grade."""
    on = max(page_request.ctx.on, student.newest_enrollment.since)
    return page_request.translate(GRADES[grade_of(exempted.newest if exempted else StudentRow.of(student), on)])


def _about(page_request: PageRequest, student: Student) -> list[tuple[str, str]]:
    facts, between = student.facts, translations_for(page_request.language).marks.between_names
    rows = [
        (N_("Statewide student identifier (SSID)"), facts.ssid),
        (N_("Number at your school"), facts.local_id),
        (N_("Sex"), page_request.translate(SEXES[facts.sex]) if facts.sex else ""),
        (N_("Ethnicity"), page_request.translate(ETHNICITIES[facts.ethnicity]) if facts.ethnicity else ""),
        (N_("Race"), between.join(page_request.translate(RACES[race]) for race in facts.races)),
        (N_("Other race"), facts.other_race),
    ]
    return [(page_request.translate(name), value) for name, value in rows if value]
