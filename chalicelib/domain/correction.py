"""A parent's request to amend a child's record (Civ. Code 1798.35): asked in writing, answered in 30 days."""

from datetime import date
from enum import StrEnum
from typing import Annotated, ClassVar

from chalicelib.domain.field_classes import Exported, Internal, Medical
from chalicelib.domain.record import VersionedRecord

REVIEWING_OFFICIAL = (
    "State Public Health Officer",
    "California Department of Public Health",
    "P.O. Box 997377",
    "Sacramento, CA 95899-7377",
)
"""Who reviews a refusal, by title and business address (Civ. Code 1798.35(b), 1798.36). [M] From memory: to be checked,
and the officer's name added, by the agency that runs the portal."""


class CorrectionState(StrEnum):
    """Written states. That an answer is late is a reading, never written."""

    OPEN = "open"
    MADE = "made"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


class CorrectionOutcome(StrEnum):
    """How a request can be answered; each is the state that it then has."""

    MADE = "made"
    REFUSED = "refused"


class CorrectionRequest(VersionedRecord):
    """What a parent says is wrong in the record, and how the state answered. Who may see it follows from the child."""

    record_type: ClassVar[str] = "amendment_request"

    state: Annotated[CorrectionState, Internal, Exported]
    child_id: Annotated[str, Internal]
    asked_by: Annotated[str, Internal]
    received_on: Annotated[date, Internal, Exported]
    answer_by: Annotated[date, Internal, Exported]
    wrong: Annotated[str, Medical]  # in the parent's words
    should_say: Annotated[str, Medical]  # in the parent's words
    answered_by: Annotated[str, Internal] = ""
    answered_on: Annotated[date | None, Internal, Exported] = None
    answer: Annotated[str, Medical] = ""  # what was corrected, or why nothing was
