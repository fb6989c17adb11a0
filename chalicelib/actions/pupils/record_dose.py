"""The school records a dose given to one of its pupils, with month, day and year (17 CCR 6065). The first dose of a
vaccine meets the duty after a revocation, and the others follow the schedule of 17 CCR 6035 (HSC 120372(d)(6))."""

from dataclasses import dataclass
from datetime import date

from chalicelib.actions.context import Context
from chalicelib.actions.pupils.dose_checks import GivenDose, checked_dose
from chalicelib.actions.pupils.pupil_case import commit_record, load_pupil_case
from chalicelib.domain.action import Action
from chalicelib.domain.results import Done
from chalicelib.law.enums import Vaccine
from chalicelib.law.vaccine_products import GivenVaccine


@dataclass(frozen=True)
class DoseCommand:
    """One injection: the vaccines in it, and the day, or the first day of the month where `month_only`.
    `expected_version` is the child's."""

    form_id: str
    expected_version: int | None
    vaccines: frozenset[GivenVaccine] | frozenset[Vaccine]
    given_on: date
    month_only: bool = False
    confirmed: tuple[str, ...] = ()


def record_dose(ctx: Context, command: DoseCommand) -> Done:
    """Record the dose. A dose given too early is recorded too: the law says whether it counts.

    Raises PortalError NOT_FOUND, INVALID (no vaccine, a day to come or before birth, recorded already), CONFLICT
    (stale, or the child is at another school now), REFUSED (the record is full).
    """
    case = load_pupil_case(ctx, Action.RECORD_DOSE, command.form_id, command.expected_version)
    known = case.child.school_record
    dose = GivenDose(command.vaccines, command.given_on, command.month_only, command.confirmed)
    given = checked_dose(ctx, dose, known, case.child.facts.birth_date, case.form.facility_id)
    return commit_record(ctx, Action.RECORD_DOSE, case, known.with_dose(given))
