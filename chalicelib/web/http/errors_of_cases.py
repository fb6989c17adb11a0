"""The sentences of error codes of the state's review."""

from collections.abc import Mapping

from chalicelib.law.marking import N_

OF_CASES: Mapping[str, str] = {
    "NEWER_DRAFT": N_(
        "You saved a newer draft in another window. What you typed here is still on the page. "
        "Save it again to replace the newer draft."
    ),
    "NO_OTHER_PRIMARY_CARE": N_("The physician who signed is the primary care physician. Ask through the portal."),
    "SAME_CHILD_MARKED": N_("Someone has answered this already. Look at the page as it is now."),
}
