"""The figures that anyone may see: tables of one calendar quarter, published once when it is over and never changed.

Small figures are hidden in each table (law/suppression.py). A figure of one quarter stands in no table of another, and
no two tables of a quarter count the same thing, so that no difference between tables or editions tells a hidden one.
"""

from collections import Counter
from collections.abc import Sequence
from datetime import date
from enum import StrEnum

from chalicelib.domain.field_classes import Public
from chalicelib.domain.figures import CountedCase, CountedForm
from chalicelib.domain.record import FrozenModel
from chalicelib.domain.review import Outcome, Trigger
from chalicelib.law.calendar import day_before, months_before
from chalicelib.law.enums import LineKind, Vaccine
from chalicelib.law.suppression import CountTable, publish

_QUARTER_MONTHS = 3


class StatisticsTable(StrEnum):
    """What a table counts."""

    VALID_BY_VACCINE = "valid-by-vaccine"
    VALID_BY_PLACE = "valid-by-health-department"
    ISSUED_BY_MONTH = "issued-by-month"
    REVIEWS_DECIDED = "reviews-decided"


class PublicTable(FrozenModel):
    """One table by the keys of its rows and columns; a figure that is hidden is None."""

    field_class = Public

    name: StatisticsTable
    row_keys: tuple[str, ...]
    column_keys: tuple[str, ...]
    rows: tuple[tuple[int | None, ...], ...]
    row_totals: tuple[int | None, ...]
    column_totals: tuple[int | None, ...]
    total: int | None


class StatisticsEdition(FrozenModel):
    """The tables of one calendar quarter, by its first and last day."""

    field_class = Public

    first_day: date
    last_day: date
    tables: tuple[PublicTable, ...]

    @property
    def name(self) -> str:
        """The quarter as in 2026-Q3."""
        return quarter_name(self.first_day)


def quarter_name(first_day: date) -> str:
    """Return the name of the quarter that begins on a day, as in 2026-Q3."""
    return f"{first_day.year}-Q{(first_day.month - 1) // _QUARTER_MONTHS + 1}"


def last_quarter(on: date) -> tuple[date, date]:
    """Return the first and last day of the last calendar quarter that was over before a day."""
    begun = on.replace(month=on.month - (on.month - 1) % _QUARTER_MONTHS, day=1)
    return months_before(begun, _QUARTER_MONTHS), day_before(begun)


class EditionCount:
    """Counts the tables of a quarter case by case: what it holds does not grow with the forms."""

    def __init__(self, first_day: date, last_day: date) -> None:
        self._first_day, self._last_day = first_day, last_day
        self._counts: Counter[tuple[StatisticsTable, str, str]] = Counter()

    def add(self, case: CountedCase) -> None:
        """Count a form with its reviews."""
        if case.form is not None:
            self._add_form(case.form)
        for review in case.reviews:
            if review.decided_on and self._first_day <= review.decided_on <= self._last_day:
                self._count(StatisticsTable.REVIEWS_DECIDED, review.trigger, _outcome(review.outcome))

    def edition(self, places: Sequence[str]) -> StatisticsEdition:
        """Return the tables of all that was added. `places`: all health departments, so that no row's absence tells
        anything."""
        months = [months_before(self._last_day.replace(day=1), back) for back in reversed(range(_QUARTER_MONTHS))]
        kinds = tuple(LineKind)
        return StatisticsEdition(
            first_day=self._first_day,
            last_day=self._last_day,
            tables=(
                self._table(StatisticsTable.VALID_BY_VACCINE, tuple(Vaccine), kinds),
                self._table(StatisticsTable.VALID_BY_PLACE, places, kinds),
                self._table(StatisticsTable.ISSUED_BY_MONTH, [month.isoformat() for month in months], kinds),
                self._table(StatisticsTable.REVIEWS_DECIDED, tuple(Trigger), (Outcome.CLEARED, Outcome.REVOKED)),
            ),
        )

    def _add_form(self, form: CountedForm) -> None:
        kind = LineKind.PERMANENT if form.is_permanent else LineKind.TEMPORARY
        valid = form.valid_lines(self._last_day)
        for line in valid:
            self._count(StatisticsTable.VALID_BY_VACCINE, line.vaccine, line.kind)
        if valid:
            self._count(StatisticsTable.VALID_BY_PLACE, form.school.jurisdiction, kind)
        is_of_quarter = self._first_day <= form.signed_on <= self._last_day
        if is_of_quarter and not form.is_correction and not form.was_held:
            self._count(StatisticsTable.ISSUED_BY_MONTH, form.signed_on.replace(day=1).isoformat(), kind)

    def _count(self, table: StatisticsTable, row: str, column: str) -> None:
        self._counts[table, row, column] += 1

    def _table(self, name: StatisticsTable, rows: Sequence[str], columns: Sequence[str]) -> PublicTable:
        counts = CountTable(tuple(tuple(self._counts[name, row, column] for column in columns) for row in rows))
        shown = publish(counts, self._last_day)
        return PublicTable(name=name, row_keys=tuple(rows), column_keys=tuple(columns), **shown._asdict())


def _outcome(outcome: Outcome | None) -> str:
    """Return the column of a decision: where the second physician disagreed, the exemption was kept."""
    return Outcome.REVOKED if outcome is Outcome.REVOKED else Outcome.CLEARED
