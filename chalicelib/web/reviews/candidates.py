"""Physicians whose forms were revoked: candidates for a bar because of a public health risk, and those whose count the
board must be told of (HSC 120372(d)(7), (8)). A work list for the Officer and designees; reviewers read it."""

import json
from dataclasses import dataclass

from chalicelib.domain.account import Account, Role
from chalicelib.domain.action import Action
from chalicelib.domain.standing import StandingState
from chalicelib.law.citations import Cite, citation
from chalicelib.law.marking import N_
from chalicelib.law.tables import Limit, number
from chalicelib.storage import keys
from chalicelib.storage.rows import REVOCATIONS
from chalicelib.storage.table import Item
from chalicelib.web.http.list_links import Listing, links_of, place_asked
from chalicelib.web.http.page_request import Page, PageRequest
from chalicelib.web.http.routing import Pages
from chalicelib.web.reviews.names import STANDINGS

pages = Pages()
_BARRED = frozenset(
    {StandingState.BARRED_ACCUSATION, StandingState.BARRED_PROBATION, StandingState.BARRED_PUBLIC_HEALTH_RISK}
)


@dataclass(frozen=True)
class Candidate:
    """One physician of the list. `board`: whether the board was told of this year's count, or how many are missing."""

    standing_id: str
    name: str
    this_year: int
    in_all: int
    state: str
    state_kind: str
    is_barred: bool
    board: str
    board_kind: str


@pages.page("/reviews/candidates", Action.LIST_REVIEWS)
def _list(page_request: PageRequest) -> Page:
    ctx = page_request.ctx
    ctx.require(Action.LIST_REVIEWS)
    listing = Listing("/reviews/candidates", {}, part="candidates")
    page = ctx.store.queue(REVOCATIONS, place_asked(page_request, listing))
    cards = [json.loads(item["card"]) for item in page.rows]
    ctx.store.load(keys.record("account", card["account_id"]) for card in cards if card["account_id"])
    rows = [_candidate(page_request, card) for card in cards]
    return page_request.render(
        "reviews/candidates.html",
        title=N_("Physicians with revoked forms"),
        rows=rows,
        pages=links_of(page_request, listing, page),
        decides=ctx.person.role == Role.OFFICER,
        laws=[citation(Cite.HSC_120372_D7A), citation(Cite.HSC_120372_D8)],
    )


def _candidate(page_request: PageRequest, card: Item) -> Candidate:
    year = str(page_request.ctx.on.year)
    account = page_request.ctx.store.find(Account, card["account_id"])
    state, kind = STANDINGS[StandingState(card["state"])]
    count = card["revoked"].get(year, 0)
    board, board_kind = _board(page_request, count, is_told=year in card["reported"])
    return Candidate(
        card["id"],
        account.display_name if account else "",
        count,
        sum(card["revoked"].values()),
        page_request.translate(state),
        kind,
        card["state"] in _BARRED,
        board,
        board_kind,
    )


def _board(page_request: PageRequest, count: int, *, is_told: bool) -> tuple[str, str]:
    """What the board knows of this year, and the kind of the mark."""
    if is_told:
        return page_request.translate(N_("Board told this year")), "good"
    left = number(Limit.REVOKED_FORMS_REPORTED, page_request.ctx.on) - count
    if left <= 0:
        return page_request.translate(N_("Tell the board")), "stopped"
    if left == 1:
        return page_request.translate(N_("One more, and the board is told")), "warning"
    return page_request.translate(N_("%(count)s more until the board is told"), count=left), "neutral"
