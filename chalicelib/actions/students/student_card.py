"""A school records a whole immunization card of a student without a form: all of its doses, or none."""

from chalicelib.actions.context import Context
from chalicelib.actions.pupils.dose_card import ShotCard, with_card
from chalicelib.actions.students.student_checks import own_student
from chalicelib.domain.action import Action
from chalicelib.domain.results import Done, subject_of


def record_student_card(ctx: Context, student_id: str, expected_version: int | None, card: ShotCard) -> Done:
    """Record the card. `expected_version`: the version that the person saw.

    Raises PortalError NOT_FOUND, CONFLICT (stale), and what `with_card` raises.
    """
    student = own_student(ctx, Action.RECORD_DOSE, student_id, expected_version)
    record = with_card(ctx, student.school_record, card, student.facts.child.birth_date, student.facility_id)
    work = ctx.unit_of_work(Action.RECORD_DOSE)
    work.update(student, student.with_changes(school_record=record))
    return work.commit(subject_of(student))
