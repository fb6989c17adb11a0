"""The sentences of error codes of the state's review: looking up, giving cases to colleagues, clearing several."""

from collections.abc import Mapping

from chalicelib.law.marking import N_

OF_REVIEWS: Mapping[str, str] = {
    "NO_SUCH_COLLEAGUE": N_("Choose a colleague from the list. The list is of today."),
    "LOOK_UPS_USED_UP": N_(
        "You have looked up %(limit)s forms or children, the most for one day. Try again tomorrow, or ask a colleague."
    ),
}
