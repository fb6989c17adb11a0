"""How emergencies and findings are called."""

from collections.abc import Mapping

from chalicelib.domain.emergency import EmergencyFinding, EmergencyReason
from chalicelib.law.marking import N_

REASONS: Mapping[EmergencyReason, str] = {
    EmergencyReason.EXPOSURE: N_("Someone at the child's school or child care may have a disease that spreads"),
    EmergencyReason.URGENT_CARE: N_("The child needs urgent medical care"),
    EmergencyReason.DISASTER: N_("A disaster: the school or clinic cannot reach its own records"),
}
FINDINGS: Mapping[EmergencyFinding, str] = {
    EmergencyFinding.JUSTIFIED: N_("The access was justified"),
    EmergencyFinding.NOT_JUSTIFIED: N_("The access was not justified"),
}
