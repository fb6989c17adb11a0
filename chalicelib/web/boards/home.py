"""A licensing board's home: what the state reports to it (HSC 120372(d)(7), (d)(8))."""

from chalicelib.domain.acts import Act
from chalicelib.domain.display_names import BOARDS
from chalicelib.domain.marking import N_
from chalicelib.web.inbox import inbox_entries
from chalicelib.web.register import Pages
from chalicelib.web.visit import Page, Visit

pages = Pages()


@pages.page("/boards", Act.LIST_LICENSEE_FORMS)
def _home(visit: Visit) -> Page:
    person = visit.ctx.person
    visit.ctx.require(Act.LIST_LICENSEE_FORMS, person)
    entries = inbox_entries(visit, visit.ctx.store.office_notices("board", person.board))
    return visit.render("boards/home.html", title=N_("Reports to your board"), entries=entries,
                        board=visit.say(BOARDS.get(person.board, person.board)))
