"""What a school follows up of one student: where the student came from, the record that is awaited, the request of
another school, the steps for a child enrolled without records, and the log of that with the contacts."""

from datetime import date
from typing import Any

from chalicelib.domain.action import Action
from chalicelib.domain.student import Student
from chalicelib.domain.transfers import Arrival, ArrivedFrom, AskedOf
from chalicelib.law.citations import Cite, citation
from chalicelib.law.marking import N_
from chalicelib.storage.contacts import contacts_of
from chalicelib.web.http.page_request import Page, PageRequest
from chalicelib.web.http.routing import Pages
from chalicelib.web.schools.protected_steps import shown_steps
from chalicelib.web.schools.student_log import contacts_logged, newest_first, transfers_logged
from chalicelib.web.schools.views import record_student_view, student_page
from chalicelib.web.wording.transfer_words import CAME_FROM, RESULTS

pages = Pages()


@pages.page("/schools/students/{student_id}/follow-up", Action.VIEW_STUDENT, of=Student)
def _follow_up(page_request: PageRequest, student: Student) -> Page:
    contacts = contacts_of(page_request.ctx.store.table, student.id)
    record_student_view(page_request, student)
    log = newest_first([*transfers_logged(page_request, student), *contacts_logged(page_request, contacts)])
    return page_request.render(
        "schools/student_follow_up_page.html",
        title=N_("Follow-up"),
        student=student,
        path=student_page(student),
        log=log,
        law=citation(Cite.EDC_49068),
        **follow_up_of(page_request, student),
    )


def follow_up_of(page_request: PageRequest, student: Student) -> dict[str, Any]:
    """Return what the student's own page shows of the follow-up, too."""
    arrival = student.arrival
    still_open = student.open_follow_up
    return {
        "arrival": arrival,
        "came_from": page_request.translate(CAME_FROM[arrival.came_from][0]) if arrival else "",
        "has_clock": not student.is_enrolled_without_records,
        "is_other_country": arrival is not None and arrival.came_from is ArrivedFrom.OTHER_COUNTRY,
        "overdue_since": _overdue(arrival, page_request.ctx.on),
        "result": page_request.translate(RESULTS[arrival.received.result][0]) if arrival and arrival.received else "",
        "ask_again": bool(still_open.ask_again_on and still_open.ask_again_on <= page_request.ctx.on),
        "open_packets": [each for each in student.packets if each.sent_on is None],
        "steps": shown_steps(page_request, student),
    }


def _overdue(arrival: Arrival | None, on: date) -> date | None:
    """The last day of the newest request to the former school, where it has passed."""
    if arrival is None or not arrival.awaits_record:
        return None
    days = [each.due_on for each in arrival.requests if each.asked_of is AskedOf.FORMER_SCHOOL and each.due_on]
    return days[-1] if days and days[-1] < on else None
