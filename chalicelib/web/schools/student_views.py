"""What the pages of one student share: their address, and that each view is written down before the page is sent."""

from chalicelib.domain.access import Purpose
from chalicelib.domain.student import Student
from chalicelib.web.http.page_request import PageRequest


def student_page(student: Student) -> str:
    return f"/schools/students/{student.id}"


def record_student_view(page_request: PageRequest, student: Student) -> None:
    """Write that this person looks at the school's record; in the child's log, where the parent can read it, if the
    portal knows the child. Raises PortalError UNAVAILABLE."""
    ctx = page_request.ctx
    owner = ("child", student.linked_child_id) if student.linked_child_id else ("student", student.id)
    ctx.store.record_access(
        *owner, ctx.person, ctx.now, ctx.new_id(), purpose=Purpose.SCHOOL_RECORD, facility_id=student.facility_id
    )
