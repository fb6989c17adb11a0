"""The physician's home page: open a request, unfinished work, issued exemptions, this year's count, news."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from chalicelib.domain.access import Purpose
from chalicelib.domain.action import Action
from chalicelib.domain.exemption import ExemptionForm
from chalicelib.domain.request import ExemptionRequest, FormDraft, RequestState
from chalicelib.domain.standing import PhysicianStanding, standing_id
from chalicelib.law.marking import N_
from chalicelib.law.tables import Limit, number
from chalicelib.storage import keys
from chalicelib.storage.list_pages import page_of
from chalicelib.web.http.list_links import Listing, links_of, place_asked
from chalicelib.web.http.page_request import Page, PageRequest
from chalicelib.web.http.routing import Pages
from chalicelib.web.inbox import inbox_entries
from chalicelib.web.physicians.statuses import PhysicianLine, shown_lines

pages = Pages()
_FORMS_PER_PAGE, _MAX_OPEN, _MAX_DRAFTS = 25, 40, 20
_ISSUED = Listing("/physicians", part="forms-heading")


@dataclass(frozen=True)
class ListedForm:
    """One row of "My exemptions"."""

    id: str
    number: str
    child_name: str
    signed_on: date
    lines: Sequence[PhysicianLine]


@dataclass(frozen=True)
class ListedDraft:
    """An unfinished correction or renewal."""

    id: str
    is_correction: bool


@pages.page("/physicians", Action.LIST_OWN_PATIENTS, account_bundle=True)
def _home(page_request: PageRequest) -> Page:
    account_bundle = page_request.ctx.account_bundle
    form_ids = account_bundle.ids("form")
    page = page_of(form_ids, place_asked(page_request, _ISSUED), str, _FORMS_PER_PAGE)
    opened_ids, draft_ids = account_bundle.ids("request")[:_MAX_OPEN], account_bundle.ids("draft")[:_MAX_DRAFTS]
    standing = _load(page_request, page.rows, opened_ids, draft_ids)
    forms, opened = _forms(page_request, page.rows), _opened(page_request, opened_ids)
    if forms or opened:
        page_request.ctx.store.record_access(
            "physician",
            page_request.ctx.person.id,
            page_request.ctx.person,
            page_request.ctx.now,
            page_request.ctx.new_id(),
            purpose=Purpose.OWN_PATIENTS,
            count=len(forms) + len(opened),
        )
    return page_request.render(
        "physicians/home.html",
        title=N_("My patients' exemptions"),
        form=page_request.form(),
        forms=forms,
        opened=opened,
        drafts=_drafts(page_request, draft_ids),
        inbox_news=inbox_entries(page_request, account_bundle.notices),
        standing=standing,
        count=standing.forms_by_year.get(str(page_request.ctx.on.year), 0) if standing else 0,
        reviewed_from=number(Limit.FORMS_REVIEWED_FROM, page_request.ctx.on),
        year=page_request.ctx.on.year,
        pages=links_of(page_request, _ISSUED, page, count=len(form_ids)),
    )


def _load(
    page_request: PageRequest, form_ids: list[str], request_ids: list[str], draft_ids: list[str]
) -> PhysicianStanding | None:
    """One read for all that the lists show."""
    profile = page_request.ctx.person.physician
    standing = standing_id(profile) if profile else ""
    page_request.ctx.store.load(
        [
            keys.record("standing", standing),
            *(keys.record("form", each) for each in form_ids),
            *(keys.record("request", each) for each in request_ids),
            *(keys.record("form_draft", each) for each in draft_ids),
        ]
    )
    return page_request.ctx.store.find(PhysicianStanding, standing)


def _forms(page_request: PageRequest, ids: list[str]) -> list[ListedForm]:
    found = (page_request.ctx.store.find(ExemptionForm, form_id) for form_id in ids)
    return [
        ListedForm(form.id, form.number, form.child.full_name, form.signed_on, shown_lines(page_request, form))
        for form in found
        if form is not None and form.physician_id == page_request.ctx.person.id
    ]


def _opened(page_request: PageRequest, ids: list[str]) -> list[ExemptionRequest]:
    found = (page_request.ctx.store.find(ExemptionRequest, request_id) for request_id in ids)
    return [
        request
        for request in found
        if request is not None
        and request.state == RequestState.OPENED
        and request.physician_id == page_request.ctx.person.id
    ]


def _drafts(page_request: PageRequest, ids: list[str]) -> list[ListedDraft]:
    found = (page_request.ctx.store.find(FormDraft, draft_id) for draft_id in ids)
    return [ListedDraft(draft.id, draft.is_correction) for draft in found if draft is not None]
