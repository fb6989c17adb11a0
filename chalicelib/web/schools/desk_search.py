"""Find a child in several schools at once, by name, birth date or form number, as the list of one school finds it. The
words are sent in the body, and each school whose child is shown writes down that its list was looked at."""

from dataclasses import dataclass
from datetime import date

from chalicelib.actions.districts.count_school import read_roster
from chalicelib.actions.districts.own_schools import load_reach, own_schools
from chalicelib.domain.action import Action
from chalicelib.domain.child import SchoolChoice
from chalicelib.domain.roster_search import Wanted
from chalicelib.domain.school_roster import RosterEntry
from chalicelib.law.marking import N_
from chalicelib.storage.districts import NamedSchool
from chalicelib.web.http.forms import FormModel, OptionalText, ShownForm, Text, entry
from chalicelib.web.http.page_request import Page, PageRequest
from chalicelib.web.http.routing import Pages
from chalicelib.web.schools.roster_shown import grade_in_short, shown_entry
from chalicelib.web.schools.views import record_list_view

pages = Pages()
SEARCH = "/schools/search"
SCHOOLS_AT_ONCE = 20
"""Schools whose lists are read for one search. The page says which, and goes on with the next ones."""
SHOWN_AT_MOST = 50


class DeskSearchForm(FormModel):
    """What to look for. `start`: how many schools, by name, were searched before."""

    words: Text = entry(N_("Enter a name, a birth date, or a form number"))
    start: OptionalText = entry("", optional=True)


@dataclass(frozen=True)
class ShownChild:
    """A child that was found, with the school and the answer for today."""

    url: str
    name: str
    birth_date: date
    grade: str
    school: str
    answer: str
    kind: str
    detail: str


def _show(page_request: PageRequest, form: ShownForm) -> Page:
    schools = own_schools(page_request.ctx)
    return page_request.render(
        "schools/desk_search.html", title=_TITLE, form=form, path=SEARCH, searched=False, total=len(schools)
    )


@pages.form(SEARCH, Action.LIST_OWN_PUPILS, DeskSearchForm, show=_show)
def _search(page_request: PageRequest, answers: DeskSearchForm) -> Page:
    schools = own_schools(page_request.ctx)
    start = int(answers.start) if answers.start.isdecimal() and len(answers.start) < _LONGEST_NUMBER else 0
    part = schools[start : start + SCHOOLS_AT_ONCE]
    load_reach(page_request.ctx, (school.facility_id for school in part))
    found = [(school, each) for school in part for each in _found_at(page_request, school, answers.words)]
    shown = found[:SHOWN_AT_MOST]
    for school in part:
        count = sum(of is school for of, _each in shown)
        if count:
            record_list_view(page_request, school.facility_id, count)
    end = start + len(part)
    return page_request.render(
        "schools/desk_search.html",
        title=_TITLE,
        form=page_request.form({"words": answers.words}),
        path=SEARCH,
        searched=True,
        children=[_shown(page_request, school, each) for school, each in shown],
        left_out=len(found) - len(shown),
        read=[school.name for school in part],
        first=start + 1,
        last=end,
        total=len(schools),
        next_start=end if end < len(schools) else 0,
    )


_TITLE = N_("Find a student in your schools")
_LONGEST_NUMBER = 6


def _found_at(page_request: PageRequest, school: NamedSchool, words: str) -> list[RosterEntry]:
    ctx = page_request.ctx
    ctx.require(Action.LIST_OWN_PUPILS, SchoolChoice(facility_id=school.facility_id))
    _school, entries = read_roster(ctx, school.facility_id)
    return list(filter(Wanted(words).fits(ctx.on), entries))


def _shown(page_request: PageRequest, school: NamedSchool, found: RosterEntry) -> ShownChild:
    shown = shown_entry(page_request, found, ())
    return ShownChild(
        url=shown.url,
        name=shown.name,
        birth_date=found.birth_date,
        grade=grade_in_short(page_request, found.grade),
        school=school.name,
        answer=shown.answer,
        kind=shown.kind,
        detail=shown.detail,
    )
