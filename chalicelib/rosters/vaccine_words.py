"""What the words of an immunization card mean: product, trade and foreign names to CVX codes and what they hold.

What was written is kept; this is worked out from it. Some words stand for more than one vaccine, and a person must
choose: the card, the clinic or the country decides, never a guess.
"""

from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from functools import cache, lru_cache
from typing import NamedTuple

from chalicelib.domain.child import folded_name
from chalicelib.law.doses import DoseKind
from chalicelib.law.vaccine_products import products
from chalicelib.rosters.rows import WrittenDose
from chalicelib.rosters.tables import rows

_CODE_LENGTH = 2
_TETANUS = frozenset({DoseKind.TT})


class Reading(StrEnum):
    """How far a word was understood."""

    VACCINE = "vaccine"
    NOT_COUNTED = "not-counted"  # a vaccine that no requirement names, tetanus alone: recorded, never counted
    NOT_REQUIRED = "not-required"  # schools do not ask for it: stored, otherwise ignored
    ASK = "ask"  # `choices` says between what
    CONFLICT = "conflict"  # name and code hold nothing in common
    UNKNOWN = "unknown"


class Choice(NamedTuple):
    """One thing that a word can stand for: the codes (a product without a code of its own has several)."""

    cvx: tuple[str, ...]
    kinds: frozenset[DoseKind]


class VaccineMeaning(NamedTuple):
    """What a word stands for. `cvx` and `kinds` are empty where that is not settled."""

    reading: Reading
    cvx: tuple[str, ...] = ()
    kinds: frozenset[DoseKind] = frozenset()
    choices: tuple[Choice, ...] = ()


class _Word(NamedTuple):
    word: str
    is_exact: bool
    reading: Reading
    codes: tuple[tuple[str, ...], ...]
    later_codes: tuple[tuple[str, ...], ...]


_UNKNOWN = VaccineMeaning(Reading.UNKNOWN)
OPV_SWITCH = date(2016, 4, 1)
"""The day from which oral polio vaccine held two types of virus instead of three (MMWR 66:23)."""


def meaning_of(word: str, given_on: date | None = None) -> VaccineMeaning:
    """Return what a word or a CVX code stands for. The day matters for oral polio vaccine, whose types changed.

    Upper and lower case matter only where they are two vaccines: DT and dT.
    """
    text = " ".join(word.split())
    if text.isdecimal() and text.isascii() and (known := _by_code().get(text.zfill(_CODE_LENGTH))):
        return known
    row = _exact_words().get(text)
    if row is None:
        near = _folded_words().get(folded_name(text), ())
        row = near[0] if near and not near[0].is_exact else _either(near)
    return _meaning(row, given_on) if row else _UNKNOWN


def meaning_of_dose(dose: WrittenDose) -> VaccineMeaning:
    """Return what a dose was: by its code, its product, its vaccine, the first that says it.

    CONFLICT where two of them have nothing in common.
    """
    return _meaning_of_words(dose.cvx, dose.product, dose.vaccine, OPV_SWITCH if dose.given_on >= OPV_SWITCH else None)


@lru_cache(maxsize=4096)
def _meaning_of_words(cvx: str, product: str, vaccine: str, since: date | None) -> VaccineMeaning:
    """Return the meaning of a dose; a file has the same few words on each of its lines."""
    found = [meaning_of(word, since) for word in (cvx, product, vaccine) if word]
    settled = [each for each in found if each.reading in {Reading.VACCINE, Reading.NOT_COUNTED, Reading.NOT_REQUIRED}]
    if not settled:
        return next((each for each in found if each.reading is not Reading.UNKNOWN), _UNKNOWN)
    first = settled[0]
    if any(not _agree(first, other) for other in found[found.index(first) + 1 :]):
        return VaccineMeaning(Reading.CONFLICT, choices=tuple(Choice(each.cvx, each.kinds) for each in settled))
    return first


def kinds_of_codes(codes: Iterable[str]) -> frozenset[DoseKind]:
    """Return what the products of these codes hold. A code that holds nothing schools ask for adds nothing."""
    return frozenset().union(*(_kinds().get(code, frozenset()) for code in codes))


def _agree(first: VaccineMeaning, other: VaccineMeaning) -> bool:
    if other.reading is Reading.UNKNOWN:
        return True
    if other.reading is Reading.ASK:
        return any(first.kinds & choice.kinds for choice in other.choices)
    return bool(first.kinds & other.kinds) or (not first.kinds and not other.kinds)


def _meaning(word: _Word, given_on: date | None) -> VaccineMeaning:
    later = word.later_codes and given_on is not None and given_on >= OPV_SWITCH
    codes = word.later_codes if later else word.codes
    if word.reading is Reading.ASK:
        return VaccineMeaning(Reading.ASK, choices=tuple(Choice(each, kinds_of_codes(each)) for each in codes))
    if word.reading is Reading.NOT_COUNTED:
        return VaccineMeaning(word.reading, codes[0], _TETANUS)
    kinds = kinds_of_codes(codes[0]) if word.reading is Reading.VACCINE else frozenset()
    return VaccineMeaning(word.reading, codes[0], kinds)


def _either(near: tuple[_Word, ...]) -> _Word | None:
    """Return a question between words that differ in upper and lower case alone."""
    if not near:
        return None
    codes = dict.fromkeys(code for each in near for code in each.codes)
    return near[0]._replace(reading=Reading.ASK, codes=tuple(codes), later_codes=())


@cache
def _by_code() -> dict[str, VaccineMeaning]:
    """Return the meaning of every code: of the products that schools ask for, and of those in the table of words."""
    known = {each.cvx: VaccineMeaning(_reading_of(each.kinds), (each.cvx,), each.kinds) for each in products()}
    others = {each.word: _meaning(each, None) for each in _words() if each.word.isdecimal() and each.word not in known}
    return {**others, **known}


def _reading_of(kinds: frozenset[DoseKind]) -> Reading:
    return Reading.NOT_COUNTED if kinds == _TETANUS else Reading.VACCINE


@cache
def _kinds() -> dict[str, frozenset[DoseKind]]:
    return {each.cvx: each.kinds for each in products()}


@cache
def _words() -> tuple[_Word, ...]:
    return tuple(
        _Word(
            word=row["word"],
            is_exact=row["exact"] == "yes",
            reading=Reading(row["status"]),
            codes=_codes(row["cvx"]),
            later_codes=_codes(row["cvx_later"]),
        )
        for row in rows("vaccine_words")
    )


def _codes(cell: str) -> tuple[tuple[str, ...], ...]:
    """Return the codes of a cell: "01+08" is one product of two codes, "198|170" one or the other."""
    return tuple(tuple(each.split("+")) for each in cell.split("|")) if cell else ()


@cache
def _exact_words() -> dict[str, _Word]:
    return {each.word: each for each in _words() if each.is_exact}


@cache
def _folded_words() -> dict[str, tuple[_Word, ...]]:
    """Return the words by their folded text: one that stands in any case alone, or those whose case matters."""
    found: dict[str, tuple[_Word, ...]] = {}
    for each in _words():
        key = folded_name(each.word)
        found[key] = (*found.get(key, ()), each) if each.is_exact else (each,)
    return found
