"""What a passphrase must be (NIST SP 800-63B-4): long, and nothing that is tried first. There are no rules on what
characters it consists of, and it is never cut.

Tried first are one part over and over, runs along the alphabet or the keyboard, names (one's own, one's address, a
county, this portal), and the passwords and words that everyone's lists hold (`domain/common_passwords.py`).
"""

import re
import unicodedata
from functools import cache

from chalicelib.directory.jurisdictions import JURISDICTIONS
from chalicelib.domain.common_passwords import COMMON
from chalicelib.domain.errors import invalid

SHORTEST = 15
LONGEST_BYTES = 1024
_NOT_LETTERS = re.compile(r"[\W\d_]+")
_CONTEXT = (
    "exemptionportal",
    "medicalexemption",
    "exemptions",
    "exemption",
    "immunizations",
    "immunization",
    "vaccination",
    "vaccine",
    "medical",
    "portal",
    "password",
    "passphrase",
    "california",
    "county",
)
_SHORTEST_NAME = 4
_FEWEST_LETTERS_BESIDE_NAMES = 4
_FEWEST_DIFFERENT_SIGNS = 4
_SHORTEST_PART = 10  # of the letters, or letters and digits, of a passphrase: fewer say nothing of the whole
_SHORTEST_RUN = 3
_FEWEST_SIGNS_BESIDE_RUNS = 4
# Lines that fingers and minds follow: digits, the alphabet, a keyboard's rows and its columns, each in both directions.
_LINES = (
    "01234567890",
    "abcdefghijklmnopqrstuvwxyz",
    "qwertyuiop",
    "asdfghjkl",
    "zxcvbnm",
    "1qaz",
    "2wsx",
    "3edc",
    "4rfv",
    "5tgb",
    "6yhn",
    "7ujm",
    "8ik",
    "9ol",
)


def weakness(passphrase: str, *names: str) -> str:
    """Return the code of what is wrong with it, "" where nothing is. `names`: the person's e-mail address and names."""
    normal = unicodedata.normalize("NFC", passphrase)
    if len(normal) < SHORTEST:
        return "PASSPHRASE_TOO_SHORT"
    if len(normal.encode(errors="surrogatepass")) > LONGEST_BYTES:
        return "PASSPHRASE_TOO_LONG"
    folded = normal.casefold()
    signs = "".join(sign for sign in folded if sign.isalnum())
    if _repeats(folded) or _repeats(signs) or _repeats(_letters(folded)):
        return "PASSPHRASE_REPEATS"
    if _is_only_runs(signs):
        return "PASSPHRASE_IS_A_RUN"
    if folded in COMMON or signs in COMMON or _letters(folded) in COMMON:
        return "PASSPHRASE_COMMON"
    return "PASSPHRASE_IS_A_NAME" if _is_only_names(folded, names) else ""


def require_strong(passphrase: str, *names: str, field: str = "password") -> None:
    """Raise PortalError INVALID at `field`."""
    code = weakness(passphrase, *names)
    if code:
        raise invalid(code, field)


def _repeats(text: str) -> bool:
    """Return whether it is a part of its own over and over, or made of fewer than four signs. Short texts say
    nothing."""
    if len(text) < _SHORTEST_PART:
        return False
    goes_round = any(text[step:] == text[:-step] for step in range(1, len(text) // 2 + 1))
    return goes_round or len(set(text)) < _FEWEST_DIFFERENT_SIGNS


def _is_only_runs(signs: str) -> bool:
    """Return whether little is left once every run of three or more along a line, or of one sign, is taken out."""
    left, place = 0, 0
    while place < len(signs):
        length = _run_from(signs, place)
        left += 0 if length >= _SHORTEST_RUN else 1
        place += length if length >= _SHORTEST_RUN else 1
    return len(signs) >= _SHORTEST_PART and left < _FEWEST_SIGNS_BESIDE_RUNS


def _run_from(signs: str, place: int) -> int:
    """Return how many signs from this place follow one line."""
    longest = 1
    for line in _both_ways():
        length = longest + 1
        while place + length <= len(signs) and signs[place : place + length] in line:
            longest, length = length, length + 1
    same = len(signs) - place - len(signs[place:].lstrip(signs[place]))
    return max(longest, same)


@cache
def _both_ways() -> tuple[str, ...]:
    return (*_LINES, *(line[::-1] for line in _LINES))


def _is_only_names(folded: str, own: tuple[str, ...]) -> bool:
    """Return whether next to nothing but digits and signs is left once the person's, the portal's and a county's
    names are taken out."""
    left = before = _letters(folded)
    for name in sorted(_names(own), key=len, reverse=True):
        left = left.replace(name, "")
    return left != before and len(left) < _FEWEST_LETTERS_BESIDE_NAMES


def _names(own: tuple[str, ...]) -> set[str]:
    whole = {_letters(part) for name in own for part in (name, name.partition("@")[0])}
    parts = {part for name in own for part in _NOT_LETTERS.split(name.casefold())}
    return {name for name in whole | parts | _counties() | set(_CONTEXT) if len(name) >= _SHORTEST_NAME}


@cache
def _counties() -> frozenset[str]:
    return frozenset(_letters(each.county.casefold()) for each in JURISDICTIONS)


def _letters(text: str) -> str:
    return "".join(letter for letter in text.casefold() if letter.isalpha())
