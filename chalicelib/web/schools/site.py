"""All pages of schools and child care."""

from chalicelib.web.http.routing import Pages
from chalicelib.web.schools import calendar, calendar_forms, news, pupil, pupils, records

SCHOOLS: tuple[Pages, ...] = (
    pupils.pages,
    pupil.pages,
    records.pages,
    news.pages,
    calendar.pages,
    calendar_forms.pages,
)
