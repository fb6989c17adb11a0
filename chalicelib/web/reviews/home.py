"""The reviewers' home: open cases, oldest first; and finding a form by its number or by the child."""

import json
from datetime import date

from chalicelib.actions.reviews.find_form import find_form_by_number, find_forms_of_child
from chalicelib.domain.account import Role
from chalicelib.domain.action import Action
from chalicelib.domain.results import Subject
from chalicelib.domain.review import ReviewState, Trigger
from chalicelib.law.calendar import california_date
from chalicelib.law.marking import N_
from chalicelib.storage.list_pages import ListPage
from chalicelib.storage.queues import REVIEWS
from chalicelib.storage.table import Item
from chalicelib.web.http.forms import FormDate, FormModel, ShownForm, Text, entry
from chalicelib.web.http.list_links import Listing, links_of, place_asked
from chalicelib.web.http.page_request import Page, PageRequest
from chalicelib.web.http.routing import Pages
from chalicelib.web.reviews.names import STATES
from chalicelib.web.reviews.shown import ShownCase
from chalicelib.web.wording.triggers import TRIGGERS

pages = Pages()
_TO_DECIDE = frozenset({ReviewState.RECOMMENDED_CLEAR, ReviewState.RECOMMENDED_REVOKE})
_FILTERS = ("all", "mine", "new", "decide")


@pages.page("/reviews", Action.LIST_REVIEWS)
def _home(page_request: PageRequest) -> Page:
    page_request.ctx.require(Action.LIST_REVIEWS)
    shown = page_request.query.get("show", "all")
    chosen = shown if shown in _FILTERS else "all"
    listing = Listing("/reviews", {"show": chosen}, part="cases")
    page = page_request.ctx.store.queue(
        REVIEWS,
        place_asked(page_request, listing),
        lambda item: _is_shown(page_request, json.loads(item["card"]), chosen),
    )
    cases = [_case(page_request, json.loads(item["card"])) for item in page.rows]
    return page_request.render(
        "reviews/home.html",
        title=N_("State review"),
        form=page_request.form({"number": ""}),
        cases=cases,
        counts=_counts(page_request, page),
        chosen=chosen,
        pages=links_of(page_request, listing, page),
        decides=page_request.ctx.person.role == Role.OFFICER,
    )


def _counts(page_request: PageRequest, page: ListPage[Item]) -> dict[str, int]:
    """How many cases each view has, where the page's one request read them all; a longer queue is not counted."""
    if page.everything is None:
        return {}
    cards = [json.loads(item["card"]) for item in page.everything]
    return {name: sum(_is_shown(page_request, card, name) for card in cards) for name in _FILTERS}


def _is_shown(page_request: PageRequest, card: Item, chosen: str) -> bool:
    if chosen == "mine":
        return bool(card["reviewer_id"] == page_request.ctx.person.id)
    states = {"new": frozenset({ReviewState.OPEN}), "decide": _TO_DECIDE}.get(chosen, frozenset(ReviewState))
    return card["state"] in states


def _case(page_request: PageRequest, card: Item) -> ShownCase:
    state, kind = STATES[ReviewState(card["state"])]
    opened_on = date.fromisoformat(card["opened_on"])
    return ShownCase(
        card["id"],
        card["form_id"],
        card["form_number"],
        page_request.translate(TRIGGERS[Trigger(card["trigger"])]),
        page_request.translate(state),
        kind,
        opened_on,
        (page_request.ctx.on - opened_on).days,
        card["reviewer_id"] == page_request.ctx.person.id,
    )


class FindByNumberForm(FormModel):
    number: Text = entry(N_("Enter the form number"))


def _show_find(page_request: PageRequest, form: ShownForm) -> Page:
    return page_request.render("reviews/find.html", title=N_("Find a form by its number"), form=form)


@pages.form("/reviews/find", Action.FIND_FORM, FindByNumberForm, show=_show_find)
def _find(page_request: PageRequest, answers: FindByNumberForm) -> Subject:
    return find_form_by_number(page_request.ctx, answers.number)


class FindChildForm(FormModel):
    """The child as on the form. Sent in the body, so that no name stands in an address."""

    first_name: Text = entry(N_("Enter the child's first name"))
    last_name: Text = entry(N_("Enter the child's last name"))
    birth_date: FormDate = entry(N_("Enter the child's birth date"))


def _show_find_child(page_request: PageRequest, form: ShownForm) -> Page:
    return page_request.render("reviews/find_child.html", title=N_("Find a child's forms"), form=form, found=None)


@pages.form("/reviews/find-child", Action.FIND_FORM, FindChildForm, show=_show_find_child)
def _find_child(page_request: PageRequest, answers: FindChildForm) -> Page:
    links = find_forms_of_child(page_request.ctx, **answers.model_dump())
    found = [(california_date(at), form_id) for at, form_id in links]
    form = page_request.form(
        {**(page_request.posted.values if page_request.posted else {}), "birth_date": answers.birth_date}
    )
    return page_request.render("reviews/find_child.html", title=N_("Find a child's forms"), form=form, found=found)
