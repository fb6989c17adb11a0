"""The sentences of error codes of the state's review: looking up, giving cases to colleagues, clearing several."""

from collections.abc import Mapping

from chalicelib.law.marking import N_

OF_REVIEWS: Mapping[str, str] = {
    "NO_SUCH_COLLEAGUE": N_("Choose a colleague from the list. The list is of today."),
    "NO_CASE_CHOSEN": N_("Choose at least one case"),
    "TOO_MANY_CASES_CHOSEN": N_("Choose each case once, and %(most)s cases at most. Then take the next ones."),
    "FINDING_MISSING_IN_SEVERAL": N_("Choose a finding for each vaccine of each chosen case."),
    "LOOK_UPS_USED_UP": N_(
        "You have looked up %(limit)s forms or children, the most for one day. Try again tomorrow, or ask a colleague."
    ),
}
