"""The plots of exemptions, of those who sign them, and of schools."""

from chalicelib.directory.jurisdictions import JURISDICTIONS
from chalicelib.domain.state_figures import SIGNED_BANDS, StateFigures, counts_by_place, week_starts
from chalicelib.law.enums import LineKind
from chalicelib.law.marking import N_
from chalicelib.law.tables import Limit, number
from chalicelib.web.figures import shapes
from chalicelib.web.figures.plot import Numbers, Sentences, ShownPlot, band, month_name, month_number
from chalicelib.web.wording.names import KINDS
from chalicelib.web.wording.report_names import SHORT_VACCINES

_MOST_PLACES = 15


def issued(sentences: Sentences, figures: StateFigures) -> ShownPlot:
    busiest = max(figures.months, key=lambda month: month.permanent + month.temporary)
    most = busiest.permanent + busiest.temporary
    permanent, temporary = (sentences.say(KINDS[kind]) for kind in (LineKind.PERMANENT, LineKind.TEMPORARY))
    return ShownPlot(
        "issued",
        sentences.say(N_("Busiest month: %(month)s (%(count)s)"), month=month_name(sentences, busiest), count=most)
        if most
        else sentences.say(N_("No form in the last 12 months")),
        sentences.say(N_("Forms issued in each of the last 12 months")),
        shapes.columns(
            [month_number(each) for each in figures.months],
            [(each.permanent, each.temporary) for each in figures.months],
        ),
        Numbers(
            (sentences.say(N_("Month")), permanent, temporary),
            [(month_name(sentences, each), (each.permanent, each.temporary)) for each in figures.months],
        ),
        ((1, permanent), (2, temporary)),
    )


def physicians(sentences: Sentences, figures: StateFigures) -> ShownPlot:
    fifth = number(Limit.FORMS_REVIEWED_FROM, figures.counted_on)
    names = [band(first, last) for first, last in SIGNED_BANDS]
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


def vaccines(sentences: Sentences, figures: StateFigures) -> ShownPlot:
    counts = {vaccine: each.permanent + each.temporary for vaccine, each in figures.vaccines.items()}
    order = sorted(counts, key=lambda vaccine: -counts[vaccine])
    names = [sentences.say(SHORT_VACCINES[vaccine]) for vaccine in order]
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


def schools(sentences: Sentences, figures: StateFigures) -> ShownPlot:
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


def ending(sentences: Sentences, figures: StateFigures) -> ShownPlot:
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
