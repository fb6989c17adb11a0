"""What every page of a health department begins with: its jurisdiction; and who looked at its children."""

from chalicelib.directory.jurisdictions import JURISDICTIONS
from chalicelib.domain.access import Purpose
from chalicelib.domain.action import Action
from chalicelib.web.http.page_request import PageRequest

HOME = "/health-departments"
_NAMES = {jurisdiction.id: jurisdiction.name for jurisdiction in JURISDICTIONS}


def jurisdiction_name(jurisdiction: str) -> str:
    return _NAMES.get(jurisdiction, jurisdiction)


def own_jurisdiction(page_request: PageRequest) -> str:
    """Return the person's own jurisdiction. Raises PortalError FORBIDDEN."""
    person = page_request.ctx.person
    page_request.ctx.require(Action.LIST_COUNTY_FORMS, person)
    return person.jurisdiction


def record_children_shown(page_request: PageRequest, count: int, facility_id: str = "", *, saved: bool = False) -> None:
    """Write that this person looks at `count` exemptions, of one school or of the jurisdiction, before the page is
    sent. `saved`: as a file. Raises PortalError UNAVAILABLE."""
    ctx = page_request.ctx
    owner = ("facility", facility_id) if facility_id else ("jurisdiction", ctx.person.jurisdiction)
    purpose = Purpose.JURISDICTION_FILE if saved else Purpose.JURISDICTION_LIST
    ctx.store.record_access(*owner, ctx.person, ctx.now, ctx.new_id(), purpose=purpose, count=count)
