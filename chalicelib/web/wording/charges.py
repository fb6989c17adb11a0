"""What a doctor can have charged for, in words."""

from collections.abc import Mapping

from chalicelib.domain.charge_report import ChargedFor
from chalicelib.law.marking import N_

CHARGED_FOR: Mapping[ChargedFor, str] = {
    ChargedFor.FORM: N_("Filling out the form"),
    ChargedFor.RENEWAL_EXAM: N_("An exam to renew a temporary exemption"),
    ChargedFor.FIRST_EXAM: N_("A first exam"),
    ChargedFor.OTHER: N_("Something else"),
}
