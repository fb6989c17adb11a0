"""Every statute, regulation and stated choice that a rule relies on.

Sections of 17 CCR link to a free copy that opens at the section: the official site has no address for one.

`PORTAL-...` ids are choices made where the law is silent (tag R), each naming the nearest law.
"""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from functools import cache
from types import MappingProxyType
from typing import NamedTuple

from chalicelib.law import tables
from chalicelib.law.enums import Confidence


class Cite(StrEnum):
    """The ids of the citations; the rows are in `tables/citations.csv`."""

    HSC_120325 = "HSC-120325"
    HSC_120335_B = "HSC-120335-b"
    HSC_120335_C = "HSC-120335-c"
    HSC_120335_F = "HSC-120335-f"
    HSC_120335_G = "HSC-120335-g"
    HSC_120335_H = "HSC-120335-h"
    HSC_120338 = "HSC-120338"
    HSC_120340 = "HSC-120340"
    HSC_120341 = "HSC-120341"
    HSC_120370_A = "HSC-120370-a"
    HSC_120370_A1 = "HSC-120370-a1"
    HSC_120370_A2 = "HSC-120370-a2"
    HSC_120370_A3 = "HSC-120370-a3"
    HSC_120370_B = "HSC-120370-b"
    HSC_120372_A1 = "HSC-120372-a1"
    HSC_120372_A2A = "HSC-120372-a2A"
    HSC_120372_A2B = "HSC-120372-a2B"
    HSC_120372_A2C = "HSC-120372-a2C"
    HSC_120372_A2D = "HSC-120372-a2D"
    HSC_120372_A2E = "HSC-120372-a2E"
    HSC_120372_A2F = "HSC-120372-a2F"
    HSC_120372_A2G = "HSC-120372-a2G"
    HSC_120372_A2H = "HSC-120372-a2H"
    HSC_120372_A2I = "HSC-120372-a2I"
    HSC_120372_A3 = "HSC-120372-a3"
    HSC_120372_B = "HSC-120372-b"
    HSC_120372_C = "HSC-120372-c"
    HSC_120372_D1 = "HSC-120372-d1"
    HSC_120372_D2A = "HSC-120372-d2A"
    HSC_120372_D2B = "HSC-120372-d2B"
    HSC_120372_D2C = "HSC-120372-d2C"
    HSC_120372_D3A = "HSC-120372-d3A"
    HSC_120372_D3B = "HSC-120372-d3B"
    HSC_120372_D3C = "HSC-120372-d3C"
    HSC_120372_D4 = "HSC-120372-d4"
    HSC_120372_D5 = "HSC-120372-d5"
    HSC_120372_D6 = "HSC-120372-d6"
    HSC_120372_D7 = "HSC-120372-d7"
    HSC_120372_D7A = "HSC-120372-d7A"
    HSC_120372_D7B = "HSC-120372-d7B"
    HSC_120372_D7C = "HSC-120372-d7C"
    HSC_120372_D8 = "HSC-120372-d8"
    HSC_120372_D9 = "HSC-120372-d9"
    HSC_120372_E = "HSC-120372-e"
    HSC_120372_F = "HSC-120372-f"
    HSC_120372_G = "HSC-120372-g"
    HSC_120372_05_A = "HSC-120372.05-a"
    HSC_120372_05_B = "HSC-120372.05-b"
    HSC_120372_05_D = "HSC-120372.05-d"
    HSC_120372_05_E = "HSC-120372.05-e"
    HSC_120375_B = "HSC-120375-b"
    HSC_120375_C = "HSC-120375-c"
    HSC_120440 = "HSC-120440"
    HSC_120164 = "HSC-120164"
    HSC_1596_794 = "HSC-1596.794"
    CCR_2508 = "17CCR-2508"
    CCR_6000 = "17CCR-6000"
    CCR_6015 = "17CCR-6015"
    CCR_6025 = "17CCR-6025"
    CCR_6035 = "17CCR-6035"
    CCR_6040 = "17CCR-6040"
    CCR_6045 = "17CCR-6045"
    CCR_6050 = "17CCR-6050"
    CCR_6051 = "17CCR-6051"
    CCR_6055 = "17CCR-6055"
    CCR_6060 = "17CCR-6060"
    CCR_6065 = "17CCR-6065"
    CCR_6070 = "17CCR-6070"
    CCR_6075 = "17CCR-6075"
    GOV_6700 = "GOV-6700"
    GOV_6800 = "GOV-6800"
    GOV_6706 = "GOV-6706"
    GOV_6803 = "GOV-6803"
    GOV_6804 = "GOV-6804"
    CCP_12A = "CCP-12a"
    CCP_135 = "CCP-135"
    CRC_1_11 = "CRC-1.11"
    EDC_37200 = "EDC-37200"
    EDC_37220 = "EDC-37220"
    EDC_48000 = "EDC-48000"
    EDC_48216 = "EDC-48216"
    EDC_48853_5 = "EDC-48853.5"
    EDC_49068 = "EDC-49068"
    EDC_49701 = "EDC-49701"
    USC_42_11432 = "USC-42-11432"
    CIV_9 = "CIV-9"
    CIV_1798_34 = "CIV-1798.34"
    CIV_1798_35 = "CIV-1798.35"
    CIV_1798_36 = "CIV-1798.36"
    CIV_1798_37 = "CIV-1798.37"
    CDPH_FAQ = "CDPH-FAQ"
    CDPH_HANDBOOK = "CDPH-HANDBOOK"
    CDPH_PREK_REPORTING = "CDPH-PREK-REPORTING"
    CDPH_REPORTING = "CDPH-REPORTING"
    CDPH_AUDIT = "CDPH-AUDIT"
    DCA_SEARCH = "DCA-SEARCH"
    CDC_MISPERCEPTIONS = "CDC-MISPERCEPTIONS"
    CDC_CDSI = "CDC-CDSI"
    CALHHS_DEID = "CALHHS-DEID"
    PORTAL_HOLIDAYS = "PORTAL-HOLIDAYS"
    PORTAL_EXPIRY_AFTER_ISSUE = "PORTAL-EXPIRY"
    PORTAL_H1 = "PORTAL-H1"
    PORTAL_H2 = "PORTAL-H2"
    PORTAL_H3 = "PORTAL-H3"
    PORTAL_SOON = "PORTAL-SOON"
    PORTAL_H9 = "PORTAL-H9"
    PORTAL_F2 = "PORTAL-F2"
    PORTAL_F3 = "PORTAL-F3"
    PORTAL_SPAN_VACCINES = "PORTAL-B3"
    PORTAL_DOSES = "PORTAL-DOSES"
    PORTAL_SCHEDULE = "PORTAL-SCHEDULE"
    PORTAL_T10 = "PORTAL-T10"
    PORTAL_NOTICE = "PORTAL-NOTICE"
    PORTAL_SCHOOL_DAY = "PORTAL-SCHOOL-DAY"
    PORTAL_T12 = "PORTAL-T12"
    PORTAL_T16 = "PORTAL-T16"
    PORTAL_SCHOOL_DAYS = "PORTAL-SCHOOL-DAYS"
    PORTAL_STAY_AWAY = "PORTAL-STAY-AWAY"
    PORTAL_TWO_PERSONS = "PORTAL-TWO-PERSONS"
    PORTAL_RATE = "PORTAL-RATE"
    PORTAL_REPORT = "PORTAL-REPORT"
    PORTAL_H7 = "PORTAL-H7"
    PORTAL_2020_LETTERS = "PORTAL-2020-LETTERS"
    PORTAL_ENROLMENT = "PORTAL-ENROLMENT"
    PORTAL_RECORDS = "PORTAL-RECORDS"
    PORTAL_SUPPRESSION = "PORTAL-SUPPRESSION"
    PORTAL_LATE_APPEAL = "PORTAL-LATE-APPEAL"
    PORTAL_H4 = "PORTAL-H4"
    PORTAL_T6 = "PORTAL-T6"
    PORTAL_UPHELD = "PORTAL-UPHELD"
    PORTAL_WITHDRAWN = "PORTAL-WITHDRAWN"
    PORTAL_CONFLICTS = "PORTAL-CONFLICTS"
    PORTAL_VOTE = "PORTAL-VOTE"
    PORTAL_IMMUNITY = "PORTAL-IMMUNITY"


class Citation(NamedTuple):
    """One source: its title and section, its controlling official page, and when it was in force."""

    id: str
    title: str
    section: str
    url: str
    in_force_from: date
    in_force_to: date | None
    tag: Confidence


KNOWN_CITES = frozenset(Cite)


@cache
def all_citations() -> Mapping[str, Citation]:
    """Return every citation by its id, read once, when the first is asked for."""
    return MappingProxyType(
        {
            row["id"]: Citation(
                id=row["id"],
                title=row["title"],
                section=row["section"],
                url=row["url"],
                in_force_from=date.fromisoformat(row["in_force_from"]),
                in_force_to=tables.day_or_none(row["in_force_to"]),
                tag=Confidence(row["tag"]),
            )
            for row in tables.rows("citations")
        }
    )


def citation(cite: str) -> Citation:
    """Return the citation of an id. Raises KeyError for an id that has no row."""
    return all_citations()[cite]
