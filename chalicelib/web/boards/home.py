"""A licensing board's home: what the state reports to it (HSC 120372(d)(7), (d)(8))."""

from collections.abc import Iterable

from chalicelib.domain.account import Account
from chalicelib.domain.acts import Act
from chalicelib.domain.display_names import BOARDS
from chalicelib.domain.marking import N_
from chalicelib.domain.notice import Notice
from chalicelib.storage import keys
from chalicelib.web.inbox import licensee, office_news
from chalicelib.web.register import Pages
from chalicelib.web.visit import Page, Visit

pages = Pages()


@pages.page("/boards", Act.LIST_LICENSEE_FORMS)
def _home(visit: Visit) -> Page:
    person = visit.ctx.person
    visit.ctx.require(Act.LIST_LICENSEE_FORMS, person)
    news = office_news(visit, "board", person.board, lambda notices: _licensees(visit, notices))
    return visit.render(
        "boards/home.html",
        title=N_("Reports to your board"),
        news=news,
        board=visit.say(BOARDS.get(person.board, person.board)),
    )


def _licensees(visit: Visit, notices: Iterable[Notice]) -> dict[str, str]:
    """The physicians whom the notices are about, by account: name and license."""
    store, ids = visit.ctx.store, {notice.facts.get("physician_id", "") for notice in notices} - {""}
    store.load(keys.record("account", account_id) for account_id in ids)
    found = (store.find(Account, account_id) for account_id in ids)
    return {each.id: licensee(visit, each) for each in found if each}
