"""A family's news: each line names the child and the fact."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from chalicelib.addresses import address_of_notice
from chalicelib.domain.appeal import Appeal
from chalicelib.domain.child_overview import ChildOverview, by_child
from chalicelib.domain.notice import Notice
from chalicelib.domain.notice_kinds import NoticeKind
from chalicelib.law.calendar import california_date
from chalicelib.law.marking import N_
from chalicelib.notices.catalogue import CATALOGUE
from chalicelib.web.http.page_request import PageRequest

# Translators: %(child)s is the child's first name, %(doctor)s a doctor's name with title
_SENTENCES: Mapping[NoticeKind, str] = {
    NoticeKind.REQUEST_SUBMITTED: N_("%(child)s's request is ready for the doctor"),
    NoticeKind.REQUEST_OPENED: N_("A doctor opened %(child)s's request"),
    NoticeKind.REQUEST_RELEASED: N_("The doctor handed %(child)s's request back"),
    NoticeKind.REQUEST_DECLINED: N_("The doctor did not sign a form for %(child)s"),
    NoticeKind.EXEMPTION_ISSUED: N_("%(doctor)s signed %(child)s's form"),
    NoticeKind.EXEMPTION_HELD: N_("%(child)s's form is signed, but on hold"),
    NoticeKind.EXEMPTION_RELEASED: N_("%(child)s's form is valid now"),
    NoticeKind.EXEMPTION_REFUSED: N_("The state did not accept %(child)s's form"),
    NoticeKind.EXEMPTION_WITHDRAWN: N_("%(doctor)s withdrew an exemption of %(child)s"),
    NoticeKind.EXEMPTION_REPLACED: N_("A newer form replaced an older one of %(child)s"),
    NoticeKind.SCHOOL_CHANGED: N_("%(child)s's school was changed"),
    NoticeKind.SCHOOL_RECORDED: N_("The school changed its record of %(child)s"),
    NoticeKind.REVIEW_CLEARED: N_("The state's review of %(child)s's form is over: it stays valid"),
    NoticeKind.EXEMPTION_REVOKED: N_("The state stopped an exemption of %(child)s"),
    NoticeKind.EXEMPTION_ENDS_SOON: N_("%(child)s's exemption ends soon"),
    NoticeKind.EXEMPTION_ENDED: N_("%(child)s's exemption has ended"),
    NoticeKind.SPAN_ENDS_SOON: N_("%(child)s's exemption ends with the grade span soon"),
    NoticeKind.APPEAL_DAY_NEAR: N_("The last day to appeal for %(child)s is near"),
    NoticeKind.GUARDIAN_JOINED: N_("Another parent or guardian shares %(child)s's record"),
    NoticeKind.GUARDIAN_LEFT: N_("A parent or guardian left %(child)s's record"),
    NoticeKind.EMERGENCY_VIEW: N_("%(child)s's record was opened in an emergency"),
    NoticeKind.WRONG_BIRTH_DATE_TRIES: N_("Someone tried to open %(child)s's request"),
    NoticeKind.REQUEST_LAPSES_SOON: N_("%(child)s's request will soon be too old to use"),
    NoticeKind.DRAFT_LAPSES_SOON: N_("%(child)s's unfinished request will soon be too old to use"),
    NoticeKind.AMENDMENT_ANSWERED: N_("The state answered your correction request for %(child)s"),
    NoticeKind.CHARGE_ANSWERED: N_("The state answered your report of a charge for %(child)s's form"),
}
_ABOUT = N_("%(child)s: %(fact)s")
_DOCTOR = N_("Dr. %(name)s")


@dataclass(frozen=True)
class NewsLine:
    """One line: when, what, and where it leads ("": nowhere)."""

    at: datetime
    text: str
    url: str

    @property
    def on(self) -> date:
        """The day in California."""
        return california_date(self.at)


def newest_news(
    page_request: PageRequest,
    notices: Iterable[Notice],
    children: Sequence[ChildOverview],
    appeals: Iterable[Appeal] = (),
    most: int = 3,
) -> list[NewsLine]:
    """Return the newest lines of an inbox, newest first."""
    of_case = _by_case(children, appeals)
    listed = sorted(
        (each for each in notices if CATALOGUE[NoticeKind(each.kind)].in_inbox), key=lambda each: each.at, reverse=True
    )
    return [_line(page_request, notice, of_case) for notice in listed[:most]]


def news_of_child(
    page_request: PageRequest, notices: Iterable[Notice], child: ChildOverview, appeals: Iterable[Appeal], most: int = 3
) -> list[NewsLine]:
    """Return the newest lines that are about this child."""
    own = _by_case([child], appeals)
    about = [each for each in notices if each.about.id in own or each.about.of in own]
    return newest_news(page_request, about, [child], appeals, most)


def headings(page_request: PageRequest) -> Callable[[Notice], str]:
    """Return what names the child and the fact of a notice to this parent. One request to the store, after the
    account's own."""
    requests, forms, appeals = page_request.ctx.own_records()
    of_case = _by_case(by_child(requests, forms, page_request.ctx.on), appeals)
    return lambda notice: _line(page_request, notice, of_case).text


def _by_case(children: Sequence[ChildOverview], appeals: Iterable[Appeal]) -> dict[str, ChildOverview]:
    """Return the child by the id of each record, request, form and appeal."""
    found: dict[str, ChildOverview] = {}
    for child in children:
        own = (*child.record_ids, *(each.id for each in child.requests), *(each.id for each in child.forms))
        found.update(dict.fromkeys(own, child))
    found.update({each.id: found[each.form_id] for each in appeals if each.form_id in found})
    return found


def _line(page_request: PageRequest, notice: Notice, of_case: Mapping[str, ChildOverview]) -> NewsLine:
    kind, about = NoticeKind(notice.kind), notice.about
    child = of_case.get(about.id) or of_case.get(about.of)
    link = address_of_notice(notice, page_request.ctx.person.role)
    url = "" if link == page_request.path else link
    heading = CATALOGUE[kind].heading
    if child is None or child.facts is None:
        return NewsLine(notice.at, page_request.translate(heading), url)
    name = child.facts.short_name
    sentence = _SENTENCES.get(kind)
    if sentence is None:
        text = page_request.translate(_ABOUT, child=name, fact=page_request.translate(heading))
    else:
        text = page_request.translate(sentence, child=name, doctor=_doctor(page_request, child, about.id))
    return NewsLine(notice.at, text, url)


def _doctor(page_request: PageRequest, child: ChildOverview, form_id: str) -> str:
    signed_by = next((each.physician_name for each in child.forms if each.id == form_id), "")
    return page_request.translate(_DOCTOR, name=signed_by) if signed_by else page_request.translate(N_("A doctor"))
