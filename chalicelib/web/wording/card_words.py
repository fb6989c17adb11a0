"""The words of the page on which a whole immunization card is entered."""

from collections.abc import Mapping

from chalicelib.law.marking import N_
from chalicelib.rosters.card import DAY_NOT_KNOWN, CardFault
from chalicelib.rosters.question_codes import QUESTION_TEXTS

CARD_FAULTS: Mapping[str, str] = {
    CardFault.NOT_A_DATE: N_("This is not a date. Type it like 3/27/2017 or Mar 27 2017"),
    CardFault.DAY_BEFORE_MONTH: N_("Type the month first, then the day, such as 3/27/2017"),
    CardFault.DATE_MISSING: N_("Type the date of this dose"),
    CardFault.NAME_MISSING: N_("Type the product or the name on the card"),
    CardFault.NAME_UNKNOWN: N_("We do not know this name. Type another name of the vaccine, such as MMR"),
    CardFault.NAME_NOT_REQUIRED: N_("Schools do not ask for this vaccine. Clear this line"),
    CardFault.CHOOSE_VACCINE: N_("This name can mean more than one vaccine. Choose which one it was"),
    CardFault.FULL_DATE_NEEDED: N_(
        "The month is that of the birthday from which this dose counts. Type the full date, or ask the clinic for it"
    ),
}

CARD_QUESTIONS: Mapping[str, str] = {
    **{str(code): text for code, text in QUESTION_TEXTS.items()},
    DAY_NOT_KNOWN: N_("The card names only the month. Doses since July 2019 need the full date. Ask the clinic."),
}
"""What is asked before a dose is recorded, by its code."""
