"""One student of the school's list: what the record says, and what can be changed."""

from collections.abc import Iterable
from datetime import date

from chalicelib.domain.action import Action
from chalicelib.domain.admission_answers import PupilAnswers, VaccineAnswer
from chalicelib.domain.effective_status import grade_of
from chalicelib.domain.roster import StudentRow
from chalicelib.domain.student import Student
from chalicelib.domain.student_answers import answer_for_student, answers_by_form
from chalicelib.law.marking import N_
from chalicelib.law.school_clocks import review_due
from chalicelib.law.student_answer import StudentAnswer
from chalicelib.law.verdict import Outcome
from chalicelib.web.http.page_request import Page, PageRequest
from chalicelib.web.http.routing import Pages
from chalicelib.web.schools.records_shown import ShownNotice, alone, shown_doses, shown_notices
from chalicelib.web.schools.shown import said, shown_vaccine
from chalicelib.web.schools.student_follow_up import follow_up_of
from chalicelib.web.schools.views import record_student_view, student_page
from chalicelib.web.wording.names import GRADES, VACCINES
from chalicelib.web.wording.student_names import ETHNICITIES, LETTER_LANGUAGES, RACES, SEXES, SITUATIONS

pages = Pages()


@pages.page("/schools/students/{student_id}", Action.VIEW_STUDENT, of=Student)
def _student(page_request: PageRequest, student: Student) -> Page:
    record_student_view(page_request, student)
    row = StudentRow.of(student)
    on = page_request.ctx.on
    exempted = answers_by_form([row], page_request.ctx.store.forms_of_student(student), on).get(student.id)
    told = exempted or answer_for_student(row, on)
    answer, mark = said(page_request, told.strictest)
    return page_request.render(
        "schools/student.html",
        title=N_("Student record"),
        student=student,
        path=student_page(student),
        has_left=student.has_left_by(page_request.ctx.on),
        grade=_grade(page_request, student, exempted),
        language=page_request.translate(LETTER_LANGUAGES.get(student.facts.contact.language, "")),
        situations=[page_request.translate(SITUATIONS[each]) for each in student.facts.situations],
        about=_about(page_request, student),
        answer=answer,
        mark=mark,
        to_check=[page_request.translate(VACCINES[each]) for each in told.to_check],
        form_id=exempted.newest.form_id if exempted else "",
        vaccines=[shown_vaccine(page_request, each) for each in _by_vaccine(told, on)],
        doses=shown_doses(page_request, alone(exempted.newest) if exempted else row),
        notices=_notices(page_request, row, exempted),
        doses_elsewhere=shown_doses(page_request, row) if exempted else [],
        follow_up=follow_up_of(page_request, student),
        review_by=_review_by(student) if told.strictest.outcome is Outcome.ADMIT_CONDITIONALLY_UNTIL else None,
    )


def _notices(page_request: PageRequest, row: StudentRow, exempted: PupilAnswers | None) -> list[ShownNotice]:
    """The notices on the exemption's record, which the answer counts from, and those recorded before it."""
    of_form = shown_notices(page_request, alone(exempted.newest).school_record) if exempted else []
    return [*of_form, *shown_notices(page_request, row.school_record)]


def _review_by(student: Student) -> date:
    return review_due(max([student.newest_enrollment.since, *(each.done_on for each in student.reviews)]))


def _by_vaccine(told: PupilAnswers | StudentAnswer, on: date) -> Iterable[VaccineAnswer]:
    """Return the answer for each vaccine of which something is known."""
    if isinstance(told, PupilAnswers):
        return told.answers
    return [
        VaccineAnswer(vaccine, given, on) for vaccine, given in told.vaccines.items() if vaccine not in told.to_check
    ]


def _grade(page_request: PageRequest, student: Student, exempted: PupilAnswers | None) -> str:
    """The grade today, by the record that knows of one last; before the first day at the school, that day's grade."""
    on = max(page_request.ctx.on, student.newest_enrollment.since)
    return page_request.translate(GRADES[grade_of(exempted.newest if exempted else StudentRow.of(student), on)])


def _about(page_request: PageRequest, student: Student) -> list[tuple[str, str]]:
    facts = student.facts
    rows = [
        (N_("Statewide student identifier (SSID)"), facts.ssid),
        (N_("Number at your school"), facts.local_id),
        (N_("Sex"), page_request.translate(SEXES[facts.sex]) if facts.sex else ""),
        (N_("Ethnicity"), page_request.translate(ETHNICITIES[facts.ethnicity]) if facts.ethnicity else ""),
        (N_("Race"), ", ".join(page_request.translate(RACES[race]) for race in facts.races)),
        (N_("Other race"), facts.other_race),
    ]
    return [(page_request.translate(name), value) for name, value in rows if value]
