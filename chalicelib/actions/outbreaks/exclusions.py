"""The school records what the health officer ordered, or the health department orders it here: who stays out and until
when, another date, who may return.

Only the officer orders it (HSC 120370(b)). The portal refuses a student whose record shows the doses against the
disease; a dose that is recorded later takes the student off by itself.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from chalicelib.actions.context import Context
from chalicelib.actions.outbreaks.outbreak_case import (
    Changed,
    own_outbreak,
    require_open,
    save_orders,
    students_of,
    students_on_order,
    with_orders_of,
)
from chalicelib.actions.students.add_student import NewStudent, new_student
from chalicelib.domain.action import Action
from chalicelib.domain.child import ChildFacts
from chalicelib.domain.errors import invalid
from chalicelib.domain.notice_kinds import NoticeKind
from chalicelib.domain.outbreak import ExposureAtSchool
from chalicelib.domain.results import Done
from chalicelib.domain.student import Contact, HealthExclusion, Student, StudentFacts
from chalicelib.domain.unprotected_students import UnprotectedStudent, unprotected_students
from chalicelib.law.calendar import one_year_after, school_year_of

_TOLD = {
    Action.RECORD_EXCLUSION: NoticeKind.EXCLUSION_ORDERED,
    Action.CHANGE_EXCLUSION: NoticeKind.EXCLUSION_ORDERED,
    Action.LIFT_EXCLUSION: NoticeKind.EXCLUSION_LIFTED,
}
"""What the school is told where the health department gives the order in the portal itself."""
BY_FORM = "form-"
"""Before the id of a form: the child whom the school knows by this exemption alone."""


@dataclass(frozen=True)
class Exclusion:
    """The order: who, the first and the last day out, and who gave it. `through` None: until the officer names a day.
    `student_ids`: of the school's records, and "form-" with the id of the form for a child whom the school knows by an
    exemption alone. `expected_version` is that of the exposure."""

    exposure_id: str
    expected_version: int | None
    student_ids: tuple[str, ...]
    since: date
    through: date | None
    officer: str
    department: str


def record_exclusion(ctx: Context, command: Exclusion) -> Done:
    """Put the students on the order. One who is on it already has the new days; the same days write nothing. A child
    whom the school knows by an exemption alone gets a record at the school, which the order stands on.

    Raises PortalError NOT_FOUND, INVALID (no one chosen; a student who is protected or does not attend; days out of
    order), REFUSED (closed), CONFLICT (stale).
    """
    exposure = own_outbreak(ctx, Action.RECORD_EXCLUSION, command.exposure_id, command.expected_version)
    require_open(exposure)
    _check_days(ctx, exposure, command.since, command.through)
    known, added = _unprotected(ctx, exposure, _chosen(command.student_ids))
    order = HealthExclusion(
        exposure_id=exposure.id, disease=exposure.disease, since=command.since, through=command.through
    )
    named = exposure.with_changes(officer=command.officer, department=command.department)
    return _save(ctx, Action.RECORD_EXCLUSION, (exposure, named), known, lambda _known: order, added=added)


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

    Raises PortalError NOT_FOUND, INVALID (no one chosen, a day before the first day out), REFUSED (closed), CONFLICT
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

    Raises PortalError NOT_FOUND, INVALID (no one chosen, a day before the exposure or more than a year ahead), REFUSED
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


def _unprotected(
    ctx: Context, exposure: ExposureAtSchool, chosen: tuple[str, ...]
) -> tuple[list[Student], list[Student]]:
    """Return the chosen students with a record, and the new records of those without one.

    Raises PortalError NOT_FOUND, INVALID (one is protected, or does not attend).
    """
    students = students_of(ctx, exposure, [each for each in chosen if not each.startswith(BY_FORM)])
    listed, rows = ctx.store.students(exposure.facility_id)
    found = unprotected_students(listed, rows, exposure.disease, ctx.on)
    unprotected = {each.student.student_id for each in found if each.student}
    by_form = {f"{BY_FORM}{each.form.form_id}": each for each in found if each.form}
    forms = [each for each in chosen if each.startswith(BY_FORM)]
    if any(each.id not in unprotected for each in students) or not by_form.keys() >= set(forms):
        raise invalid("EXCLUSION_OF_PROTECTED", "students")
    lines = [by_form[each] for each in dict.fromkeys(forms)]
    # A try before this one may have made the record already.
    students += students_of(ctx, exposure, [each.student.student_id for each in lines if each.student])
    return students, [_record_of(ctx, exposure, each) for each in lines if each.student is None]


def _record_of(ctx: Context, exposure: ExposureAtSchool, line: UnprotectedStudent) -> Student:
    """Return the school's record of a child, as it begins: what the exemption says, since the exposure or since July 1,
    so that the grade is today's."""
    row = line.child
    named = ChildFacts(first_name=row.first_name, last_name=row.last_name, birth_date=row.birth_date)
    contact = (
        Contact(parent_name=line.form.parent_name, telephone=line.form.parent_telephone) if line.form else Contact()
    )
    first_day = max(exposure.first_exposure, school_year_of(ctx.on).first_day)
    facts = StudentFacts(child=named, contact=contact)
    return new_student(ctx, NewStudent(exposure.facility_id, facts, line.grade, first_day))


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
    *,
    added: Iterable[Student] = (),
) -> Done:
    """Write the order on each student and on the exposure; `exposures`: as read, and with who gave the order; `added`:
    records that the act makes."""
    before, named = exposures
    first = HealthExclusion(exposure_id=before.id, disease=before.disease, since=before.first_exposure)
    changed: list[Changed] = [
        *((each, each.with_exclusion(ordered(each.exclusion_of(before.id) or first))) for each in students),
        *((None, each.with_exclusion(ordered(first))) for each in added),
    ]
    after = with_orders_of(named, (each for _known, each in changed))
    return save_orders(ctx, act, before, after, changed, told=_TOLD[act])
