"""A school records a dose of a student without a form, and takes one off that was a mistake (17 CCR 6065, 6070)."""

from chalicelib.actions.context import Context
from chalicelib.actions.pupils.change_dose import DoseCorrection, with_changed_dose
from chalicelib.actions.pupils.dose_checks import GivenDose, checked_dose
from chalicelib.actions.students.student_checks import own_student
from chalicelib.domain.action import Action
from chalicelib.domain.errors import ErrorKind, PortalError, invalid
from chalicelib.domain.results import Done, subject_of
from chalicelib.domain.school_record import SchoolRecord
from chalicelib.domain.student import Student


def record_student_dose(ctx: Context, student_id: str, expected_version: int | None, given: GivenDose) -> Done:
    """Record the dose. `expected_version`: the version that the person saw.

    Raises PortalError NOT_FOUND, CONFLICT (stale), and what `checked_dose` raises.
    """
    student = own_student(ctx, Action.RECORD_DOSE, student_id, expected_version)
    known = student.school_record
    dose = checked_dose(ctx, given, known, student.facts.child.birth_date, student.facility_id)
    return _commit(ctx, Action.RECORD_DOSE, student, known.with_dose(dose))


def change_student_dose(ctx: Context, student_id: str, correction: DoseCorrection) -> Done:
    """Correct a dose; what stood there and the reason stay in the history.

    Raises PortalError NOT_FOUND, CONFLICT (stale), and what `with_changed_dose` raises.
    """
    student = own_student(ctx, Action.CHANGE_DOSE, student_id, correction.expected_version)
    born = student.facts.child.birth_date
    record = with_changed_dose(ctx, correction, student.school_record, born, student.facility_id)
    return _commit(ctx, Action.CHANGE_DOSE, student, record, reason=correction.reason)


def remove_student_dose(ctx: Context, student_id: str, expected_version: int | None, dose_id: str, reason: str) -> Done:
    """Take the dose off; the reason stays in the history.

    Raises PortalError NOT_FOUND, INVALID (no reason), CONFLICT (stale, or the dose is gone).
    """
    student = own_student(ctx, Action.REMOVE_DOSE, student_id, expected_version)
    if student.school_record.dose(dose_id) is None:
        raise PortalError(ErrorKind.CONFLICT, "STALE")
    if not reason.strip():
        raise invalid("DOSE_REASON_MISSING", "reason")
    return _commit(ctx, Action.REMOVE_DOSE, student, student.school_record.without_dose(dose_id), reason=reason)


def _commit(ctx: Context, act: Action, student: Student, record: SchoolRecord, *, reason: str = "") -> Done:
    work = ctx.unit_of_work(act)
    work.update(student, student.with_changes(school_record=record), reason=reason)
    return work.commit(subject_of(student))
