"""The doses of a line: the cells of the grid, and the dose of the long form."""

import calendar
from datetime import date

from chalicelib.rosters.columns import DOSE_COLUMNS, DOSE_WORDS, Column
from chalicelib.rosters.dates import DateFault, DateOrder, WrittenDate, day_or_month_in
from chalicelib.rosters.delimited import Line
from chalicelib.rosters.problems import ProblemCode
from chalicelib.rosters.rows import DatePrecision, WrittenDose
from chalicelib.rosters.vaccine_words import Reading, meaning_of_dose

_SAID = {
    Reading.UNKNOWN: ProblemCode.VACCINE_UNKNOWN,
    Reading.ASK: ProblemCode.VACCINE_UNSURE,
    Reading.CONFLICT: ProblemCode.VACCINE_CONFLICT,
}


def doses_of(line: Line, order: DateOrder, birth_date: date, on: date) -> tuple[WrittenDose, ...]:
    """Return the doses of a line as written; a date that cannot be a dose's is reported and left out."""
    found: list[WrittenDose] = []
    for column, words in DOSE_COLUMNS.items():
        given = _given(line, column, order, birth_date, on)
        if given:
            found.append(WrittenDose(vaccine=words, given_on=given.day, precision=given.precision))
    listed = _listed(line, order, birth_date, on)
    if listed:
        found.append(listed)
    return _once(line, found)


def _listed(line: Line, order: DateOrder, birth_date: date, on: date) -> WrittenDose | None:
    """Return the dose of the long form."""
    words = [column for column in DOSE_WORDS if line.text(column)]
    if words and not line.text(Column.DOSE_DATE):
        line.leave_cell_out(ProblemCode.CELL_MISSING, Column.DOSE_DATE)
        return None
    given = _given(line, Column.DOSE_DATE, order, birth_date, on)
    if given is None:
        return None
    if not words:
        line.leave_cell_out(ProblemCode.CELL_MISSING, Column.VACCINE)
        return None
    dose = WrittenDose(
        given_on=given.day,
        precision=given.precision,
        vaccine=line.text(Column.VACCINE),
        cvx=line.text(Column.CVX),
        product=line.text(Column.PRODUCT),
        provider=line.text(Column.PROVIDER),
    )
    if code := _SAID.get(meaning_of_dose(dose).reading):
        line.ask(code, words[0])
    return dose


def _given(line: Line, column: str, order: DateOrder, birth_date: date, on: date) -> WrittenDate | None:
    found = day_or_month_in(line, column, order, on)
    if found is None:
        return None
    if isinstance(found, DateFault):
        line.leave_cell_out(found.code, column, **found.facts)
    elif found.day > on:
        line.leave_cell_out(ProblemCode.DATE_IN_FUTURE, column)
    elif last_day_of(found.day, found.precision) < birth_date:
        line.leave_cell_out(ProblemCode.DOSE_BEFORE_BIRTH, column)
    else:
        return found
    return None


def last_day_of(given_on: date, precision: DatePrecision) -> date:
    """Return the last day on which a dose can have been given."""
    if precision is DatePrecision.DAY:
        return given_on
    return given_on.replace(day=calendar.monthrange(given_on.year, given_on.month)[1])


def _once(line: Line, doses: list[WrittenDose]) -> tuple[WrittenDose, ...]:
    """Return the doses without those of the grid that another cell of the line has for the same day."""
    seen: set[tuple[str, date, DatePrecision]] = set()
    kept: list[WrittenDose] = []
    for dose in doses:
        key = (f"{dose.vaccine}|{dose.cvx}|{dose.product}", dose.given_on, dose.precision)
        if key in seen:
            line.leave_cell_out(ProblemCode.DOSE_TWICE, _column_of(dose))
        else:
            kept.append(dose)
        seen.add(key)
    return tuple(kept)


def _column_of(dose: WrittenDose) -> str:
    return next((column for column, words in DOSE_COLUMNS.items() if words == dose.vaccine), Column.DOSE_DATE)
