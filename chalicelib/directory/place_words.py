"""The words by which a school or child care is found: as its name has them, and as people shorten them."""

import re
from itertools import pairwise

from chalicelib.law.names import plain_letters

# Writings of one word. A word of two groups ("st") belongs to both.
_WRITINGS = (
    ("saint", "st"),
    ("street", "st"),
    ("mount", "mt"),
    ("mountain", "mtn"),
    ("fort", "ft"),
    ("avenue", "ave", "av"),
    ("boulevard", "blvd"),
    ("road", "rd"),
    ("heights", "hts"),
    ("valley", "vly"),
    ("springs", "spgs"),
    ("doctor", "dr"),
    ("junior", "jr"),
    ("senior", "sr"),
    ("north", "no"),
    ("south", "so"),
    ("school", "sch", "schl"),
    ("elementary", "elem", "ele"),
    ("intermediate", "int"),
    ("international", "intl"),
    ("middle", "mid", "ms"),
    ("high", "hs"),
    ("academy", "acad"),
    ("center", "centre", "ctr", "cntr"),
    ("children", "childrens", "child"),
    ("development", "dev", "devel"),
    ("preschool", "prek", "presch"),
    ("kindergarten", "kinder"),
    ("preparatory", "prep"),
    ("community", "comm"),
    ("education", "ed", "educ", "educational"),
    ("technology", "tech"),
    ("university", "univ"),
    ("christian", "chr", "chrstn"),
    ("lutheran", "luth"),
    ("catholic", "cath"),
    ("nursery", "nsy"),
)
_PHRASES = {
    "mlk": ("martin", "luther", "king"),
    "jfk": ("john", "kennedy"),
    "fdr": ("franklin", "roosevelt"),
    "sf": ("san", "francisco"),
}

_ZIP_PLUS_FOUR = re.compile(r"\b(\d{5})-\d{4}\b")
_PARTICLE = 2  # letters of words such as "of", "la", "el"


def _writings() -> dict[str, tuple[str, ...]]:
    known: dict[str, tuple[str, ...]] = {}
    for group in _WRITINGS:
        for word in group:
            known[word] = tuple(dict.fromkeys((*known.get(word, ()), *group)))
    return known


_ALSO = _writings()


def words_of(text: str) -> list[str]:
    """Return the words of a text without case, accents and signs: "O'Higgins" is one word, "José-Luis" two."""
    bare = "".join(letter for letter in plain_letters(text) if letter not in "'’.")
    return "".join(letter if letter.isalnum() else " " for letter in bare).split()


def typed_words(text: str) -> list[str]:
    """Return the words that someone looks for, each once; initials that everyone knows are written out."""
    without_plus_four = _ZIP_PLUS_FOUR.sub(r"\1", text)
    return list(dict.fromkeys(each for word in words_of(without_plus_four) for each in _PHRASES.get(word, (word,))))


def listed_words(text: str) -> list[str]:
    """Return the words under which a text is listed: its own, and each other writing of them."""
    return list(dict.fromkeys(each for word in words_of(text) for each in (word, *_ALSO.get(word, ()))))


def joined_words(name: str) -> list[str]:
    """Return each two neighboring words of a name as one: "Clover Mead" is typed as "Clovermead", too."""
    words = words_of(name)
    return [one + other for one, other in pairwise(words) if len(one) > _PARTICLE and len(other) > _PARTICLE]
