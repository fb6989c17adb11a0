"""The school records a dose given to one of its pupils, with month, day and year (17 CCR 6065). The first dose of a
vaccine meets the duty after a revocation, and the others follow the schedule of 17 CCR 6035 (HSC 120372(d)(6))."""

from dataclasses import dataclass
from datetime import date

from chalicelib.actions.context import Context
from chalicelib.actions.pupils.pupil_case import commit_record, load_pupil_case, require_past_day
from chalicelib.domain.action import Action
from chalicelib.domain.errors import ErrorKind, PortalError, invalid
from chalicelib.domain.results import Done
from chalicelib.domain.school_record import RecordedDose
from chalicelib.law.calendar import add_months_minimum, day_before
from chalicelib.law.enums import Vaccine
from chalicelib.law.vaccine_products import GivenVaccine

MAX_DOSES = 100  # far more than any child gets; it keeps a record within the size of one item


@dataclass(frozen=True)
class DoseCommand:
    """One injection: the vaccines in it, and the day, or the first day of the month where `month_only`.
    `expected_version` is the child's."""

    form_id: str
    expected_version: int | None
    vaccines: frozenset[GivenVaccine] | frozenset[Vaccine]
    given_on: date
    month_only: bool = False


def _day_in_life(command: DoseCommand, on: date) -> date:
    """Return the day that must be in the child's life; of a month, its last one that has come."""
    if not command.month_only:
        return command.given_on
    month_ends = day_before(add_months_minimum(command.given_on, 1))
    return max(command.given_on, min(month_ends, on))


def record_dose(ctx: Context, command: DoseCommand) -> Done:
    """Record the dose. A dose given too early is recorded too: the law says whether it counts.

    Raises PortalError NOT_FOUND, INVALID (no vaccine, a day to come or before birth, recorded already), CONFLICT
    (stale, or the child is at another school now), REFUSED (the record is full).
    """
    case = load_pupil_case(ctx, Action.RECORD_DOSE, command.form_id, command.expected_version)
    known = case.child.school_record
    if not command.vaccines:
        raise invalid("DOSE_VACCINES_MISSING", "vaccines")
    require_past_day(_day_in_life(command, ctx.on), case.child, ctx.on, "given_on")
    if len(known.doses) >= MAX_DOSES:
        raise PortalError(ErrorKind.REFUSED, "TOO_MANY_DOSES")
    given = RecordedDose(
        id=ctx.new_id(),
        vaccines=tuple(each for each in GivenVaccine if each.value in command.vaccines),
        month_only=command.month_only,
        given_on=command.given_on,
        recorded_on=ctx.on,
        facility_id=case.form.facility_id,
    )
    if known.has_dose_like(given):
        raise invalid("DOSE_RECORDED_ALREADY", "vaccines")
    return commit_record(ctx, Action.RECORD_DOSE, case, known.with_dose(given))
