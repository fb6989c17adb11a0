"""Statistics that anyone may see: the tables of the last calendar quarter, with small figures hidden."""

import csv
from io import StringIO

from chalicelib.domain.action import Action
from chalicelib.law.marking import N_
from chalicelib.law.tables import Limit, number
from chalicelib.storage.figures import newest_edition
from chalicelib.web.http.page_request import Page, PageRequest
from chalicelib.web.http.routing import Pages
from chalicelib.web.public.statistics_shown import shown_tables

pages = Pages()


@pages.page("/statistics", Action.VIEW_PUBLIC_PAGE)
def _statistics(page_request: PageRequest) -> Page:
    edition = newest_edition(page_request.ctx.store.table)
    return page_request.render(
        "public/statistics.html",
        title=N_("Statistics"),
        edition=edition,
        tables=shown_tables(page_request, edition) if edition else [],
        hidden_to=number(Limit.HIDDEN_TO, edition.last_day) if edition else 0,
    )


@pages.page("/statistics/csv", Action.VIEW_PUBLIC_PAGE)
def _csv(page_request: PageRequest) -> Page:
    """The same tables as one file; a hidden figure is an empty cell."""
    edition = newest_edition(page_request.ctx.store.table)
    text = StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    heading = (N_("Quarter"), N_("Table"), N_("Row"), N_("Column"), N_("Value"))
    writer.writerow(page_request.translate(each) for each in heading)
    for table in shown_tables(page_request, edition) if edition else ():
        for name, figures in table.rows:
            for column, figure in zip(table.columns[1:], figures, strict=True):
                writer.writerow(
                    (edition.name if edition else "", table.title, name, column, "" if figure is None else figure)
                )
    kind = {"Content-Type": "text/csv; charset=utf-8", "Content-Disposition": 'attachment; filename="statistics.csv"'}
    return Page(200, f"\ufeff{text.getvalue()}", kind)
