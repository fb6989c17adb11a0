"""Numbers that people read aloud: exemption request numbers and form numbers. And the check code of a printed form.

The alphabet has 23 letters and digits, none of which looks like another (no 0/O, 1/I/L, 2/Z, 5/S, 6/G, 8/B, U/V).
23 is prime, so one weighted check letter finds every single wrong letter and every swap of two letters, next to each
other or not: a wrong letter changes the sum by weight x difference, a swap by difference of weights x difference of
letters, and neither product is a multiple of 23.
"""

import re
from collections.abc import Callable

ALPHABET = "3479ACDEFGHJKMNPQRTVWXY"
_BASE = len(ALPHABET)
_FREE_LETTERS = 10
_GROUPS = (4, 4, 3)
NUMBER_LENGTH = sum(_GROUPS)


class NotANumberError(ValueError):
    """The text is not a well-formed number. `reason` is a code of the language catalogues."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def _weighted_sum(letters: str) -> int:
    return sum((place + 1) * ALPHABET.index(letter) for place, letter in enumerate(letters))


def _check_letter(letters: str) -> str:
    # The check letter stands at place n+1 with weight n+1; it makes the whole sum a multiple of 23.
    weight = len(letters) + 1
    wanted = -_weighted_sum(letters) * pow(weight, -1, _BASE)
    return ALPHABET[wanted % _BASE]


def new_number(random_below: Callable[[int], int]) -> str:
    """Return a fresh number, for instance "A7KC-39WT-XHY": 10 free letters (about 45 bits) and a check letter."""
    letters = "".join(ALPHABET[random_below(_BASE)] for _ in range(_FREE_LETTERS))
    return format_number(letters + _check_letter(letters))


def format_number(letters: str) -> str:
    """Group 11 letters for reading aloud: 4-4-3."""
    parts, start = [], 0
    for size in _GROUPS:
        parts.append(letters[start : start + size])
        start += size
    return "-".join(parts)


def read_number(text: str) -> str:
    """Return the number as we write it, from what a person typed (any case, spaces or hyphens).

    Raises NotANumberError with the reason NUMBER_LENGTH, NUMBER_LETTERS (a letter that we never use)
    or NUMBER_CHECK (a wrong or swapped letter).
    """
    letters = "".join(text.upper().replace("-", "").split())
    if len(letters) != NUMBER_LENGTH:
        raise NotANumberError("NUMBER_LENGTH")
    if any(letter not in ALPHABET for letter in letters):
        raise NotANumberError("NUMBER_LETTERS")
    if _weighted_sum(letters) % _BASE:
        raise NotANumberError("NUMBER_CHECK")
    return format_number(letters)


_CHECK_CODE = re.compile(r"[a-z2-7]{26}")
_CODE_GROUP = 4
# The code's alphabet (base32) has no 0, 1 or 8: where someone read one, it is the letter that looks like it.
_MISREAD = str.maketrans("018", "oib")


def format_check_code(code: str) -> str:
    """Group a check code of 26 letters and digits for reading: four by four, in capitals."""
    return "-".join(code[start : start + _CODE_GROUP] for start in range(0, len(code), _CODE_GROUP)).upper()


def read_check_code(text: str) -> str:
    """Return the check code as it is kept, from what a person typed: any case, any spaces or hyphens, or the whole
    address that the QR code holds. What is no check code comes out as a text that is no one's."""
    letters = (letter for letter in text.rstrip("/ ").rpartition("/")[2].lower() if letter.isalnum())
    return "".join(letters).translate(_MISREAD)


def is_check_code(text: str) -> bool:
    return bool(_CHECK_CODE.fullmatch(text))
