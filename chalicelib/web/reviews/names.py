"""How state staff call the codes of reviews and standings. The catalogues translate these names."""

from collections.abc import Mapping

from chalicelib.domain.review import Finding, Outcome, ReviewState
from chalicelib.domain.standing import StandingState
from chalicelib.law.admission import EffectiveStatus
from chalicelib.law.enums import LineState
from chalicelib.law.marking import N_
from chalicelib.law.medical_reasons import ReasonCategory
from chalicelib.law.physician_standing import MatterKind

STATES: Mapping[ReviewState, tuple[str, str]] = {
    ReviewState.OPEN: (N_("No one has it yet"), "warning"),
    ReviewState.ASSIGNED: (N_("With a reviewer"), "info"),
    ReviewState.INFO_REQUESTED: (N_("Waiting for the physician"), "neutral"),
    ReviewState.RECOMMENDED_CLEAR: (N_("To decide: keep"), "warning"),
    ReviewState.RECOMMENDED_REVOKE: (N_("To decide: revoke"), "warning"),
    ReviewState.DECIDED: (N_("Decided"), "good"),
}
"""The name of each state, and the kind of its mark."""

FINDINGS: Mapping[Finding, str] = {
    Finding.MEETS_CRITERIA: N_("Meets the criteria"),
    Finding.ACCEPTED_WITH_SUPPORT: N_("Accepted with the physician's written support"),
    Finding.REVOKE: N_("Revoke"),
}
FINDING_HINTS: Mapping[Finding, str] = {
    Finding.MEETS_CRITERIA: N_("The reason is in the criteria in force when the form was signed."),
    Finding.ACCEPTED_WITH_SUPPORT: N_("Another reason, with written support consistent with the standard of care."),
    Finding.REVOKE: N_("The reason is inappropriate or invalid. The Officer or a designated physician decides."),
}

OUTCOMES: Mapping[Outcome, str] = {
    Outcome.CLEARED: N_("The form stays as it is"),
    Outcome.REVOKED: N_("Revoked"),
    Outcome.DISAGREED: N_("The second physician disagreed: nothing was revoked"),
}

STANDINGS: Mapping[StandingState, tuple[str, str]] = {
    StandingState.VERIFIED: (N_("May issue"), "good"),
    # Translators: what a physician signs is not valid until the state has looked at a matter of the medical board
    StandingState.HOLD: (N_("On hold"), "warning"),
    StandingState.BARRED_ACCUSATION: (N_("Barred: accusation"), "stopped"),
    StandingState.BARRED_PROBATION: (N_("Barred: probation"), "stopped"),
    StandingState.BARRED_PUBLIC_HEALTH_RISK: (N_("Barred: public health risk"), "stopped"),
}

MATTERS: Mapping[MatterKind, str] = {
    MatterKind.ACCUSATION: N_("An accusation that is pending"),
    MatterKind.PROBATION: N_("A probation"),
    MatterKind.OTHER: N_("Another matter"),
}

READINGS: Mapping[EffectiveStatus, tuple[str, str]] = {
    EffectiveStatus.NOT_YET_IN_EFFECT: (N_("Starts later"), "neutral"),
    EffectiveStatus.VALID: (N_("In effect"), "good"),
    EffectiveStatus.EXPIRED: (N_("Ended by date"), "neutral"),
    EffectiveStatus.SPAN_ENDED: (N_("Ended with the grade span"), "neutral"),
}
LINE_KINDS: Mapping[LineState, str] = {
    LineState.HELD: "warning",
    LineState.REFUSED: "stopped",
    LineState.REVOKED: "stopped",
}

CATEGORIES: Mapping[ReasonCategory, str] = {
    ReasonCategory.CONTRAINDICATION: N_("Contraindication"),
    ReasonCategory.PRECAUTION: N_("Precaution"),
    ReasonCategory.DOCUMENTED_IMMUNITY: N_("Documented immunity"),
    ReasonCategory.STANDARD_OF_CARE: N_("Other reason under the standard of care"),
    ReasonCategory.PRODUCT_ONLY: N_("Concerns one product only"),
    ReasonCategory.NON_REASON: N_("Not a reason by itself"),
}
