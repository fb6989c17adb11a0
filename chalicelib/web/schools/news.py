"""The news of a school or child care: one line for each, with the student's name, by day. Read on the school's pages
only: no mail names a child.

What no one has dealt with stands first, with what the school must do. A duty that is over (its day has passed, newer
news of the same form came, the student is no longer there) stands apart and asks for nothing.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

from chalicelib.actions.school_news.mark_news import mark_news
from chalicelib.domain.action import Action
from chalicelib.domain.child import SchoolChoice
from chalicelib.domain.notice import Notice
from chalicelib.domain.notice_kinds import NoticeKind
from chalicelib.domain.results import Done
from chalicelib.law.calendar import california_date
from chalicelib.law.marking import N_
from chalicelib.law.names import listed_name
from chalicelib.storage.school_news import MarkedNotice, marked_news, school_inbox
from chalicelib.web.http.forms import FormModel, OptionalText, ShownForm, entry
from chalicelib.web.http.list_links import Listing, links_of, place_asked
from chalicelib.web.http.page_request import Page, PageRequest
from chalicelib.web.http.routing import Pages
from chalicelib.web.inbox import DATE_FACTS, InboxEntry, Mark, inbox_entry, is_listed
from chalicelib.web.schools.own_form import OWN_SCHOOL
from chalicelib.web.schools.views import record_list_view
from chalicelib.web.wording.school_news_words import SCHOOL_NEWS, NewsLine

pages = Pages()
NEWS = "/schools/at/{facility_id}/news"
_TITLE = N_("Messages for your school")
_OLD = timedelta(days=60)  # news without a day of its own asks for nothing after that [R]
_SHOWN = {"open": N_("To do and new"), "done": N_("Done"), "all": N_("All")}


@dataclass(frozen=True)
class ShownNews:
    """One line. `name` is empty for a child who is no longer at the school; `to_do`: "" where nothing is to be done,
    or not any more; `form_id`: whose other news can be asked for."""

    name: str
    happened: str
    to_do: str
    entry: InboxEntry
    form_id: str
    mark: str
    done_on: date | None
    done_by: str
    is_over: bool

    @property
    def day(self) -> date:
        return california_date(self.entry.at)


@dataclass(frozen=True)
class _Asked:
    """What the address asks for: open, done or all; of one form, or of all."""

    show: str
    form_id: str

    def fits(self, each: MarkedNotice) -> bool:
        if not is_listed(each.notice) or (self.form_id and each.notice.facts.get("form_id") != self.form_id):
            return False
        return self.show == "all" or (each.done_on is not None) is (self.show == "done")

    def query(self) -> dict[str, str]:
        told = {"show": "" if self.show == "open" else self.show, "of": self.form_id}
        return {name: value for name, value in told.items() if value}


def _asked(page_request: PageRequest) -> _Asked:
    form_id = page_request.query.get("of", "")
    show = page_request.query.get("show", "all" if form_id else "open")
    return _Asked(show if show in _SHOWN else "open", form_id)


@pages.page(NEWS, Action.LIST_OWN_PUPILS, of=OWN_SCHOOL)
def _news(page_request: PageRequest, school: SchoolChoice) -> Page:
    return _list(page_request, school, page_request.form())


def _list(page_request: PageRequest, school: SchoolChoice, form: ShownForm) -> Page:
    ctx, asked = page_request.ctx, _asked(page_request)
    path = NEWS.format(facility_id=school.facility_id)
    listing = Listing(path, asked.query())
    inbox = school_inbox(school.facility_id)
    page = marked_news(ctx.store.table, inbox, place_asked(page_request, listing), asked.fits)
    forms = ctx.store.school_list(school.facility_id, ctx.keyed_hash).forms if page.rows else []
    names = {each.form_id: listed_name(each.last_name, each.first_name) for each in forms}
    shown = list(_shown(page_request, page.rows, names))
    record_list_view(page_request, school.facility_id, sum(each.form_id in names for each in shown))
    of_form = Counter(each.form_id for each in shown)
    return page_request.render(
        "schools/news.html",
        title=_TITLE,
        form=form,
        path=path,
        days=_by_day(each for each in shown if not each.is_over),
        over=[each for each in shown if each.is_over],
        first_mark=next((each.mark for each in sorted(shown, key=lambda one: one.is_over)), ""),
        pages=links_of(page_request, listing, page),
        shows=[(f"{path}?show={name}", page_request.translate(words), name) for name, words in _SHOWN.items()],
        show=asked.show,
        student=names.get(asked.form_id, "") if asked.form_id else "",
        is_of_one=bool(asked.form_id),
        several={form_id for form_id, count in of_form.items() if form_id and count > 1 and not asked.form_id},
        can_mark=page_request.may(Action.MARK_NEWS),
        back_url=f"/schools/at/{school.facility_id}",
    )


def _shown(page_request: PageRequest, found: Iterable[MarkedNotice], names: dict[str, str]) -> Iterator[ShownNews]:
    """Yield the lines, newest first."""
    known: set[str] = set()
    for each in found:
        form_id = each.notice.facts.get("form_id", "")
        entry = inbox_entry(page_request, each.notice)
        line = SCHOOL_NEWS.get(NoticeKind(each.notice.kind), NewsLine("", ""))
        gone, newer = form_id not in names, form_id in known
        is_over = each.done_on is None and _is_over(
            page_request.ctx.on, each.notice, is_overtaken=bool(form_id) and (gone or newer)
        )
        to_do = "" if is_over or each.done_on else line.to_do
        yield ShownNews(
            name=names.get(form_id, "") if form_id or line.happened else entry.heading,
            happened=page_request.translate(line.happened) or (entry.heading if form_id else entry.text),
            to_do=page_request.translate(to_do),
            entry=entry,
            form_id=form_id,
            mark=each.mark,
            done_on=each.done_on,
            done_by=each.done_by,
            is_over=is_over,
        )
        known.add(form_id)


def _is_over(on: date, notice: Notice, *, is_overtaken: bool) -> bool:
    """Return whether news that no one has dealt with asks for nothing any more. `is_overtaken`: newer news of the form
    came, or the student is gone."""
    days = [date.fromisoformat(notice.facts[name]) for name in DATE_FACTS if notice.facts.get(name)]
    has_passed = max(days) < on if days else california_date(notice.at) + _OLD < on
    return is_overtaken or has_passed


def _by_day(shown: Iterable[ShownNews]) -> list[tuple[date, list[ShownNews]]]:
    return [(day, list(of_day)) for day, of_day in groupby(shown, lambda each: each.day)]


class MarkForm(FormModel):
    """The news that is chosen; `undo`: it is to do again."""

    news: tuple[Mark, ...] = entry(N_("First check the messages that are done."), optional=True, default=())
    undo: OptionalText = entry("", optional=True)


@pages.form(f"{NEWS}/done", Action.MARK_NEWS, MarkForm, of=OWN_SCHOOL, show=_list)
def _mark(page_request: PageRequest, school: SchoolChoice, answers: MarkForm) -> Done:
    return mark_news(page_request.ctx, school.facility_id, answers.news, done=not answers.undo)
