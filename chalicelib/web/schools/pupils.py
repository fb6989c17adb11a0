"""A school's list: its pupils with exemptions, and what to answer for each of them today."""

from collections.abc import Callable
from dataclasses import dataclass

from chalicelib.domain.action import Action
from chalicelib.domain.admission_answers import PupilAnswers, answers_for_pupils, counts_of
from chalicelib.domain.child import SchoolChoice
from chalicelib.domain.facility import Facility
from chalicelib.law.enums import Vaccine
from chalicelib.law.marking import N_
from chalicelib.law.verdict import Outcome
from chalicelib.storage import keys
from chalicelib.storage.list_pages import page_of
from chalicelib.web.http.forms import FormModel, ShownForm, Text, entry
from chalicelib.web.http.list_links import Cursor, Listing, links_of, place_asked
from chalicelib.web.http.page_request import Page, PageRequest
from chalicelib.web.http.routing import Pages
from chalicelib.web.schools.own_form import OWN_SCHOOL
from chalicelib.web.schools.shown import ANSWERS, shown_pupil
from chalicelib.web.schools.views import record_list_view
from chalicelib.web.wording.names import VACCINES

pages = Pages()
_TITLE = N_("Pupils with exemptions")


@pages.page("/schools", Action.LIST_OWN_PUPILS)
def _home(page_request: PageRequest) -> Page:
    facility_ids = page_request.ctx.person.facility_ids
    if len(facility_ids) == 1:
        return _list(page_request, facility_ids[0], page_request.form(_filters(page_request)), _chosen(page_request))
    page_request.ctx.store.load(keys.record("facility", facility_id) for facility_id in facility_ids)
    facilities = [page_request.ctx.store.facility(facility_id) for facility_id in facility_ids]
    return page_request.render(
        "schools/choose.html",
        title=N_("Choose a school"),
        facilities=sorted(filter(None, facilities), key=lambda each: each.name),
    )


def _filters(page_request: PageRequest) -> dict[str, str]:
    return {name: page_request.query.get(name, "") for name in ("answer", "vaccine", "show")}


class SearchForm(FormModel):
    """Part of a name, or a form number. Sent in the body, so that no name stands in an address; so the place in a long
    list of those found is sent there, too."""

    name: Text = entry(N_("Type part of a name or a form number"))
    page: Cursor = entry("", optional=True)


def _show(page_request: PageRequest, school: SchoolChoice, form: ShownForm) -> Page:
    return _list(page_request, school.facility_id, form, _chosen(page_request))


@pages.form(
    "/schools/at/{facility_id}",
    Action.LIST_OWN_PUPILS,
    SearchForm,
    of=OWN_SCHOOL,
    show=_show,
    initial=lambda page_request, _school: _filters(page_request),
)
def _search(page_request: PageRequest, school: SchoolChoice, answers: SearchForm) -> Page:
    words = answers.name.casefold().replace(",", " ").split()
    form = page_request.form({**_filters(page_request), "name": answers.name})
    return _list(
        page_request,
        school.facility_id,
        form,
        lambda pupil: _has_words(pupil, words),
        Search(" ".join(words), answers.page),
    )


@dataclass(frozen=True)
class Search:
    """What was typed to find pupils, and the place in the list of those found."""

    words: str
    cursor: str


def _has_words(pupil: PupilAnswers, words: list[str]) -> bool:
    row = pupil.newest
    numbers = {number.casefold() for number in pupil.form_numbers}
    known = f"{row.first_name} {row.last_name} {' '.join(numbers)}".casefold()
    return all(word in known for word in words)


def _chosen(page_request: PageRequest) -> Callable[[PupilAnswers], bool]:
    """The filter of the address: by answer, by vaccine, and by what changed. An unknown value filters nothing."""
    answer, vaccine, view = _filters(page_request).values()

    def is_chosen(pupil: PupilAnswers) -> bool:
        of_vaccine = [each for each in pupil.answers if vaccine not in set(Vaccine) or each.vaccine == vaccine]
        outcomes = {each.verdict.outcome for each in of_vaccine}
        return (
            bool(of_vaccine)
            and (answer not in set(Outcome) or answer in outcomes)
            and _in_view(page_request, pupil, view)
        )

    return is_chosen


def _in_view(page_request: PageRequest, pupil: PupilAnswers, view: str) -> bool:
    on = page_request.ctx.on
    if view == "ending":
        return pupil.ends_soon(on)
    if view == "changed":
        return pupil.changed_lately(on)
    return view != "not-valid" or not pupil.is_valid


def _list(
    page_request: PageRequest,
    facility_id: str,
    form: ShownForm,
    is_chosen: Callable[[PupilAnswers], bool],
    search: Search | None = None,
) -> Page:
    ctx = page_request.ctx
    facility, rows = ctx.store.load_facility_partition(facility_id)
    every = answers_for_pupils(rows, ctx.on)
    chosen = [pupil for pupil in every if is_chosen(pupil)]
    listing = Listing(f"/schools/at/{facility_id}", _given(page_request), search.words if search else "", "pupils")
    place = place_asked(page_request, listing, search.cursor if search else None)
    page = page_of(chosen, place, lambda pupil: pupil.newest.child_id)
    record_list_view(page_request, facility_id, len(page.rows))
    return page_request.render(
        "schools/pupils.html",
        title=_TITLE,
        form=form,
        facility=_named(facility),
        facility_id=facility_id,
        pupils=[shown_pupil(page_request, pupil) for pupil in page.rows],
        counts=counts_of(every, ctx.on),
        total=len(every),
        found=len(chosen),
        searched=search is not None,
        pages=links_of(page_request, listing, page, count=len(chosen)),
        chosen=_given(page_request),
        several=len(ctx.person.facility_ids) > 1,
        answers=[(outcome.value, page_request.translate(words[0])) for outcome, words in ANSWERS.items()],
        vaccines=[(vaccine.value, page_request.translate(name)) for vaccine, name in VACCINES.items()],
    )


def _given(page_request: PageRequest) -> dict[str, str]:
    return {name: value for name, value in _filters(page_request).items() if value}


def _named(facility: Facility | None) -> str:
    return facility.name if facility else ""
