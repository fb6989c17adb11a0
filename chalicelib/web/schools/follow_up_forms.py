"""What the forms of a student's follow-up share: the view is written down, and the way back is the student's page."""

from typing import Any

from chalicelib.domain.student import Student
from chalicelib.web.http.forms import ShownForm
from chalicelib.web.http.page_request import Page, PageRequest
from chalicelib.web.schools.views import record_student_view, student_page


def follow_up_page(student: Student) -> str:
    return f"{student_page(student)}/follow-up"


def follow_up_question(
    page_request: PageRequest, student: Student, form: ShownForm, template: str, *, title: str, **model: Any
) -> Page:
    """Return the page of a form about one student. Raises PortalError UNAVAILABLE: the view cannot be written down."""
    record_student_view(page_request, student)
    shown = {"form_version": student.version, "back_url": follow_up_page(student), **model}
    return page_request.render(template, title=title, form=form, student=student, **shown)
