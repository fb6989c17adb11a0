"""The school records what the health officer ordered: who stays out and until when, another date, who may return.

Only the officer orders it (HSC 120370(b)). The portal refuses a student whose record shows the doses against the
disease; a dose that is recorded later takes the student off by itself.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from chalicelib.actions.context import Context
from chalicelib.actions.outbreaks.outbreak_case import (
    own_outbreak,
    require_open,
    save_orders,
    students_of,
    students_on_order,
    with_orders_of,
)
from chalicelib.domain.action import Action
from chalicelib.domain.errors import invalid
from chalicelib.domain.outbreak import ExposureAtSchool
from chalicelib.domain.results import Done
from chalicelib.domain.student import HealthExclusion, Student
from chalicelib.domain.unprotected_students import unprotected_students
from chalicelib.law.calendar import one_year_after


@dataclass(frozen=True)
class Exclusion:
    """The order: who, the first and the last day out, and who gave it. `through` None: until the officer names a day.
    `expected_version` is that of the exposure."""

    exposure_id: str
    expected_version: int | None
    student_ids: tuple[str, ...]
    since: date
    through: date | None
    officer: str
    department: str


def record_exclusion(ctx: Context, command: Exclusion) -> Done:
    """Put the students on the order. One who is on it already has the new days; the same days write nothing.

    Raises PortalError NOT_FOUND, INVALID (nobody chosen; a student who is protected or does not attend; days out of
    order), REFUSED (closed), CONFLICT (stale).
    """
    exposure = own_outbreak(ctx, Action.RECORD_EXCLUSION, command.exposure_id, command.expected_version)
    require_open(exposure)
    _check_days(ctx, exposure, command.since, command.through)
    students = students_of(ctx, exposure, _chosen(command.student_ids))
    _require_unprotected(ctx, exposure, students)
    order = HealthExclusion(
        exposure_id=exposure.id, disease=exposure.disease, since=command.since, through=command.through
    )
    named = exposure.with_changes(officer=command.officer, department=command.department)
    return _save(ctx, Action.RECORD_EXCLUSION, (exposure, named), students, lambda _known: order)


@dataclass(frozen=True)
class OtherDate:
    """The last day out as the officer has changed it; None: until the officer names a day. `student_ids` None: all who
    are on the order."""

    exposure_id: str
    expected_version: int | None
    student_ids: tuple[str, ...] | None
    through: date | None


def change_exclusion(ctx: Context, command: OtherDate) -> Done:
    """Change the last day of students who are on the order; of one who was let back, too: the order holds again.

    Raises PortalError NOT_FOUND, INVALID (nobody chosen, a day before the first day out), REFUSED (closed), CONFLICT
    (stale).
    """
    exposure = own_outbreak(ctx, Action.CHANGE_EXCLUSION, command.exposure_id, command.expected_version)
    require_open(exposure)
    students = _on_order(ctx, exposure, command.student_ids)
    orders = filter(None, (each.exclusion_of(exposure.id) for each in students))
    _check_days(ctx, exposure, max((each.since for each in orders), default=exposure.first_exposure), command.through)

    def changed(known: HealthExclusion) -> HealthExclusion:
        return known.with_changes(through=command.through, lifted_on=None)

    return _save(ctx, Action.CHANGE_EXCLUSION, (exposure, exposure), students, changed)


@dataclass(frozen=True)
class Lifting:
    """The first day back. `student_ids` None: all who are on the order."""

    exposure_id: str
    expected_version: int | None
    student_ids: tuple[str, ...] | None
    first_day_back: date


def lift_exclusion(ctx: Context, command: Lifting) -> Done:
    """Let students return, as the officer allowed; a day that is recorded already writes nothing.

    Raises PortalError NOT_FOUND, INVALID (nobody chosen, a day before the exposure or more than a year ahead), REFUSED
    (closed), CONFLICT (stale).
    """
    exposure = own_outbreak(ctx, Action.LIFT_EXCLUSION, command.exposure_id, command.expected_version)
    require_open(exposure)
    if command.first_day_back < exposure.first_exposure:
        raise invalid("EXCLUSION_BEFORE_EXPOSURE", "first_day_back")
    if command.first_day_back > one_year_after(ctx.on):
        raise invalid("DAY_TOO_FAR", "first_day_back")
    students = _on_order(ctx, exposure, command.student_ids)

    def lifted(known: HealthExclusion) -> HealthExclusion:
        return known.with_changes(lifted_on=command.first_day_back)

    return _save(ctx, Action.LIFT_EXCLUSION, (exposure, exposure), students, lifted)


def _chosen(student_ids: tuple[str, ...]) -> tuple[str, ...]:
    if not student_ids:
        raise invalid("EXCLUSION_OF_NOBODY", "students")
    return student_ids


def _on_order(ctx: Context, exposure: ExposureAtSchool, student_ids: tuple[str, ...] | None) -> list[Student]:
    """Return those of the chosen students who have an order for this exposure."""
    if student_ids is None:
        students = students_on_order(ctx, exposure)
    else:
        students = students_of(ctx, exposure, _chosen(student_ids))
    on_order = [each for each in students if each.exclusion_of(exposure.id) is not None]
    if not on_order:
        raise invalid("EXCLUSION_OF_NOBODY", "students")
    return on_order


def _require_unprotected(ctx: Context, exposure: ExposureAtSchool, students: Iterable[Student]) -> None:
    listed, rows = ctx.store.students(exposure.facility_id)
    found = unprotected_students(listed, rows, exposure.disease, ctx.on)
    unprotected = {each.student.student_id for each in found if each.student}
    if any(each.id not in unprotected for each in students):
        raise invalid("EXCLUSION_OF_PROTECTED", "students")


def _check_days(ctx: Context, exposure: ExposureAtSchool, since: date, through: date | None) -> None:
    if since < exposure.first_exposure:
        raise invalid("EXCLUSION_BEFORE_EXPOSURE", "since")
    if since > one_year_after(ctx.on):
        raise invalid("DAY_TOO_FAR", "since")
    if through is not None and through < since:
        raise invalid("EXCLUSION_ENDS_BEFORE_IT_STARTS", "through")
    if through is not None and through > one_year_after(ctx.on):
        raise invalid("DAY_TOO_FAR", "through")


def _save(
    ctx: Context,
    act: Action,
    exposures: tuple[ExposureAtSchool, ExposureAtSchool],
    students: list[Student],
    ordered: Callable[[HealthExclusion], HealthExclusion],
) -> Done:
    """Write the order on each student and on the exposure; `exposures`: as read, and with who gave the order."""
    before, named = exposures
    first = HealthExclusion(exposure_id=before.id, disease=before.disease, since=before.first_exposure)
    changed = [(each, each.with_exclusion(ordered(each.exclusion_of(before.id) or first))) for each in students]
    after = with_orders_of(named, (each for _known, each in changed))
    return save_orders(ctx, act, before, after, changed)
