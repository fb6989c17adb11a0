"""The languages of the portal and their translations. English is written in the code; the other two are catalogues
under templates/locale, and fall back to English where a sentence is not translated yet."""

import gettext
from collections.abc import Mapping
from functools import cache
from pathlib import Path

LANGUAGES: Mapping[str, str] = {"en": "en_US", "es": "es_US", "zh-Hant": "zh_Hant"}  # page language -> Babel locale
DEFAULT = "en"
_CATALOGUES = Path(__file__).resolve().parents[2] / "templates" / "locale"
_DOMAIN = "messages"


@cache
def translations(language: str) -> gettext.NullTranslations:
    """Return the compiled catalogue of a language; the one that changes nothing for English."""
    if language == DEFAULT:
        return gettext.NullTranslations()
    folder = language.replace("-", "_")
    return gettext.translation(_DOMAIN, str(_CATALOGUES), languages=[folder], fallback=True)


def known(language: str) -> str:
    """Return the language, or "" where we do not speak it."""
    return language if language in LANGUAGES else ""


def preferred(accept_language: str) -> str:
    """The first language of an Accept-Language header that we speak; English where there is none."""
    ranked = []
    for place, part in enumerate(accept_language.split(",")[:20]):
        tag, _, quality = part.strip().partition(";q=")
        try:
            ranked.append((-float(quality or 1), place, tag.lower()))
        except ValueError:
            continue
    for _quality, _place, tag in sorted(ranked):
        for code in LANGUAGES:
            if tag == code.lower() or tag.split("-")[0] == code.split("-")[0]:
                return code
    return DEFAULT
