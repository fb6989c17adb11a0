"""A school, or the health department over it, opens the page of an exposure, changes what it says, and closes it. The
case is never named."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from chalicelib.actions.context import Context
from chalicelib.actions.outbreaks.outbreak_case import (
    holds,
    is_department,
    own_outbreak,
    require_open,
    save_orders,
    students_on_order,
    told_school,
)
from chalicelib.domain.action import Action
from chalicelib.domain.child import SchoolChoice
from chalicelib.domain.errors import ErrorKind, PortalError, invalid
from chalicelib.domain.notice_kinds import NoticeKind
from chalicelib.domain.outbreak import ExposureAtSchool
from chalicelib.domain.results import Done, subject_of
from chalicelib.law.enums import Grade
from chalicelib.law.exposure import listed_diseases


@dataclass(frozen=True)
class OutbreakFacts:
    """What the school knows of the exposure. `reported_on`: the day on which the school called the health officer."""

    disease: str
    first_exposure: date
    last_exposure: date
    grades: tuple[Grade, ...] = ()
    rooms: tuple[str, ...] = ()
    officer: str = ""
    department: str = ""
    telephone: str = ""
    reported_on: date | None = None

    def as_fields(self) -> dict[str, Any]:
        return {**vars(self), "grades": tuple(sorted(set(self.grades), key=list(Grade).index))}


def open_outbreak(ctx: Context, facility_id: str, facts: OutbreakFacts) -> Done:
    """Open the page of an exposure. No one is excluded yet; a school is told that its health department opened one.

    Raises PortalError NOT_FOUND (another's school), INVALID (see `_check`).
    """
    facility = ctx.store.facility(facility_id)
    jurisdiction = facility.jurisdiction if facility else ""
    ctx.require(Action.OPEN_OUTBREAK, SchoolChoice(facility_id=facility_id, jurisdiction=jurisdiction))
    _check(facts, ctx.on)
    exposure = ExposureAtSchool(
        id=ctx.new_id(),
        facility_id=facility_id,
        opened_on=ctx.on,
        jurisdiction=jurisdiction,
        by_department=is_department(ctx),
        **facts.as_fields(),
    )
    work = ctx.unit_of_work(Action.OPEN_OUTBREAK)
    work.create(exposure)
    if exposure.by_department:
        work.enqueue_notification(*told_school(exposure, NoticeKind.OUTBREAK_STARTED), subject_of(exposure))
    return work.commit(subject_of(exposure))


def edit_outbreak(ctx: Context, exposure_id: str, expected_version: int | None, facts: OutbreakFacts) -> Done:
    """Change what the page says; unchanged facts write nothing new. The days out of a student stay as ordered.

    Raises PortalError NOT_FOUND, INVALID (see `_check`; another disease after students were excluded), REFUSED
    (closed), CONFLICT (stale).
    """
    exposure = own_outbreak(ctx, Action.EDIT_OUTBREAK, exposure_id, expected_version)
    require_open(exposure)
    _check(facts, ctx.on)
    if exposure.excluded and facts.disease != exposure.disease:
        raise invalid("OUTBREAK_DISEASE_FIXED", "disease")
    return save_orders(ctx, Action.EDIT_OUTBREAK, exposure, exposure.with_changes(**facts.as_fields()), [])


def close_outbreak(ctx: Context, exposure_id: str, expected_version: int | None) -> Done:
    """Close the page, and take the orders that are over off the students; the page keeps them. A closed page stays
    closed, whoever presses again.

    Raises PortalError NOT_FOUND, REFUSED (a student is still kept out), CONFLICT (stale).
    """
    exposure = own_outbreak(ctx, Action.CLOSE_OUTBREAK, exposure_id, expected_version)
    if exposure.is_closed:
        return save_orders(ctx, Action.CLOSE_OUTBREAK, exposure, exposure, [])
    if any(holds(each.through, each.lifted_on, ctx.on) for each in exposure.excluded):
        raise PortalError(ErrorKind.REFUSED, "OUTBREAK_STILL_EXCLUDES")
    students = students_on_order(ctx, exposure)
    changed = [(each, each.without_exclusion(exposure.id)) for each in students]
    return save_orders(ctx, Action.CLOSE_OUTBREAK, exposure, exposure.with_changes(closed_on=ctx.on), changed)


def _check(facts: OutbreakFacts, on: date) -> None:
    if facts.disease not in listed_diseases():
        raise invalid("OUTBREAK_DISEASE_UNKNOWN", "disease")
    for name, day in (("first_exposure", facts.first_exposure), ("last_exposure", facts.last_exposure)):
        if day > on:
            raise invalid("OUTBREAK_DAY_IN_FUTURE", name)
    if facts.last_exposure < facts.first_exposure:
        raise invalid("OUTBREAK_DAYS_OUT_OF_ORDER", "last_exposure")
    if facts.reported_on is not None and facts.reported_on > on:
        raise invalid("OUTBREAK_DAY_IN_FUTURE", "reported_on")
