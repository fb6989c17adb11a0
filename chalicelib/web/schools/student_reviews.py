"""The page on which a school notes that it has reviewed the record of a student who is admitted on condition."""

from chalicelib.actions.students.record_review import DoneReview, record_review
from chalicelib.domain.action import Action
from chalicelib.domain.results import Done
from chalicelib.domain.student import Student
from chalicelib.law.citations import Cite, citation
from chalicelib.law.marking import N_
from chalicelib.web.http.forms import FormDate, FormModel, OptionalDate, ShownForm, entry
from chalicelib.web.http.page_request import Page, PageRequest
from chalicelib.web.http.routing import Pages
from chalicelib.web.schools.views import record_student_view, student_page

pages = Pages()


class ReviewForm(FormModel):
    """The day of the review, and the day when the parent was told what remains."""

    done_on: FormDate = entry(N_("Enter the day of the review"))
    told_on: OptionalDate = entry("", optional=True, default=None)


def _show(page_request: PageRequest, student: Student, form: ShownForm) -> Page:
    record_student_view(page_request, student)
    return page_request.render(
        "schools/student_review.html",
        title=N_("Record a review"),
        form=form,
        student=student,
        back_url=student_page(student),
        form_version=student.version,
        law=citation(Cite.CCR_6035),
    )


@pages.form("/schools/students/{student_id}/review", Action.RECORD_REVIEW, ReviewForm, of=Student, show=_show)
def _review(page_request: PageRequest, student: Student, answers: ReviewForm) -> Done:
    done = DoneReview(student.id, page_request.expected_version, answers.done_on, answers.told_on)
    return record_review(page_request.ctx, done)
