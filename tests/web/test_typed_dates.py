"""Dates as people type them, in three boxes: what is read, and which box is told to be wrong."""

from datetime import date

import pytest

from chalicelib.web.http.forms import (
    NOT_A_DATE,
    DayOrMonth,
    FieldError,
    FormDate,
    FormModel,
    InvalidFormError,
    MonthOnly,
    OptionalDate,
    entry,
    validate,
)
from chalicelib.web.http.posted import PostedForm


class _Form(FormModel):
    day: FormDate = entry("Enter the day")
    end: OptionalDate = entry("Enter the end", optional=True, default=None)


DAY = {"day_month": "1", "day_day": "2", "day_year": "2026"}


def read(**typed: str) -> _Form:
    return validate(_Form, PostedForm({**DAY, **typed}))


def errors(**typed: str) -> tuple[FieldError, ...]:
    with pytest.raises(InvalidFormError) as told:
        read(**typed)
    return told.value.errors


def in_boxes(field: str, boxes: tuple[str, str, str]) -> dict[str, str]:
    return dict(zip((f"{field}_month", f"{field}_day", f"{field}_year"), boxes, strict=True))


@pytest.mark.parametrize(
    ("boxes", "day"),
    [
        (("3", "27", "2017"), date(2017, 3, 27)),
        ((" March ", " 27 ", " 2017 "), date(2017, 3, 27)),
        (("2", "29", "2020"), date(2020, 2, 29)),
    ],
)
def test_a_date_is_three_boxes(boxes: tuple[str, str, str], day: date) -> None:
    for field in ("day", "end"):
        assert getattr(read(**in_boxes(field, boxes)), field) == day


@pytest.mark.parametrize(
    ("boxes", "part", "last"),
    [
        (("13", "1", "2017"), "month", 0),
        (("27", "3", "2017"), "month", 0),
        (("x", "1", "2017"), "month", 0),
        (("", "27", "2017"), "month", 0),
        (("9" * 5000, "27", "2017"), "month", 0),
        (("2", "30", "2017"), "day", 28),
        (("February", "30", "2020"), "day", 29),
        (("4", "31", "2017"), "day", 30),
        (("3", "", "2017"), "day", 31),
        (("3", "0", "2017"), "day", 31),
        (("3", "x", "2017"), "day", 31),
        (("3", "\u0661", "2017"), "day", 31),
        (("3", "9" * 5000, "2017"), "day", 31),
        (("3", "27", ""), "year", 0),
        (("3", "27", "17"), "year", 0),
        (("3", "27", "20177"), "year", 0),
        (("3", "27", "0000"), "year", 0),
        (("3", "1", "201x"), "year", 0),
        (("3", "1", "\u0662\u0660\u0661\u0667"), "year", 0),
    ],
)
def test_the_box_of_a_date_that_is_wrong_is_named(boxes: tuple[str, str, str], part: str, last: int) -> None:
    """Given a date of which one box is wrong, then the sentence is that box's, and the field knows which it is."""
    sentences = {
        "month": "The month must be 1 to 12, or its name",
        "day": "The day must be 1 to %(last)s",
        "year": "The year must have four digits, for example 2017",
    }
    for field in ("day", "end"):
        facts = {"last": last} if last else {}
        assert errors(**in_boxes(field, boxes)) == (FieldError(field, sentences[part], facts, part=part),)


@pytest.mark.parametrize("boxes", [("", "27", ""), ("", "", "2017"), ("13", "32", "2017"), ("2", "32", "17")])
def test_of_several_wrong_boxes_the_whole_date_is_told(boxes: tuple[str, str, str]) -> None:
    for field in ("day", "end"):
        assert errors(**in_boxes(field, boxes)) == (FieldError(field, NOT_A_DATE),)


def test_a_date_that_must_be_there_is_missed_and_another_is_not() -> None:
    empty = dict.fromkeys(("day_month", "day_day", "day_year"), " ")
    assert errors(**empty) == (FieldError("day", "Enter the day"),)
    assert read(end_month="", end_day="", end_year=" ").end is None


def test_a_month_may_stand_without_its_day() -> None:
    class Card(FormModel):
        given: DayOrMonth = entry("Enter the day", default=date(2026, 1, 1))

    def given(month: str, day: str, year: str) -> date:
        typed = {"given_month": month, "given_day": day, "given_year": year}
        return validate(Card, PostedForm(typed)).given

    assert given("3", "27", "2017") == date(2017, 3, 27)
    assert not isinstance(given("3", "27", "2017"), MonthOnly)
    for month in ("3", "March"):
        assert given(month, "", "2017") == MonthOnly(2017, 3, 1)
        assert isinstance(given(month, "", "2017"), MonthOnly)
    for boxes in (("", "", "2017"), ("3", "", ""), ("13", "", "2017"), ("", "1", "2017")):
        with pytest.raises(InvalidFormError):
            given(*boxes)
