"""The roster of a school as of a chosen day, to look ahead or back and to print."""

from datetime import date

from chalicelib.domain.action import Action
from chalicelib.domain.child import SchoolChoice
from chalicelib.domain.errors import invalid
from chalicelib.domain.roster_days import days_open, roster_on
from chalicelib.domain.school_roster import counts, vaccines_shown
from chalicelib.law.marking import N_
from chalicelib.storage.list_pages import page_of
from chalicelib.web.http.forms import FormDate, FormModel, ShownForm, entry, to_form_values
from chalicelib.web.http.list_links import Listing, links_of, place_asked
from chalicelib.web.http.page_request import Page, PageRequest
from chalicelib.web.http.routing import Pages
from chalicelib.web.schools.own_form import OWN_SCHOOL
from chalicelib.web.schools.roster_shown import column_names, legend, shown_entry
from chalicelib.web.schools.views import record_list_view
from chalicelib.web.wording.roster_words import TASKS

pages = Pages()
DAY = "/schools/at/{facility_id}/day"
_ISO_DAY = len("2026-12-08")
_MOST_NAMES = 50


class DayForm(FormModel):
    """The day that the list is to speak of."""

    day: FormDate = entry(N_("Enter the day"))


def _day_of_address(page_request: PageRequest) -> date:
    """Return the day that the address names, "?on=2026-12-08"; today where it names none that can be asked for."""
    typed, today = page_request.query.get("on", ""), page_request.ctx.on
    first, last = days_open(today)
    try:
        day = date.fromisoformat(typed) if len(typed) == _ISO_DAY else today
    except ValueError:
        return today
    return day if first <= day <= last else today


def _show(page_request: PageRequest, school: SchoolChoice, form: ShownForm) -> Page:
    day = _day_of_address(page_request)
    return _list(page_request, school.facility_id, day, form if form.values else None)


@pages.form(DAY, Action.LIST_OWN_PUPILS, DayForm, of=OWN_SCHOOL, show=_show)
def _asked(page_request: PageRequest, school: SchoolChoice, answers: DayForm) -> Page:
    first, last = days_open(page_request.ctx.on)
    if not first <= answers.day <= last:
        raise invalid("DAY_NOT_KEPT", "day")
    return _list(page_request, school.facility_id, answers.day, None)


def _list(page_request: PageRequest, facility_id: str, day: date, form: ShownForm | None) -> Page:
    ctx = page_request.ctx
    school = ctx.store.school_list(facility_id, ctx.keyed_hash)
    found = roster_on(school.lines, school.forms, lambda: ctx.store.students(facility_id)[0], day, ctx.on)
    here = [each for each in found.entries if not each.left_on]
    listing = Listing(DAY.format(facility_id=facility_id), {"on": day.isoformat()}, "", "students")
    page = page_of(here, place_asked(page_request, listing), lambda each: each.key)
    unknown = found.unknown[:_MOST_NAMES]
    record_list_view(page_request, facility_id, len(page.rows) + len(unknown))
    columns = vaccines_shown(page.rows)
    return page_request.render(
        "schools/roster_day.html",
        title=N_("Students on a day"),
        form=form or page_request.form(to_form_values({"day": day})),
        facility=school.facility.name if school.facility else "",
        facility_id=facility_id,
        day=day,
        students=[shown_entry(page_request, each, columns, day) for each in page.rows],
        found=len(here),
        pages=links_of(page_request, listing, page, count=len(here)),
        unknown=[f"{last}, {first}" for last, first in unknown],
        unknown_count=len(found.unknown),
        columns=column_names(page_request, columns),
        legend=legend(page_request, page.rows),
        tasks=[(page_request.translate(TASKS[task]), count) for task, count in counts(here, day).items() if count],
    )
