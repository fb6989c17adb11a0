"""The sentences of errors about access to a school."""

from collections.abc import Mapping

from chalicelib.law.marking import N_

OF_SCHOOLS: Mapping[str, str] = {
    "ONLY_READS": N_("Your account can open and print pages of the school. It cannot change anything there."),
    "APPROVERS_ONLY": N_("Only an approver of the school sees and changes who has access. Ask one of them."),
    "SCHOOL_WITHOUT_APPROVER": N_(
        "This school has had no approver for more than 30 days, so nothing can be changed. You can still read and "
        "print. Ask us for help."
    ),
    "LAST_APPROVER": N_("You are the only approver. Make someone else an approver first."),
    "PERSON_OF_SEVERAL_SCHOOLS": N_(
        "This person also works at a school that is not yours. Only we can change the part."
    ),
    "NO_SUCH_FACILITY": N_("No open school or child care has this number. Check the digits."),
    "CLAIM_CODE_WRONG": N_("This is not the code of the letter. Compare it letter by letter, and type it again."),
    "CLAIM_CODE_ENDED": N_(
        "The code of the letter no longer works. Ask the school's approver to add you, or write to us."
    ),
    "ASLEEP": N_(
        "You have not signed in for 120 days. We sent a link to your email address: open it, choose a new password, "
        "and sign in."
    ),
    "TOO_MANY_WAIT": N_("Fifty people wait to join already. Answer or take back some of them first."),
}
