"""The languages of the portal and their translations. English is written in the code; the other two are catalogues
under templates/locale, and fall back to English where a sentence is not translated yet."""

import gettext
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

LANGUAGES: Mapping[str, str] = {"en": "en_US", "es": "es_US", "zh-Hant": "zh_Hant"}  # page language -> Babel locale
DEFAULT = "en"
_CATALOGUES = Path(__file__).resolve().parents[2] / "templates" / "locale"
_DOMAIN = "messages"
JOINED = "joined.texts"
"""In a package: the English texts once, and in the folder of each language its own, in the same order. Catalogues that
each repeat the English are a third larger, and slower to read."""
BETWEEN, NUMBERED = "\0", "\x01"  # texts, and a text and the number of its plural form


@cache
def translations(language: str) -> gettext.NullTranslations:
    """Return the compiled catalogue of a language; the one that changes nothing for English."""
    if language == DEFAULT:
        return gettext.NullTranslations()
    folder = language.replace("-", "_")
    if (_CATALOGUES / JOINED).exists():
        return _Joined(_texts_in(_CATALOGUES / JOINED), _texts_in(_CATALOGUES / folder / JOINED))
    return gettext.translation(_DOMAIN, str(_CATALOGUES), languages=[folder], fallback=True)


class _Joined(gettext.GNUTranslations):
    """A catalogue as a package holds it: `spoken` begins with the rule of plurals, and has "" for what is missing."""

    def __init__(self, english: Sequence[str], spoken: Sequence[str]) -> None:
        super().__init__()
        self.plural = gettext.c2py(spoken[0])
        self._catalog = {_id_of(text): said for text, said in zip(english, spoken[1:], strict=True) if said}


def _id_of(text: str) -> str | tuple[str, int]:
    """Return what gettext looks a text up by: a text with plurals has a number for each of its forms."""
    words, numbered, number = text.partition(NUMBERED)
    return (words, int(number)) if numbered else words


def _texts_in(file: Path) -> list[str]:
    return file.read_text(encoding="utf-8").split(BETWEEN)


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
