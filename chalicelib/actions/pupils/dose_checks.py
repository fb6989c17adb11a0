"""What is checked of a dose before a school records it, of a student with or without a form."""

from dataclasses import dataclass
from datetime import date

from chalicelib.actions.context import Context
from chalicelib.domain.errors import ErrorKind, PortalError, invalid
from chalicelib.domain.school_record import RecordedDose, SchoolRecord
from chalicelib.law.calendar import add_months_minimum, day_before
from chalicelib.law.enums import Vaccine
from chalicelib.law.vaccine_products import GivenVaccine

MAX_DOSES = 100  # far more than any child gets; it keeps a record within the size of one item


@dataclass(frozen=True)
class GivenDose:
    """One injection: the vaccines in it, and the day, or the first day of the month where `month_only`. `confirmed`:
    the questions that the person answered with yes."""

    vaccines: frozenset[GivenVaccine] | frozenset[Vaccine]
    given_on: date
    month_only: bool = False
    confirmed: tuple[str, ...] = ()

    def day_in_life(self, on: date) -> date:
        """Return the day that must be in the child's life; of a month, its last one that has come."""
        if not self.month_only:
            return self.given_on
        month_ends = day_before(add_months_minimum(self.given_on, 1))
        return max(self.given_on, min(month_ends, on))


def checked_dose(
    ctx: Context, given: GivenDose, known: SchoolRecord, birth_date: date, facility_id: str
) -> RecordedDose:
    """Return the dose as the record keeps it.

    Raises PortalError INVALID (no vaccine, a day to come or before birth, recorded already), REFUSED (the record is
    full).
    """
    if not given.vaccines:
        raise invalid("DOSE_VACCINES_MISSING", "vaccines")
    day = given.day_in_life(ctx.on)
    if day > ctx.on:
        raise invalid("DATE_IN_FUTURE", "given_on")
    if day < birth_date:
        raise invalid("DATE_BEFORE_BIRTH", "given_on")
    if len(known.doses) >= MAX_DOSES:
        raise PortalError(ErrorKind.REFUSED, "TOO_MANY_DOSES")
    dose = RecordedDose(
        id=ctx.new_id(),
        vaccines=tuple(each for each in GivenVaccine if each.value in given.vaccines),
        month_only=given.month_only,
        given_on=given.given_on,
        recorded_on=ctx.on,
        facility_id=facility_id,
        recorded_by=ctx.person.id,
        confirmed=given.confirmed,
    )
    if known.has_dose_like(dose):
        raise invalid("DOSE_RECORDED_ALREADY", "vaccines")
    return dose
