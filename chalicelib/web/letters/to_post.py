"""Letters for those whom no e-mail reaches: the list, the letter to print, and "posted" (for state staff)."""

import json
from dataclasses import dataclass
from datetime import date, datetime

from chalicelib.actions.letter_case import letter_to_post
from chalicelib.actions.mark_letter_posted import mark_letter_posted
from chalicelib.domain.account import Role
from chalicelib.domain.acts import Act
from chalicelib.domain.display_names import ROLES
from chalicelib.domain.marking import N_
from chalicelib.domain.notice_kinds import NoticeKind
from chalicelib.law.calendar import california_date
from chalicelib.notices.catalogue import CATALOGUE
from chalicelib.storage.keys import Key
from chalicelib.storage.notice_places import ADDRESS, NoticePlace
from chalicelib.storage.queues import LETTERS
from chalicelib.storage.table import Item
from chalicelib.web.forms import FormModel, ShownForm
from chalicelib.web.letters.contents import letter_of, letter_page
from chalicelib.web.list_links import Listing, links_of, place_asked
from chalicelib.web.register import Pages
from chalicelib.web.visit import Page, Visit

pages = Pages()
_WAITING = Listing("/letters")
_PEOPLE = {"parents": ROLES[Role.PARENT], "physicians": ROLES[Role.PHYSICIAN]}
_PERSON = N_("Account holder")


@dataclass(frozen=True)
class WaitingLetter:
    """One line of the list: to whom, what about, since when."""

    to: str
    about: str
    number: str
    since: date
    address: str


@pages.page("/letters", Act.LIST_LETTERS)
def _show_list(visit: Visit) -> Page:
    visit.ctx.require(Act.LIST_LETTERS)
    page = visit.ctx.store.queue(LETTERS, place_asked(visit, _WAITING))
    return visit.render(
        "letters/list.html",
        title=N_("Letters to be posted"),
        pages=links_of(visit, _WAITING, page),
        letters=[_waiting_letter(visit, row) for row in page.rows],
    )


@pages.page(f"/letters/{ADDRESS}", Act.VIEW_LETTER, loads=lambda params: NoticePlace.of_params(params).first_keys())
def _show_letter(visit: Visit) -> Page:
    case = letter_to_post(visit.ctx, NoticePlace.of_params(visit.params))
    return letter_page(visit, case, back_url="/letters")


class PostedForm(FormModel):
    """Nothing to fill in."""


def _show_question(visit: Visit, form: ShownForm) -> Page:
    where = NoticePlace.of_params(visit.params)
    case = letter_to_post(visit.ctx, where)
    return visit.render(
        "letters/mark_posted.html",
        title=N_("Did you post this letter?"),
        form=form,
        letter=letter_of(visit, case),
        address=where.address,
        delivery=case.delivery,
        heading=CATALOGUE[NoticeKind(case.notice.kind)].heading,
    )


@pages.form(
    f"/letters/{ADDRESS}/mark-posted",
    Act.MARK_LETTER_POSTED,
    PostedForm,
    show=_show_question,
    loads=lambda params: NoticePlace.of_params(params).first_keys(),
)
def _mark_posted(visit: Visit, _answers: PostedForm) -> str:
    return mark_letter_posted(visit.ctx, NoticePlace.of_params(visit.params))


@pages.page("/letters/posted", Act.MARK_LETTER_POSTED)
def _show_posted(visit: Visit) -> Page:
    return visit.render("letters/posted.html", title=N_("The letter is marked as posted"))


def _waiting_letter(visit: Visit, row: Item) -> WaitingLetter:
    card = json.loads(row["card"])
    where = NoticePlace.of_key(Key(row["PK"], row["SK"]))
    since = california_date(datetime.fromisoformat(row["GSI1SK"].partition("#")[0]))
    return WaitingLetter(
        to=visit.say(card["recipient_name"] or _PEOPLE.get(card["area"], _PERSON)),
        number=card["number"],
        since=since,
        about=visit.say(CATALOGUE[NoticeKind(card["kind"])].heading),
        address=where.address,
    )
