"""The state's figures of one day: how many, by month, by age and by step. Everything is counted from the facts of
figures.py; nothing is added up from one day to the next."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from itertools import groupby
from typing import Annotated

from chalicelib.domain.appeal import AppealState
from chalicelib.domain.effective_status import last_day_of
from chalicelib.domain.field_classes import Internal
from chalicelib.domain.figures import Counted, CountedAppeal, CountedForm, CountedReport, CountedReview, by_kind
from chalicelib.domain.record import FrozenModel
from chalicelib.domain.review import Outcome, Trigger
from chalicelib.law.calendar import california_date, months_before
from chalicelib.law.enums import LineKind, LineState, Vaccine

MONTHS = 12
AGE_BANDS = (7, 30, 60, 90)
"""The last day of each band of the queue's ages; what is older stands in a band of its own."""
SIGNED_BANDS = ((1, 1), (2, 2), (3, 3), (4, 4), (5, 5), (6, 9), (10, None))
"""How many forms a physician signed in a calendar year: from, and to; None: no end."""
WEEKS = 13
_OVER = frozenset({AppealState.CLOSED, AppealState.WITHDRAWN, AppealState.REFUSED_LATE, AppealState.DRAFT})


class MonthFigures(FrozenModel):
    """One month, by its first day. `half_within`, `nine_of_ten_within`: days from a review's start to its decision;
    None where none was decided."""

    field_class = Internal

    month: date
    permanent: int
    temporary: int
    decided: int
    half_within: int | None
    nine_of_ten_within: int | None


class Steps(FrozenModel):
    """What became of the forms that were issued in the last twelve months."""

    field_class = Internal

    issued: int
    reviewed: int
    decided: int
    kept: int
    stopped: int
    appealed: int
    restored: int


class KindFigures(FrozenModel):
    """How many are permanent and how many temporary."""

    field_class = Internal

    permanent: int
    temporary: int


class PlaceFigures(FrozenModel):
    """The schools of one health department whose exemptions all go to review."""

    field_class = Internal

    below_95: int
    not_reported: int


class StateFigures(FrozenModel):
    """The figures of one day, of the state or of the schools of one health department.

    `valid`: forms with a line in force. `vaccines`: lines in force. `queue_ages`: open reviews by age. `physicians`: by
    forms signed this calendar year. `appeal_days`: days since each open appeal was filed, the longest first.
    `ending_weeks`: forms of which a line ends in each of the next weeks.
    """

    field_class = Internal

    counted_on: date
    valid: int
    months: tuple[MonthFigures, ...]
    steps: Steps
    queue_ages: tuple[int, ...]
    oldest_review_days: int | None
    physicians: tuple[int, ...]
    vaccines: Annotated[dict[Vaccine, KindFigures], Internal]
    places: Annotated[dict[str, PlaceFigures], Internal]
    ending_weeks: tuple[int, ...]
    appeal_days: tuple[int, ...]

    @property
    def open_reviews(self) -> int:
        return sum(self.queue_ages)

    @property
    def schools(self) -> int:
        """The schools whose exemptions all go to review."""
        return sum(each.below_95 + each.not_reported for each in self.places.values())


def state_figures(counted: Counted, on: date) -> StateFigures:
    """Return the figures of a day."""
    issued = [form for form in counted.forms if not form.is_correction and not form.was_held]
    opened = [review for review in counted.reviews if review.decided_on is None]
    ages = sorted((on - review.opened_on).days for review in opened)
    months = _months(on)
    return StateFigures(
        counted_on=on,
        valid=sum(bool(form.valid_lines(on)) for form in counted.forms),
        months=tuple(_month(month, issued, counted.reviews) for month in months),
        steps=_steps([form for form in issued if months[0] <= form.signed_on <= on], counted),
        queue_ages=_in_bands(ages),
        oldest_review_days=ages[-1] if ages else None,
        physicians=_physicians(
            form for form in counted.forms if not form.is_correction and form.signed_on.year == on.year
        ),
        vaccines=_vaccines(counted.forms, on),
        places=_places(counted.schools),
        ending_weeks=_ending(counted.forms, on),
        appeal_days=tuple(sorted((_days_open(each, on) for each in counted.appeals if is_open(each)), reverse=True)),
    )


def is_open(appeal: CountedAppeal) -> bool:
    """Return whether an appeal is filed and neither decided nor given up."""
    return appeal.filed_at is not None and appeal.decided_on is None and AppealState(appeal.state) not in _OVER


def is_restored(appeal: CountedAppeal, form: CountedForm) -> bool:
    """Return whether the decision on an appeal gave a vaccine's exemption back."""
    standing = {line.vaccine for line in form.lines if line.state is not LineState.REVOKED}
    return appeal.decided_on is not None and not standing.isdisjoint(appeal.vaccines)


def _months(on: date) -> list[date]:
    """Return the first days of the last twelve months, this one included."""
    return [months_before(on.replace(day=1), back) for back in reversed(range(MONTHS))]


def _month(month: date, issued: Iterable[CountedForm], reviews: Iterable[CountedReview]) -> MonthFigures:
    kinds = by_kind(form for form in issued if form.signed_on.replace(day=1) == month)
    days = sorted(
        (review.decided_on - review.opened_on).days
        for review in reviews
        if review.decided_on is not None and review.decided_on.replace(day=1) == month
    )
    return MonthFigures(
        month=month,
        permanent=kinds[True],
        temporary=kinds[False],
        decided=len(days),
        half_within=_share_within(days, 50),
        nine_of_ten_within=_share_within(days, 90),
    )


def _share_within(days: Sequence[int], percent: int) -> int | None:
    """Return within how many days that share of them was done: the nearest rank."""
    return days[-(-len(days) * percent // 100) - 1] if days else None


def _steps(issued: Sequence[CountedForm], counted: Counted) -> Steps:
    forms = {form.id: form for form in issued}
    reviews = [review for review in counted.reviews if review.form_id in forms]
    decided = {review.form_id for review in reviews if review.decided_on is not None}
    stopped = {review.form_id for review in reviews if review.outcome is Outcome.REVOKED}
    appeals = [appeal for appeal in counted.appeals if appeal.form_id in forms and appeal.filed_at is not None]
    return Steps(
        issued=len(issued),
        reviewed=len({review.form_id for review in reviews}),
        decided=len(decided),
        kept=len(decided - stopped),
        stopped=len(stopped),
        appealed=len({appeal.form_id for appeal in appeals}),
        restored=len({each.form_id for each in appeals if is_restored(each, forms[each.form_id])}),
    )


def _in_bands(ages: Iterable[int]) -> tuple[int, ...]:
    bands = Counter(sum(age > last for last in AGE_BANDS) for age in ages)
    return tuple(bands[band] for band in range(len(AGE_BANDS) + 1))


def _physicians(forms: Iterable[CountedForm]) -> tuple[int, ...]:
    signed = Counter(form.physician_id for form in forms).values()
    return tuple(
        sum(first <= count and (last is None or count <= last) for count in signed) for first, last in SIGNED_BANDS
    )


def _vaccines(forms: Iterable[CountedForm], on: date) -> dict[Vaccine, KindFigures]:
    kinds = Counter((line.vaccine, line.kind) for form in forms for line in form.valid_lines(on))
    return {
        vaccine: KindFigures(permanent=kinds[vaccine, LineKind.PERMANENT], temporary=kinds[vaccine, LineKind.TEMPORARY])
        for vaccine in Vaccine
        if any(kinds[vaccine, kind] for kind in LineKind)
    }


def _places(schools: Iterable[CountedReport]) -> dict[str, PlaceFigures]:
    """Return the schools by health department; one that neither reported nor reaches the rate counts once, as below."""
    ordered = sorted(schools)
    return {
        place: _place([school.triggers for school in theirs])
        for place, theirs in groupby(ordered, key=lambda school: school.jurisdiction)
    }


def _place(triggers: Sequence[tuple[Trigger, ...]]) -> PlaceFigures:
    below = sum(Trigger.SCHOOL_BELOW_95 in each for each in triggers)
    return PlaceFigures(below_95=below, not_reported=len(triggers) - below)


def _ending(forms: Iterable[CountedForm], on: date) -> tuple[int, ...]:
    weeks: Counter[int] = Counter()
    for form in forms:
        ends = [last_day_of(form, line) for line in form.valid_lines(on)]
        first = min((end for end in ends if end is not None), default=None)
        if first is not None:
            weeks[(first - on).days // 7] += 1
    return tuple(weeks[week] for week in range(WEEKS))


def _days_open(appeal: CountedAppeal, on: date) -> int:
    return max(0, (on - california_date(appeal.filed_at)).days) if appeal.filed_at else 0


def week_starts(on: date) -> list[date]:
    """Return the first days of the next weeks, from a day on."""
    return [on + timedelta(weeks=week) for week in range(WEEKS)]


def counts_by_place(figures: StateFigures) -> Mapping[str, int]:
    """Return how many schools of each health department go to review whole, the most first."""
    counts = {place: each.below_95 + each.not_reported for place, each in figures.places.items()}
    return dict(sorted(counts.items(), key=lambda each: (-each[1], each[0])))
