"""Single cells: what they mean, and what is noted when they mean nothing."""

import re
from datetime import date

from chalicelib.directory.delimited_text import Line
from chalicelib.directory.problems import ProblemCode
from chalicelib.law.enums import Grade

_ZIP = re.compile(r"([0-9]{5})(-?[0-9]{4})?")
_US_DATE = re.compile(r"([0-9]{1,2})/([0-9]{1,2})/([0-9]{4})")
_PHONE_DIGITS = 10
_GRADE_WORDS = {
    "P": Grade.PRESCHOOL,
    "PK": Grade.PRESCHOOL,
    "PS": Grade.PRESCHOOL,
    "TK": Grade.TK,
    "K": Grade.K,
    "KG": Grade.K,
    "KN": Grade.K,
    "UG": Grade.UNGRADED,
    "UNGR": Grade.UNGRADED,
    **{str(number): Grade(str(number)) for number in range(1, 13)},
    **{f"{number:02}": Grade(str(number)) for number in range(1, 10)},
}
_GRADE_ORDER: list[Grade] = [grade for grade in Grade if grade is not Grade.UNGRADED]
_ADULT = "ADULT"


def whole_number(text: str) -> str:
    """Return the text without the ".0" that a spreadsheet leaves behind a number."""
    digits = text.removesuffix(".0")
    return digits if digits.isdecimal() else text


def zip_code(line: Line, column: str) -> str:
    """Return five digits, or five and four with a hyphen; "" if blank or noted."""
    text = whole_number(line.text(column))
    match = _ZIP.fullmatch(text)
    if match:
        rest = (match[2] or "").lstrip("-")
        return f"{match[1]}-{rest}" if rest else match[1]
    if text:
        line.note(ProblemCode.ZIP_SHAPE, column)
    return ""


def phone(line: Line, column: str) -> str:
    """Return, for instance, "(510) 555-0100"; "" if blank or noted."""
    text = whole_number(line.text(column))
    digits = re.sub(r"[^0-9]", "", text)
    if len(digits) == _PHONE_DIGITS and not re.search(r"[^0-9()+. -]", text):
        return f"({digits[:3]}) {digits[3:6]}-{digits[6:]}"
    if text:
        line.note(ProblemCode.PHONE_SHAPE, column)
    return ""


def us_date(line: Line, column: str) -> date | None:
    """Return a date written 06/30/2027; None if blank or noted."""
    text = line.text(column)
    match = _US_DATE.fullmatch(text)
    try:
        if match:
            return date(int(match[3]), int(match[1]), int(match[2]))
    except ValueError:
        match = None
    if text:
        line.note(ProblemCode.DATE_SHAPE, column)
    return None


def grades(line: Line, column: str) -> tuple[Grade | None, Grade | None]:
    """Return the lowest and highest grade of "K-5" or "P-Adult"; (None, None) if blank, adults only, or noted."""
    text = line.text(column)
    parts = [part.strip().upper() for part in text.split("-")]
    if not text or parts == [_ADULT]:
        return None, None
    if parts[-1] == _ADULT:
        parts[-1] = Grade.GRADE_12.value
    span = [_GRADE_WORDS.get(part) for part in parts]
    low, high = span[0], span[-1]
    if len(span) <= 2 and low and high and _in_order(low, high):  # noqa: PLR2004 - a span has two ends
        return low, high
    line.note(ProblemCode.GRADES_UNKNOWN, column)
    return None, None


def grades_shown(low: Grade | None, high: Grade | None) -> str:
    """Return, for instance, "K-5"; "" where no grade is known."""
    if low is None or high is None:
        return ""
    return low.value if low is high else f"{low.value}-{high.value}"


def _in_order(low: Grade, high: Grade) -> bool:
    if Grade.UNGRADED in (low, high):
        return low is high
    return _GRADE_ORDER.index(low) <= _GRADE_ORDER.index(high)
