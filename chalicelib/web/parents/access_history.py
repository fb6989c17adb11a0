"""Who has looked at the child's record: each view by others, newest first."""

import json
from dataclasses import dataclass, replace
from datetime import datetime

from chalicelib.actions.records.access_history import ViewsPage, access_history
from chalicelib.actions.records.child_history import history_of
from chalicelib.domain.access import WORDS, Purpose, View
from chalicelib.domain.action import Action
from chalicelib.domain.child import Child
from chalicelib.domain.notice import Recipient
from chalicelib.law.marking import N_
from chalicelib.notices.addressees import organization_name
from chalicelib.storage.list_pages import ListPage, Place
from chalicelib.web.http.list_links import Listing, links_of, place_asked, start_of
from chalicelib.web.http.page_request import Page, PageRequest
from chalicelib.web.http.routing import Pages
from chalicelib.web.wording.names import ROLES

pages = Pages()
_OTHER = (N_("Something of your child's record"), "")
HOLDER = N_("Someone who holds the printed form")
_SAVED_AS = 'attachment; filename="exemption-history.json"'  # names no one


@dataclass(frozen=True)
class ShownView:
    """One view as the parent reads it."""

    at: datetime
    who: str
    role: str
    organization: str
    what: str
    why: str


@pages.page("/parents/children/{child_id}/views", Action.VIEW_ACCESS_LOG, of=Child)
def _views(page_request: PageRequest, child: Child) -> Page:
    listing = Listing(f"/parents/children/{child.id}/views")
    place = place_asked(page_request, listing)
    found = access_history(page_request.ctx, child, place.row)
    older = Place((found.older,), place.before + len(found.views)) if found.older else None
    links = links_of(page_request, listing, ListPage(found.views, place.before + 1, None, older))
    return page_request.render(
        "parents/who_looked.html",
        title=N_("Who has looked at the record"),
        child=child,
        back_url="/parents",
        views=[_shown(page_request, view, found) for view in found.views],
        pages=replace(links, start_url=start_of(listing) if place.row else ""),
    )


@pages.page("/parents/children/{child_id}/history-file", Action.SAVE_HISTORY, of=Child)
def _history_file(page_request: PageRequest, child: Child) -> Page:
    lines = history_of(page_request.ctx, child)
    page_request.record_view(child.id, Purpose.HISTORY_FILE)
    body = ",\n".join(json.dumps(line) for line in lines)
    return Page(200, f"[\n{body}\n]\n", {"Content-Type": "application/json", "Content-Disposition": _SAVED_AS})


def _shown(page_request: PageRequest, view: View, found: ViewsPage) -> ShownView:
    what, why = words_of(view)
    who, role = (
        (view.name, page_request.translate(ROLES[view.role])) if view.role else (page_request.translate(HOLDER), "")
    )
    return ShownView(
        view.at,
        who,
        role,
        organization_of(page_request, view, found),
        page_request.translate(what),
        page_request.translate(why) if why else "",
    )


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
