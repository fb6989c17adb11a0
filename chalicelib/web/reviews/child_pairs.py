"""The list "same child?" and the page that shows both forms side by side (lifecycle H8)."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from chalicelib.actions.reviews.child_pairs import mark_pair
from chalicelib.domain.access import Purpose
from chalicelib.domain.account import Account
from chalicelib.domain.action import Action
from chalicelib.domain.child_pair import ChildPair, PairAnswer, PairState
from chalicelib.domain.exemption import ExemptionForm
from chalicelib.domain.results import Done
from chalicelib.law.marking import N_
from chalicelib.storage import keys
from chalicelib.storage.rows import CHILD_PAIRS
from chalicelib.web.http.forms import FormModel, ShownForm, entry
from chalicelib.web.http.list_links import Listing, links_of, place_asked
from chalicelib.web.http.page_request import Page, PageRequest
from chalicelib.web.http.routing import Pages
from chalicelib.web.reviews.moved import who_changed
from chalicelib.web.reviews.shown import ReviewLine, shown_lines

pages = Pages()
_ANSWERS: Mapping[PairAnswer, tuple[str, str]] = {
    PairAnswer.TWO_CHILDREN: (N_("These are two children"), N_("Two children with one name and birth date.")),
    PairAnswer.SAME_CHILD: (N_("This is the same child"), N_("The two records stay as they are. Nothing is merged.")),
}


@pages.page("/reviews/same-children", Action.LIST_REVIEWS)
def _list(page_request: PageRequest) -> Page:
    page_request.ctx.require(Action.LIST_REVIEWS)
    listing = Listing("/reviews/same-children", {}, part="pairs")
    page = page_request.ctx.store.queue(CHILD_PAIRS, place_asked(page_request, listing))
    cards = [json.loads(item["card"]) for item in page.rows]
    return page_request.render(
        "reviews/same_children.html",
        title=N_("Same child?"),
        rows=[(date.fromisoformat(card["opened_on"]), f"/reviews/same-children/{card['id']}") for card in cards],
        pages=links_of(page_request, listing, page),
    )


class MarkForm(FormModel):
    """What state staff found."""

    answer: PairAnswer = entry(N_("Choose whether these are two children."))


@dataclass(frozen=True)
class _Side:
    """One form of the pair; None where it is no longer kept."""

    form: ExemptionForm | None
    lines: list[ReviewLine]


def _show(page_request: PageRequest, pair: ChildPair, form: ShownForm) -> Page:
    store = page_request.ctx.store
    ids = (pair.first_form_id, pair.second_form_id)
    store.load([*(keys.record("form", each) for each in ids), keys.record("account", pair.answered_by or ids[0])])
    forms = [store.find(ExemptionForm, each) for each in ids]
    for each in filter(None, forms):
        page_request.record_view(each.child_id, Purpose.REVIEW)
    answerer = store.find(Account, pair.answered_by)
    return page_request.render(
        "reviews/same_child.html",
        title=N_("Same child?"),
        form=form,
        pair=pair,
        sides=[_Side(each, shown_lines(page_request, each) if each else []) for each in forms],
        answers=[(value.value, *map(page_request.translate, words)) for value, words in _ANSWERS.items()],
        answer=page_request.translate(_ANSWERS[pair.answer][0]) if pair.answer else "",
        answered_by=answerer.display_name if answerer else "",
        is_open=pair.state == PairState.OPEN,
        moved=who_changed(page_request, pair) if form.errors and pair.state != PairState.OPEN else "",
    )


@pages.form("/reviews/same-children/{child_pair_id}", Action.MARK_SAME_CHILD, MarkForm, of=ChildPair, show=_show)
def _mark(page_request: PageRequest, pair: ChildPair, answers: MarkForm) -> Done:
    return mark_pair(page_request.ctx, pair.id, answers.answer, page_request.expected_version)
