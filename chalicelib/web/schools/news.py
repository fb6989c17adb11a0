"""The news of a school or child care: one line for each, with the student's name, by day. Read on the school's pages
only: no mail names a child."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from chalicelib.domain.action import Action
from chalicelib.domain.child import SchoolChoice
from chalicelib.domain.notice import Notice
from chalicelib.domain.notice_kinds import NoticeKind
from chalicelib.law.calendar import california_date
from chalicelib.law.marking import N_
from chalicelib.storage import keys
from chalicelib.web.http.page_request import Page, PageRequest
from chalicelib.web.http.routing import Pages
from chalicelib.web.inbox import InboxEntry, office_notices
from chalicelib.web.schools.own_form import OWN_SCHOOL
from chalicelib.web.schools.views import record_list_view
from chalicelib.web.wording.school_news_words import SCHOOL_NEWS

pages = Pages()


@dataclass(frozen=True)
class ShownNews:
    """One line. `name` is empty for a child who is no longer at the school."""

    name: str
    line: str
    entry: InboxEntry


@pages.page("/schools/at/{facility_id}/news", Action.LIST_OWN_PUPILS, of=OWN_SCHOOL)
def _news(page_request: PageRequest, school: SchoolChoice) -> Page:
    news = office_notices(page_request, keys.office_partition("facility", school.facility_id))
    ctx = page_request.ctx
    forms = ctx.store.school_list(school.facility_id, ctx.keyed_hash).forms if news.entries else []
    names = {form.form_id: f"{form.last_name}, {form.first_name}" for form in forms}
    named = sum(notice.facts.get("form_id", "") in names for notice, _entry in news.entries)
    shown = [_shown(page_request, notice, entry, names) for notice, entry in news.entries]
    record_list_view(page_request, school.facility_id, named)
    return page_request.render(
        "schools/news.html",
        title=N_("News for your school"),
        days=_by_day(shown),
        pages=news.pages,
        back_url=f"/schools/at/{school.facility_id}",
    )


def _shown(page_request: PageRequest, notice: Notice, entry: InboxEntry, names: dict[str, str]) -> ShownNews:
    if "form_id" not in notice.facts:  # of the school's list, not of one student
        return ShownNews(entry.heading, entry.text, entry)
    text = SCHOOL_NEWS.get(NoticeKind(notice.kind))
    name = names.get(notice.facts.get("form_id", ""), "")
    return ShownNews(name, page_request.translate(text) if text else entry.heading, entry)


def _by_day(shown: Iterable[ShownNews]) -> list[tuple[date, list[ShownNews]]]:
    days = groupby(shown, lambda each: california_date(each.entry.at))
    return [(day, list(of_day)) for day, of_day in days]
