"""The physician's home: open a request, what waits, this year's count, one row per child, and the news."""

from chalicelib.domain.action import Action
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
from chalicelib.web.physicians.patients import own_form_ids, own_patients, patient_row, record_list_view
from chalicelib.web.physicians.waiting import waiting_for

pages = Pages()
_ROWS_PER_PAGE, _MAX_OPEN, _MAX_DRAFTS = 25, 40, 20
_PATIENTS = Listing("/physicians", part="patients")


@pages.page("/physicians", Action.LIST_OWN_PATIENTS, account_bundle=True)
def _home(page_request: PageRequest) -> Page:
    account_bundle, form_ids = page_request.ctx.account_bundle, own_form_ids(page_request)
    opened_ids, draft_ids = account_bundle.ids("request")[:_MAX_OPEN], account_bundle.ids("draft")[:_MAX_DRAFTS]
    standing = _load(page_request, form_ids, opened_ids, draft_ids)
    patients, opened = own_patients(page_request, form_ids), _opened(page_request, opened_ids)
    place = place_asked(page_request, _PATIENTS)
    page = page_of(patients, place, lambda patient: patient.newest.id, _ROWS_PER_PAGE)
    rows = page.of([patient_row(page_request, each) for each in page.rows])
    drafts = _drafts(page_request, [*opened_ids, *draft_ids])
    record_list_view(page_request, len(rows.rows) + len(opened))
    return page_request.render(
        "physicians/home.html",
        title=N_("Your patients"),
        form=page_request.form(),
        patients=rows.rows,
        all_patients=len(patients),
        waiting=waiting_for(page_request, patients, opened, drafts, account_bundle.notices),
        inbox_news=inbox_entries(page_request, account_bundle.notices),
        standing=standing,
        count=standing.forms_by_year.get(str(page_request.ctx.on.year), 0) if standing else 0,
        reviewed_from=number(Limit.FORMS_REVIEWED_FROM, page_request.ctx.on),
        year=page_request.ctx.on.year,
        pages=links_of(page_request, _PATIENTS, rows, count=len(patients)),
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
            *(keys.record("form_draft", each) for each in (*request_ids, *draft_ids)),
        ]
    )
    return page_request.ctx.store.find(PhysicianStanding, standing)


def _opened(page_request: PageRequest, ids: list[str]) -> list[ExemptionRequest]:
    found = (page_request.ctx.store.find(ExemptionRequest, request_id) for request_id in ids)
    return [
        request
        for request in found
        if request is not None
        and request.state == RequestState.OPENED
        and request.physician_id == page_request.ctx.person.id
    ]


def _drafts(page_request: PageRequest, ids: list[str]) -> list[FormDraft]:
    found = (page_request.ctx.store.find(FormDraft, draft_id) for draft_id in ids)
    me = page_request.ctx.person.id
    return [draft for draft in found if draft is not None and draft.physician_id == me and not draft.is_signed]
