"""Months as people type them: 3, 03, March, Mar, marzo, mar., 3月, 三月."""

import unicodedata

from chalicelib.law.names import plain_letters

_NAMES = (
    ("january", "enero", "一"),
    ("february", "febrero", "二"),
    ("march", "marzo", "三"),
    ("april", "abril", "四"),
    ("may", "mayo", "五"),
    ("june", "junio", "六"),
    ("july", "julio", "七"),
    ("august", "agosto", "八"),
    ("september", "septiembre", "setiembre", "九"),
    ("october", "octubre", "十"),
    ("november", "noviembre", "十一"),
    ("december", "diciembre", "十二"),
)
_FEWEST_LETTERS = 3  # that tell one month from another in both languages


def month_number(text: str) -> int | None:
    """Return the month from 1 to 12 that the text means, a number or the beginning of a name; None where it is none."""
    if any(letter.isdigit() and not letter.isdecimal() for letter in text):  # a raised 2 is no number
        return None
    typed = plain_letters(unicodedata.normalize("NFKC", text)).strip().rstrip(".").removesuffix("月").strip()
    if typed.isascii() and typed.isdigit():
        number = int(typed)
        return number if 1 <= number <= len(_NAMES) else None
    for number, names in enumerate(_NAMES, start=1):
        if typed in names or (len(typed) >= _FEWEST_LETTERS and any(name.startswith(typed) for name in names)):
            return number
    return None
