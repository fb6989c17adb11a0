"""The name of a law in the reader's language. The titles of our list of laws are English: only an English page shows
them. Official translations of California's codes do not exist, so a name says which code it is and no more."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from types import MappingProxyType

from chalicelib.law.marking import N_

CODES: Mapping[str, str] = MappingProxyType(
    {
        "Health and Safety Code": N_("Health and Safety Code"),
        "Education Code": N_("Education Code"),
        "Government Code": N_("Government Code"),
        "Civil Code": N_("Civil Code"),
        "Code of Civil Procedure": N_("Code of Civil Procedure"),
        "17 California Code of Regulations": N_("17 California Code of Regulations"),
        "42 United States Code": N_("42 United States Code"),
        "California Rules of Court": N_("California Rules of Court"),
    }
)
"""Each code of the list of laws, by its name in a citation."""

PUBLISHERS: Mapping[str, str] = MappingProxyType(
    {
        "California Department of Public Health": N_("California Department of Public Health"),
        "Department of Consumer Affairs": N_("Department of Consumer Affairs"),
        "Centers for Disease Control and Prevention": N_("Centers for Disease Control and Prevention"),
        "California Health and Human Services Agency": N_("California Health and Human Services Agency"),
    }
)
"""Who publishes a source that is no code; the page's own English name is left out in other languages."""

SECTION = N_("%(code)s section %(numbers)s")
_CITED = re.compile(r"(?P<code>.+?),? (?:sections?|rule) (?P<numbers>\d.*)")


def sections_named(sections: str, translate: Callable[[str], str], semicolon: str, comma: str) -> str:
    """Sections as a citation writes them in English ("Civil Code section 1798.17; ..."), in the reader's language."""
    return semicolon.join(_named(part, translate, comma) for part in sections.split("; "))


def _named(part: str, translate: Callable[[str], str], comma: str) -> str:
    cited = _CITED.fullmatch(part)
    if cited is None:
        publisher = part.partition(",")[0]
        return translate(PUBLISHERS.get(publisher, part))
    code = cited["code"]
    numbers = comma.join(re.split(", | and ", cited["numbers"]))
    return translate(SECTION) % {"code": translate(CODES.get(code, code)), "numbers": numbers}
