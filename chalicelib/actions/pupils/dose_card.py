"""A school records a whole immunization card at once: all of its doses, or none (17 CCR 6065, 6070)."""

from dataclasses import dataclass
from datetime import date

from chalicelib.actions.context import Context
from chalicelib.actions.pupils.dose_checks import GivenDose, checked_dose
from chalicelib.actions.pupils.pupil_case import commit_record, load_pupil_case
from chalicelib.domain.action import Action
from chalicelib.domain.errors import ErrorKind, PortalError, invalid
from chalicelib.domain.results import Done
from chalicelib.domain.school_record import SchoolRecord, ShotPaper

_AT_THE_DOSE = {"vaccines", "given_on"}


@dataclass(frozen=True)
class CardDose:
    """One dose of the card. `place`: the field that an error about it stands at. `written`: the name on the
    card."""

    place: str
    given: GivenDose
    written: str = ""
    clinic: str = ""


@dataclass(frozen=True)
class ShotCard:
    """The doses, the paper on which they stand, and who in the school looked at it."""

    doses: tuple[CardDose, ...]
    paper: ShotPaper
    seen_by: str


def record_card(ctx: Context, form_id: str, expected_version: int | None, card: ShotCard) -> Done:
    """Record the card of a child with a form, on the child's record and each of its forms; the parents are told.
    `expected_version` is the child's.

    Raises PortalError NOT_FOUND, CONFLICT (stale, or the child is at another school now), and what `with_card` raises.
    """
    case = load_pupil_case(ctx, Action.RECORD_DOSE, form_id, expected_version)
    record = with_card(ctx, case.child.school_record, card, case.child.facts.birth_date, case.form.facility_id)
    return commit_record(ctx, Action.RECORD_DOSE, case, record)


def with_card(ctx: Context, known: SchoolRecord, card: ShotCard, birth_date: date, facility_id: str) -> SchoolRecord:
    """Return the record with every dose of the card.

    Raises PortalError INVALID (no dose; what `checked_dose` says, at the dose's place), REFUSED (the record is full).
    """
    if not card.doses:
        raise invalid("CARD_IS_EMPTY", "")
    record = known
    for each in card.doses:
        try:
            dose = checked_dose(ctx, each.given, record, birth_date, facility_id)
        except PortalError as error:
            if error.kind is not ErrorKind.INVALID or error.field not in _AT_THE_DOSE:
                raise
            raise invalid(error.code, each.place) from error
        record = record.with_dose(
            dose.with_changes(written=each.written, clinic=each.clinic, paper=card.paper, seen_by=card.seen_by)
        )
    return record
