"""What the first page asks of the school itself, beside its students: to look through the list of its people, and the
grades that advance each summer."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from chalicelib.actions.people.approvers import people_key
from chalicelib.domain.action import Action
from chalicelib.domain.child import SchoolChoice
from chalicelib.domain.grade_advance import GradesOfYear, Season, grades_id, grades_to_confirm, moved_up_on, season_of
from chalicelib.domain.school_people import SchoolPeople
from chalicelib.domain.school_roster import RosterEntry
from chalicelib.law.calendar import day_before, school_year_of
from chalicelib.law.marking import N_
from chalicelib.storage import keys
from chalicelib.storage.keys import Key
from chalicelib.storage.rosters import SchoolList
from chalicelib.web.http.page_request import PageRequest


@dataclass(frozen=True)
class Ask:
    """One thing that is asked, and where it is done."""

    text: str
    link_text: str
    url: str


def asks_keys(page_request: PageRequest, school: SchoolChoice) -> Iterator[Key]:
    """Yield what the asks are decided by; nothing where this person is asked nothing today."""
    if page_request.may(Action.CONFIRM_PEOPLE, school):
        yield people_key(school.facility_id)
    if season_of(page_request.ctx.on) is Season.TO_CONFIRM and page_request.may(Action.CONFIRM_GRADES, school):
        yield _grades_key(page_request, school)


def _grades_key(page_request: PageRequest, school: SchoolChoice) -> Key:
    year = school_year_of(page_request.ctx.on)
    return keys.record(GradesOfYear.record_type, grades_id(school.facility_id, year.starts_in))


def asks(
    page_request: PageRequest, school: SchoolChoice, read: SchoolList, here: Iterable[RosterEntry]
) -> Iterator[Ask]:
    """Yield what is asked of this person today. `here`: the students of today."""
    path, ctx = f"/schools/at/{school.facility_id}", page_request.ctx
    people = (
        ctx.store.find(SchoolPeople, school.facility_id) if page_request.may(Action.CONFIRM_PEOPLE, school) else None
    )
    if people and people.confirmation_is_due(ctx.on):
        yield Ask(
            page_request.translate(N_("Check whether everyone with access still works here.")),
            page_request.translate(N_("Confirm the list of people")),
            f"{path}/people/confirm",
        )
    yield from _of_grades(page_request, school, read, here)


def _of_grades(
    page_request: PageRequest, school: SchoolChoice, read: SchoolList, here: Iterable[RosterEntry]
) -> Iterator[Ask]:
    ctx, season = page_request.ctx, season_of(page_request.ctx.on)
    if season is None or not read.lines or not page_request.may(Action.CONFIRM_GRADES, school):
        return
    url = f"/schools/at/{school.facility_id}/grades"
    if season is Season.BEFORE:
        text = N_("On %(day)s each student moves up one grade. Confirm the grades after that day.")
        yield Ask(page_request.translate(text, day=moved_up_on(ctx.on)), page_request.translate(N_("Grades")), url)
        return
    eve = day_before(moved_up_on(ctx.on))
    from_before = {line.student_id for line in read.lines if line.enrolled_on <= eve}
    taught = {entry.grade for entry in here if entry.student_id in from_before}
    known = ctx.store.find(GradesOfYear, grades_id(school.facility_id, school_year_of(ctx.on).starts_in))
    if grades_to_confirm(taught, known):
        text = N_("On %(day)s each student moved up one grade. Check who repeats a grade and who left.")
        yield Ask(
            page_request.translate(text, day=moved_up_on(ctx.on)), page_request.translate(N_("Confirm the grades")), url
        )
