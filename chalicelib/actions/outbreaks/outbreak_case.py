"""What each act on an exposure begins and ends with: whose it is, its students, and the writes of one order.

A health department that acts on a page keeps it from then on: the order is the officer's, and the school, which is told
of each, reads it.

An order can name more students than one transaction holds. The students are then written in several, the exposure in
the last one; an act that ends between two of them is done again with the same answers and finds the rest to do.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from chalicelib.actions.context import Context
from chalicelib.actions.steps import require_unchanged
from chalicelib.actions.students.student_checks import take_name
from chalicelib.domain.account import Role
from chalicelib.domain.action import Action
from chalicelib.domain.errors import ErrorKind, PortalError, not_found
from chalicelib.domain.notice import Recipient
from chalicelib.domain.notice_kinds import NoticeKind
from chalicelib.domain.outbreak import ExcludedStudent, ExposureAtSchool
from chalicelib.domain.results import Done, subject_of
from chalicelib.domain.student import Student
from chalicelib.storage import keys
from chalicelib.storage.table import TRANSACTION_LIMIT

_WRITES_OF_A_STUDENT = 6  # the record, its event, its row by id and by name, its line; of a new one, its name
_WRITES_BESIDE = 6  # the exposure, its event and its two rows, the school's notice, and the mark of the operation
STUDENTS_AT_ONCE = (TRANSACTION_LIMIT - _WRITES_BESIDE) // _WRITES_OF_A_STUDENT

Owed = tuple[NoticeKind, Recipient]

Changed = tuple[Student | None, Student]
"""A student as read, and as it is to be; None: the school had no record of the child yet."""


def own_outbreak(ctx: Context, act: Action, exposure_id: str, expected_version: int | None) -> ExposureAtSchool:
    """Return the exposure, which this person may change and saw in this version.

    Raises PortalError NOT_FOUND, CONFLICT (stale).
    """
    exposure = ctx.store.get(ExposureAtSchool, exposure_id)
    ctx.require(act, exposure)
    require_unchanged(exposure, expected_version)
    if exposure.by_department and not is_department(ctx):
        raise PortalError(ErrorKind.REFUSED, "OUTBREAK_OF_DEPARTMENT")
    return exposure


def is_department(ctx: Context) -> bool:
    """Return whether the health department acts, and not the school."""
    return ctx.person.role is Role.LOCAL_HEALTH


def told_school(exposure: ExposureAtSchool, kind: NoticeKind) -> Owed:
    return kind, Recipient(kind="facility", id=exposure.facility_id)


def require_open(exposure: ExposureAtSchool) -> None:
    """Raise PortalError REFUSED for a closed exposure."""
    if exposure.is_closed:
        raise PortalError(ErrorKind.REFUSED, "OUTBREAK_CLOSED")


def students_of(ctx: Context, exposure: ExposureAtSchool, student_ids: Iterable[str]) -> list[Student]:
    """Return these students of the exposure's school. Raises PortalError NOT_FOUND for any other."""
    wanted = list(dict.fromkeys(student_ids))
    ctx.store.load(keys.record(Student.record_type, each) for each in wanted)
    found = [ctx.store.get(Student, each) for each in wanted]
    if any(each.facility_id != exposure.facility_id for each in found):
        raise not_found()
    return found


def students_on_order(ctx: Context, exposure: ExposureAtSchool) -> list[Student]:
    """Return the students who have an order for this exposure on their record."""
    wanted = [each.student_id for each in exposure.excluded]
    ctx.store.load(keys.record(Student.record_type, each) for each in wanted)
    found = filter(None, (ctx.store.find(Student, each) for each in wanted))
    return [each for each in found if each.exclusion_of(exposure.id) is not None]


def with_orders_of(exposure: ExposureAtSchool, students: Iterable[Student]) -> ExposureAtSchool:
    """Return the exposure with the orders as they stand on these students' records, in the order of their recording."""
    orders = {each.student_id: each for each in exposure.excluded}
    for student in students:
        order = student.exclusion_of(exposure.id)
        if order is not None:
            orders[student.id] = ExcludedStudent(
                student_id=student.id, since=order.since, through=order.through, lifted_on=order.lifted_on
            )
    return exposure.with_changes(excluded=tuple(orders.values()))


def save_orders(
    ctx: Context,
    act: Action,
    before: ExposureAtSchool,
    after: ExposureAtSchool,
    changed: Iterable[Changed],
    *,
    told: NoticeKind | None = None,
) -> Done:
    """Write what has changed; what has not changed writes nothing. `told`: what the school is told where the health
    department acts and something has changed. Raises PortalError CONFLICT, UNAVAILABLE."""
    if is_department(ctx):
        after = after.with_changes(by_department=True)
    writes = [pair for pair in changed if pair[0] != pair[1]]
    groups = [writes[place : place + STUDENTS_AT_ONCE] for place in range(0, len(writes), STUDENTS_AT_ONCE)] or [[]]
    for group in groups[:-1]:
        _write(replace(ctx, idempotency_key=""), act, before, before, group)
    owed = told_school(before, told) if told and is_department(ctx) and (writes or after != before) else None
    return _write(ctx, act, before, after, groups[-1], owed=owed)


def _write(
    ctx: Context,
    act: Action,
    before: ExposureAtSchool,
    after: ExposureAtSchool,
    group: list[Changed],
    *,
    owed: Owed | None = None,
) -> Done:
    work = ctx.unit_of_work(act)
    if owed:
        work.enqueue_notification(*owed, subject_of(before))
    if after != before:
        work.update(before, after)
    for student, ordered in group:
        if student is None:
            work.create(ordered)
            take_name(work, ordered)
        else:
            work.update(student, ordered)
    return work.commit(subject_of(before))


def holds(through: date | None, lifted_on: date | None, on: date) -> bool:
    """Return whether an order covers the day or one to come: neither lifted by then nor over."""
    return not (lifted_on is not None and lifted_on <= on) and not (through is not None and through < on)
