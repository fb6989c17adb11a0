"""What to ask about the doses of a card: dates that cannot be, that are unlikely, and doses too close together.

California's tables name no interval between doses that were given, so a short one is a question and no refusal: was
it mistyped, one shot on two cards, another product? Of a month without a day only what holds on each of its days is
asked.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import islice
from typing import NamedTuple

from chalicelib.law.doses import DoseKind
from chalicelib.rosters.dose_limits import DoseLimit, dose_limits, least_between
from chalicelib.rosters.doses_read import last_day_of
from chalicelib.rosters.question_codes import QuestionCode, Weight
from chalicelib.rosters.rows import DatePrecision, WrittenDose
from chalicelib.rosters.vaccine_words import Reading, VaccineMeaning, meaning_of_dose

_ONE_SHOT_TWICE_DAYS = 3
_MONTHS = 12
_SERIES = (
    ("DTAP", frozenset({DoseKind.DTAP, DoseKind.DT, DoseKind.TD, DoseKind.TDAP})),
    ("IPV", frozenset({DoseKind.IPV})),
    ("HEPB", frozenset({DoseKind.HEPB})),
    ("MMR", frozenset({DoseKind.MEASLES})),
    ("MMR", frozenset({DoseKind.MUMPS})),
    ("MMR", frozenset({DoseKind.RUBELLA})),
    ("VAR", frozenset({DoseKind.VAR})),
    ("HIB", frozenset({DoseKind.HIB})),
)
_NOT_OF_THE_DATE = frozenset(
    {
        QuestionCode.VACCINE_UNSURE,
        QuestionCode.TETANUS_ALONE,
        QuestionCode.ADULT_HEPB,
        QuestionCode.FRACTIONAL_IPV,
        QuestionCode.ORAL_POLIO_AFTER_SWITCH,
    }
)
"""Questions that no other date would settle."""
_LIVE = frozenset({DoseKind.MEASLES, DoseKind.MUMPS, DoseKind.RUBELLA, DoseKind.VAR})


class DoseQuestion(NamedTuple):
    """One question about one dose. `place` is its place in the list that was asked about."""

    place: int
    code: QuestionCode
    weight: Weight
    other_place: int | None = None
    days: int | None = None
    other_day: date | None = None


class _Given(NamedTuple):
    """A dose and the first and last day on which it can have been given."""

    place: int
    meaning: VaccineMeaning
    first: date
    last: date


def dose_questions(doses: Sequence[WrittenDose], birth_date: date, on: date) -> tuple[DoseQuestion, ...]:
    """Return what to ask about the doses of one student, by their places. `on` is today."""
    found = _questions(doses, birth_date, on)
    swapped = [
        DoseQuestion(place, QuestionCode.DAY_AND_MONTH_SWAPPED, Weight.WARN, other_day=turned)
        for place in sorted({question.place for question in found if question.code not in _NOT_OF_THE_DATE})
        if (turned := _turned(doses[place])) and _fits(doses, place, turned, birth_date, on)
    ]
    return tuple(sorted([*found, *swapped], key=lambda question: question.place))


def _questions(doses: Sequence[WrittenDose], birth_date: date, on: date) -> list[DoseQuestion]:
    given = [
        _Given(place, meaning_of_dose(dose), dose.given_on, last_day_of(dose.given_on, dose.precision))
        for place, dose in enumerate(doses)
    ]
    found = [question for each in given for question in _of_one(each, birth_date, on)]
    possible = sorted(
        (each for each in given if each.first <= on and each.last >= birth_date), key=lambda each: each.first
    )
    for series, kinds in _SERIES:
        found += _of_series(series, [each for each in possible if each.meaning.kinds & kinds])
    found += [question for limit in dose_limits() for question in _of_limit(limit, possible, birth_date)]
    found += _live_too_close([each for each in possible if each.meaning.kinds & _LIVE])
    return list(dict.fromkeys(found))


def _of_one(given: _Given, birth_date: date, on: date) -> Iterator[DoseQuestion]:
    """Yield what the date alone asks, and the words."""
    if given.first > on:
        yield DoseQuestion(given.place, QuestionCode.IN_FUTURE, Weight.REFUSE)
    elif given.last < birth_date:
        yield DoseQuestion(given.place, QuestionCode.BEFORE_BIRTH, Weight.REFUSE)
    elif given.first == given.last == on:
        yield DoseQuestion(given.place, QuestionCode.TODAY, Weight.WARN)
    if given.meaning.reading in {Reading.ASK, Reading.CONFLICT}:
        yield DoseQuestion(given.place, QuestionCode.VACCINE_UNSURE, Weight.HOLD)
    elif given.meaning.reading is Reading.NOT_COUNTED:
        yield DoseQuestion(given.place, QuestionCode.TETANUS_ALONE, Weight.WARN)


def _of_limit(limit: DoseLimit, possible: Sequence[_Given], birth_date: date) -> Iterator[DoseQuestion]:
    of_kind = [each for each in possible if each.meaning.kinds & limit.kinds]
    asked = of_kind if limit.dose is None else of_kind[limit.dose - 1 : limit.dose]
    for each in asked:
        is_of_code = not limit.codes or bool(limit.codes.intersection(each.meaning.cvx))
        if is_of_code and limit.asks(each.first, each.last, birth_date):
            yield DoseQuestion(each.place, limit.question, Weight.WARN, other_day=limit.day)


def _of_series(series: str, doses: Sequence[_Given]) -> Iterator[DoseQuestion]:
    """Yield the doses that are on the record twice, and those too close to an earlier one, the nearest of them."""
    apart: list[_Given] = []
    for dose in doses:
        twin = next((each for each in apart if _is_same_day(each, dose)), None)
        if twin:
            yield DoseQuestion(dose.place, QuestionCode.TWICE_ON_A_DAY, Weight.REFUSE, twin.place)
            continue
        apart.append(dose)
        yield from islice(_too_close(series, apart), 1)


def _too_close(series: str, apart: Sequence[_Given]) -> Iterator[DoseQuestion]:
    """Yield the doses before the last that are too close to it, the nearest first."""
    *earlier, dose = apart
    for number in range(len(earlier), 0, -1):
        before = earlier[number - 1]
        least = least_between(series, number, len(apart))
        if least and dose.last < least.after(before.first):
            days = (dose.last - before.first).days
            held = days <= _ONE_SHOT_TWICE_DAYS
            code = QuestionCode.DAYS_APART if held else QuestionCode.TOO_CLOSE
            yield DoseQuestion(dose.place, code, Weight.HOLD if held else Weight.WARN, before.place, days, before.first)


def _live_too_close(doses: Sequence[_Given]) -> Iterator[DoseQuestion]:
    """Yield live vaccines given after a different one, neither on the same day nor far enough from it."""
    least = least_between("LIVE", 1, 1 + 1)
    for place, dose in enumerate(doses):
        for before in reversed(doses[:place]):
            differs = not dose.meaning.kinds & before.meaning.kinds & _LIVE
            if differs and before.last < dose.first and least and dose.last < least.after(before.first):
                days = (dose.last - before.first).days
                yield DoseQuestion(
                    dose.place, QuestionCode.LIVE_TOO_CLOSE, Weight.WARN, before.place, days, before.first
                )
                break


def _is_same_day(first: _Given, other: _Given) -> bool:
    return first.first == first.last == other.first == other.last


def _turned(dose: WrittenDose) -> date | None:
    """Return the date with day and month swapped, where that is another date."""
    day = dose.given_on
    if dose.precision is DatePrecision.MONTH or day.day > _MONTHS or day.day == day.month:
        return None
    return day.replace(month=day.day, day=day.month)


def _fits(doses: Sequence[WrittenDose], place: int, turned: date, birth_date: date, on: date) -> bool:
    """Return whether nothing would be asked about a dose with another date."""
    others = [*doses[:place], doses[place].with_changes(given_on=turned), *doses[place + 1 :]]
    return all(question.place != place for question in _questions(others, birth_date, on))
