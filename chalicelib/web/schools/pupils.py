"""A school's list: its pupils with exemptions, and what to answer for each of them today."""

from collections.abc import Callable
from urllib.parse import urlencode

from chalicelib.domain.access import Purpose
from chalicelib.domain.acts import Act
from chalicelib.domain.child import SchoolChoice
from chalicelib.domain.display_names import VACCINES
from chalicelib.domain.errors import ErrorKind, PortalError
from chalicelib.domain.facility import Facility
from chalicelib.domain.marking import N_
from chalicelib.domain.school_answers import IN_FORCE, PupilAnswers, answers_for_pupils, counts_of
from chalicelib.law.enums import Vaccine
from chalicelib.law.verdict import Outcome
from chalicelib.storage import keys
from chalicelib.web.forms import FormModel, ShownForm, Text, entry
from chalicelib.web.register import Pages
from chalicelib.web.schools.shown import ANSWERS, shown_pupil
from chalicelib.web.visit import Page, Visit

pages = Pages()
PAGE_SIZE = 50
_TITLE = N_("Pupils with exemptions")


@pages.page("/schools", Act.LIST_OWN_PUPILS)
def _home(visit: Visit) -> Page:
    facility_ids = visit.ctx.person.facility_ids
    if len(facility_ids) == 1:
        return _list(visit, facility_ids[0], visit.form(_filters(visit)), _chosen(visit))
    visit.ctx.store.load(keys.record("facility", facility_id) for facility_id in facility_ids)
    facilities = [visit.ctx.store.facility(facility_id) for facility_id in facility_ids]
    return visit.render("schools/choose.html", title=N_("Choose a school"),
                        facilities=sorted(filter(None, facilities), key=lambda each: each.name))


def _filters(visit: Visit) -> dict[str, str]:
    return {name: visit.query.get(name, "") for name in ("answer", "vaccine", "show")}


class SearchForm(FormModel):
    """Part of a name, or a form number. Sent in the body, so that no name stands in an address."""

    name: Text = entry(N_("Type part of a name or a form number"))


def _show(visit: Visit, form: ShownForm) -> Page:
    return _list(visit, visit.params["facility_id"], form, _chosen(visit))


@pages.form("/schools/at/{facility_id}", Act.LIST_OWN_PUPILS, SearchForm, show=_show,
            initial=_filters)
def _search(visit: Visit, answers: SearchForm) -> Page:
    words = answers.name.casefold().replace(",", " ").split()
    form = visit.form({**_filters(visit), "name": answers.name})
    return _list(visit, visit.params["facility_id"], form, lambda pupil: _has_words(pupil, words), searched=True)


def _has_words(pupil: PupilAnswers, words: list[str]) -> bool:
    row = pupil.newest
    numbers = {each.row.form_number.casefold() for each in pupil.answers}
    known = f"{row.first_name} {row.last_name} {' '.join(numbers)}".casefold()
    return all(word in known for word in words)


def _chosen(visit: Visit) -> Callable[[PupilAnswers], bool]:
    """The filter of the address: by answer, by vaccine, and by what changed. An unknown value filters nothing."""
    answer, vaccine, view = _filters(visit).values()

    def is_chosen(pupil: PupilAnswers) -> bool:
        of_vaccine = [each for each in pupil.answers if vaccine not in set(Vaccine) or each.vaccine == vaccine]
        outcomes = {each.verdict.outcome for each in of_vaccine}
        return bool(of_vaccine) and (answer not in set(Outcome) or answer in outcomes) and _in_view(visit, pupil, view)

    return is_chosen


def _in_view(visit: Visit, pupil: PupilAnswers, view: str) -> bool:
    on = visit.ctx.on
    if view == "ending":
        return pupil.ends_soon(on)
    if view == "changed":
        return pupil.changed_lately(on)
    return view != "not-valid" or pupil.strictest.outcome not in IN_FORCE


def _list(visit: Visit, facility_id: str, form: ShownForm, is_chosen: Callable[[PupilAnswers], bool], *,
          searched: bool = False) -> Page:
    ctx = visit.ctx
    person = ctx.require(Act.LIST_OWN_PUPILS, SchoolChoice(facility_id=facility_id))
    facility, rows = ctx.store.facility_desk(facility_id)
    every = answers_for_pupils(rows, ctx.on)
    chosen = [pupil for pupil in every if is_chosen(pupil)]
    page = _page_number(visit, len(chosen))
    shown = chosen[(page - 1) * PAGE_SIZE:page * PAGE_SIZE]
    ctx.store.record_access("facility", facility_id, person, ctx.now, ctx.new_id(), purpose=Purpose.PUPIL_LIST,
                            count=len(shown), facility_id=facility_id)
    return visit.render(
        "schools/pupils.html", title=_TITLE, form=form, facility=_named(facility), facility_id=facility_id,
        pupils=[shown_pupil(visit, pupil) for pupil in shown], counts=counts_of(every, ctx.on), total=len(every),
        found=len(chosen), page_number=page, last_page=_pages_of(len(chosen)), searched=searched,
        chosen=_given(visit), several=len(person.facility_ids) > 1,
        previous_url=_address(visit, facility_id, page - 1) if page > 1 else None,
        next_url=_address(visit, facility_id, page + 1) if page < _pages_of(len(chosen)) else None,
        answers=[(outcome.value, visit.say(words[0])) for outcome, words in ANSWERS.items()],
        vaccines=[(vaccine.value, visit.say(name)) for vaccine, name in VACCINES.items()],
    )


def _given(visit: Visit) -> dict[str, str]:
    return {name: value for name, value in _filters(visit).items() if value}


def _address(visit: Visit, facility_id: str, page: int) -> str:
    return f"/schools/at/{facility_id}?{urlencode({**_given(visit), 'page': page})}"


def _named(facility: Facility | None) -> str:
    return facility.name if facility else ""


def _pages_of(count: int) -> int:
    return max(1, -(-count // PAGE_SIZE))


def _page_number(visit: Visit, count: int) -> int:
    text = visit.query.get("page", "1")
    if not (text.isascii() and text.isdigit() and len(text) < len("10000")):
        raise PortalError(ErrorKind.NOT_FOUND, "NOT_FOUND")
    return min(max(int(text), 1), _pages_of(count))
