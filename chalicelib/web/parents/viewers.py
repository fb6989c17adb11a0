"""Who viewed a child's record, a line for each person and day: a stranger's look stands out among a doctor's fifty."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime

from chalicelib.actions.records.access_history import ViewsPage
from chalicelib.domain.access import WORDS, Purpose, View
from chalicelib.domain.notice import Recipient
from chalicelib.law.calendar import california_date
from chalicelib.law.marking import N_
from chalicelib.notices.addressees import organization_name
from chalicelib.web.http.page_request import PageRequest
from chalicelib.web.wording.names import ROLES

_OTHER = (N_("Something of your child's record"), "")
HOLDER = N_("Someone who holds the printed form")


@dataclass(frozen=True)
class ShownView:
    """One view as the parent reads it."""

    at: datetime
    what: str
    why: str


@dataclass(frozen=True)
class ViewsOfDay:
    """What one person viewed on one day, newest first."""

    on: date
    who: str
    role: str
    organization: str
    views: list[ShownView] = field(default_factory=list)


def by_person_and_day(page_request: PageRequest, found: ViewsPage) -> list[ViewsOfDay]:
    """Return the views of a page, newest day first."""
    groups: dict[tuple[date, str, str], ViewsOfDay] = {}
    for view in found.views:
        day, organization = california_date(view.at), organization_of(page_request, view, found)
        who, role = (
            (view.name, page_request.translate(ROLES[view.role])) if view.role else (page_request.translate(HOLDER), "")
        )
        group = groups.setdefault((day, view.viewer or who, organization), ViewsOfDay(day, who, role, organization))
        group.views.extend(_shown(page_request, [view]))
    return list(groups.values())


def _shown(page_request: PageRequest, views: Iterable[View]) -> Iterator[ShownView]:
    for view in views:
        what, why = words_of(view)
        yield ShownView(view.at, page_request.translate(what), page_request.translate(why) if why else "")


def words_of(view: View) -> tuple[str, str]:
    """What was shown and why, as marked sentences."""
    return WORDS.get(Purpose(view.purpose), _OTHER) if view.purpose in set(Purpose) else _OTHER


def organization_of(page_request: PageRequest, view: View, found: ViewsPage) -> str:
    """For whom someone looked; `found` knows the names of the schools."""
    office = view.office
    if office.kind == "practice":
        return office.id
    if office.kind == "facility":
        return found.schools.get(office.id, office.id)
    name = organization_name(Recipient(kind=office.kind, id=office.id))
    return page_request.translate(name) if name else ""
