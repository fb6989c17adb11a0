"""The values of a published file: counts and percentages, ranges of them, and signs for what is hidden.

| written | means |
|---|---|
| 38, 1,204, 38.0 | that many |
| 95, 95%, 94.9 | that percentage, as written |
| 95-98%, 95 to 98 | at least the first, at most the second |
| >=99.5%, ≥95, 95%+ | at least that |
| >94, <95%, <=10 | more, less, at most |
| *, --, S, n/a, suppressed, nothing | hidden |
"""

import re
from decimal import Decimal
from typing import NamedTuple

FINE = 10**6
"""The parts of one percent, or of one student, by which bounds are counted: a file has fewer decimals."""
WHOLE = 100 * FINE
"""All students of a rate, in those parts."""

_HIDDEN = frozenset({"", "s", "null", "none", "nan", ".", "#", "†", "‡", "suppressed", "hidden", "masked"})
_STARS, _NOT_AVAILABLE = re.compile(r"[*\-]+"), re.compile(r"n\W?a\W?")
_NUMBER = r"([0-9]{1,6}(?:\.[0-9]{1,6})?)"
_EXACT, _RANGE = re.compile(_NUMBER), re.compile(f"{_NUMBER}-{_NUMBER}")
_ENDED, _OPEN = re.compile(f"([<>]=?){_NUMBER}"), re.compile(rf"{_NUMBER}(?:\+|ormore)")
_THOUSANDS = re.compile(r"(?<=[0-9]),(?=[0-9]{3}(?![0-9]))")
_WORDS = (
    ("≥", ">="),
    ("≤", "<="),
    ("&gt;", ">"),
    ("&lt;", "<"),
    ("atleast", ">="),
    ("atmost", "<="),
    ("morethan", ">"),
    ("lessthan", "<"),
    ("over", ">"),
    ("under", "<"),
    ("below", "<"),
    ("to", "-"),
    ("percent", ""),
    ("%", ""),
)
_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—−", "-"))


class Bounds(NamedTuple):
    """At least `low` and at most `high`, in millionths; `is_exact`: one number was written."""

    low: int
    high: int
    is_exact: bool = False


class NotAValueError(ValueError):
    """The cell holds no number, no range and no sign for a hidden one."""


def read_value(cell: str, most: int | None = None) -> Bounds | None:
    """Return the bounds of a cell, None for a hidden one. `most`: the largest that can be, for "at least" and for
    numbers beyond it. Raises NotAValueError."""
    text = _plain(cell)
    if text in _HIDDEN or _STARS.fullmatch(text) or _NOT_AVAILABLE.fullmatch(text):
        return None
    limit = most * FINE if most is not None else None
    bounds = _bounds(text, limit)
    if bounds is None or bounds.low > bounds.high or (limit is not None and bounds.high > limit):
        raise NotAValueError
    return bounds


def _plain(cell: str) -> str:
    text = _THOUSANDS.sub("", cell.casefold().replace(" ", "").translate(_DASHES))
    for written, sign in _WORDS:
        text = text.replace(written, sign)
    return text


def _bounds(text: str, limit: int | None) -> Bounds | None:
    if found := _EXACT.fullmatch(text):
        return Bounds(_fine(found[1]), _fine(found[1]), is_exact=True)
    if found := _RANGE.fullmatch(text):
        return Bounds(_fine(found[1]), _fine(found[2]))
    if found := _OPEN.fullmatch(text):
        return _ended(">=", _fine(found[1]), limit)
    found = _ENDED.fullmatch(text)
    return _ended(found[1], _fine(found[2]), limit) if found else None


def _ended(sign: str, value: int, limit: int | None) -> Bounds | None:
    """Return the bounds of "at least" and the like; None for more than there can be, or without an upper end."""
    if sign.startswith("<"):
        return Bounds(0, value if sign == "<=" else value - 1)
    low = value if sign == ">=" else value + 1
    return Bounds(low, limit) if limit is not None else None


def _fine(number: str) -> int:
    return int(Decimal(number) * FINE)
