"""The form for a written notice to a parent. It is shown a second time with the tenth school day by the school's
calendar, so that a person sees the day, and what it was counted from, before it counts."""

from datetime import date
from typing import Any

from chalicelib.actions.calendars.notice_clock import NoticeClock, SchoolDays, notice_clock, school_days_of
from chalicelib.actions.pupils.notice_checks import GivenNotice, receipt_of
from chalicelib.domain.errors import invalid
from chalicelib.law.calendar import day_after
from chalicelib.law.citations import Cite, citation
from chalicelib.law.enums import NoticeWay, Vaccine
from chalicelib.law.marking import N_
from chalicelib.web.http.forms import FormDate, FormModel, OptionalDate, OptionalText, ShownForm, entry, to_form_values
from chalicelib.web.http.page_request import PageRequest
from chalicelib.web.wording.names import NOTICE_WAYS, VACCINES


class NoticeForm(FormModel):
    """Which vaccines the notice names, how it was given, and the days. `counted_from`: the receipt for which the shown
    tenth school day was counted; empty where a person typed the day."""

    vaccines: tuple[Vaccine, ...] = entry(N_("Choose each vaccine that the notice names"))
    way: NoticeWay = entry(N_("Choose how the notice was given"))
    given_on: FormDate = entry(N_("Enter the day when the notice was given or sent"))
    received_on: OptionalDate = entry("", optional=True, default=None)
    last_day: OptionalDate = entry("", optional=True, default=None)
    counted_from: OptionalText = entry("", optional=True)
    calendar_checked: OptionalText = entry("", optional=True)


def notice_question(page_request: PageRequest, facility_id: str, form: ShownForm) -> dict[str, Any]:
    """Return what the page that asks for a notice shows, beside the child."""
    return {
        "title": N_("Record a written notice"),
        "form": form,
        "options": [(str(vaccine), page_request.translate(name)) for vaccine, name in VACCINES.items()],
        "ways": [(str(way), page_request.translate(name)) for way, name in NOTICE_WAYS.items()],
        "law": citation(Cite.CCR_6040),
        "clock": _counted(page_request, facility_id, form.value("counted_from")),
    }


def notice_given(page_request: PageRequest, facility_id: str, answers: NoticeForm) -> GivenNotice | ShownForm:
    """Return the notice, or the form as it is shown again with the tenth school day.

    Raises PortalError INVALID (received before it was given; the day is by a calendar that no one has checked, and the
    person does not say that it is right), UNAVAILABLE.
    """
    received_on = receipt_of(answers.way, answers.given_on, answers.received_on)
    school = school_days_of(page_request.ctx, facility_id, received_on)
    clock = notice_clock(school, received_on)
    was_counted = answers.counted_from == received_on.isoformat()
    is_typed = answers.last_day is not None and not answers.counted_from
    if clock and not (is_typed or (was_counted and answers.last_day)) and answers.given_on <= page_request.ctx.on:
        shown = {"last_day": clock.last_day, "counted_from": received_on.isoformat(), "calendar_checked": ""}
        return page_request.form(to_form_values({**_as_typed(answers), **shown}))
    if clock and was_counted and clock.is_assumed and not answers.calendar_checked:
        raise invalid("CALENDAR_NOT_CHECKED", "calendar_checked")
    return GivenNotice(
        frozenset(answers.vaccines),
        answers.way,
        answers.given_on,
        answers.received_on,
        answers.last_day,
        _first_day_out(school, answers),
        by_calendar=was_counted and clock is not None and answers.last_day == clock.last_day,
    )


def _as_typed(answers: NoticeForm) -> dict[str, Any]:
    return {**answers.model_dump(), "vaccines": tuple(map(str, answers.vaccines)), "way": str(answers.way)}


def _first_day_out(school: SchoolDays | None, answers: NoticeForm) -> date | None:
    """The first school day after the tenth, where a person has checked the calendar, or this day."""
    if school is None or answers.last_day is None:
        return None
    first_day = school.first_day_out(day_after(answers.last_day))
    is_assumed = first_day is None or school.is_assumed(answers.last_day, first_day)
    return None if is_assumed and not answers.calendar_checked else first_day


def _counted(page_request: PageRequest, facility_id: str, counted_from: str) -> NoticeClock | None:
    try:
        received_on = date.fromisoformat(counted_from)
    except ValueError:
        return None
    return notice_clock(school_days_of(page_request.ctx, facility_id, received_on), received_on)
