"""Sentences that are said at any field, and so do not tell which: the summary puts the field's label before them."""

from chalicelib.web.account_fields import ONE_LINE
from chalicelib.web.http.errors import SENTENCES
from chalicelib.web.http.forms import CHECK_THIS, NOT_SHOWABLE, TOO_LONG
from chalicelib.web.http.letters import NO_LINKS, NO_UNSEEN_SIGNS
from chalicelib.web.http.typed_values import OF_DATES

_CODES = (
    "CHARGE_IN_FUTURE",
    "CONTACT_BEFORE_BIRTH",
    "DATE_BEFORE_BIRTH",
    "DATE_IN_FUTURE",
    "DAY_NOT_KEPT",
    "DAY_TOO_FAR",
    "EXCLUSION_BEFORE_EXPOSURE",
    "MATTER_IN_FUTURE",
    "OUTBREAK_DAY_IN_FUTURE",
    "STEP_BEFORE_FIRST_DAY",
)
OF_ANY_FIELD = frozenset(
    {
        CHECK_THIS,
        NO_LINKS,
        NO_UNSEEN_SIGNS,
        NOT_SHOWABLE,
        ONE_LINE,
        TOO_LONG,
        *OF_DATES,
        *(SENTENCES[code] for code in _CODES),
    }
)
