"""The first page of a school: its students today, the most urgent first, and the lists of what is to be done."""

from typing import Annotated

from pydantic import BeforeValidator

from chalicelib.actions.districts.count_school import keep_counts
from chalicelib.actions.districts.own_schools import has_several_schools
from chalicelib.domain.action import Action
from chalicelib.domain.child import SchoolChoice
from chalicelib.domain.due_by_age import is_child_care
from chalicelib.domain.roster_search import Wanted
from chalicelib.domain.school_roster import ONLY_WHEN_OPEN, Task, counts, roster_of, vaccines_shown
from chalicelib.law.enums import Grade, Vaccine
from chalicelib.law.marking import N_
from chalicelib.law.reason_codes import ReasonCode
from chalicelib.law.verdict import Outcome
from chalicelib.storage.list_pages import page_of
from chalicelib.web.http.forms import FormModel, OptionalText, ShownForm, entry
from chalicelib.web.http.list_links import Cursor, Listing, links_of, place_asked
from chalicelib.web.http.page_request import Page, PageRequest
from chalicelib.web.http.routing import Pages
from chalicelib.web.schools.desk import desk
from chalicelib.web.schools.own_form import OWN_SCHOOL
from chalicelib.web.schools.roster_asks import asks, asks_keys
from chalicelib.web.schools.roster_shown import column_names, grade_in_short, legend, shown_entry
from chalicelib.web.schools.shown import ANSWERS
from chalicelib.web.schools.views import record_list_view
from chalicelib.web.wording.roster_words import SHORT_VACCINES, TASKS

pages = Pages()
_FILTERS = ("show", "grade", "room", "answer", "vaccine")
_FROM_LIST = N_("Choose from the list")
_NONE = BeforeValidator(lambda value: value or None)  # nothing chosen


class SearchForm(FormModel):
    """A name, a birth date or a form's number, with the filters. Sent in the body, so that no name stands in an
    address; so the place in a long list of those found is sent there, too."""

    words: OptionalText = entry("", optional=True)
    grade: Annotated[Grade | None, _NONE] = entry(_FROM_LIST, optional=True, default=None)
    room: OptionalText = entry("", optional=True)
    answer: Annotated[Outcome | None, _NONE] = entry(_FROM_LIST, optional=True, default=None)
    vaccine: Annotated[Vaccine | None, _NONE] = entry(_FROM_LIST, optional=True, default=None)
    page: Cursor = entry("", optional=True)


@pages.page("/schools", Action.LIST_OWN_PUPILS)
def _home(page_request: PageRequest) -> Page:
    person = page_request.ctx.person
    if has_several_schools(person):
        return desk(page_request)
    (facility_id,) = person.facility_ids
    return _show(page_request, SchoolChoice(facility_id=facility_id), page_request.form(_filters(page_request)))


def _filters(page_request: PageRequest) -> dict[str, str]:
    """The filters that the address names."""
    given = {name: page_request.query.get(name, "") for name in _FILTERS}
    return {name: value for name, value in given.items() if value}


def _wanted(page_request: PageRequest) -> Wanted:
    """The filter of the address. An unknown value filters nothing."""
    asked = _filters(page_request)
    return Wanted(
        grade=Grade(asked["grade"]) if asked.get("grade") in set(Grade) else None,
        room=asked.get("room", ""),
        outcome=Outcome(asked["answer"]) if asked.get("answer") in set(Outcome) else None,
        vaccine=Vaccine(asked["vaccine"]) if asked.get("vaccine") in set(Vaccine) else None,
        task=Task(asked["show"]) if asked.get("show") in set(Task) else None,
    )


def _show(page_request: PageRequest, school: SchoolChoice, form: ShownForm) -> Page:
    return _list(page_request, school.facility_id, form, _wanted(page_request))


@pages.form(
    "/schools/at/{facility_id}",
    Action.LIST_OWN_PUPILS,
    SearchForm,
    of=OWN_SCHOOL,
    show=_show,
    initial=lambda page_request, _school: _filters(page_request),
)
def _search(page_request: PageRequest, school: SchoolChoice, answers: SearchForm) -> Page:
    asked = answers.model_dump(mode="json", exclude={"page"}, exclude_none=True)
    form = page_request.form({name: value for name, value in asked.items() if value})
    wanted = Wanted(answers.words, answers.grade, answers.room, answers.answer, answers.vaccine)
    return _list(page_request, school.facility_id, form, wanted, answers.page)


def _list(
    page_request: PageRequest, facility_id: str, form: ShownForm, wanted: Wanted, cursor: str | None = None
) -> Page:
    ctx, of = page_request.ctx, SchoolChoice(facility_id=facility_id)
    school = ctx.store.school_list(facility_id, ctx.keyed_hash, *asks_keys(page_request, of))
    every = roster_of(school.lines, school.forms, lambda: ctx.store.students(facility_id)[0], ctx.on)
    if school.summary is not None:  # a desk of several schools reads the counts of this one
        keep_counts(ctx, facility_id, school, every)
    here = [each for each in every if not each.left_on]
    chosen = list(filter(wanted.fits(ctx.on), every))
    searched = cursor is not None
    filters = {} if searched else _filters(page_request)
    listing = Listing(f"/schools/at/{facility_id}", filters, repr(wanted) if searched else "", "students")
    page = page_of(chosen, place_asked(page_request, listing, cursor), lambda each: each.key)
    record_list_view(page_request, facility_id, len(page.rows))
    columns = vaccines_shown(page.rows)
    taught = {each.grade for each in here}
    return page_request.render(
        "schools/roster.html",
        title=N_("Students today"),
        form=form,
        facility=school.facility.name if school.facility else "",
        facility_id=facility_id,
        students=[shown_entry(page_request, each, columns) for each in page.rows],
        columns=column_names(page_request, columns),
        legend=legend(page_request, page.rows),
        tasks=[
            (str(task), page_request.translate(TASKS[task]), found)
            for task, found in counts(every, ctx.on).items()
            if found or task not in ONLY_WHEN_OPEN
        ],
        chosen=filters,
        total=len(here),
        found=len(chosen),
        narrowed=searched or bool(filters),
        searched=searched,
        pages=links_of(page_request, listing, page, count=len(chosen)),
        by_age=sum(each.told.code is ReasonCode.AGE_DOSES_DUE_BY for each in here),
        is_child_care=is_child_care(school.facility),
        several=has_several_schools(ctx.person),
        school=of,
        asks=list(asks(page_request, of, school, here)),
        grades=[(each.value, grade_in_short(page_request, each)) for each in Grade if each in taught],
        rooms=[(room, room) for room in sorted({each.room for each in here} - {""})],
        answers=[(outcome.value, page_request.translate(words[0])) for outcome, words in ANSWERS.items()],
        vaccines=[(vaccine.value, page_request.translate(name)) for vaccine, name in SHORT_VACCINES.items()],
    )
