"""Finding a school, and a school as the state's review sees it: its annual reports with their rates, its forms, and
which of them are in review. Of children it shows initials and age."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from chalicelib.actions.reports.report_case import report_key
from chalicelib.actions.signing.form_facts import one_line
from chalicelib.directory.places import Place
from chalicelib.domain.action import Action
from chalicelib.domain.errors import not_found
from chalicelib.domain.facility import Facility
from chalicelib.domain.published_report import PublishedPart
from chalicelib.domain.report_duty import files_report, review_by_rate
from chalicelib.domain.report_figures import Figures
from chalicelib.domain.school_report import SchoolReport, report_id
from chalicelib.law.annual_report import ReportCategory, report_due
from chalicelib.law.calendar import SchoolYear, school_year_of
from chalicelib.law.marking import N_
from chalicelib.law.verdict import Outcome
from chalicelib.storage import keys, trigger_keys
from chalicelib.storage.directory import search_directory
from chalicelib.storage.keys import Key
from chalicelib.storage.list_pages import page_of
from chalicelib.storage.rosters import form_ids_at
from chalicelib.storage.school_reporting import read_reporting
from chalicelib.storage.state_desk import form_keys, listed_forms
from chalicelib.web.http.forms import FormModel, ShownForm, Text, entry
from chalicelib.web.http.list_links import Listing, links_of, place_asked
from chalicelib.web.http.page_request import Page, PageRequest
from chalicelib.web.http.routing import Pages
from chalicelib.web.reviews.shown_forms import form_row
from chalicelib.web.wording.published_rates import rate_text
from chalicelib.web.wording.report_names import SECTIONS
from chalicelib.web.wording.triggers import TRIGGERS

pages = Pages()
FORMS_ON_A_PAGE = 40
_YEARS = 4


class SchoolForm(FormModel):
    """What to look for: words of the name or city, or a number."""

    name: Text = entry(N_("Enter the name, the city, the ZIP code or the number"))


class PublishedLine(NamedTuple):
    """A part of the report as the state's file has it. `rate`: "" where it is hidden."""

    section: str
    is_reported: bool
    rate: str
    loaded_on: date


@dataclass(frozen=True)
class ReportLine:
    """The report of one school year: filed, or missing past its day, or not due yet; and what the state's file says.
    `due_on`: None where no day is known, and where the school has reported to the state."""

    year: str
    filed_on: date | None
    due_on: date | None
    is_missing: bool
    enrolled: int
    complete: int
    percent: str  # of students with all doses, one decimal; "" without students
    permanent: int
    is_below: bool
    published: list[PublishedLine]


def _show_find(page_request: PageRequest, form: ShownForm, found: list[Place] | None = None) -> Page:
    return page_request.render("reviews/schools.html", title=N_("Find a school"), form=form, found=found)


@pages.form("/reviews/schools", Action.LIST_FORMS_FOR_REVIEW, SchoolForm, show=_show_find)
def _find(page_request: PageRequest, answers: SchoolForm) -> Page:
    page_request.ctx.require(Action.LIST_FORMS_FOR_REVIEW)
    found = search_directory(page_request.ctx.store, answers.name)
    return _show_find(page_request, page_request.form(dict(answers)), found)


def _keys_of(params: Mapping[str, str]) -> list[Key]:
    facility_id = params["facility_id"]
    return [keys.record("facility", facility_id), trigger_keys.school_reporting(facility_id)]


@pages.page("/reviews/schools/{facility_id}", Action.LIST_FORMS_FOR_REVIEW, prefetch=_keys_of)
def _school(page_request: PageRequest) -> Page:
    ctx = page_request.ctx
    ctx.require(Action.LIST_FORMS_FOR_REVIEW)
    facility = ctx.store.facility(page_request.params["facility_id"])
    if facility is None:
        raise not_found()
    form_ids = form_ids_at(ctx.store.table, facility.id)
    listing = Listing(f"/reviews/schools/{facility.id}", part="forms")
    page = page_of(form_ids, place_asked(page_request, listing), lambda form_id: form_id, FORMS_ON_A_PAGE)
    years = [SchoolYear(school_year_of(ctx.on).starts_in - back) for back in range(_YEARS)]
    ctx.store.load([*form_keys(page.rows), *(report_key(facility.id, year.starts_in) for year in years)])
    forms = sorted(listed_forms(ctx.store, page.rows).values(), key=lambda form: form.signed_on, reverse=True)
    known = ctx.store.item(trigger_keys.school_reporting(facility.id))
    published = read_reporting(known).published if known else ()
    return page_request.render(
        "reviews/school.html",
        title=N_("School"),
        facility=facility,
        address=one_line(facility.address),
        reports=[_report(page_request, facility, year, published) for year in years]
        if files_report(facility, ctx.on)
        else [],
        triggers=[page_request.translate(TRIGGERS[each]) for each in read_reporting(known).triggers] if known else [],
        forms=[form_row(page_request, form) for form in forms],
        in_review=sum(form.is_in_review for form in forms),
        physicians=Counter((form.physician_name, form.standing_id) for form in forms).most_common(),
        pages=links_of(page_request, listing, page, count=len(form_ids)),
        count=len(form_ids),
    )


def _report(
    page_request: PageRequest, facility: Facility, year: SchoolYear, published: Iterable[PublishedPart]
) -> ReportLine:
    ctx = page_request.ctx
    parts = [part for part in published if part.starts_in == year.starts_in]
    found = ctx.store.find(SchoolReport, report_id(facility.id, year.starts_in))
    due = report_due(year)
    is_reported = any(part.is_reported for part in parts)
    due_on = due.due_on if due and not is_reported else None  # what the state has is no longer due here
    figures = Figures(found.groups) if found else None
    enrolled, complete = (figures.enrolled, figures.complete) if figures else (0, 0)
    return ReportLine(
        f"{year.starts_in}-{(year.starts_in + 1) % 100:02d}",
        found.reported_on if found else None,
        due_on,
        found is None and due_on is not None and due_on < ctx.on,
        enrolled,
        complete,
        f"{complete * 1000 // enrolled / 10:.1f}" if enrolled else "",
        figures.count(category=ReportCategory.PERMANENT) if figures else 0,
        found is not None and review_by_rate(found).outcome is Outcome.REQUIRED,
        [_published(page_request, part) for part in parts],
    )


def _published(page_request: PageRequest, part: PublishedPart) -> PublishedLine:
    section = page_request.translate(SECTIONS[part.section])
    return PublishedLine(section, part.is_reported, rate_text(part), date.fromisoformat(part.loaded_on))
