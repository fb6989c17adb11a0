"""The nine plots of the state's figures: each with its finding, its picture and its numbers."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from chalicelib.directory.jurisdictions import JURISDICTIONS
from chalicelib.domain.state_figures import (
    AGE_BANDS,
    SIGNED_BANDS,
    MonthFigures,
    StateFigures,
    counts_by_place,
    week_starts,
)
from chalicelib.law.enums import LineKind
from chalicelib.law.marking import N_
from chalicelib.law.tables import Limit, number
from chalicelib.web.figures import shapes
from chalicelib.web.http.page_request import PageRequest
from chalicelib.web.http.templating import Words, translations_for
from chalicelib.web.wording.names import KINDS, VACCINES

_STEPS = (
    N_("Issued"),
    N_("Reviewed or in review"),
    N_("Decided"),
    N_("Kept"),
    # Translators: exemptions that the state stopped (revoked)
    N_("Stopped"),
    N_("Appealed"),
    N_("Restored on appeal"),
)
_MOST_PLACES = 15


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


class _Sentences:
    """The sentences of one page, with numbers as its language writes them."""

    def __init__(self, page_request: PageRequest) -> None:
        self.words: Words = translations_for(page_request.language)

    def say(self, sentence: str, **facts: object) -> str:
        written = {name: self.words.number(fact) if isinstance(fact, int) else fact for name, fact in facts.items()}
        return self.words.translate(sentence, written)


def plots(page_request: PageRequest, figures: StateFigures) -> list[ShownPlot]:
    """Return the nine plots in the order of the page."""
    made: Sequence[Callable[[_Sentences, StateFigures], ShownPlot]] = (
        _issued,
        _steps,
        _days_to_decision,
        _physicians,
        _queue,
        _appeals,
        _vaccines,
        _schools,
        _ending,
    )
    sentences = _Sentences(page_request)
    return [each(sentences, figures) for each in made]


def _month(sentences: _Sentences, month: MonthFigures) -> str:
    return sentences.words.month(month.month)


def _month_number(month: MonthFigures) -> str:
    return str(month.month.month)


def _issued(sentences: _Sentences, figures: StateFigures) -> ShownPlot:
    busiest = max(figures.months, key=lambda month: month.permanent + month.temporary)
    most = busiest.permanent + busiest.temporary
    permanent, temporary = (sentences.say(KINDS[kind]) for kind in (LineKind.PERMANENT, LineKind.TEMPORARY))
    return ShownPlot(
        "issued",
        sentences.say(N_("Busiest month: %(month)s (%(count)s)"), month=_month(sentences, busiest), count=most)
        if most
        else sentences.say(N_("No form in the last 12 months")),
        sentences.say(N_("Forms issued in each of the last 12 months")),
        shapes.columns(
            [_month_number(each) for each in figures.months],
            [(each.permanent, each.temporary) for each in figures.months],
        ),
        Numbers(
            (sentences.say(N_("Month")), permanent, temporary),
            [(_month(sentences, each), (each.permanent, each.temporary)) for each in figures.months],
        ),
        ((1, permanent), (2, temporary)),
    )


def _steps(sentences: _Sentences, figures: StateFigures) -> ShownPlot:
    steps = figures.steps
    counts = (steps.issued, steps.reviewed, steps.decided, steps.kept, steps.stopped, steps.appealed, steps.restored)
    names = [sentences.say(name) for name in _STEPS]
    return ShownPlot(
        "steps",
        sentences.say(N_("Kept after review: %(kept)s of %(decided)s"), kept=steps.kept, decided=steps.decided),
        sentences.say(N_("What became of the forms of the last 12 months")),
        shapes.rows(names, counts, [sentences.words.number(each) for each in counts], marked=(4, 5, 6)),
        Numbers(
            (sentences.say(N_("Step")), sentences.say(N_("Forms"))),
            [(name, (count,)) for name, count in zip(names, counts, strict=True)],
        ),
    )


def _days_to_decision(sentences: _Sentences, figures: StateFigures) -> ShownPlot:
    last = next((month for month in reversed(figures.months) if month.decided), None)
    return ShownPlot(
        "days",
        sentences.say(
            N_("Half of the decisions of %(month)s: within %(days)s days"),
            month=_month(sentences, last),
            days=last.half_within or 0,
        )
        if last
        else sentences.say(N_("No review was decided in the last 12 months")),
        sentences.say(N_("Days from the start of a review to its decision, by month")),
        shapes.lines(
            [_month_number(each) for each in figures.months],
            ([each.half_within for each in figures.months], [each.nine_of_ten_within for each in figures.months]),
        )
        if last
        else None,
        Numbers(
            (
                sentences.say(N_("Month")),
                sentences.say(N_("Decided")),
                sentences.say(N_("Half within")),
                sentences.say(N_("9 of 10 within")),
            ),
            [
                (_month(sentences, each), (each.decided, each.half_within, each.nine_of_ten_within))
                for each in figures.months
            ],
        ),
        ((1, sentences.say(N_("Half within"))), (2, sentences.say(N_("9 of 10 within")))),
    )


def _physicians(sentences: _Sentences, figures: StateFigures) -> ShownPlot:
    fifth = number(Limit.FORMS_REVIEWED_FROM, figures.counted_on)
    names = [_band(first, last) for first, last in SIGNED_BANDS]
    marked_from = next(place for place, (first, _last) in enumerate(SIGNED_BANDS) if first >= fifth)
    return ShownPlot(
        "physicians",
        sentences.say(
            N_("Physicians with 5 or more forms this year: %(count)s"), count=sum(figures.physicians[marked_from:])
        ),
        sentences.say(
            N_("Physicians by forms signed this year. From the fifth on, the state reviews all of the year's forms.")
        ),
        shapes.columns(names, [(count,) for count in figures.physicians], marked_from=marked_from),
        Numbers(
            (sentences.say(N_("Forms")), sentences.say(N_("Physicians"))),
            [(name, (count,)) for name, count in zip(names, figures.physicians, strict=True)],
        ),
    )


def _queue(sentences: _Sentences, figures: StateFigures) -> ShownPlot:
    starts = [0, *(last + 1 for last in AGE_BANDS)]
    names = [_band(first, last) for first, last in zip(starts, (*AGE_BANDS, None), strict=True)]
    return ShownPlot(
        "queue",
        sentences.say(
            N_("Open reviews: %(count)s. Oldest: %(days)s days"),
            count=figures.open_reviews,
            days=figures.oldest_review_days or 0,
        ),
        sentences.say(N_("Open reviews by days since they began")),
        shapes.columns(names, [(count,) for count in figures.queue_ages]),
        Numbers(
            (sentences.say(N_("Days")), sentences.say(N_("Reviews"))),
            [(name, (count,)) for name, count in zip(names, figures.queue_ages, strict=True)],
        ),
    )


def _appeals(sentences: _Sentences, figures: StateFigures) -> ShownPlot:
    on, days = figures.counted_on, figures.appeal_days
    return ShownPlot(
        "appeals",
        sentences.say(
            N_("Open appeals: %(count)s. Oldest: %(days)s days"), count=len(days), days=days[0] if days else 0
        ),
        sentences.say(N_("Days since each open appeal was filed, with the days within which it should be decided")),
        shapes.strip(days, (number(Limit.DECISION_TARGET_DAYS, on), number(Limit.DECISION_ALARM_DAYS, on)))
        if days
        else None,
        Numbers(
            (sentences.say(N_("Appeal")), sentences.say(N_("Days"))),
            [(sentences.words.number(place), (each,)) for place, each in enumerate(days, start=1)],
        ),
    )


def _vaccines(sentences: _Sentences, figures: StateFigures) -> ShownPlot:
    counts = {vaccine: each.permanent + each.temporary for vaccine, each in figures.vaccines.items()}
    order = sorted(counts, key=lambda vaccine: -counts[vaccine])
    names = [sentences.say(VACCINES[vaccine]) for vaccine in order]
    return ShownPlot(
        "vaccines",
        sentences.say(N_("Exempt most often: %(vaccine)s (%(count)s)"), vaccine=names[0], count=counts[order[0]])
        if order
        else sentences.say(N_("No exemption is valid today")),
        sentences.say(N_("Exemptions that are valid today, by vaccine")),
        shapes.rows(names, [counts[each] for each in order], [sentences.words.number(counts[each]) for each in order]),
        Numbers(
            (
                sentences.say(N_("Vaccine")),
                *(sentences.say(KINDS[kind]) for kind in (LineKind.PERMANENT, LineKind.TEMPORARY)),
            ),
            [
                (name, (figures.vaccines[each].permanent, figures.vaccines[each].temporary))
                for name, each in zip(names, order, strict=True)
            ],
        ),
    )


def _schools(sentences: _Sentences, figures: StateFigures) -> ShownPlot:
    names = {each.id: each.name for each in JURISDICTIONS}
    counts = counts_by_place(figures)
    most = list(counts)[:_MOST_PLACES]
    return ShownPlot(
        "schools",
        sentences.say(N_("Schools below 95 percent or without a report: %(count)s"), count=figures.schools),
        sentences.say(N_("Schools whose exemptions all go to review, by health department, the most first")),
        shapes.rows(
            [names.get(place, place) for place in most],
            [counts[place] for place in most],
            [sentences.words.number(counts[place]) for place in most],
        ),
        Numbers(
            (
                sentences.say(N_("Health department")),
                sentences.say(N_("Below 95 percent")),
                sentences.say(N_("Without a report")),
            ),
            [
                (names.get(place, place), (figures.places[place].below_95, figures.places[place].not_reported))
                for place in counts
            ],
        ),
    )


def _ending(sentences: _Sentences, figures: StateFigures) -> ShownPlot:
    starts = week_starts(figures.counted_on)
    return ShownPlot(
        "ending",
        sentences.say(N_("Exemptions that end in the next 13 weeks: %(count)s"), count=sum(figures.ending_weeks)),
        sentences.say(N_("Forms of which an exemption ends, by week")),
        shapes.columns(
            [sentences.words.short_day(start) for start in starts], [(count,) for count in figures.ending_weeks]
        ),
        Numbers(
            (sentences.say(N_("Week from")), sentences.say(N_("Forms"))),
            [
                (sentences.words.date(start), (count,))
                for start, count in zip(starts, figures.ending_weeks, strict=True)
            ],
        ),
    )


def _band(first: int, last: int | None) -> str:
    if last is None:
        return f"{first}+"
    return str(first) if first == last else f"{first}-{last}"
