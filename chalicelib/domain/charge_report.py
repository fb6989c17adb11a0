"""A parent tells the state that a doctor charged for what is free: the form, or an examination to renew a temporary
exemption (HSC 120372(a)(3)). State staff close it or forward it to the board that licenses the physician."""

from datetime import date
from enum import StrEnum
from typing import Annotated, ClassVar

from pydantic import Field

from chalicelib.domain.field_classes import Exported, Internal, Medical, Personal
from chalicelib.domain.record import FrozenModel, VersionedRecord

MAX_DOLLARS = 100_000


class ChargeState(StrEnum):
    OPEN = "open"
    FORWARDED = "forwarded"
    CLOSED = "closed"


class ChargeOutcome(StrEnum):
    """How a report can be answered; each is the state that it then has."""

    FORWARDED = "forwarded"
    CLOSED = "closed"


class ChargedFor(StrEnum):
    FORM = "form"
    RENEWAL_EXAM = "renewal_exam"
    FIRST_EXAM = "first_exam"  # which a doctor may charge for
    OTHER = "other"


class Charge(FrozenModel):
    """What the parent says. `dollars`: the amount, rounded; None where the parent does not know it."""

    charged_for: Annotated[ChargedFor, Personal]
    charged_on: Annotated[date, Personal]
    dollars: Annotated[int | None, Personal, Field(ge=0, le=MAX_DOLLARS)] = None


class ChargeReport(VersionedRecord):
    """One report. Guardians see it by way of the form; the physician never does."""

    record_type: ClassVar[str] = "charge_report"

    state: Annotated[ChargeState, Internal, Exported] = ChargeState.OPEN
    child_id: Annotated[str, Internal]
    form_id: Annotated[str, Internal]
    standing_id: Annotated[str, Internal]
    reported_by: Annotated[str, Internal]
    reported_on: Annotated[date, Internal, Exported]
    charge: Charge
    words: Annotated[str, Medical]  # what was said, in the parent's words
    answered_by: Annotated[str, Internal] = ""
    answered_on: Annotated[date | None, Internal, Exported] = None
    answer: Annotated[str, Medical] = ""  # what the parents read
