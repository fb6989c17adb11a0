"""The figures that anyone may see: tables of one calendar quarter, published once when it is over and never changed.

Small figures are hidden in each table (law/suppression.py). A figure of one quarter stands in no table of another, and
no two tables of a quarter count the same thing, so that no difference between tables or editions tells a hidden one.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from enum import StrEnum

from chalicelib.domain.field_classes import Public
from chalicelib.domain.figures import Counted
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


def edition_of(counted: Counted, places: Sequence[str], first_day: date, last_day: date) -> StatisticsEdition:
    """Return the tables of a quarter. `places`: all health departments, so that no row's absence tells anything."""
    kinds = tuple(LineKind)
    valid = [form for form in counted.forms if form.valid_lines(last_day)]
    lines = [line for form in valid for line in form.valid_lines(last_day)]
    months = [months_before(last_day.replace(day=1), back) for back in reversed(range(_QUARTER_MONTHS))]
    issued = [form for form in counted.forms if first_day <= form.signed_on <= last_day]
    decided = [each for each in counted.reviews if each.decided_on and first_day <= each.decided_on <= last_day]

    def table(
        name: StatisticsTable, rows: Sequence[str], columns: Sequence[str], found: Iterable[tuple[str, str]]
    ) -> PublicTable:
        counts = Counter(found)
        shown = publish(CountTable(tuple(tuple(counts[row, column] for column in columns) for row in rows)), last_day)
        return PublicTable(name=name, row_keys=tuple(rows), column_keys=tuple(columns), **shown._asdict())

    return StatisticsEdition(
        first_day=first_day,
        last_day=last_day,
        tables=(
            table(
                StatisticsTable.VALID_BY_VACCINE, tuple(Vaccine), kinds, ((line.vaccine, line.kind) for line in lines)
            ),
            table(
                StatisticsTable.VALID_BY_PLACE,
                places,
                kinds,
                ((form.school.jurisdiction, _kind(is_permanent=form.is_permanent)) for form in valid),
            ),
            table(
                StatisticsTable.ISSUED_BY_MONTH,
                [month.isoformat() for month in months],
                kinds,
                (
                    (form.signed_on.replace(day=1).isoformat(), _kind(is_permanent=form.is_permanent))
                    for form in issued
                    if not form.is_correction and not form.was_held
                ),
            ),
            table(
                StatisticsTable.REVIEWS_DECIDED,
                tuple(Trigger),
                (Outcome.CLEARED, Outcome.REVOKED),
                ((each.trigger, _outcome(each.outcome)) for each in decided),
            ),
        ),
    )


def _kind(*, is_permanent: bool) -> str:
    return LineKind.PERMANENT if is_permanent else LineKind.TEMPORARY


def _outcome(outcome: Outcome | None) -> str:
    """Return the column of a decision: where the second physician disagreed, the exemption was kept."""
    return Outcome.REVOKED if outcome is Outcome.REVOKED else Outcome.CLEARED
