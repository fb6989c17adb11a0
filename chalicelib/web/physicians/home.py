"""The physician's home page: open a request, unfinished work, issued exemptions, this year's count, news."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from chalicelib.domain.access import Purpose
from chalicelib.domain.acts import Act
from chalicelib.domain.exemption import Form
from chalicelib.domain.marking import N_
from chalicelib.domain.request import FormDraft, Request, RequestState
from chalicelib.domain.standing import Standing, standing_id
from chalicelib.law.tables import Limit, number
from chalicelib.storage import keys
from chalicelib.storage.list_pages import page_of
from chalicelib.web.inbox import inbox_entries
from chalicelib.web.list_links import Listing, links_of, place_asked
from chalicelib.web.physicians.statuses import ShownLine, shown_lines
from chalicelib.web.register import Pages
from chalicelib.web.visit import Page, Visit

pages = Pages()
_FORMS_PER_PAGE, _MOST_OPEN, _MOST_DRAFTS = 25, 40, 20
_ISSUED = Listing("/physicians", part="forms-heading")


@dataclass(frozen=True)
class ListedForm:
    """One row of "My exemptions"."""

    id: str
    number: str
    child_name: str
    signed_on: date
    lines: Sequence[ShownLine]


@dataclass(frozen=True)
class ListedDraft:
    """An unfinished correction or renewal."""

    id: str
    is_correction: bool


@pages.page("/physicians", Act.LIST_OWN_PATIENTS, desk=True)
def _home(visit: Visit) -> Page:
    desk = visit.ctx.desk
    form_ids = desk.ids("form")
    page = page_of(form_ids, place_asked(visit, _ISSUED), str, _FORMS_PER_PAGE)
    opened_ids, draft_ids = desk.ids("request")[:_MOST_OPEN], desk.ids("draft")[:_MOST_DRAFTS]
    standing = _load(visit, page.rows, opened_ids, draft_ids)
    forms, opened = _forms(visit, page.rows), _opened(visit, opened_ids)
    if forms or opened:
        visit.ctx.store.record_access(
            "physician",
            visit.ctx.person.id,
            visit.ctx.person,
            visit.ctx.now,
            visit.ctx.new_id(),
            purpose=Purpose.OWN_PATIENTS,
            count=len(forms) + len(opened),
        )
    return visit.render(
        "physicians/home.html",
        title=N_("My patients' exemptions"),
        form=visit.form(),
        forms=forms,
        opened=opened,
        drafts=_drafts(visit, draft_ids),
        inbox_news=inbox_entries(visit, desk.notices),
        standing=standing,
        count=standing.forms_by_year.get(str(visit.ctx.on.year), 0) if standing else 0,
        reviewed_from=number(Limit.FORMS_REVIEWED_FROM, visit.ctx.on),
        year=visit.ctx.on.year,
        pages=links_of(visit, _ISSUED, page, count=len(form_ids)),
    )


def _load(visit: Visit, form_ids: list[str], request_ids: list[str], draft_ids: list[str]) -> Standing | None:
    """One read for all that the lists show."""
    profile = visit.ctx.person.physician
    standing = standing_id(profile) if profile else ""
    visit.ctx.store.load(
        [
            keys.record("standing", standing),
            *(keys.record("form", each) for each in form_ids),
            *(keys.record("request", each) for each in request_ids),
            *(keys.record("form_draft", each) for each in draft_ids),
        ]
    )
    return visit.ctx.store.find(Standing, standing)


def _forms(visit: Visit, ids: list[str]) -> list[ListedForm]:
    found = (visit.ctx.store.find(Form, form_id) for form_id in ids)
    return [
        ListedForm(form.id, form.number, form.child.full_name, form.signed_on, shown_lines(visit, form))
        for form in found
        if form is not None and form.physician_id == visit.ctx.person.id
    ]


def _opened(visit: Visit, ids: list[str]) -> list[Request]:
    found = (visit.ctx.store.find(Request, request_id) for request_id in ids)
    return [
        request
        for request in found
        if request is not None and request.state == RequestState.OPENED and request.physician_id == visit.ctx.person.id
    ]


def _drafts(visit: Visit, ids: list[str]) -> list[ListedDraft]:
    found = (visit.ctx.store.find(FormDraft, draft_id) for draft_id in ids)
    return [ListedDraft(draft.id, draft.is_correction) for draft in found if draft is not None]
