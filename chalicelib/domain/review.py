"""The review case (lifecycle H4): one per form and trigger; it holds a finding per line."""

from datetime import date
from enum import StrEnum
from typing import ClassVar

from chalicelib.domain.record import FrozenModel, VersionedRecord
from chalicelib.law.enums import Vaccine


class ReviewState(StrEnum):
    """Written states of H4."""

    OPEN = "open"
    ASSIGNED = "assigned"
    INFO_REQUESTED = "info_requested"
    RECOMMENDED_CLEAR = "recommended_clear"
    RECOMMENDED_REVOKE = "recommended_revoke"
    DECIDED = "decided"


class Trigger(StrEnum):
    """Why a form is reviewed (HSC 120372(d)(2), (d)(9))."""

    SCHOOL_BELOW_95 = "school_below_95"
    PHYSICIAN_FIVE_FORMS = "physician_five_forms"
    SCHOOL_NOT_REPORTING = "school_not_reporting"
    PUBLIC_HEALTH = "public_health"
    REISSUED_AFTER_REVOCATION = "reissued_after_revocation"


class Finding(StrEnum):
    """What the reviewer finds of one line."""

    MEETS_CRITERIA = "meets_criteria"
    ACCEPTED_WITH_SUPPORT = "accepted_with_support"  # HSC 120372(d)(3)(B)
    REVOKE = "revoke"


class LineFinding(FrozenModel):
    """The reviewer's finding for one vaccine, with the reason as written."""

    vaccine: Vaccine
    finding: Finding
    reason: str


class Outcome(StrEnum):
    """How the case ended."""

    CLEARED = "cleared"
    REVOKED = "revoked"
    DISAGREED = "disagreed"


class InformationRequest(FrozenModel):
    """A question to the issuer or the primary care physician."""

    asked_on: date
    due_on: date
    question: str
    answer: str = ""
    answered_on: date | None = None


class Review(VersionedRecord):
    """One review case."""

    record_type: ClassVar[str] = "review"

    state: ReviewState
    form_id: str
    form_number: str
    child_id: str
    trigger: Trigger
    public_health_reason: str = ""
    opened_on: date
    opened_by: str
    reviewer_id: str = ""
    findings: tuple[LineFinding, ...] = ()
    information: tuple[InformationRequest, ...] = ()
    decided_by: str = ""
    decided_on: date | None = None
    outcome: Outcome | None = None
    decision_reason: str = ""
    revoked_vaccines: tuple[Vaccine, ...] = ()

    def finding(self, vaccine: Vaccine) -> LineFinding | None:
        """The finding for that vaccine, or None while there is none."""
        return next((found for found in self.findings if found.vaccine == vaccine), None)
