"""The sentences of error codes of a school's desk: older papers, the letterhead, the list of a day, the calendar."""

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
    "CALENDAR_DAY_OUTSIDE_YEAR": N_("Enter a day of this school year. It runs from July 1 to June 30."),
    "CALENDAR_ENDS_BEFORE_IT_STARTS": N_("The last day must come after the first day."),
    "CALENDAR_WITHOUT_WEEKDAYS": N_("Choose the weekdays with school"),
    "CALENDAR_WITHOUT_SCHOOL": N_("These dates leave no school day. Check them."),
    "CALENDAR_TOO_LONG": N_("There are too many lines. Write days that follow each other as one range."),
    "CALENDAR_LINE_WRONG": N_("Check the dates without school: each must be in this school year."),
    "CALENDAR_EXTRA_DAY_OUTSIDE": N_("An extra school day must be between the first and the last day."),
    "CALENDAR_THERE_ALREADY": N_("This school year has a calendar already. Change its dates instead of copying."),
    "NO_CALENDAR_LAST_YEAR": N_("The school year before has no calendar of your own to copy."),
}
