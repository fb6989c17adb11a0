"""The pages on which a school says that another school asked for a student's record, and that it was sent."""

from chalicelib.actions.calendars.notice_clock import school_days_of
from chalicelib.actions.students.packets import (
    GivenPacketRequest,
    SentPacket,
    record_packet_request,
    record_packet_sent,
)
from chalicelib.domain.action import Action
from chalicelib.domain.errors import not_found
from chalicelib.domain.results import Done
from chalicelib.domain.student import Student
from chalicelib.law.citations import Cite, citation
from chalicelib.law.marking import N_
from chalicelib.web.http.forms import FormDate, FormModel, ShownForm, Text, entry
from chalicelib.web.http.page_request import Page, PageRequest
from chalicelib.web.http.routing import Pages
from chalicelib.web.schools.follow_up_forms import follow_up_question
from chalicelib.web.schools.views import student_page

pages = Pages()


class PacketRequestForm(FormModel):
    """Which school asked, and when."""

    school_name: Text = entry(N_("Enter the name of the school that asks"))
    asked_on: FormDate = entry(N_("Enter the day when the request came"))


def _show_request(page_request: PageRequest, student: Student, form: ShownForm) -> Page:
    return follow_up_question(
        page_request,
        student,
        form,
        "schools/packet_request.html",
        title=N_("Another school asks for the record"),
        law=citation(Cite.EDC_49068),
    )


@pages.form(
    "/schools/students/{student_id}/packet-request",
    Action.RECORD_PACKET_REQUEST,
    PacketRequestForm,
    of=Student,
    show=_show_request,
)
def _request(page_request: PageRequest, student: Student, answers: PacketRequestForm) -> Done:
    school = school_days_of(page_request.ctx, student.facility_id, answers.asked_on)
    return record_packet_request(
        page_request.ctx,
        GivenPacketRequest(student.id, page_request.expected_version, answers.school_name, answers.asked_on, school),
    )


class SentForm(FormModel):
    """When the record was sent."""

    sent_on: FormDate = entry(N_("Enter the day when the record was sent"))


def _show_sent(page_request: PageRequest, student: Student, form: ShownForm) -> Page:
    asked = student.packet(page_request.params["packet_id"])
    if asked is None or (asked.sent_on is not None and not form.errors):
        raise not_found()
    return follow_up_question(
        page_request,
        student,
        form,
        "schools/packet_sent.html",
        title=N_("The record was sent"),
        law=citation(Cite.EDC_49068),
        asked=asked,
        packet_url=f"{student_page(student)}/transfer",
    )


@pages.form(
    "/schools/students/{student_id}/packets/{packet_id}/sent", Action.SEND_PACKET, SentForm, of=Student, show=_show_sent
)
def _sent(page_request: PageRequest, student: Student, answers: SentForm) -> Done:
    return record_packet_sent(
        page_request.ctx,
        SentPacket(student.id, page_request.expected_version, page_request.params["packet_id"], answers.sent_on),
    )
