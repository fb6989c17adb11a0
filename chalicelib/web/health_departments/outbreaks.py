"""The outbreaks of a jurisdiction: those that are open, those that are closed, and a school to start one at. The page
of an outbreak is the school's own (chalicelib/web/schools/outbreak.py): both see the same. No child is named here."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from chalicelib.domain.action import Action
from chalicelib.domain.jurisdiction_rows import OutbreakInJurisdiction, SchoolInJurisdiction
from chalicelib.law.marking import N_
from chalicelib.law.names import plain_letters
from chalicelib.storage.jurisdictions import read_outbreaks, read_schools, school_names
from chalicelib.storage.list_pages import page_of
from chalicelib.web.health_departments.jurisdiction import HOME, jurisdiction_name, own_jurisdiction
from chalicelib.web.http.list_links import Listing, links_of, place_asked
from chalicelib.web.http.page_request import Page, PageRequest
from chalicelib.web.http.routing import Pages
from chalicelib.web.wording.outbreak_names import DISEASES

pages = Pages()
OUTBREAKS = f"{HOME}/outbreaks"
_FOUND_AT_MOST = 20


@dataclass(frozen=True)
class ShownOutbreak:
    """A line of the list."""

    url: str
    disease: str
    school: str
    first_exposure: date
    last_exposure: date
    excluded: int
    closed_on: date | None


@pages.page(OUTBREAKS, Action.LIST_COUNTY_FORMS)
def _outbreaks(page_request: PageRequest) -> Page:
    store, jurisdiction = page_request.ctx.store, own_jurisdiction(page_request)
    words = page_request.query.get("words", "").strip()
    newest_first = sorted(read_outbreaks(store.table, jurisdiction), key=_newest_first)
    listing = Listing(OUTBREAKS, {"words": words} if words else {}, part="closed")
    closed = [each for each in newest_first if each.closed_on is not None]
    page = page_of(closed, place_asked(page_request, listing), lambda each: each.exposure_id)
    shown = [*(each for each in newest_first if each.closed_on is None), *page.rows]
    names = school_names(store, jurisdiction, {each.facility_id for each in shown})
    lines = [_shown(page_request, names, each) for each in shown]
    found = [each for each in read_schools(store.table, jurisdiction) if _fits(each, words)] if words else []
    found.sort(key=lambda each: (each.name.casefold(), each.facility_id))
    return page_request.render(
        "health_departments/outbreaks.html",
        title=N_("Outbreaks"),
        jurisdiction=jurisdiction_name(jurisdiction),
        is_open=[each for each in lines if each.closed_on is None],
        closed=[each for each in lines if each.closed_on is not None],
        pages=links_of(page_request, listing, page, count=len(closed)),
        form=page_request.form({"words": words}),
        found=[(each.name, each.city, _start(each)) for each in found[:_FOUND_AT_MOST]],
        more=max(0, len(found) - _FOUND_AT_MOST),
        is_searched=bool(words),
        path=OUTBREAKS,
        back_url=HOME,
    )


def _newest_first(each: OutbreakInJurisdiction) -> tuple[int, str]:
    return -each.last_exposure.toordinal(), each.exposure_id


def _fits(school: SchoolInJurisdiction, words: str) -> bool:
    told = plain_letters(f"{school.name} {school.city} {school.zip_code} {school.facility_id}")
    return all(word in told for word in plain_letters(words).split())


def _start(school: SchoolInJurisdiction) -> str:
    return f"/schools/at/{school.facility_id}/outbreaks/new"


def _shown(page_request: PageRequest, names: Mapping[str, str], each: OutbreakInJurisdiction) -> ShownOutbreak:
    return ShownOutbreak(
        url=f"/schools/outbreaks/{each.exposure_id}",
        disease=page_request.translate(DISEASES[each.disease]),
        school=names.get(each.facility_id, each.facility_id),
        first_exposure=each.first_exposure,
        last_exposure=each.last_exposure,
        excluded=each.excluded,
        closed_on=each.closed_on,
    )
