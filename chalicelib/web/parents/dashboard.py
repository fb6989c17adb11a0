"""The parent's home: one card per child with the strictest answer, a row per vaccine, and the next step; what to do
next by date; the three newest news."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from chalicelib.domain.action import Action
from chalicelib.domain.child_overview import ChildOverview
from chalicelib.law.marking import N_
from chalicelib.law.verdict import Outcome
from chalicelib.web.http.page_request import Page, PageRequest
from chalicelib.web.http.routing import Pages
from chalicelib.web.parents.next_steps import next_steps
from chalicelib.web.parents.own_cases import own_cases
from chalicelib.web.parents.statuses import ENDS_SOON, IN_REVIEW, VALID, Status, request_status
from chalicelib.web.parents.step_words import Family, NextStep, name_of
from chalicelib.web.wording.names import GRADES

if TYPE_CHECKING:
    from chalicelib.web.family_news import NewsLine
    from chalicelib.web.parents.vaccine_rows import VaccineRow

pages = Pages()
_LOUDEST_FIRST = ("stopped", "warning", "info", "neutral", "good")  # kinds of a status: what needs the parent first
_EDGES = {"stopped": "child-stopped", "warning": "child-warn", "good": "child-good"}


@dataclass(frozen=True)
class ChildCard:
    """One child. `url`: the child's own page, "" while no request was finished. The first of `steps` is the card's."""

    name: str
    full_name: str
    url: str
    standing: Status
    place: str
    rows: "list[VaccineRow]"
    steps: list[NextStep]

    @property
    def edge(self) -> str:
        """The class of the card's edge."""
        return _EDGES.get(self.standing.kind, "")

    @property
    def first_day(self) -> date:
        """The first day by which something is to be done."""
        return min((each.day for each in self.steps if each.day), default=date.max)


@dataclass(frozen=True)
class EarlierCase:
    """A child of whom only what is over is left."""

    name: str
    url: str
    standing: Status


@pages.page("/parents", Action.LIST_OWN_CASES, account_bundle=True)
def _home(page_request: PageRequest) -> Page:
    page_request.ctx.require(Action.LIST_OWN_CASES)
    family, children = own_cases(page_request)
    current = [each for each in children if is_current(page_request, each)]
    cards = sorted(
        (card_of(page_request, each, family) for each in current),
        key=lambda card: (_LOUDEST_FIRST.index(card.standing.kind), card.first_day),
    )
    return page_request.render(
        "parents/home.html",
        title=N_("Your children"),
        cards=cards,
        reminders=_reminders(cards),
        earlier=[_earlier(page_request, each) for each in children if each not in current],
        news=_news(page_request, children, family),
    )


def _news(page_request: PageRequest, children: Sequence[ChildOverview], family: Family) -> "list[NewsLine]":
    notices = page_request.ctx.account_bundle.notices
    if not notices:
        return []
    from chalicelib.web.family_news import newest_news  # noqa: PLC0415 - only with a notice

    return newest_news(page_request, notices, children, family.appeals)


def is_current(page_request: PageRequest, child: ChildOverview) -> bool:
    """Return whether the child has a card: something holds, waits, or was just declined."""
    return child.is_live or _newest_step_is_open(page_request, child)


def _newest_step_is_open(page_request: PageRequest, child: ChildOverview) -> bool:
    newest = child.requests[0] if child.requests else None
    declined = newest is not None and newest.state == "declined"
    return declined or child.request_under_way(page_request.ctx.on) is not None


def card_of(page_request: PageRequest, child: ChildOverview, family: Family) -> ChildCard:
    """Return the child as home and the child's own page show it."""
    steps = next_steps(page_request, child, family)
    facts = child.facts
    return ChildCard(
        name_of(page_request, child) if facts else page_request.translate(N_("New request")),
        facts.full_name if facts else "",
        f"/parents/children/{child.record_ids[0]}" if child.record_ids else "",
        _standing(page_request, child, steps),
        place_of(page_request, child),
        _rows(page_request, child),
        steps,
    )


def _rows(page_request: PageRequest, child: ChildOverview) -> "list[VaccineRow]":
    if not child.answers:
        return []
    from chalicelib.web.parents.vaccine_rows import vaccine_rows  # noqa: PLC0415 - only with a form

    return vaccine_rows(page_request, child)


def _strictest(page_request: PageRequest, child: ChildOverview) -> Status | None:
    if not child.answers:
        return None
    from chalicelib.web.parents.vaccine_rows import strictest_row  # noqa: PLC0415 - as above

    return strictest_row(page_request, child)


def _standing(page_request: PageRequest, child: ChildOverview, steps: list[NextStep]) -> Status:
    """Return the child's one word: of the strictest answer; where all is valid, that it ends soon; without a form, of
    the request."""
    strictest = _strictest(page_request, child)
    if strictest is None:
        request = child.request_under_way(page_request.ctx.on) or child.requests[0]
        return request_status(request, page_request.ctx.on)
    answer = child.strictest
    if answer and answer.outcome is Outcome.EXCLUDE_FROM:
        return Status(strictest.word, "stopped", strictest.day)
    ends = any(each.kind == "warning" and each.ends for each in steps)
    return ENDS_SOON if strictest in {VALID, IN_REVIEW} and ends else strictest


def place_of(page_request: PageRequest, child: ChildOverview) -> str:
    """Return grade and school in one line: "Grade 3, Clovermead Elementary"."""
    newest = child.forms[0] if child.forms else None
    request = child.request_under_way(page_request.ctx.on) or (child.requests[0] if child.requests else None)
    case = newest or request
    if case is None:
        return ""
    grade = (request.grade_now or request.grade) if request else newest.grade if newest else None
    school = case.school.name if case.school else ""
    parts = [page_request.translate(GRADES[grade]) if grade else "", school]
    return (
        page_request.translate(N_("%(grade)s, %(school)s"), grade=parts[0], school=parts[1])
        if all(parts)
        else ("".join(parts))
    )


def _reminders(cards: list[ChildCard]) -> list[tuple[date, str, int]]:
    """Return what has a day, soonest first: the day, the words, and the number of the card."""
    found = [
        (step.day, step.reminder, place)
        for place, card in enumerate(cards, start=1)
        for step in card.steps
        if step.day and step.reminder
    ]
    return sorted(found)


def _earlier(page_request: PageRequest, child: ChildOverview) -> EarlierCase:
    newest = child.requests[0] if child.requests else None
    url = f"/parents/children/{child.record_ids[0]}" if child.record_ids else ""
    return EarlierCase(
        child.facts.full_name if child.facts else page_request.translate(N_("New request")),
        url or (f"/parents/requests/{newest.id}" if newest else "/parents"),
        request_status(newest, page_request.ctx.on) if newest and not child.forms else Status(N_("Ended")),
    )
