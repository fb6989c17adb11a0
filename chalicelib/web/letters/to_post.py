"""Letters for those whom no e-mail reaches: the list, the letter to print, and "posted" (for state staff)."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from chalicelib.actions.context import Context
from chalicelib.actions.letters.letter_case import LetterCase, letter_to_post, notice_on_the_list
from chalicelib.actions.letters.mark_letter_mailed import mark_letter_mailed, require_not_posted
from chalicelib.addresses import LETTER, letter_address
from chalicelib.domain.account import Role
from chalicelib.domain.action import Action
from chalicelib.domain.notice_kinds import NoticeKind
from chalicelib.domain.results import Done
from chalicelib.law.calendar import california_date
from chalicelib.law.marking import N_
from chalicelib.notices.catalogue import CATALOGUE
from chalicelib.runtime.languages import DEFAULT
from chalicelib.storage.keys import Key
from chalicelib.storage.outbox import NoticePlace
from chalicelib.storage.queues import LETTERS
from chalicelib.storage.table import Item
from chalicelib.web.http.forms import EmptyForm, ShownForm
from chalicelib.web.http.list_links import Listing, links_of, place_asked
from chalicelib.web.http.page_request import Page, PageRequest
from chalicelib.web.http.route import Named, Params
from chalicelib.web.http.routing import Pages
from chalicelib.web.letter_contents import letter_of, letter_page
from chalicelib.web.wording.names import ROLES

pages = Pages()
_WAITING = Listing("/letters")
_PEOPLE = {"parents": ROLES[Role.PARENT], "physicians": ROLES[Role.PHYSICIAN]}
_PERSON = N_("Account holder")


def _first_keys(params: Params) -> Iterable[Key]:
    return NoticePlace.of_params(params).first_keys()


def _place_on_the_list(ctx: Context, act: Action, params: Params) -> NoticePlace:
    """The place alone: to mark a letter as posted, no child's record is read."""
    ctx.require(act)
    where = NoticePlace.of_params(params)
    notice_on_the_list(ctx, where)
    return where


_CASE = Named[LetterCase](_first_keys, lambda ctx, _act, params: letter_to_post(ctx, NoticePlace.of_params(params)))
_PLACE = Named[NoticePlace](_first_keys, _place_on_the_list)


@dataclass(frozen=True)
class WaitingLetter:
    """One line of the list: to whom, what about, since when."""

    to: str
    about: str
    number: str
    since: date
    address: str


@pages.page("/letters", Action.LIST_LETTERS)
def _show_list(page_request: PageRequest) -> Page:
    page_request.ctx.require(Action.LIST_LETTERS)
    page = page_request.ctx.store.queue(LETTERS, place_asked(page_request, _WAITING))
    return page_request.render(
        "letters/list.html",
        title=N_("Letters to mail"),
        pages=links_of(page_request, _WAITING, page),
        letters=[_waiting_letter(page_request, row) for row in page.rows],
    )


@pages.page(f"/letters/{LETTER}", Action.VIEW_LETTER, of=_CASE)
def _show_letter(page_request: PageRequest, case: LetterCase) -> Page:
    """The letter in English where the recipient has no account: not in the language of whoever prints it."""
    page_request.ctx.language = DEFAULT
    return letter_page(page_request, case, back_url="/letters")


def _show_question(page_request: PageRequest, where: NoticePlace, form: ShownForm) -> Page:
    case = letter_to_post(page_request.ctx, where)
    require_not_posted(case.delivery)
    return page_request.render(
        "letters/mark_posted.html",
        title=N_("Did you mail this letter?"),
        form=form,
        letter=letter_of(page_request, case),
        address=letter_address(where),
        heading=CATALOGUE[NoticeKind(case.notice.kind)].heading,
    )


@pages.form(f"/letters/{LETTER}/mark-posted", Action.MARK_LETTER_POSTED, EmptyForm, of=_PLACE, show=_show_question)
def _mark_posted(page_request: PageRequest, where: NoticePlace, _answers: EmptyForm) -> Done:
    return mark_letter_mailed(page_request.ctx, where)


@pages.page("/letters/posted", Action.MARK_LETTER_POSTED)
def _show_posted(page_request: PageRequest) -> Page:
    return page_request.render("letters/posted.html", title=N_("The letter is marked as mailed"))


def _waiting_letter(page_request: PageRequest, row: Item) -> WaitingLetter:
    card = json.loads(row["card"])
    where = NoticePlace.of_key(Key(row["PK"], row["SK"]))
    since = california_date(datetime.fromisoformat(row["GSI1SK"].partition("#")[0]))
    return WaitingLetter(
        to=page_request.translate(card["recipient_name"] or _PEOPLE.get(card["area"], _PERSON)),
        number=card["number"],
        since=since,
        about=page_request.translate(CATALOGUE[NoticeKind(card["kind"])].heading),
        address=letter_address(where),
    )
