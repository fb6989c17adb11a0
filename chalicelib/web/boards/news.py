"""What the state reports to a licensing board (HSC 120372(d)(7), (d)(8)); each report leads to the licensee's page."""

from collections.abc import Iterable

from chalicelib.domain.account import BOARDS, Account
from chalicelib.domain.action import Action
from chalicelib.domain.notice import Notice
from chalicelib.law.marking import N_
from chalicelib.storage import keys
from chalicelib.web.boards.home import HOME
from chalicelib.web.http.page_request import Page, PageRequest
from chalicelib.web.http.routing import Pages
from chalicelib.web.inbox import licensee, office_news

pages = Pages()


@pages.page(f"{HOME}/news", Action.LIST_LICENSEE_FORMS)
def _news(page_request: PageRequest) -> Page:
    person = page_request.ctx.person
    page_request.ctx.require(Action.LIST_LICENSEE_FORMS, person)
    news = office_news(page_request, "board", person.board, lambda notices: _licensees(page_request, notices))
    return page_request.render(
        "boards/news.html",
        title=N_("Reports to your board"),
        news=news,
        board=page_request.translate(BOARDS.get(person.board, person.board)),
        back_url=HOME,
    )


def _licensees(page_request: PageRequest, notices: Iterable[Notice]) -> dict[str, str]:
    """The physicians whom the notices are about, by account: name and license."""
    store, ids = page_request.ctx.store, {notice.facts.get("physician_id", "") for notice in notices} - {""}
    store.load(keys.record("account", account_id) for account_id in ids)
    found = (store.find(Account, account_id) for account_id in ids)
    return {each.id: licensee(page_request, each) for each in found if each}
