"""What the address of a calendar's page names: a school or a district office, and a school year. The calendars of both,
and what kind of school it is, come with the first read."""

from chalicelib.actions.calendars.calendar_case import CalendarCase, load_calendar_case
from chalicelib.actions.calendars.calendar_in_force import calendar_keys
from chalicelib.actions.context import Context
from chalicelib.domain.action import Action
from chalicelib.domain.errors import not_found
from chalicelib.law.calendar import SchoolYear, school_year_of
from chalicelib.storage.keys import Key
from chalicelib.web.http.route import Named, Params

CALENDAR = "/schools/at/{facility_id}/calendar"
OF_YEAR = f"{CALENDAR}/{{year}}"


def _starts_in(params: Params) -> int:
    text = params["year"]
    if len(text) != len("2026") or not (text.isascii() and text.isdigit()):
        raise not_found()
    return int(text)


def _keys(params: Params) -> tuple[Key, ...]:
    if not params["year"].isdigit():
        return ()
    year = int(params["year"])
    return calendar_keys(params["facility_id"], SchoolYear(year), SchoolYear(year - 1))


def _load(ctx: Context, act: Action, params: Params) -> CalendarCase:
    return load_calendar_case(ctx, act, params["facility_id"], _starts_in(params))


def _load_this_year(ctx: Context, act: Action, params: Params) -> CalendarCase:
    return load_calendar_case(ctx, act, params["facility_id"], school_year_of(ctx.on).starts_in)


OWN_CALENDAR = Named(_keys, _load)
OWN_CALENDAR_NOW = Named(lambda _params: (), _load_this_year)


def calendar_path(case: CalendarCase, page: str = "") -> str:
    """Return the address of a page of this calendar."""
    path = OF_YEAR.format(facility_id=case.owner.facility_id, year=case.year.starts_in)
    return f"{path}/{page}" if page else path
