"""The school corrects a dose on record: the wrong one goes and the right one takes its place, in one act. What stood
there before and the reason stay in the history of the record."""

from dataclasses import dataclass
from datetime import date

from chalicelib.actions.context import Context
from chalicelib.actions.pupils.dose_checks import GivenDose, checked_dose
from chalicelib.actions.pupils.pupil_case import commit_record, load_pupil_case
from chalicelib.domain.action import Action
from chalicelib.domain.errors import ErrorKind, PortalError, invalid
from chalicelib.domain.results import Done
from chalicelib.domain.school_record import SchoolRecord
from chalicelib.rosters.card import answers_that_stay


@dataclass(frozen=True)
class DoseCorrection:
    """Which dose, what it was really, and why it stood wrong. `expected_version`: of the record that holds the dose."""

    expected_version: int | None
    dose_id: str
    given: GivenDose
    reason: str


def change_dose(ctx: Context, form_id: str, correction: DoseCorrection) -> Done:
    """Correct a dose of a child with a form; the parents are told.

    Raises PortalError NOT_FOUND, CONFLICT (stale, or the child is at another school now), and what `with_changed_dose`
    raises.
    """
    case = load_pupil_case(ctx, Action.CHANGE_DOSE, form_id, correction.expected_version)
    known, born = case.child.school_record, case.child.facts.birth_date
    record = with_changed_dose(ctx, correction, known, born, case.form.facility_id)
    return commit_record(ctx, Action.CHANGE_DOSE, case, record, reason=correction.reason)


def with_changed_dose(
    ctx: Context, correction: DoseCorrection, known: SchoolRecord, birth_date: date, facility_id: str
) -> SchoolRecord:
    """Return the record with the right dose in the place of the wrong one. Paper, clinic and who saw the paper stay,
    and so do the answers to questions that the correction does not change.

    Raises PortalError INVALID (no reason, nothing changed, what `checked_dose` raises), CONFLICT (the dose is gone).
    """
    wrong = known.dose(correction.dose_id)
    if wrong is None:
        raise PortalError(ErrorKind.CONFLICT, "STALE")
    if not correction.reason.strip():
        raise invalid("DOSE_REASON_MISSING", "reason")
    others = known.without_dose(wrong.id)
    right = checked_dose(ctx, correction.given, others, birth_date, facility_id)
    if (right.vaccines, right.given_on, right.month_only) == (wrong.vaccines, wrong.given_on, wrong.month_only):
        raise invalid("DOSE_NOT_CHANGED", "given_on")
    written = wrong.written if right.vaccines == wrong.vaccines else ""
    right = right.with_changes(written=written, clinic=wrong.clinic, paper=wrong.paper, seen_by=wrong.seen_by)
    stays = answers_that_stay(others.doses, wrong, right, birth_date, ctx.on)
    return others.with_dose(right.with_changes(confirmed=tuple(dict.fromkeys([*right.confirmed, *stays]))))
