"""The sentences of error codes of a school's desk: older exemptions on paper, the letterhead, the list of a day."""

from collections.abc import Mapping

from chalicelib.law.marking import N_

DESK_SENTENCES: Mapping[str, str] = {
    "LETTER_TOO_NEW": N_(
        "A letter from 2021 or later is not an exemption: only the state form counts. Ask the parent to request one"
        " here."
    ),
    "BELIEFS_TOO_NEW": N_("A personal belief exemption counts only if it was filed before January 1, 2016"),
    "ISSUER_MISSING": N_("Enter the name of the physician who signed the letter"),
    "PAPER_ENDS_BEFORE_ITS_DATE": N_("The end is before the date of the letter. Check both dates."),
    "BELIEFS_WITHOUT_END": N_("A personal belief exemption has no end date of its own. Leave it empty."),
    "STOPPED_BEFORE_ITS_DATE": N_("The state cannot stop a letter before it was written. Check the date."),
    "NEVER_DISCIPLINED": N_(
        "A letter from before 2020 can be stopped only if the medical board disciplined the physician. Ask the state"
        " which notice this is, and admit the student until you know."
    ),
    "PAPER_REASON_MISSING": N_("Write why the paper is taken off the record"),
    "ADDRESS_TOO_LONG": N_("An address has four lines at most. Shorten it."),
    "DAY_NOT_KEPT": N_("The list knows days up to 400 days back or ahead. Enter a day between."),
    "BELIEFS_NOT_STOPPED": N_(
        "The state stops only physicians' letters. A personal belief exemption ends with the grade span."
    ),
}
