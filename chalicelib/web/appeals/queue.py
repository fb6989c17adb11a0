"""The agency's home: appeals with work left to do, by what comes next, and the agency's news."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from chalicelib.domain.action import Action
from chalicelib.domain.appeal import AppealState
from chalicelib.law.marking import N_
from chalicelib.storage.queues import APPEALS
from chalicelib.web.case_files import STATES
from chalicelib.web.http.list_links import Listing, links_of, place_asked
from chalicelib.web.http.page_request import Page, PageRequest
from chalicelib.web.http.routing import Pages
from chalicelib.web.inbox import office_news

pages = Pages()
_WAITING = Listing("/appeals")

_GROUPS = (
    (N_("New: take or not"), (AppealState.FILED_TIMELY, AppealState.FILED_LATE)),
    (N_("Name the panel"), (AppealState.ACCEPTED,)),
    (N_("For the Secretary to adopt"), (AppealState.DETERMINED,)),
    (N_("With the panel"), (AppealState.PANEL_ASSIGNED, AppealState.IN_REVIEW, AppealState.INFO_REQUESTED)),
    (N_("Decided: close"), (AppealState.DECIDED,)),
)


@dataclass(frozen=True)
class QueuedAppeal:
    """One appeal as its queue card tells it."""

    id: str
    form_number: str
    state: AppealState
    appeal_by: date
    in_time: bool

    @classmethod
    def of(cls, card: Mapping[str, Any]) -> "QueuedAppeal":
        return cls(
            card["id"],
            card["form_number"],
            AppealState(card["state"]),
            date.fromisoformat(card["appeal_by"]),
            bool(card["in_time"]),
        )


@dataclass(frozen=True)
class Group:
    """The appeals that wait for the same thing, the earliest deadline first."""

    heading: str
    appeals: tuple[QueuedAppeal, ...]


@pages.page("/appeals", Action.LIST_APPEALS)
def _show_queue(page_request: PageRequest) -> Page:
    page = page_request.ctx.store.queue(APPEALS, place_asked(page_request, _WAITING))
    waiting = [QueuedAppeal.of(json.loads(row["card"])) for row in page.rows]
    groups = [
        Group(page_request.translate(heading), tuple(each for each in waiting if each.state in states))
        for heading, states in _GROUPS
    ]
    return page_request.render(
        "appeals/queue.html",
        title=N_("Appeals"),
        groups=[each for each in groups if each.appeals],
        states=STATES,
        pages=links_of(page_request, _WAITING, page),
    )


@pages.page("/appeals/news", Action.LIST_APPEALS)
def _show_news(page_request: PageRequest) -> Page:
    return page_request.render(
        "layouts/news.html",
        title=N_("News for the agency"),
        news=office_news(page_request, "chhs", "main"),
        back_url="/appeals",
    )
