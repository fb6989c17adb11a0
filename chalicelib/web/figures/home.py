"""The state's figures, for the people of its offices: as counted last night, of the state or of one health department's
schools."""

import csv
from io import StringIO

from chalicelib.directory.jurisdictions import JURISDICTIONS
from chalicelib.domain.action import Action
from chalicelib.law.marking import N_
from chalicelib.storage.figures import read_figures
from chalicelib.web.figures.shown import plots
from chalicelib.web.http.page_request import Page, PageRequest
from chalicelib.web.http.routing import Pages

pages = Pages()
_PLACES = {each.id: each.name for each in JURISDICTIONS}


@pages.page("/figures", Action.VIEW_FIGURES)
def _home(page_request: PageRequest) -> Page:
    place = _place(page_request)
    figures = read_figures(page_request.ctx.store.table, place)
    return page_request.render(
        "figures/home.html",
        title=N_("Statistics"),
        figures=figures,
        plots=plots(page_request, figures) if figures else [],
        place=place,
        places=sorted(_PLACES.items(), key=lambda each: each[1]),
        issued=sum(each.permanent + each.temporary for each in figures.months) if figures else 0,
        ending=sum(figures.ending_weeks) if figures else 0,
    )


@pages.page("/figures/csv", Action.VIEW_FIGURES)
def _csv(page_request: PageRequest) -> Page:
    """All numbers of the page as one table."""
    figures = read_figures(page_request.ctx.store.table, _place(page_request))
    text = StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(page_request.translate(each) for each in (N_("What"), N_("Row"), N_("Column"), N_("Value")))
    for plot in plots(page_request, figures) if figures else ():
        for name, values in plot.table.rows:
            for column, value in zip(plot.table.columns[1:], values, strict=True):
                writer.writerow((plot.counts, name, column, "" if value is None else value))
    kind = {"Content-Type": "text/csv; charset=utf-8", "Content-Disposition": 'attachment; filename="figures.csv"'}
    return Page(200, f"\ufeff{text.getvalue()}", kind)


def _place(page_request: PageRequest) -> str:
    """Return the health department that is asked for; "" for the whole state, also where it is not known."""
    asked = page_request.query.get("place", "")
    return asked if asked in _PLACES else ""
