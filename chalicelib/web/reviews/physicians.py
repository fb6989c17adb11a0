"""A physician as the state sees them: forms by year, reasons, schools, how reviews ended, the standing and its board
matters. Of children it shows initials and age; each form leads to its page, which writes down the view."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from chalicelib.domain.account import BOARDS
from chalicelib.domain.action import Action
from chalicelib.domain.listed_form import ListedForm
from chalicelib.domain.standing import PhysicianStanding
from chalicelib.law.calendar import california_date
from chalicelib.law.marking import N_
from chalicelib.law.tables import Limit, number
from chalicelib.storage.list_pages import page_of
from chalicelib.storage.state_desk import form_keys, listed_forms, reasons_of
from chalicelib.storage.trigger_keys import form_reasons
from chalicelib.web.http.list_links import Listing, links_of, place_asked
from chalicelib.web.http.page_request import Page, PageRequest
from chalicelib.web.http.routing import Pages
from chalicelib.web.reviews.names import MATTERS, STANDINGS
from chalicelib.web.reviews.shown_forms import IN_REVIEW, KEPT, REPLACED, REVOKED, form_row, outcome_of, reason_name
from chalicelib.web.wording.license_words import PROOFS

pages = Pages()
FORMS_ON_A_PAGE = 25


@dataclass(frozen=True)
class YearOfForms:
    """What a physician signed in a calendar year. `counted`: toward the count that sends all to review."""

    year: int
    signed: int
    counted: int
    revoked: int


@pages.page("/reviews/physicians/{standing_id}", Action.LIST_FORMS_FOR_REVIEW, of=PhysicianStanding)
def _physician(page_request: PageRequest, standing: PhysicianStanding) -> Page:
    ctx = page_request.ctx
    ctx.require(Action.LIST_FORMS_FOR_REVIEW)
    bundle = ctx.store.person(standing.account_id)
    signed = sorted(bundle.links.get("form", []), reverse=True)
    years = _years(page_request, standing, signed)
    chosen = _chosen_year(page_request, years)
    of_year = [form_id for at, form_id in signed if _year_of(at) == chosen]
    listing = Listing(f"/reviews/physicians/{standing.id}", {"year": str(chosen)}, part="forms")
    page = page_of(of_year, place_asked(page_request, listing), lambda form_id: form_id, FORMS_ON_A_PAGE)
    ctx.store.load([*form_keys(page.rows), *map(form_reasons, of_year)])
    forms = listed_forms(ctx.store, page.rows)
    state, kind = STANDINGS[standing.state]
    return page_request.render(
        "reviews/physician.html",
        title=N_("Physician"),
        name=bundle.account.display_name if bundle.account else standing.id,
        license=bundle.account.physician.license_shown if bundle.account and bundle.account.physician else standing.id,
        proof=page_request.translate(PROOFS[bundle.account.license_proof]) if bundle.account else "",
        standing=standing,
        board=page_request.translate(BOARDS[standing.id.partition("-")[0]]),
        state=page_request.translate(state),
        state_kind=kind,
        years=years,
        chosen=chosen,
        reviewed_from=number(Limit.FORMS_REVIEWED_FROM, ctx.on),
        forms=[form_row(page_request, form) for form in forms.values()],
        is_reviewed=any(form.review_ids for form in forms.values()),
        pages=links_of(page_request, listing, page, count=len(of_year)),
        reasons=_reason_counts(page_request, of_year),
        schools=Counter(form.school.name for form in forms.values()).most_common(),
        outcomes=_outcomes(page_request, forms.values()),
        matters=[
            (each.code, page_request.translate(MATTERS[each.kind]), each.immunization_related, each.ended, each.on)
            for each in standing.classifications
        ],
    )


def _year_of(at: str) -> int:
    return california_date(datetime.fromisoformat(at)).year


def _years(page_request: PageRequest, standing: PhysicianStanding, signed: list[tuple[str, str]]) -> list[YearOfForms]:
    by_year = Counter(_year_of(at) for at, _form_id in signed)
    known = {page_request.ctx.on.year, *by_year, *map(int, standing.forms_by_year), *map(int, standing.revoked_by_year)}
    return [
        YearOfForms(
            year, by_year[year], standing.forms_by_year.get(str(year), 0), standing.revoked_by_year.get(str(year), 0)
        )
        for year in sorted(known, reverse=True)
    ]


def _chosen_year(page_request: PageRequest, years: list[YearOfForms]) -> int:
    asked = page_request.query.get("year", "")
    known = {str(each.year): each.year for each in years}
    with_forms = next((each.year for each in years if each.signed), page_request.ctx.on.year)
    return known.get(asked, with_forms)


def _reason_counts(page_request: PageRequest, form_ids: Iterable[str]) -> list[tuple[str, str, int]]:
    """Code, name and number of forms of each coded reason, the most frequent first."""
    found: Counter[str] = Counter()
    for form_id in form_ids:
        found.update({code for codes in reasons_of(page_request.ctx.store, form_id).values() for code in codes})
    return [(code, reason_name(page_request, code), count) for code, count in found.most_common()]


def _outcomes(page_request: PageRequest, forms: Iterable[ListedForm]) -> list[tuple[str, int]]:
    """How the reviews of these forms stand, each with the number of forms."""
    found = Counter(outcome_of(form) for form in forms if form.review_ids)
    return [(page_request.translate(text), found[text]) for text in (IN_REVIEW, REVOKED, KEPT, REPLACED) if found[text]]
