"""The ages and intervals behind the questions about doses, from the room's tables."""

from datetime import date, timedelta
from enum import StrEnum
from functools import cache
from typing import NamedTuple

from chalicelib.law.calendar import add_months_minimum, birthday
from chalicelib.law.doses import DoseKind, number_or_none
from chalicelib.rosters.question_codes import QuestionCode
from chalicelib.rosters.tables import rows


class Span(NamedTuple):
    """A length of time, less some days of grace."""

    value: int
    unit: str  # days, weeks, months or years
    grace_days: int

    def after(self, start: date) -> date:
        """Return the first day that is far enough from `start`."""
        if self.unit == "years":
            end = birthday(start, self.value)
        elif self.unit == "months":
            end = add_months_minimum(start, self.value)
        else:
            end = start + timedelta(**{self.unit: self.value})
        return end - timedelta(days=self.grace_days)


class When(StrEnum):
    """On which side of a day a limit asks."""

    BEFORE = "before"
    FROM = "from"


class DoseLimit(NamedTuple):
    """When a question is asked: of these kinds; of these codes and of this dose of the kind, if any are named.

    The day is an age of the child or a day of the calendar; without one the question is always asked.
    """

    question: QuestionCode
    kinds: frozenset[DoseKind]
    codes: frozenset[str]
    dose: int | None
    when: When
    age: Span | None
    below_years: int | None
    day: date | None

    def asks(self, first: date, last: date, birth_date: date) -> bool:
        """Return whether the question is asked of a dose given between two days, whichever day it was."""
        if self.below_years is not None and last >= birthday(birth_date, self.below_years):
            return False
        limit = self.age.after(birth_date) if self.age else self.day
        if limit is None:
            return True
        return last < limit if self.when is When.BEFORE else first >= limit


class Interval(NamedTuple):
    """The least time between two doses of a series. Without numbers: between any dose and the next."""

    series: str
    from_dose: int | None
    to_dose: int | None
    least: Span


@cache
def dose_limits() -> tuple[DoseLimit, ...]:
    return tuple(
        DoseLimit(
            question=QuestionCode(row["question"]),
            kinds=frozenset(map(DoseKind, row["kinds"].split(";"))),
            codes=frozenset(row["cvx"].split(";")) if row["cvx"] else frozenset(),
            dose=number_or_none(row["dose"]),
            when=When(row["when"]),
            below_years=number_or_none(row["below_years"]),
            age=Span(int(row["value"]), row["unit"], int(row["grace_days"])) if row["value"] else None,
            day=date.fromisoformat(row["day"]) if row["day"] else None,
        )
        for row in rows("dose_limits")
    )


@cache
def least_between(series: str, from_dose: int, to_dose: int) -> Span | None:
    """Return the least time between two doses of a series; None where none is set for these two."""
    rows_of_series = [each for each in _intervals() if each.series == series]
    own = [each.least for each in rows_of_series if (each.from_dose, each.to_dose) == (from_dose, to_dose)]
    if own or to_dose != from_dose + 1:
        return own[0] if own else None
    return next(each.least for each in rows_of_series if each.from_dose is None)


@cache
def _intervals() -> tuple[Interval, ...]:
    return tuple(
        Interval(
            series=row["series"],
            from_dose=number_or_none(row["from_dose"]),
            to_dose=number_or_none(row["to_dose"]),
            least=Span(int(row["value"]), row["unit"], int(row["grace_days"])),
        )
        for row in rows("dose_intervals")
    )
