"""All pages of local health departments."""

from chalicelib.web.health_departments import flags, home, news, outbreaks, students
from chalicelib.web.http.routing import Pages

HEALTH_DEPARTMENTS: tuple[Pages, ...] = (home.pages, students.pages, news.pages, outbreaks.pages, flags.pages)
