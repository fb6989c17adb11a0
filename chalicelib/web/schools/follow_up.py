"""What the next sixty days ask of a school, by day: to read, to print, and as a file for an office's calendar. The file
names no child, because calendars are shared."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from itertools import groupby

from chalicelib.calendar_files.written import WholeDay, written_ical
from chalicelib.domain.action import Action
from chalicelib.domain.child import SchoolChoice
from chalicelib.domain.effective_status import grade_of
from chalicelib.domain.follow_up import Due, FollowUp, follow_up
from chalicelib.law.marking import N_
from chalicelib.law.names import listed_name
from chalicelib.runtime.settings import settings
from chalicelib.web.http.page_request import Page, PageRequest
from chalicelib.web.http.routing import Pages
from chalicelib.web.schools.own_form import OWN_SCHOOL
from chalicelib.web.schools.roster_shown import grade_in_short
from chalicelib.web.schools.views import record_list_view
from chalicelib.web.wording.follow_up_words import FOLLOW_UPS
from chalicelib.web.wording.roster_words import SHORT_VACCINES

pages = Pages()
FOLLOW_UP = "/schools/at/{facility_id}/follow-up"
_MOST_SHOWN = 300


@dataclass(frozen=True)
class ShownDue:
    """One student of a day."""

    url: str
    name: str
    grade: str
    room: str
    vaccines: list[str]


@dataclass(frozen=True)
class ShownKind:
    """What a day asks, and of whom."""

    name: str
    students: list[ShownDue]


@dataclass(frozen=True)
class ShownDay:
    """A day with all that it asks."""

    day: date
    is_past: bool
    kinds: list[ShownKind]


@pages.page(FOLLOW_UP, Action.LIST_OWN_PUPILS, of=OWN_SCHOOL)
def _days(page_request: PageRequest, school: SchoolChoice) -> Page:
    due = _due(page_request, school.facility_id)
    shown = due[:_MOST_SHOWN]
    record_list_view(page_request, school.facility_id, len(shown))
    return page_request.render(
        "schools/follow_up.html",
        title=N_("Follow-up by day"),
        facility_id=school.facility_id,
        days=[_shown_day(page_request, day, list(of_day)) for day, of_day in groupby(shown, lambda each: each.day)],
        more=len(due) - len(shown),
    )


def _due(page_request: PageRequest, facility_id: str) -> list[Due]:
    ctx = page_request.ctx
    students, rows = ctx.store.students(facility_id)
    return follow_up(students, rows, ctx.on)


def _shown_day(page_request: PageRequest, day: date, due: list[Due]) -> ShownDay:
    kinds = [
        ShownKind(page_request.translate(FOLLOW_UPS[kind]), [_shown(page_request, each) for each in of_kind])
        for kind, of_kind in groupby(due, lambda each: each.kind)
    ]
    return ShownDay(day, day < page_request.ctx.on, kinds)


def _shown(page_request: PageRequest, due: Due) -> ShownDue:
    to = due.to
    return ShownDue(
        url=f"/schools/students/{to.row.student_id}" if to.row else f"/schools/pupils/{to.form_id}",
        name=listed_name(to.known.last_name, to.known.first_name),
        grade=grade_in_short(page_request, grade_of(to.known, page_request.ctx.on)),
        room=to.row.room if to.row else "",
        vaccines=[page_request.translate(SHORT_VACCINES[each]) for each in due.vaccines],
    )


@pages.page(f"{FOLLOW_UP}/ics", Action.LIST_OWN_PUPILS, of=OWN_SCHOOL)
def _file(page_request: PageRequest, school: SchoolChoice) -> Page:
    """Counts and a link for each day, and no name."""
    due = _due(page_request, school.facility_id)
    name = page_request.translate(N_("Immunization follow-up"))
    events = (
        _event(page_request, school.facility_id, day, list(of_day))
        for day, of_day in groupby(due, lambda each: max(each.day, page_request.ctx.on))
    )
    kind = {
        "Content-Type": "text/calendar; charset=utf-8",
        "Content-Disposition": 'attachment; filename="follow-up.ics"',
    }
    return Page(200, written_ical(name, events, page_request.ctx.now), kind)


def _event(page_request: PageRequest, facility_id: str, day: date, due: list[Due]) -> WholeDay:
    counted = Counter(each.kind for each in due)
    students = len({each.to.key for each in due})
    address = f"{settings().base_url}{FOLLOW_UP.format(facility_id=facility_id)}"
    return WholeDay(
        uid=f"{sha256(f'{facility_id} {day}'.encode()).hexdigest()[:32]}@exemption-portal",
        day=day,
        summary=page_request.translate(N_("Immunization follow-up: %(count)s"), count=students),
        description="\n".join([*_counts(page_request, counted), address]),
        url=address,
    )


def _counts(page_request: PageRequest, counted: Counter[FollowUp]) -> Iterator[str]:
    for kind, name in FOLLOW_UPS.items():
        if counted[kind]:
            yield f"{page_request.translate(name)}: {counted[kind]}"
