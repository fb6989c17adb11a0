"""The list of emergency accesses that wait to be judged, and judging one."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from chalicelib.actions.records.review_emergency import openings_of, review_emergency
from chalicelib.directory.jurisdictions import JURISDICTIONS
from chalicelib.domain.account import Account, Role
from chalicelib.domain.action import Action
from chalicelib.domain.emergency import EmergencyAccess, EmergencyFinding, EmergencyReason
from chalicelib.domain.errors import wrong_state
from chalicelib.domain.results import Done
from chalicelib.law.marking import N_
from chalicelib.storage import keys
from chalicelib.storage.queues import EMERGENCIES
from chalicelib.web.emergency.names import FINDINGS, REASONS
from chalicelib.web.http.forms import FormModel, LongText, ShownForm, entry
from chalicelib.web.http.list_links import Listing, links_of, place_asked
from chalicelib.web.http.page_request import Page, PageRequest
from chalicelib.web.http.routing import Pages
from chalicelib.web.wording.names import ROLES

pages = Pages()
_JURISDICTIONS = {each.id: each.name for each in JURISDICTIONS}
_WAITING = Listing("/operators/emergencies")


@dataclass(frozen=True)
class ShownAccess:
    """A line of the list: who opened a record, of which office, and whether the child is of its jurisdiction."""

    at: datetime
    url: str
    who: str
    office: str
    kind: str
    is_beyond: bool
    has_jurisdiction: bool


@pages.page("/operators/emergencies", Action.LIST_EMERGENCIES)
def _list(page_request: PageRequest) -> Page:
    page_request.ctx.require(Action.LIST_EMERGENCIES)
    page = page_request.ctx.store.queue(EMERGENCIES, place_asked(page_request, _WAITING))
    cards = [json.loads(item["card"]) for item in page.rows]
    people = [card.get("opened_by", "") for card in cards]
    page_request.ctx.store.load(keys.record("account", each) for each in people if each)
    rows = [_row(page_request, card) for card in cards]
    return page_request.render(
        "emergency/list.html",
        title=N_("Emergency access to be reviewed"),
        rows=rows,
        pages=links_of(page_request, _WAITING, page),
        back_url="/operators",
    )


def _row(page_request: PageRequest, card: dict[str, Any]) -> ShownAccess:
    opener, office = page_request.ctx.store.find(Account, card.get("opened_by", "")), card.get("office", "")
    role = page_request.translate(ROLES[Role(card["role"])])
    return ShownAccess(
        at=datetime.fromisoformat(card["opened_at"]),
        url=f"/operators/emergencies/{card['id']}",
        who=opener.display_name if opener else "",
        office=_JURISDICTIONS.get(office, role),
        kind=page_request.translate(REASONS[EmergencyReason(card["kind"])]),
        is_beyond=card.get("is_beyond", False),
        has_jurisdiction=bool(office),
    )


class ReviewForm(FormModel):
    """What the review found, and why."""

    finding: EmergencyFinding = entry(N_("Choose whether the access was justified"))
    reason: LongText = entry(N_("Write the reason for your finding"))


def _show(page_request: PageRequest, access: EmergencyAccess, form: ShownForm) -> Page:
    if access.finding is not None:
        raise wrong_state()
    return page_request.render(
        "emergency/review.html",
        title=N_("Review an emergency access"),
        form=form,
        form_version=access.version,
        access=access,
        role=page_request.translate(ROLES[access.opened_role]),
        why=page_request.translate(REASONS[access.kind]),
        office=_JURISDICTIONS.get(access.office, ""),
        openings=openings_of(page_request.ctx, access),
        is_over=not access.is_open_at(page_request.ctx.now),
        findings=[(str(each), page_request.translate(name)) for each, name in FINDINGS.items()],
        back_url="/operators/emergencies",
    )


@pages.form(
    "/operators/emergencies/{emergency_id}", Action.REVIEW_EMERGENCY, ReviewForm, of=EmergencyAccess, show=_show
)
def _review(page_request: PageRequest, access: EmergencyAccess, answers: ReviewForm) -> Done:
    return review_emergency(page_request.ctx, access.id, answers.finding, answers.reason, page_request.expected_version)
