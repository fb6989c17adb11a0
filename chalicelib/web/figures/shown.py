"""The nine plots of the state's figures: each with its finding, its picture and its numbers."""

from collections.abc import Callable, Sequence

from chalicelib.domain.state_figures import StateFigures
from chalicelib.web.figures import plots_of_exemptions, plots_of_work
from chalicelib.web.figures.plot import Sentences, ShownPlot
from chalicelib.web.http.page_request import PageRequest


def plots(page_request: PageRequest, figures: StateFigures) -> list[ShownPlot]:
    """Return the nine plots in the order of the page."""
    made: Sequence[Callable[[Sentences, StateFigures], ShownPlot]] = (
        plots_of_exemptions.issued,
        plots_of_work.steps,
        plots_of_work.days_to_decision,
        plots_of_exemptions.physicians,
        plots_of_work.queue,
        plots_of_work.appeals,
        plots_of_exemptions.vaccines,
        plots_of_exemptions.schools,
        plots_of_exemptions.ending,
    )
    sentences = Sentences(page_request)
    return [each(sentences, figures) for each in made]
