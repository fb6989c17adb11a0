"""The sentences of error codes of appeals and their panels."""

from collections.abc import Mapping

from chalicelib.law.marking import N_

OF_APPEALS: Mapping[str, str] = {
    "VOTE_MISSING": N_("Choose your vote for each vaccine."),
    "NOTHING_AWAITED_OF_PANELIST": N_("The panel does not wait for this member now."),
    "REMINDED_TODAY": N_("This member was reminded today. You can remind again tomorrow."),
}
