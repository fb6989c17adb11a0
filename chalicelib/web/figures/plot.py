"""What a plot of the state's figures is made of."""

from dataclasses import dataclass

from chalicelib.domain.state_figures import MonthFigures
from chalicelib.web.figures import shapes
from chalicelib.web.http.page_request import PageRequest
from chalicelib.web.http.templating import Words, translations_for


@dataclass(frozen=True)
class Numbers:
    """A table: the names of its columns, the first of them over the rows' names, and its rows. `missing`: what stands
    where there is no number."""

    columns: tuple[str, ...]
    rows: list[tuple[str, tuple[int | None, ...]]]
    missing: str = "-"


@dataclass(frozen=True)
class ShownPlot:
    """One plot. `drawing`: None where there is nothing to draw. `keys`: what the colors are, by number."""

    id: str
    finding: str
    counts: str
    drawing: shapes.Drawing | None
    table: Numbers
    keys: tuple[tuple[int, str], ...] = ()

    @property
    def in_words(self) -> str:
        """The picture for those who do not see it: the rows of the table."""
        rows = (
            f"{name} {' '.join('-' if each is None else str(each) for each in values)}"
            for name, values in self.table.rows
        )
        return f"{self.counts}: {'; '.join(rows)}"


class Sentences:
    """The sentences of one page, with numbers as its language writes them."""

    def __init__(self, page_request: PageRequest) -> None:
        self.words: Words = translations_for(page_request.language)

    def say(self, sentence: str, **facts: object) -> str:
        written = {name: self.words.number(fact) if isinstance(fact, int) else fact for name, fact in facts.items()}
        return self.words.translate(sentence, written)


def month_name(sentences: Sentences, month: MonthFigures) -> str:
    """Return the month in the page's language, as in March 2027."""
    return sentences.words.month(month.month)


def month_number(month: MonthFigures) -> str:
    return str(month.month.month)


def band(first: int, last: int | None) -> str:
    """Return from and to as one word; None: no end."""
    if last is None:
        return f"{first}+"
    return str(first) if first == last else f"{first}-{last}"
