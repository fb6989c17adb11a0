"""Before a single dose is recorded: a few days after one on record, it may be one shot that stands on two cards."""

from dataclasses import replace
from datetime import date

from chalicelib.actions.pupils.dose_checks import GivenDose
from chalicelib.domain.school_record import RecordedDose, SchoolRecord
from chalicelib.law.vaccine_products import GivenVaccine
from chalicelib.rosters.card import days_apart
from chalicelib.web.http.forms import FieldError, InvalidFormError, ShownForm
from chalicelib.web.http.page_request import PageRequest
from chalicelib.web.http.templating import translations_for
from chalicelib.web.wording.card_words import CARD_QUESTIONS


def answered(
    page_request: PageRequest, known: SchoolRecord, birth_date: date, given: GivenDose, confirmed: str
) -> GivenDose:
    """Return the dose with the questions that the person has answered. Raises InvalidFormError for one that is open.

    What is confirmed is this date: another one is asked about again.
    """
    on = page_request.ctx.on
    if given.given_on > on:
        return given
    dose = RecordedDose(
        id="",
        vaccines=tuple(each for each in GivenVaccine if each.value in given.vaccines),
        given_on=given.given_on,
        month_only=given.month_only,
        recorded_on=on,
        facility_id="",
    )
    asked = days_apart(known.doses, dose, birth_date, on)
    if asked is None:
        return given
    if confirmed != given.given_on.isoformat():
        other_day = translations_for(page_request.language).date(asked.other_day) if asked.other_day else ""
        facts = {"other_day": other_day, "days": asked.days}
        raise InvalidFormError((FieldError("confirmed", CARD_QUESTIONS[asked.code], facts),))
    return replace(given, confirmed=(str(asked.code),))


def asked_day(form: ShownForm) -> str:
    """The date that waits to be confirmed, as the form's box holds it; "" where none does."""
    if not any(error.field == "confirmed" for error in form.field_errors):
        return ""
    year, month, day = (form.value(f"given_on_{part}") for part in ("year", "month", "day"))
    return f"{year}-{month:0>2}-{day or 1:0>2}"
