"""The words for what a school's record says of a student (17 CCR 6070(b))."""

from collections.abc import Mapping

from chalicelib.domain.student import Ethnicity, Race, Sex, Situation
from chalicelib.law.marking import N_

SEXES: Mapping[Sex, str] = {Sex.FEMALE: N_("Female"), Sex.MALE: N_("Male"), Sex.NONBINARY: N_("Nonbinary")}

ETHNICITIES: Mapping[Ethnicity, str] = {
    Ethnicity.HISPANIC: N_("Hispanic or Latino"),
    Ethnicity.NOT_HISPANIC: N_("Not Hispanic or Latino"),
}

RACES: Mapping[Race, str] = {
    Race.BLACK: N_("African-American or Black"),
    Race.AMERICAN_INDIAN: N_("American Indian or Alaska Native"),
    Race.ASIAN: N_("Asian"),
    Race.PACIFIC_ISLANDER: N_("Native Hawaiian or other Pacific Islander"),
    Race.WHITE: N_("White"),
    Race.OTHER: N_("Other race"),
}

LETTER_LANGUAGES: Mapping[str, str] = {"en": N_("English"), "es": N_("Spanish"), "zh-Hant": N_("Chinese")}
"""The languages that letters to parents can be in."""

SITUATIONS: Mapping[Situation, str] = {
    Situation.SPECIAL_EDUCATION: N_("Has an individualized education program (IEP)"),
    Situation.INDEPENDENT_STUDY: N_("Independent study without classroom instruction"),
    Situation.HOME_SCHOOL: N_("Home-based private school"),
    Situation.FOSTER: N_("Foster youth"),
    Situation.HOMELESS: N_("Homeless"),
    Situation.MILITARY: N_("Child of a military family"),
}
