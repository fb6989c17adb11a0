"""Doses on a child's record, and which of them count toward a vaccine (17 CCR 6025, footnotes to Tables A and B)."""

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from enum import StrEnum
from functools import cache, lru_cache
from typing import NamedTuple

from chalicelib.law import tables
from chalicelib.law.calendar import add_months_minimum, birthday, day_after
from chalicelib.law.enums import Vaccine
from chalicelib.law.tables import Limit, Period, number


class DoseKind(StrEnum):
    """What one injection holds. A combined vaccine holds several kinds and counts for each of them."""

    DTAP = "DTAP"
    DT = "DT"
    TDAP = "TDAP"
    TD = "TD"
    TT = "TT"
    IPV = "IPV"
    MEASLES = "MEASLES"
    MUMPS = "MUMPS"
    RUBELLA = "RUBELLA"
    VAR = "VAR"
    HEPB = "HEPB"
    HIB = "HIB"


class Antigen(StrEnum):
    """The parts of MMR that are counted apart: two doses of measles and mumps, one of rubella."""

    MEASLES = "MEASLES"
    MUMPS = "MUMPS"
    RUBELLA = "RUBELLA"


class Dose(NamedTuple):
    """One dose (17 CCR 6065): what it held, and when it was given.

    `month_only`: the record names month and year alone, and `given_on` is the first day of that month.
    """

    kinds: frozenset[DoseKind]
    given_on: date
    month_only: bool = False


class CountedDose(NamedTuple):
    """A dose that counts, by its day and by the kind for which it counts."""

    given_on: date
    kind: DoseKind


class KindRow(NamedTuple):
    """One row of `tables/dose_kinds.csv`: a kind counts toward a vaccine, from an age, so many times."""

    kind: DoseKind
    vaccine: Vaccine
    antigen: Antigen | None
    from_age: int | None
    at_most: int | None
    period: Period


def number_or_none(cell: str) -> int | None:
    """Return the number in a cell, None for an empty one."""
    return int(cell) if cell else None


@cache
def _kind_rows() -> tuple[KindRow, ...]:
    return tuple(
        KindRow(
            kind=DoseKind(row["kind"]),
            vaccine=Vaccine(row["vaccine"]),
            antigen=Antigen(row["antigen"]) if row["antigen"] else None,
            from_age=number_or_none(row["from_age"]),
            at_most=number_or_none(row["at_most"]),
            period=tables.period_of(row),
        )
        for row in tables.rows("dose_kinds")
    )


def counts_toward(kind: DoseKind, vaccine: Vaccine) -> bool:
    """Return whether doses of a kind are recorded under a vaccine, at any age and however many of them count."""
    return any(row.kind is kind and row.vaccine is vaccine for row in _kind_rows())


def has_dose_of(vaccine: Vaccine, doses: tuple[Dose, ...], birth_date: date, on: date) -> bool:
    """Return whether a dose that can count toward a vaccine was given up to a day, at the least age for it."""
    return any(
        row.vaccine is vaccine
        and row.at_most != 0
        and row.kind in dose.kinds
        and dose.given_on <= on
        and given_at_age(dose.given_on, birth_date, row.from_age, on)
        for row in _kind_rows()
        for dose in doses
    )


def possible_days(doses: tuple[Dose, ...], on: date) -> Iterator[tuple[Dose, ...]]:
    """Yield the doses with each day that a dose of month and year alone can have been given on, `on` at the latest.

    All such doses move together through their months. What counts only grows with later days, so the first and the
    last days bound every mixture of them. Two of one month can be one day's or two days' doses: both are yielded.
    """
    longest = max((_days_of_month(dose, on) for dose in doses if dose.month_only), default=1)
    for apart in (0, 1) if any(_earlier_of_month(doses)) else (0,):
        for later in range(longest):
            yield tuple(
                Dose(dose.kinds, _day_of_month(dose, later + apart * earlier, on)) if dose.month_only else dose
                for dose, earlier in zip(doses, _earlier_of_month(doses), strict=True)
            )


def _earlier_of_month(doses: tuple[Dose, ...]) -> Iterator[int]:
    """Yield for each dose of a month alone how many of the same month come before it; 0 for any other."""
    seen: Counter[date] = Counter()
    for dose in doses:
        yield seen[dose.given_on] if dose.month_only else 0
        seen[dose.given_on] += dose.month_only


def _day_of_month(dose: Dose, later: int, on: date) -> date:
    return dose.given_on + timedelta(days=min(later, _days_of_month(dose, on) - 1))


def _days_of_month(dose: Dose, on: date) -> int:
    """Return how many days of the dose's month can be its day: up to `on`."""
    month_ends = add_months_minimum(dose.given_on, 1)
    return max(1, (min(month_ends, day_after(on)) - dose.given_on).days)


def counts_from(birth_date: date, age: int, on: date) -> date:
    """Return the first day on which a dose counts as given at an age: four days before the birthday, as the law is
    `on` a day."""
    return birthday(birth_date, age) - timedelta(days=number(Limit.DOSE_GRACE_DAYS, on))


def given_at_age(given_on: date, birth_date: date, age: int | None, on: date) -> bool:
    """Return whether a dose was given on or after a birthday, the grace of the day `on` included. No age: always."""
    return age is None or given_on >= counts_from(birth_date, age, on)


@lru_cache  # each rule about a vaccine asks for the same doses on the same day
def counted_doses(
    doses: tuple[Dose, ...], birth_date: date, vaccine: Vaccine, antigen: Antigen | None, on: date
) -> tuple[CountedDose, ...]:
    """Return the doses given up to a day that count toward a vaccine or one antigen of it, by date, one a day."""
    found: dict[date, CountedDose] = {}
    for row in _kind_rows():
        if (row.vaccine, row.antigen) == (vaccine, antigen) and row.period.holds_on(on):
            for each in _of_kind(doses, birth_date, row, on):
                found.setdefault(each.given_on, each)
    return tuple(found[day] for day in sorted(found))


def _of_kind(doses: tuple[Dose, ...], birth_date: date, row: KindRow, on: date) -> Iterator[CountedDose]:
    days = sorted({dose.given_on for dose in doses if row.kind in dose.kinds and dose.given_on <= on})
    old_enough = [day for day in days if given_at_age(day, birth_date, row.from_age, on)]
    for day in old_enough[: row.at_most]:
        yield CountedDose(day, row.kind)
