"""What was typed, in the shape of a form's model: lists as tuples; dates from three boxes, or which box is wrong."""

from calendar import monthrange
from datetime import date
from typing import Any

from pydantic_core import PydanticCustomError

from chalicelib.domain.month_names import month_number
from chalicelib.law.marking import N_
from chalicelib.web.http.forms import DATE_PARTS, NOT_A_DATE, FormModel
from chalicelib.web.http.posted import OWN_FIELDS, PostedForm, repeated

_MOST_MONTH_SIGNS, _DAY_DIGITS, _YEAR_DIGITS, _MOST_DAYS = 20, 2, 4, 31
_SENTENCES = {
    "month": N_("The month must be 1 to 12, or its name"),
    "day": N_("The day must be 1 to %(last)s"),
    "year": N_("The year must have four digits, for example 2017"),
}
OF_DATES = frozenset({NOT_A_DATE, *_SENTENCES.values()})


def values_for(model: type[FormModel], posted: PostedForm) -> dict[str, Any]:
    """Return what was posted, by the model's fields; names that the model does not know stay as they are.

    Raises PortalError BAD_REQUEST where a field that is meant once came twice.
    """
    left = {name: value for name, value in posted.values.items() if name not in OWN_FIELDS}
    gathered: dict[str, Any] = {}
    for name, info in model.model_fields.items():
        if info.annotation in {date, date | None}:
            gathered[name] = tuple(_once(left.pop(f"{name}_{part}", "")).strip() for part in DATE_PARTS)
        elif name in left:
            value = left.pop(name)
            if getattr(info.annotation, "__origin__", None) is tuple:
                gathered[name] = (value,) if isinstance(value, str) else value
            else:
                gathered[name] = _once(value)
    return {**gathered, **left}


def _once(value: str | tuple[str, ...]) -> str:
    if isinstance(value, tuple):
        raise repeated()
    return value


def date_of(boxes: tuple[str, str, str]) -> date:
    """Return the day of the boxes for month, day and year. Raises PydanticCustomError, which names the box where only
    one is wrong."""
    month, day, year = boxes
    if not (month or day or year):
        raise PydanticCustomError("missing", "missing")
    number = month_number(month) if len(month) <= _MOST_MONTH_SIGNS else None
    last = monthrange(int(year), number)[1] if number and _is_year(year) else _MOST_DAYS
    wrong = [
        part
        for part, is_right in (("month", number), ("day", _is_day(day, last)), ("year", _is_year(year)))
        if not is_right
    ]
    if not wrong and number:
        return date(int(year), number, int(day))
    if len(wrong) > 1:
        raise PydanticCustomError("said", "said", {"message": NOT_A_DATE, "facts": {}})
    (part,) = wrong
    facts = {"last": last} if part == "day" else {}
    raise PydanticCustomError("said", "said", {"message": _SENTENCES[part], "facts": facts, "part": part})


def _is_day(text: str, last: int) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= _DAY_DIGITS and 1 <= int(text) <= last


def _is_year(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) == _YEAR_DIGITS and int(text) > 0
