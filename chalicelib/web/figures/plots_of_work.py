"""The plots of what the state works on: reviews and appeals."""

from chalicelib.domain.state_figures import AGE_BANDS, StateFigures
from chalicelib.law.marking import N_
from chalicelib.law.tables import Limit, number
from chalicelib.web.figures import shapes
from chalicelib.web.figures.plot import Numbers, Sentences, ShownPlot, band, month_name, month_number

_STEPS = (
    N_("Forms issued"),
    N_("Reviewed or in review"),
    N_("Decided"),
    N_("Kept"),
    # Translators: exemptions that the state stopped (revoked)
    N_("Stopped"),
    N_("Appealed"),
    N_("Restored on appeal"),
)


def steps(sentences: Sentences, figures: StateFigures) -> ShownPlot:
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


def days_to_decision(sentences: Sentences, figures: StateFigures) -> ShownPlot:
    last = next((month for month in reversed(figures.months) if month.decided), None)
    return ShownPlot(
        "days",
        sentences.say(
            N_("Half of the decisions of %(month)s: within %(days)s days"),
            month=month_name(sentences, last),
            days=last.half_within or 0,
        )
        if last
        else sentences.say(N_("No review was decided in the last 12 months")),
        sentences.say(N_("Days from the start of a review to its decision, by month")),
        shapes.lines(
            [month_number(each) for each in figures.months],
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
                (month_name(sentences, each), (each.decided, each.half_within, each.nine_of_ten_within))
                for each in figures.months
            ],
        ),
        ((1, sentences.say(N_("Half within"))), (2, sentences.say(N_("9 of 10 within")))),
    )


def queue(sentences: Sentences, figures: StateFigures) -> ShownPlot:
    starts = [0, *(last + 1 for last in AGE_BANDS)]
    names = [band(first, last) for first, last in zip(starts, (*AGE_BANDS, None), strict=True)]
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


def appeals(sentences: Sentences, figures: StateFigures) -> ShownPlot:
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
