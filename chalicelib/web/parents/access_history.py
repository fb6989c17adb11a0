"""Who viewed the child's record: others' views by person and day, newest first."""

import json
from dataclasses import replace

from chalicelib.actions.records.access_history import access_history
from chalicelib.actions.records.child_history import history_of
from chalicelib.domain.access import Purpose
from chalicelib.domain.action import Action
from chalicelib.domain.child import Child
from chalicelib.law.marking import N_
from chalicelib.storage.list_pages import ListPage, Place
from chalicelib.web.http.list_links import Listing, links_of, place_asked, start_of
from chalicelib.web.http.page_request import Page, PageRequest
from chalicelib.web.http.routing import Pages
from chalicelib.web.parents.viewers import by_person_and_day

pages = Pages()
_SAVED_AS = 'attachment; filename="exemption-history.json"'  # names no one


@pages.page("/parents/children/{child_id}/views", Action.VIEW_ACCESS_LOG, of=Child)
def _views(page_request: PageRequest, child: Child) -> Page:
    listing = Listing(f"/parents/children/{child.id}/views")
    place = place_asked(page_request, listing)
    found = access_history(page_request.ctx, child, place.row)
    older = Place((found.older,), place.before + len(found.views)) if found.older else None
    links = links_of(page_request, listing, ListPage(found.views, place.before + 1, None, older))
    return page_request.render(
        "parents/who_looked.html",
        title=N_("Who viewed the record"),
        child=child,
        back_url=f"/parents/children/{child.id}",
        groups=by_person_and_day(page_request, found),
        pages=replace(links, start_url=start_of(listing) if place.row else ""),
    )


@pages.page("/parents/children/{child_id}/history-file", Action.SAVE_HISTORY, of=Child)
def _history_file(page_request: PageRequest, child: Child) -> Page:
    lines = history_of(page_request.ctx, child)
    page_request.record_view(child.id, Purpose.HISTORY_FILE)
    body = ",\n".join(json.dumps(line) for line in lines)
    return Page(200, f"[\n{body}\n]\n", {"Content-Type": "application/json", "Content-Disposition": _SAVED_AS})
