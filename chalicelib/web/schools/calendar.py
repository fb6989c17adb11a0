"""A school's calendar of a school year: whose dates count, the year in words, a copy of the year before, and its
versions."""

from typing import Any

from chalicelib.actions.calendars.calendar_case import CalendarCase, years_open
from chalicelib.actions.calendars.calendar_in_force import calendar_of
from chalicelib.actions.calendars.calendar_versions import calendar_versions
from chalicelib.actions.calendars.copy_calendar import copy_calendar
from chalicelib.domain.action import Action
from chalicelib.domain.results import Done
from chalicelib.domain.school_calendar import SchoolYearCalendar, calendar_id
from chalicelib.law.calendar import SchoolYear
from chalicelib.law.citations import Cite, citation
from chalicelib.law.marking import N_
from chalicelib.web.http.forms import EmptyForm, ShownForm
from chalicelib.web.http.page_request import Page, PageRequest
from chalicelib.web.http.routing import Pages
from chalicelib.web.schools.calendar_shown import shown_calendar, shown_year, whose
from chalicelib.web.schools.own_calendar import CALENDAR, OF_YEAR, OWN_CALENDAR, OWN_CALENDAR_NOW, calendar_path

pages = Pages()
_TITLE = N_("School calendar")


@pages.page(CALENDAR, Action.VIEW_CALENDAR, of=OWN_CALENDAR_NOW)
def _this_year(page_request: PageRequest, case: CalendarCase) -> Page:
    return _calendar(page_request, case)


@pages.page(OF_YEAR, Action.VIEW_CALENDAR, of=OWN_CALENDAR)
def _calendar(page_request: PageRequest, case: CalendarCase) -> Page:
    ctx, facility_id = page_request.ctx, case.owner.facility_id
    found = calendar_of(ctx, facility_id, case.year)
    return page_request.render(
        "schools/calendar.html",
        title=_TITLE,
        **_frame(page_request, case),
        found=found,
        whose=whose(found, facility_id),
        calendar=shown_calendar(page_request, found.school_days),
        own=case.known,
        years=[(shown_year(year), _path_of(case, year), year == case.year) for year in years_open(ctx)],
        law=citation(Cite.PORTAL_SCHOOL_DAYS),
    )


def _frame(page_request: PageRequest, case: CalendarCase) -> dict[str, Any]:
    facility = page_request.ctx.store.facility(case.owner.facility_id)
    return {
        "path": calendar_path(case),
        "facility": facility.name if facility else "",
        "facility_id": case.owner.facility_id,
        "owner": case.owner,
        "year": shown_year(case.year),
    }


def _path_of(case: CalendarCase, year: SchoolYear) -> str:
    return OF_YEAR.format(facility_id=case.owner.facility_id, year=year.starts_in)


def _show_copy(page_request: PageRequest, case: CalendarCase, form: ShownForm) -> Page:
    before = calendar_id(case.owner.facility_id, case.year.starts_in - 1)
    return page_request.render(
        "schools/calendar_copy.html",
        title=N_("Copy last year's calendar"),
        **_frame(page_request, case),
        form=form,
        back_url=calendar_path(case),
        form_version=case.known.version if case.known else 0,
        is_possible=case.known is None and page_request.ctx.store.find(SchoolYearCalendar, before) is not None,
        last_year=shown_year(SchoolYear(case.year.starts_in - 1)),
    )


@pages.form(f"{OF_YEAR}/copy", Action.COPY_CALENDAR, EmptyForm, of=OWN_CALENDAR, show=_show_copy)
def _copy(page_request: PageRequest, case: CalendarCase, _answers: EmptyForm) -> Done:
    return copy_calendar(page_request.ctx, case.owner.facility_id, case.year.starts_in)


@pages.page(f"{OF_YEAR}/versions", Action.VIEW_CALENDAR, of=OWN_CALENDAR)
def _versions(page_request: PageRequest, case: CalendarCase) -> Page:
    versions = list(calendar_versions(page_request.ctx, case.id)) if case.known else []
    return page_request.render(
        "schools/calendar_versions.html",
        title=N_("Versions of the calendar"),
        **_frame(page_request, case),
        back_url=calendar_path(case),
        versions=[
            (
                each,
                shown_calendar(page_request, each.calendar.as_school_days()),
                each.actor_id == page_request.ctx.person.id,
            )
            for each in reversed(versions)
        ],
    )
