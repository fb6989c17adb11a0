"""The sentences of error codes that only offices of the county and the boards meet."""

from collections.abc import Mapping

from chalicelib.law.marking import N_

OF_OFFICES: Mapping[str, str] = {
    "OUTBREAK_OF_DEPARTMENT": N_(
        "The health department keeps this outbreak here itself. Call it: only the health officer changes an order."
    ),
    "NO_FORM_OF_CHILD_HERE": N_(
        "We found no exemption of a child with this name and date of birth at a school of your jurisdiction. If the "
        "child is elsewhere, write why you need the record all the same."
    ),
    "MATTER_KIND": N_("Choose an accusation or probation."),
    "MATTER_IN_FUTURE": N_("This day has not come yet. Check the date."),
    "MATTER_BARS_NOBODY": N_(
        "The state bars this physician for no such matter, so it has no end to record. Check what happened."
    ),
}
