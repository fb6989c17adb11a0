"""What went wrong where the state, its panels, health departments and boards work, and with documents."""

from collections.abc import Mapping

from chalicelib.law.marking import N_

OF_THE_STATE: Mapping[str, str] = {
    # Appeals.
    "VOTE_MISSING": N_("Choose your vote for each vaccine."),
    "NOTHING_AWAITED_OF_PANELIST": N_("The panel does not wait for this member now."),
    "REMINDED_TODAY": N_("This member was reminded today. You can remind again tomorrow."),
    # Cases.
    "NEWER_DRAFT": N_(
        "You saved a newer draft in another window. What you typed here is still on the page. "
        "Save it again to replace the newer draft."
    ),
    "NO_OTHER_PRIMARY_CARE": N_("The physician who signed is the primary care physician. Ask through the portal."),
    "SAME_CHILD_MARKED": N_("Someone has answered this already. Look at the page as it is now."),
    # Documents.
    "DOCUMENTS_OF_STEP_FULL": N_("There are five documents here already. Remove one, or send pages together in a PDF."),
    "DOCUMENTS_OF_CASE_FULL": N_("The documents of this case fill 50 MB already. Remove one first."),
    "TOO_MANY_DOCUMENTS_TODAY": N_("You have added 20 documents today. Add more tomorrow."),
    # Offices.
    "OUTBREAK_OF_DEPARTMENT": N_(
        "The health department keeps this outbreak here itself. Call it: only the health officer changes an order."
    ),
    "NO_FORM_OF_CHILD_HERE": N_(
        "We found no exemption of a child with this name and date of birth at a school of your jurisdiction. If the "
        "child is elsewhere, write why you need the record all the same."
    ),
    "MATTER_KIND": N_("Choose an accusation or probation."),
    "MATTER_IN_FUTURE": N_("This day has not come yet. Check the date."),
    "CHARGE_IN_FUTURE": N_("This day has not come yet. Check the date."),
    "TOO_MANY_CHARGE_REPORTS": N_(
        "Ten reports about this child's forms were sent in the last 30 days. Wait for the answers, or ask us for help."
    ),
    "MATTER_BARS_NOBODY": N_(
        "The state bars this physician for no such matter, so it has no end to record. Check what happened."
    ),
    # Reviews.
    "NO_SUCH_COLLEAGUE": N_("Choose a colleague from the list. The list is of today."),
    "NO_CASE_CHOSEN": N_("Choose at least one case"),
    "TOO_MANY_CASES_CHOSEN": N_("Choose each case once, and %(most)s cases at most. Then take the next ones."),
    "FINDING_MISSING_IN_SEVERAL": N_("Choose a finding for each vaccine of each chosen case."),
    "LOOK_UPS_USED_UP": N_(
        "One person can look up %(hourly)s forms or children in an hour, and %(daily)s in a day. "
        "Wait one hour, then try again, or ask a colleague."
    ),
}
