"""How the standing of a licensee is called on a board's pages."""

from collections.abc import Mapping

from chalicelib.domain.standing import StandingState
from chalicelib.law.marking import N_

STANDING_WORDS: Mapping[StandingState, tuple[str, str]] = {
    StandingState.VERIFIED: (N_("May issue forms"), "good"),
    StandingState.HOLD: (N_("New forms on hold until the state has reviewed a board matter"), "warning"),
    StandingState.BARRED_ACCUSATION: (N_("New forms not accepted: accusation pending"), "stopped"),
    StandingState.BARRED_PROBATION: (N_("New forms not accepted: on probation"), "stopped"),
    StandingState.BARRED_PUBLIC_HEALTH_RISK: (N_("New forms not accepted: risk to public health"), "stopped"),
}
"""The word, and the kind of its mark."""
