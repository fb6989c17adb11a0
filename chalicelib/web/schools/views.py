"""The views that a school's pages write down before the page is sent, and the address of a student's page."""

from chalicelib.domain.access import Purpose
from chalicelib.domain.account import Role
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


def record_list_view(page_request: PageRequest, facility_id: str, count: int) -> None:
    """Write that this person looks at `count` lines of a list of the school. Raises PortalError UNAVAILABLE."""
    ctx = page_request.ctx
    ctx.store.record_access(
        "facility",
        facility_id,
        ctx.person,
        ctx.now,
        ctx.new_id(),
        purpose=Purpose.PUPIL_LIST,
        count=count,
        facility_id=facility_id if ctx.person.role is Role.SCHOOL else "",  # else a health department looks
    )
