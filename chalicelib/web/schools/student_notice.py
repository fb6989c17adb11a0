"""The form for a written notice to the parent of a student without a form."""

from chalicelib.actions.students.student_notice import record_student_notice
from chalicelib.domain.action import Action
from chalicelib.domain.results import Done
from chalicelib.domain.student import Student
from chalicelib.web.http.forms import ShownForm
from chalicelib.web.http.page_request import Page, PageRequest
from chalicelib.web.http.routing import Pages
from chalicelib.web.schools.notice_forms import NoticeForm, notice_given, notice_question
from chalicelib.web.schools.views import record_student_view, student_page

pages = Pages()


def _show(page_request: PageRequest, student: Student, form: ShownForm) -> Page:
    record_student_view(page_request, student)
    return page_request.render(
        "schools/notice.html",
        child={"facts": student.facts.child},
        form_version=student.version,
        back_url=student_page(student),
        **notice_question(page_request, student.facility_id, form),
    )


@pages.form("/schools/students/{student_id}/notice", Action.RECORD_NOTICE, NoticeForm, of=Student, show=_show)
def _notice(page_request: PageRequest, student: Student, answers: NoticeForm) -> Done | Page:
    given = notice_given(page_request, student.facility_id, answers)
    if isinstance(given, ShownForm):
        return _show(page_request, student, given)
    return record_student_notice(page_request.ctx, student.id, page_request.expected_version, given)
