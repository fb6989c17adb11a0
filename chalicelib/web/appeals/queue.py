"""The agency's home: all appeals with work left, in one table; whom each waits for, since when, and the target. The
Secretary's own stand first for the Secretary. And the agency's news."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from chalicelib.domain.access import Purpose
from chalicelib.domain.account import Role
from chalicelib.domain.action import Action
from chalicelib.domain.appeal import AppealState
from chalicelib.domain.exemption import ExemptionForm
from chalicelib.law.marking import N_
from chalicelib.law.tables import Limit, number
from chalicelib.storage import keys
from chalicelib.storage.queues import APPEALS
from chalicelib.web.case_files import STATES
from chalicelib.web.http.list_links import Listing, links_of, place_asked
from chalicelib.web.http.page_request import Page, PageRequest
from chalicelib.web.http.routing import Pages
from chalicelib.web.http.templating import translations_for
from chalicelib.web.inbox import office_news
from chalicelib.web.wording.names import VACCINES

pages = Pages()
_WAITING = Listing("/appeals")

WAITING_FOR: Mapping[AppealState, str] = {
    AppealState.FILED_TIMELY: N_("Agency: accept"),
    AppealState.FILED_LATE: N_("Agency: accept or refuse"),
    AppealState.ACCEPTED: N_("Agency: name the panel"),
    AppealState.PANEL_ASSIGNED: N_("Panel: %(done)s of 3 have declared"),
    AppealState.IN_REVIEW: N_("Panel: %(done)s of 3 have voted"),
    AppealState.INFO_REQUESTED: N_("Parent or physician: answer the question"),
    AppealState.DETERMINED: N_("Secretary: send the decision"),
    AppealState.DECIDED: N_("Agency: close"),
}
_OF_THE_AGENCY = frozenset(
    {AppealState.FILED_TIMELY, AppealState.FILED_LATE, AppealState.ACCEPTED, AppealState.DECIDED}
)
_OF_THE_SECRETARY = frozenset({AppealState.DETERMINED})


@dataclass(frozen=True)
class QueuedAppeal:
    """One appeal in the table. `days_open` count from the filing; None where the card of an earlier release says no
    day."""

    id: str
    form_number: str
    form_id: str
    state: AppealState
    in_time: bool
    filed_on: date | None
    done: int
    has_empty_seat: bool

    @classmethod
    def of(cls, card: Mapping[str, Any]) -> "QueuedAppeal":
        state = AppealState(card["state"])
        panel = card.get("panel", ())
        return cls(
            id=card["id"],
            form_number=card["form_number"],
            form_id=card.get("form_id", ""),
            state=state,
            in_time=bool(card["in_time"]),
            filed_on=date.fromisoformat(card["filed_on"]) if card.get("filed_on") else None,
            done=int(card.get("voted" if state == AppealState.IN_REVIEW else "declared", 0)),
            has_empty_seat=bool(panel) and len(panel) < _PANEL_SIZE,
        )


_PANEL_SIZE = 3


@dataclass(frozen=True)
class ShownAppeal:
    """A line of the table, in the page's language."""

    appeal: QueuedAppeal
    child: str
    vaccines: str
    status: tuple[str, str]
    waiting_for: str
    is_mine: bool
    days_open: int | None
    target: str
    target_kind: str


@pages.page("/appeals", Action.LIST_APPEALS)
def _show_queue(page_request: PageRequest) -> Page:
    ctx = page_request.ctx
    page = ctx.store.queue(APPEALS, place_asked(page_request, _WAITING))
    waiting = [QueuedAppeal.of(json.loads(row["card"])) for row in page.rows]
    ctx.store.load(keys.record("form", each.form_id) for each in waiting if each.form_id)
    if waiting:
        ctx.store.record_access(
            "office", "chhs", ctx.person, ctx.now, ctx.new_id(), purpose=Purpose.APPEAL_LIST, count=len(waiting)
        )
    shown = [_shown(page_request, each) for each in waiting]
    return page_request.render(
        "appeals/queue.html",
        title=N_("Appeals"),
        appeals=sorted(
            shown, key=lambda each: (not each.is_mine, each.appeal.state == AppealState.DECIDED, -(each.days_open or 0))
        ),
        mine=sum(each.is_mine for each in shown),
        overdue=sum(each.target_kind == "stopped" for each in shown),
        pages=links_of(page_request, _WAITING, page),
    )


def _shown(page_request: PageRequest, appeal: QueuedAppeal) -> ShownAppeal:
    ctx = page_request.ctx
    form = ctx.store.find(ExemptionForm, appeal.form_id) if appeal.form_id else None
    stopped = [line.vaccine for line in form.lines if line.revocation] if form else []
    days = (ctx.on - appeal.filed_on).days if appeal.filed_on else None
    target, kind = _target(page_request, days, appeal.state)
    words, status_kind = STATES[appeal.state]
    own = _OF_THE_SECRETARY if ctx.person.role == Role.SECRETARY else _OF_THE_AGENCY
    waiting_for = page_request.translate(WAITING_FOR[appeal.state], done=appeal.done)
    return ShownAppeal(
        appeal=appeal,
        child=form.child.full_name if form else "",
        vaccines=translations_for(page_request.language).marks.semicolon.join(
            page_request.translate(VACCINES[each]) for each in stopped
        ),
        status=(page_request.translate(words), status_kind),
        waiting_for=page_request.translate(N_("Agency: fill the open place")) if appeal.has_empty_seat else waiting_for,
        is_mine=appeal.state in own or (appeal.has_empty_seat and ctx.person.role != Role.SECRETARY),
        days_open=days,
        target=target,
        target_kind=kind,
    )


def _target(page_request: PageRequest, days: int | None, state: AppealState) -> tuple[str, str]:
    """How the days since the filing stand to the portal's target, and to the day on which it alarms."""
    if days is None or state == AppealState.DECIDED:
        return "", ""
    on = page_request.ctx.on
    target, alarm = number(Limit.DECISION_TARGET_DAYS, on), number(Limit.DECISION_ALARM_DAYS, on)
    if days >= alarm:
        return page_request.translate(
            N_("Overdue: %(days)s days past day %(target)s"), days=days - target, target=target
        ), "stopped"
    if days > target:
        return page_request.translate(N_("Past the target of day %(target)s"), target=target), "warning"
    return page_request.translate(N_("%(days)s days left to day %(target)s"), days=target - days, target=target), ""


@pages.page("/appeals/news", Action.LIST_APPEALS)
def _show_news(page_request: PageRequest) -> Page:
    return page_request.render(
        "layouts/news.html",
        title=N_("Messages for the agency"),
        news=office_news(page_request, "chhs", "main"),
        back_url="/appeals",
    )
