"""The public tables in words."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from chalicelib.directory.jurisdictions import JURISDICTIONS
from chalicelib.domain.public_statistics import PublicTable, StatisticsEdition, StatisticsTable
from chalicelib.domain.review import Outcome, Trigger
from chalicelib.law.enums import LineKind, Vaccine
from chalicelib.law.marking import N_
from chalicelib.web.http.page_request import PageRequest
from chalicelib.web.http.templating import translations_for
from chalicelib.web.wording.names import KINDS, VACCINES
from chalicelib.web.wording.triggers import TRIGGERS

_TITLES: Mapping[StatisticsTable, str] = {
    StatisticsTable.VALID_BY_VACCINE: N_("Exemptions valid on the last day of the quarter, by vaccine"),
    StatisticsTable.VALID_BY_PLACE: N_("Forms with a valid exemption on that day, by health department"),
    StatisticsTable.ISSUED_BY_MONTH: N_("Forms issued in the quarter, by month"),
    StatisticsTable.REVIEWS_DECIDED: N_("Reviews decided in the quarter, by what began them"),
}
_FIRST_COLUMNS: Mapping[StatisticsTable, str] = {
    StatisticsTable.VALID_BY_VACCINE: N_("Vaccine"),
    StatisticsTable.VALID_BY_PLACE: N_("Health department"),
    StatisticsTable.ISSUED_BY_MONTH: N_("Month"),
    StatisticsTable.REVIEWS_DECIDED: N_("Why it was reviewed"),
}
_OUTCOMES: Mapping[str, str] = {Outcome.CLEARED: N_("Kept"), Outcome.REVOKED: N_("Stopped")}


@dataclass(frozen=True)
class ShownTable:
    """One table. A hidden figure is None; `missing` is what stands in its place."""

    title: str
    columns: tuple[str, ...]
    rows: list[tuple[str, tuple[int | None, ...]]]
    missing: str


def shown_tables(page_request: PageRequest, edition: StatisticsEdition) -> list[ShownTable]:
    """Return the tables of an edition in the page's language, their totals last."""
    return [_shown(page_request, table) for table in edition.tables]


def _shown(page_request: PageRequest, table: PublicTable) -> ShownTable:
    total = page_request.translate(N_("Total"))
    names = [_name(page_request, table.name, key) for key in table.row_keys]
    rows = [
        (name, (*figures, row_total))
        for name, figures, row_total in zip(names, table.rows, table.row_totals, strict=True)
    ]
    return ShownTable(
        page_request.translate(_TITLES[table.name]),
        (
            page_request.translate(_FIRST_COLUMNS[table.name]),
            *(page_request.translate(_OUTCOMES.get(key) or KINDS[LineKind(key)]) for key in table.column_keys),
            total,
        ),
        [*sorted(rows, key=lambda row: row[0]), (total, (*table.column_totals, table.total))]
        if table.name is StatisticsTable.VALID_BY_PLACE
        else [*rows, (total, (*table.column_totals, table.total))],
        page_request.translate(N_("hidden")),
    )


def _name(page_request: PageRequest, table: StatisticsTable, key: str) -> str:
    if table is StatisticsTable.VALID_BY_PLACE:
        return next((each.name for each in JURISDICTIONS if each.id == key), key)
    if table is StatisticsTable.ISSUED_BY_MONTH:
        return translations_for(page_request.language).month(date.fromisoformat(key))
    return page_request.translate(
        VACCINES[Vaccine(key)] if table is StatisticsTable.VALID_BY_VACCINE else TRIGGERS[Trigger(key)]
    )
