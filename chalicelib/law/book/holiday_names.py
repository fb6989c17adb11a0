"""The names of the holidays, as the rule book shows them, marked for translation."""

from collections.abc import Mapping
from types import MappingProxyType

from chalicelib.law.marking import N_

HOLIDAY_NAMES: Mapping[str, str] = MappingProxyType(
    {
        "New Year": N_("New Year's Day"),
        "MLK": N_("Martin Luther King Jr. Day"),
        "Lunar New Year": N_("Lunar New Year"),
        "Lincoln": N_("Lincoln Day"),
        "Washington": N_("Washington Day"),
        "Mar 31": N_("March 31 holiday"),
        "Genocide Remembrance Day": N_("Genocide Remembrance Day"),
        "Memorial": N_("Memorial Day"),
        "Juneteenth": N_("Juneteenth"),
        "July 4": N_("Independence Day"),
        "Labor": N_("Labor Day"),
        "Admission Day": N_("Admission Day"),
        "Native American": N_("Native American Day"),
        "Columbus Day": N_("Columbus Day"),
        "Diwali": N_("Diwali"),
        "Veterans": N_("Veterans Day"),
        "Thanksgiving": N_("Thanksgiving Day"),
        "Day after Thanksgiving": N_("Day after Thanksgiving"),
        "Christmas": N_("Christmas Day"),
    }
)
