"""On the school day before, a school is told how many records of students admitted on condition it reviews on the next
one (17 CCR 6035(b)): one notice for each school and day, with no name."""

from datetime import date, timedelta

from chalicelib.actions.calendars.calendar_in_force import school_days_around
from chalicelib.actions.context import Context
from chalicelib.actions.districts.count_school import read_roster
from chalicelib.domain.action import Action
from chalicelib.domain.notice import Recipient
from chalicelib.domain.notice_kinds import NoticeKind
from chalicelib.domain.results import Subject, SubjectKind
from chalicelib.law.calendar import day_after
from chalicelib.law.school_clocks import review_by
from chalicelib.law.school_year import CalendarEndsError, SchoolCalendar
from chalicelib.storage import trigger_keys
from chalicelib.storage.reminder_rows import digest_row, told_through

_LOOK_AGAIN = timedelta(days=7)
"""How often a list is looked at between two reviews: a student who comes is reviewed thirty days later, so each is
found in time."""


def remind_of_reviews(ctx: Context, facility_id: str) -> int:
    """Tell what the next school day brings, with what was missed, and wait for the day before the next; return how many
    notices went out. Doing it again, or in two places at once, sends nothing twice.

    Raises PortalError CONFLICT (another run was faster), UNAVAILABLE.
    """
    key = trigger_keys.reviews_at(facility_id)
    ctx.store.load([key])
    item = ctx.store.item(key)
    if item is None:
        return 0
    through, days = told_through(item), school_days_around(ctx, facility_id, ctx.on)
    coming = _next_school_day(days, ctx.on)
    _school, entries = read_roster(ctx, facility_id)
    due = sorted(_day_of(each.last_looked_on, days) for each in entries if each.is_reviewed and each.last_looked_on)
    new = [day for day in due if through < day <= coming]
    later = next((day for day in due if day > coming), None)
    work = ctx.unit_of_work(Action.REMIND)
    if new:
        work.enqueue_notification(
            NoticeKind.SCHOOL_REVIEWS_DUE,
            Recipient(kind="facility", id=facility_id),
            Subject(kind=SubjectKind.SCHOOL_LIST, id=facility_id),
            students=str(len(new)),
            review_by=new[-1].isoformat(),
        )
    seen = {":seen": item["told_through"], ":place": item["GSI1SK"]}
    unmoved = "told_through = :seen AND GSI1SK = :place"
    next_look = ctx.on + _LOOK_AGAIN
    if later is not None:
        next_look = min(next_look, _school_day_before(days, later, ctx.on))
    work.row(key, digest_row(facility_id, next_look, max(through, coming)), condition=unmoved, values=seen)
    work.commit()
    return len(new[:1])


def _next_school_day(days: SchoolCalendar, on: date) -> date:
    """Return the first school day after a day; the day itself where the calendar knows none."""
    try:
        return days.next_school_day(day_after(on))
    except CalendarEndsError:
        return on


def _day_of(last_looked_on: date, days: SchoolCalendar) -> date:
    try:
        return review_by(last_looked_on, days)
    except CalendarEndsError:
        return last_looked_on + timedelta(days=30)


def _school_day_before(days: SchoolCalendar, day: date, on: date) -> date:
    """Return the school day before a day, but not before tomorrow."""
    before = day - timedelta(days=1)
    while before > on and not days.is_school_day(before):
        before -= timedelta(days=1)
    return max(before, day_after(on))
