"""The inbox: a person's or an organization's notices as dashboards list them (templates/components/inbox.html)."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from types import MappingProxyType
from typing import Annotated

from pydantic import StringConstraints

from chalicelib.addresses import address_of_notice, letter_address
from chalicelib.domain.account import Account
from chalicelib.domain.notice import Notice
from chalicelib.domain.notice_kinds import NoticeKind
from chalicelib.law.marking import N_
from chalicelib.notices.catalogue import CATALOGUE, sentence_for
from chalicelib.storage import keys
from chalicelib.storage.outbox import NoticePlace
from chalicelib.web.http.list_links import Listing, ListLinks, links_of, place_asked
from chalicelib.web.http.page_request import PageRequest

_LABELS = {
    "request_number": N_("Request number"),
    "form_number": N_("Form number"),
    "form_numbers": N_("Form numbers"),
    "start_by": N_("Shots must start by"),
    "appeal_by": N_("Last day to appeal"),
    "due_by": N_("Answer by"),
    "use_by": N_("Can be used until"),
    "students": N_("Students"),
    "review_by": N_("Review by"),
    "earliest_end": N_("Can end at the earliest on"),
}
Mark = Annotated[str, StringConstraints(pattern=r"^[0-9]{15}\.[a-z2-7]{26}$")]
"""What a form names a notice by (storage/school_news.py)."""
DATE_FACTS = frozenset({"start_by", "appeal_by", "due_by", "use_by", "review_by", "earliest_end"})


@dataclass(frozen=True)
class InboxEntry:
    """One notice: what it says in the reader's language, the numbers and dates that go with it, and where it leads
    ("" where it leads to this very page). `letter` is the path of the letter to print, "" where none goes with it."""

    heading: str
    text: str
    details: tuple[tuple[str, str], ...]
    at: datetime
    link: str
    letter: str


def inbox_entries(
    page_request: PageRequest,
    notices: Iterable[Notice],
    physicians: Mapping[str, str] = MappingProxyType({}),
    heading: Callable[[Notice], str] | None = None,
) -> list[InboxEntry]:
    """The notices that an inbox lists, newest first. `physicians`: by account, the name of each physician whom the
    reader may know. `heading`: what names a notice, where that is more than its kind."""
    newest_first = sorted(notices, key=lambda notice: notice.at, reverse=True)
    entries = ((_entry(page_request, notice, physicians), notice) for notice in newest_first if is_listed(notice))
    return [replace(entry, heading=heading(notice)) if heading else entry for entry, notice in entries]


@dataclass(frozen=True)
class NewsPage:
    """A page of an inbox, and what stands below it."""

    entries: list[InboxEntry]
    pages: ListLinks


def office_news(
    page_request: PageRequest,
    kind: str,
    office_id: str,
    physicians: Callable[[list[Notice]], Mapping[str, str]] = lambda _notices: {},
) -> NewsPage:
    """The page of an organization's inbox that the address asks for. `physicians`: as of `inbox_entries`."""
    return _news(page_request, keys.office_partition(kind, office_id), physicians)


def own_news(page_request: PageRequest, heading: Callable[[Notice], str] | None = None) -> NewsPage:
    """The page of the visitor's own inbox that the address asks for. `heading`: what names a notice, where that is
    more than its kind."""
    return _news(page_request, keys.account_partition(page_request.ctx.person.id), lambda _notices: {}, heading)


def _news(
    page_request: PageRequest,
    partition: str,
    physicians: Callable[[list[Notice]], Mapping[str, str]],
    heading: Callable[[Notice], str] | None = None,
) -> NewsPage:
    listing = Listing(page_request.path)
    page = page_request.ctx.store.news(partition, place_asked(page_request, listing), is_listed)
    entries = inbox_entries(page_request, page.rows, physicians(page.rows), heading)
    return NewsPage(entries, links_of(page_request, listing, page))


def inbox_entry(page_request: PageRequest, notice: Notice) -> InboxEntry:
    """One notice as an inbox lists it."""
    return _entry(page_request, notice, {})


def is_listed(notice: Notice) -> bool:
    """Whether an inbox lists the notice: not where it only carries a link."""
    return CATALOGUE[NoticeKind(notice.kind)].in_inbox


def _entry(page_request: PageRequest, notice: Notice, physicians: Mapping[str, str]) -> InboxEntry:
    kind = NoticeKind(notice.kind)
    letter = f"/my-letters/{letter_address(NoticePlace.of_notice(notice))}" if notice.letter else ""
    link = address_of_notice(notice, page_request.ctx.person.role)
    link = letter if link == page_request.path else link
    details = tuple(_details(page_request, notice, physicians))
    heading, sentence = CATALOGUE[kind].heading, sentence_for(kind, notice.recipient.kind)
    return InboxEntry(
        page_request.translate(heading), page_request.translate(sentence), details, notice.at, link, letter
    )


def _details(page_request: PageRequest, notice: Notice, physicians: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    physician = physicians.get(notice.facts.get("physician_id", ""))
    if physician:
        yield page_request.translate(N_("Physician")), physician
    for fact, label in _LABELS.items():
        value = notice.facts.get(fact, "")
        if value:
            told = page_request.translate("%(day)s", day=date.fromisoformat(value)) if fact in DATE_FACTS else value
            yield page_request.translate(label), told


def licensee(page_request: PageRequest, physician: Account) -> str:
    """A physician as a licensing board knows one: name and license."""
    shown = physician.physician.license_shown if physician.physician else ""
    return page_request.translate(N_("%(name)s, license %(number)s"), name=physician.display_name, number=shown)
