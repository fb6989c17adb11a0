"""The review case (lifecycle H4): one per form and trigger; it holds a finding per line."""

from datetime import date
from enum import StrEnum
from typing import Annotated, ClassVar

from chalicelib.domain.field_classes import Exported, Internal, Medical, Personal, Withheld
from chalicelib.domain.record import FrozenModel, VersionedRecord
from chalicelib.law.enums import Vaccine
from chalicelib.law.revocation import review_due


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

    vaccine: Annotated[Vaccine, Personal]
    finding: Annotated[Finding, Internal]
    reason: Annotated[str, Medical]


class Outcome(StrEnum):
    """How the case ended."""

    CLEARED = "cleared"
    REVOKED = "revoked"
    DISAGREED = "disagreed"


class InformationRequest(FrozenModel):
    """A question to the issuer or the primary care physician."""

    asked_on: Annotated[date, Internal]
    due_on: Annotated[date, Internal]
    question: Annotated[str, Medical]
    answer: Annotated[str, Medical] = ""
    answered_on: Annotated[date | None, Internal] = None


class Review(VersionedRecord):
    record_type: ClassVar[str] = "review"

    state: Annotated[ReviewState, Internal, Exported]
    form_id: Annotated[str, Internal]
    form_number: Annotated[str, Internal]
    child_id: Annotated[str, Internal]
    standing_id: Annotated[str, Internal] = ""  # the license that signed; "" in cases of an older portal
    trigger: Annotated[Trigger, Internal]
    public_health_reason: Annotated[str, Medical, Withheld] = ""
    opened_on: Annotated[date, Internal, Exported]
    opened_by: Annotated[str, Internal]
    reviewer_id: Annotated[str, Internal] = ""
    findings: Annotated[tuple[LineFinding, ...], Withheld] = ()
    information: Annotated[tuple[InformationRequest, ...], Withheld] = ()
    decided_by: Annotated[str, Internal] = ""
    decided_on: Annotated[date | None, Internal, Exported] = None
    outcome: Annotated[Outcome | None, Internal, Exported] = None
    decision_reason: Annotated[str, Medical, Withheld] = ""
    revoked_vaccines: Annotated[tuple[Vaccine, ...], Internal] = ()

    @property
    def due_on(self) -> date:
        """The day on which something must have happened: the answer, while the physician is asked; else the review."""
        if self.state == ReviewState.INFO_REQUESTED and self.information:
            return self.information[-1].due_on
        waits = (((asked.answered_on or asked.due_on) - asked.asked_on).days for asked in self.information)
        return review_due(self.opened_on, sum(waits))

    def finding(self, vaccine: Vaccine) -> LineFinding | None:
        """Return the finding for that vaccine, or None while there is none."""
        return next((found for found in self.findings if found.vaccine == vaccine), None)
