"""The pages on which a school says where a student came from, of whom it asked the record, and that the record came.

The page of an arrival is shown a second time with the last school day to wait, so that a person sees the day, and what
it was counted from, before it counts.
"""

from datetime import date
from typing import Any

from chalicelib.actions.calendars.notice_clock import SchoolDays, school_days_of
from chalicelib.actions.students.arrivals import (
    GivenArrival,
    GivenRecord,
    GivenRequest,
    record_arrival,
    record_received,
    record_request,
    transfer_clock,
)
from chalicelib.domain.action import Action
from chalicelib.domain.errors import invalid
from chalicelib.domain.results import Done
from chalicelib.domain.student import Student
from chalicelib.domain.transfers import ArrivedFrom, AskedOf, RecordResult
from chalicelib.law.calendar import day_after
from chalicelib.law.citations import Cite, citation
from chalicelib.law.marking import N_
from chalicelib.web.http.forms import FormDate, FormModel, OptionalDate, OptionalText, ShownForm, entry, to_form_values
from chalicelib.web.http.page_request import Page, PageRequest
from chalicelib.web.http.routing import Pages
from chalicelib.web.schools.follow_up_forms import follow_up_question
from chalicelib.web.wording.transfer_words import ASKED_OF, CAME_FROM, RESULTS

pages = Pages()


class ArrivalForm(FormModel):
    """Where the student came from, and day 1. `counted_from`: the day 1 for which the shown last day was counted;
    empty where a person typed the day."""

    came_from: ArrivedFrom = entry(N_("Choose where the student came from"))
    school_name: OptionalText = entry("", optional=True)
    first_day: FormDate = entry(N_("Enter the first day that the student attended"))
    last_day: OptionalDate = entry("", optional=True, default=None)
    counted_from: OptionalText = entry("", optional=True)
    calendar_checked: OptionalText = entry("", optional=True)


def _known(_page_request: PageRequest, student: Student) -> dict[str, Any]:
    arrival = student.arrival
    if arrival is None:
        return to_form_values({"first_day": student.newest_enrollment.since})
    return to_form_values(
        {"came_from": str(arrival.came_from), "school_name": arrival.school_name, "first_day": arrival.first_day}
    )


def _show(page_request: PageRequest, student: Student, form: ShownForm) -> Page:
    return follow_up_question(
        page_request,
        student,
        form,
        "schools/arrival.html",
        title=N_("Where the student came from"),
        law=citation(Cite.CCR_6035),
        options=[(str(each), *map(page_request.translate, words)) for each, words in CAME_FROM.items()],
        clock=_counted(page_request, student, form.value("counted_from")),
    )


def _counted(page_request: PageRequest, student: Student, counted_from: str) -> Any:
    try:
        first_day = date.fromisoformat(counted_from)
    except ValueError:
        return None
    return transfer_clock(school_days_of(page_request.ctx, student.facility_id, first_day), first_day)


@pages.form(
    "/schools/students/{student_id}/arrival", Action.RECORD_ARRIVAL, ArrivalForm, of=Student, show=_show, initial=_known
)
def _arrival(page_request: PageRequest, student: Student, answers: ArrivalForm) -> Done | Page:
    given = GivenArrival(
        student.id, page_request.expected_version, answers.came_from, answers.school_name, answers.first_day
    )
    if answers.came_from is not ArrivedFrom.US_SCHOOL:
        return record_arrival(page_request.ctx, given)
    school = school_days_of(page_request.ctx, student.facility_id, answers.first_day)
    clock = transfer_clock(school, answers.first_day)
    if clock is None:
        raise invalid("DAY_TOO_FAR", "first_day")
    was_counted = answers.counted_from == answers.first_day.isoformat()
    if answers.last_day is None or (answers.counted_from and not was_counted):
        shown = {"last_day": clock.last_day, "counted_from": answers.first_day.isoformat(), "calendar_checked": ""}
        typed = {**answers.model_dump(), "came_from": str(answers.came_from)}
        return _show(page_request, student, page_request.form(to_form_values({**typed, **shown})))
    if was_counted and clock.is_assumed and not answers.calendar_checked:
        raise invalid("CALENDAR_NOT_CHECKED", "calendar_checked")
    out = school.first_day_out(day_after(answers.last_day)) if school else None
    wait = {"clock": clock, "last_day": answers.last_day, "first_day_out": out}
    return record_arrival(page_request.ctx, GivenArrival(**{**vars(given), **wait}))


class RequestForm(FormModel):
    """Of whom the record was asked, and when."""

    asked_of: AskedOf = entry(N_("Choose who you asked"))
    asked_on: FormDate = entry(N_("Enter the day when you asked"))


def _show_request(page_request: PageRequest, student: Student, form: ShownForm) -> Page:
    return follow_up_question(
        page_request,
        student,
        form,
        "schools/record_request.html",
        title=N_("Ask for the record"),
        law=citation(Cite.EDC_49068),
        options=[(str(each), page_request.translate(words)) for each, words in ASKED_OF.items()],
    )


@pages.form(
    "/schools/students/{student_id}/record-request", Action.ASK_FOR_RECORD, RequestForm, of=Student, show=_show_request
)
def _request(page_request: PageRequest, student: Student, answers: RequestForm) -> Done:
    return record_request(
        page_request.ctx,
        GivenRequest(
            student.id,
            page_request.expected_version,
            answers.asked_of,
            answers.asked_on,
            _school_days(page_request, student, answers.asked_on)
            if answers.asked_of is AskedOf.FORMER_SCHOOL
            else None,
        ),
    )


def _school_days(page_request: PageRequest, student: Student, on: date) -> SchoolDays | None:
    return school_days_of(page_request.ctx, student.facility_id, on)


class ReceivedForm(FormModel):
    """When the record came, and what it says."""

    received_on: FormDate = entry(N_("Enter the day when the record came"))
    result: RecordResult = entry(N_("Choose what the record says"))


def _show_received(page_request: PageRequest, student: Student, form: ShownForm) -> Page:
    return follow_up_question(
        page_request,
        student,
        form,
        "schools/record_received.html",
        title=N_("The record has come"),
        law=citation(Cite.CCR_6035),
        options=[
            (str(each), page_request.translate(words), page_request.translate(hint) if hint else "")
            for each, (words, hint) in RESULTS.items()
        ],
    )


@pages.form(
    "/schools/students/{student_id}/record-received",
    Action.RECEIVE_RECORD,
    ReceivedForm,
    of=Student,
    show=_show_received,
)
def _received(page_request: PageRequest, student: Student, answers: ReceivedForm) -> Done:
    return record_received(
        page_request.ctx, GivenRecord(student.id, page_request.expected_version, answers.received_on, answers.result)
    )
