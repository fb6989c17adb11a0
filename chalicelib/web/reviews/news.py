"""The news of a reviewer or officer: their own (a case was given to them, an answer came) and the team's. What no one
has dealt with stands first; what came since the last visit is marked. No one is told of what they did themselves."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from chalicelib.actions.school_news.mark_news import NewsOf, mark_reviewers_news, reviewers_inbox
from chalicelib.domain.action import Action
from chalicelib.domain.results import Done
from chalicelib.law.calendar import california_date
from chalicelib.law.marking import N_
from chalicelib.storage.school_news import MarkedNotice, marked_news
from chalicelib.web.http.forms import FormModel, OptionalText, ShownForm, entry
from chalicelib.web.http.list_links import Listing, links_of, place_asked
from chalicelib.web.http.page_request import Page, PageRequest
from chalicelib.web.http.routing import Pages
from chalicelib.web.inbox import InboxEntry, Mark, inbox_entry, is_listed

pages = Pages()
NEWS = "/reviews/news"
_WHOSE = {NewsOf.OWN: N_("For you"), NewsOf.TEAM: N_("For all reviewers")}
_SHOWN = {"open": N_("To do and new"), "done": N_("Done"), "all": N_("All")}


@dataclass(frozen=True)
class ShownNews:
    """One line. `is_new`: it came since the person's last visit on an earlier day."""

    entry: InboxEntry
    mark: str
    done_on: date | None
    done_by: str
    is_new: bool

    @property
    def day(self) -> date:
        return california_date(self.entry.at)


class MarkForm(FormModel):
    """The news that is chosen; `undo`: it is to do again; `of`: in which of the two inboxes."""

    news: tuple[Mark, ...] = entry(N_("First check the messages that are done."), optional=True, default=())
    undo: OptionalText = entry("", optional=True)
    of: OptionalText = entry("", optional=True)


@pages.page(NEWS, Action.LIST_REVIEWS)
def _news(page_request: PageRequest) -> Page:
    return _list(page_request, page_request.form())


def _list(page_request: PageRequest, form: ShownForm) -> Page:
    ctx = page_request.ctx
    ctx.require(Action.LIST_REVIEWS)
    of = _of(form.value("of") or page_request.query.get("of", ""))
    show = page_request.query.get("show", "")
    show = show if show in _SHOWN else "open"
    listing = Listing(NEWS, {"of": of.value, "show": show})
    page = marked_news(
        ctx.store.table,
        reviewers_inbox(ctx, of),
        place_asked(page_request, listing),
        lambda each: is_listed(each.notice) and (show == "all" or (each.done_on is not None) is (show == "done")),
    )
    shown = list(_shown(page_request, page.rows))
    return page_request.render(
        "reviews/news.html",
        title=N_("Your messages"),
        form=form,
        path=NEWS,
        of=of.value,
        whose=[(f"{NEWS}?of={name}", page_request.translate(words), name.value) for name, words in _WHOSE.items()],
        shows=[(f"{NEWS}?of={of}&show={name}", page_request.translate(words), name) for name, words in _SHOWN.items()],
        show=show,
        days=[(day, list(of_day)) for day, of_day in groupby(shown, lambda each: each.day)],
        first_mark=shown[0].mark if shown else "",
        new=sum(each.is_new for each in shown),
        seen_before_on=ctx.person.seen_before_on,
        pages=links_of(page_request, listing, page),
        back_url="/reviews",
    )


def _of(asked: str) -> NewsOf:
    return NewsOf.TEAM if asked == NewsOf.TEAM else NewsOf.OWN


def _shown(page_request: PageRequest, found: Iterable[MarkedNotice]) -> Iterator[ShownNews]:
    """Yield the lines, newest first."""
    before = page_request.ctx.person.seen_before_on
    for each in found:
        entry = inbox_entry(page_request, each.notice)
        is_new = each.done_on is None and before is not None and california_date(entry.at) >= before
        yield ShownNews(entry, each.mark, each.done_on, each.done_by, is_new)


@pages.form(f"{NEWS}/done", Action.MARK_REVIEWERS_NEWS, MarkForm, show=_list)
def _mark(page_request: PageRequest, answers: MarkForm) -> Done:
    return mark_reviewers_news(page_request.ctx, _of(answers.of), answers.news, done=not answers.undo)
