"""The questions about doses, and their sentences."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from chalicelib.law.marking import N_


class Weight(StrEnum):
    """What a question does to the dose that it is about."""

    REFUSE = "refuse"  # cannot be recorded so
    HOLD = "hold"  # recorded, and not counted until a person has answered
    WARN = "warn"  # recorded and counted as the law counts it; a person should look


class QuestionCode(StrEnum):
    """Stable names; their sentences are in QUESTION_TEXTS."""

    IN_FUTURE = "IN_FUTURE"
    BEFORE_BIRTH = "BEFORE_BIRTH"
    TWICE_ON_A_DAY = "TWICE_ON_A_DAY"
    TODAY = "TODAY"
    PRODUCT_NOT_YET = "PRODUCT_NOT_YET"
    TOO_YOUNG = "TOO_YOUNG"
    BEFORE_FIRST_BIRTHDAY = "BEFORE_FIRST_BIRTHDAY"
    HIB_TOO_OLD = "HIB_TOO_OLD"
    TDAP_TOO_YOUNG = "TDAP_TOO_YOUNG"
    TD_TOO_YOUNG = "TD_TOO_YOUNG"
    DTAP_TOO_OLD = "DTAP_TOO_OLD"
    DT_NOT_COUNTED = "DT_NOT_COUNTED"
    TETANUS_ALONE = "TETANUS_ALONE"
    HEPB_3_TOO_EARLY = "HEPB_3_TOO_EARLY"
    ADULT_HEPB = "ADULT_HEPB"
    FRACTIONAL_IPV = "FRACTIONAL_IPV"
    ORAL_POLIO_AFTER_SWITCH = "ORAL_POLIO_AFTER_SWITCH"
    DAYS_APART = "DAYS_APART"
    TOO_CLOSE = "TOO_CLOSE"
    LIVE_TOO_CLOSE = "LIVE_TOO_CLOSE"
    DAY_AND_MONTH_SWAPPED = "DAY_AND_MONTH_SWAPPED"
    VACCINE_UNSURE = "VACCINE_UNSURE"


QUESTION_TEXTS: Mapping[QuestionCode, str] = MappingProxyType(
    {
        QuestionCode.IN_FUTURE: N_("This date is in the future. Check the year."),
        QuestionCode.BEFORE_BIRTH: N_("This date is before the child was born. Check the year."),
        QuestionCode.TWICE_ON_A_DAY: N_("This vaccine is on the record for this day already."),
        QuestionCode.TODAY: N_("This is today’s date. Was the dose given today?"),
        QuestionCode.PRODUCT_NOT_YET: N_(
            "This product was first used on %(other_day)s. Check the product and the year."
        ),
        QuestionCode.TOO_YOUNG: N_("The child was younger than 6 weeks. Check the date."),
        QuestionCode.BEFORE_FIRST_BIRTHDAY: N_(
            "This dose was given more than 4 days before the 1st birthday. It does not count. Check the date."
        ),
        QuestionCode.HIB_TOO_OLD: N_(
            "Hib is not usually given after the 5th birthday. Check the vaccine and the date."
        ),
        QuestionCode.TDAP_TOO_YOUNG: N_(
            "Tdap before the 7th birthday counts as DTaP, not as the dose for 7th grade. Check the vaccine."
        ),
        QuestionCode.TD_TOO_YOUNG: N_("Td before the 7th birthday does not count. Check the vaccine."),
        QuestionCode.DTAP_TOO_OLD: N_("DTaP is not usually given after the 7th birthday. Was it Td or Tdap?"),
        QuestionCode.DT_NOT_COUNTED: N_(
            "DT does not protect against whooping cough. It is recorded and does not count. Check the vaccine."
        ),
        QuestionCode.TETANUS_ALONE: N_("Tetanus alone is recorded and does not count. Check the vaccine."),
        QuestionCode.HEPB_3_TOO_EARLY: N_(
            "The third hepatitis B dose was given before 24 weeks of age. Check the date."
        ),
        QuestionCode.ADULT_HEPB: N_(
            "Two doses of the adult product at 11 to 15 years may be a whole series. Ask the clinic."
        ),
        QuestionCode.FRACTIONAL_IPV: N_("This was a part of a full polio dose. Ask the clinic whether more is needed."),
        QuestionCode.ORAL_POLIO_AFTER_SWITCH: N_(
            "Oral polio vaccine since April 2016 protects against two of three types. The child may need IPV."
        ),
        QuestionCode.DAYS_APART: N_(
            "This is %(days)s days after the dose of %(other_day)s. Is it one shot on two cards, or a wrong date? "
            "It is not counted until you answer."
        ),
        QuestionCode.TOO_CLOSE: N_(
            "This is %(days)s days after the dose of %(other_day)s. It was given early; the doctor may repeat it. "
            "Check the date and the vaccine."
        ),
        QuestionCode.LIVE_TOO_CLOSE: N_(
            "This is %(days)s days after another live vaccine of %(other_day)s. The doctor may repeat it."
        ),
        QuestionCode.DAY_AND_MONTH_SWAPPED: N_("Could this be %(other_day)s, with day and month swapped?"),
        QuestionCode.VACCINE_UNSURE: N_(
            "This name can mean more than one vaccine. It is not counted until you choose."
        ),
    }
)
"""One sentence for each code. Placeholders: days, other_day (a date, to be shown with the month in words)."""
