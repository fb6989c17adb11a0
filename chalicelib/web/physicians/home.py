"""The physician's home: open a request, what waits, this year's count, one row per child, and the news."""

from chalicelib.domain.action import Action
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
from chalicelib.web.physicians.waiting import waiting_for, work_keys, work_of

pages = Pages()
_ROWS_PER_PAGE = 25
_PATIENTS = Listing("/physicians", part="patients")


@pages.page("/physicians", Action.LIST_OWN_PATIENTS, account_bundle=True)
def _home(page_request: PageRequest) -> Page:
    account_bundle, form_ids = page_request.ctx.account_bundle, own_form_ids(page_request)
    standing = _load(page_request, form_ids)
    patients, work = own_patients(page_request, form_ids), work_of(page_request, account_bundle)
    place = place_asked(page_request, _PATIENTS)
    page = page_of(patients, place, lambda patient: patient.newest.id, _ROWS_PER_PAGE)
    rows = page.of([patient_row(page_request, each) for each in page.rows])
    record_list_view(page_request, len(rows.rows) + len(work.opened))
    return page_request.render(
        "physicians/home.html",
        title=N_("Your patients"),
        form=page_request.form(),
        patients=rows.rows,
        all_patients=len(patients),
        waiting=waiting_for(page_request, patients, work, account_bundle.notices),
        inbox_news=inbox_entries(page_request, account_bundle.notices),
        standing=standing,
        count=standing.forms_by_year.get(str(page_request.ctx.on.year), 0) if standing else 0,
        reviewed_from=number(Limit.FORMS_REVIEWED_FROM, page_request.ctx.on),
        year=page_request.ctx.on.year,
        pages=links_of(page_request, _PATIENTS, rows, count=len(patients)),
    )


def _load(page_request: PageRequest, form_ids: list[str]) -> PhysicianStanding | None:
    """One read for all that the lists show."""
    profile = page_request.ctx.person.physician
    standing = standing_id(profile) if profile else ""
    page_request.ctx.store.load(
        [
            keys.record("standing", standing),
            *(keys.record("form", each) for each in form_ids),
            *work_keys(page_request.ctx.account_bundle),
        ]
    )
    return page_request.ctx.store.find(PhysicianStanding, standing)
