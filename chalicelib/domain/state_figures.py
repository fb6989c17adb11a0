"""The state's figures of one day: how many, by month, by age and by step. Everything is counted from the facts of
figures.py; nothing is added up from one day to the next."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Annotated

from chalicelib.domain.appeal import AppealState
from chalicelib.domain.effective_status import last_day_of
from chalicelib.domain.field_classes import Internal
from chalicelib.domain.figures import CountedAppeal, CountedCase, CountedForm, CountedReport, CountedReview
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


class FiguresCount:
    """Counts the figures of one day case by case: what it holds does not grow with the forms, but with the physicians
    who sign in a year and the appeals that are open."""

    def __init__(self, on: date) -> None:
        self._on = on
        self._months = _months(on)
        self._valid = 0
        self._issued: Counter[tuple[date, bool]] = Counter()
        self._days: dict[date, Counter[int]] = {month: Counter() for month in self._months}
        self._steps: Counter[str] = Counter()
        self._ages: Counter[int] = Counter()
        self._physicians: Counter[str] = Counter()
        self._vaccines: Counter[tuple[Vaccine, LineKind]] = Counter()
        self._places: dict[str, Counter[bool]] = {}
        self._weeks: Counter[int] = Counter()
        self._appeals: list[int] = []

    def add(self, case: CountedCase) -> None:
        """Count a form with its reviews and appeals."""
        for review in case.reviews:
            self._add_review(review)
        self._appeals += [_days_open(appeal, self._on) for appeal in case.appeals if is_open(appeal)]
        if case.form is not None:
            self._add_form(case.form)
            if not (case.form.is_correction or case.form.was_held):
                self._add_steps(case.form, case)

    def add_school(self, school: CountedReport) -> None:
        """Count a school whose exemptions all go to review; one that neither reported nor reaches the rate counts once,
        as below."""
        self._places.setdefault(school.jurisdiction, Counter())[Trigger.SCHOOL_BELOW_95 in school.triggers] += 1

    def figures(self) -> StateFigures:
        """Return the figures of all that was added."""
        return StateFigures(
            counted_on=self._on,
            valid=self._valid,
            months=tuple(map(self._month, self._months)),
            steps=Steps(**{name: self._steps[name] for name in Steps.model_fields}),
            queue_ages=_in_bands(self._ages),
            oldest_review_days=max(self._ages, default=None),
            physicians=_in_signed_bands(self._physicians.values()),
            vaccines=self._kinds(),
            places={
                place: PlaceFigures(below_95=counts[True], not_reported=counts[False])
                for place, counts in sorted(self._places.items())
            },
            ending_weeks=tuple(self._weeks[week] for week in range(WEEKS)),
            appeal_days=tuple(sorted(self._appeals, reverse=True)),
        )

    def _add_review(self, review: CountedReview) -> None:
        if review.decided_on is None:
            self._ages[(self._on - review.opened_on).days] += 1
            return
        days = self._days.get(review.decided_on.replace(day=1))
        if days is not None:
            days[(review.decided_on - review.opened_on).days] += 1

    def _add_form(self, form: CountedForm) -> None:
        lines = form.valid_lines(self._on)
        self._valid += bool(lines)
        self._vaccines.update((line.vaccine, line.kind) for line in lines)
        first = min((end for end in (last_day_of(form, line) for line in lines) if end is not None), default=None)
        if first is not None:
            self._weeks[(first - self._on).days // 7] += 1
        if not form.is_correction and form.signed_on.year == self._on.year:
            self._physicians[form.physician_id] += 1

    def _add_steps(self, form: CountedForm, case: CountedCase) -> None:
        """Count an issued form by its month and, if it is of these twelve months, what became of it."""
        self._issued[form.signed_on.replace(day=1), form.is_permanent] += 1
        if not self._months[0] <= form.signed_on <= self._on:
            return
        filed = [appeal for appeal in case.appeals if appeal.filed_at is not None]
        is_decided = any(review.decided_on is not None for review in case.reviews)
        is_stopped = any(review.outcome is Outcome.REVOKED for review in case.reviews)
        self._steps.update(
            issued=1,
            reviewed=bool(case.reviews),
            decided=is_decided,
            kept=is_decided and not is_stopped,
            stopped=is_stopped,
            appealed=bool(filed),
            restored=any(is_restored(appeal, form) for appeal in filed),
        )

    def _month(self, month: date) -> MonthFigures:
        days = self._days[month]
        return MonthFigures(
            month=month,
            permanent=self._issued[month, True],
            temporary=self._issued[month, False],
            decided=days.total(),
            half_within=_share_within(days, 50),
            nine_of_ten_within=_share_within(days, 90),
        )

    def _kinds(self) -> dict[Vaccine, KindFigures]:
        counts = self._vaccines
        return {
            vaccine: KindFigures(
                permanent=counts[vaccine, LineKind.PERMANENT], temporary=counts[vaccine, LineKind.TEMPORARY]
            )
            for vaccine in Vaccine
            if any(counts[vaccine, kind] for kind in LineKind)
        }


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


def _share_within(days: Counter[int], percent: int) -> int | None:
    """Return within how many days that share of them was done: the nearest rank."""
    rank = -(-days.total() * percent // 100)
    reached = 0
    for each, count in sorted(days.items()):
        reached += count
        if reached >= rank:
            return each
    return None


def _in_bands(ages: Counter[int]) -> tuple[int, ...]:
    bands: Counter[int] = Counter()
    for age, count in ages.items():
        bands[sum(age > last for last in AGE_BANDS)] += count
    return tuple(bands[band] for band in range(len(AGE_BANDS) + 1))


def _in_signed_bands(signed: Iterable[int]) -> tuple[int, ...]:
    counts = list(signed)
    return tuple(
        sum(first <= count and (last is None or count <= last) for count in counts) for first, last in SIGNED_BANDS
    )


def _days_open(appeal: CountedAppeal, on: date) -> int:
    return max(0, (on - california_date(appeal.filed_at)).days) if appeal.filed_at else 0


def week_starts(on: date) -> list[date]:
    """Return the first days of the next weeks, from a day on."""
    return [on + timedelta(weeks=week) for week in range(WEEKS)]


def counts_by_place(figures: StateFigures) -> Mapping[str, int]:
    """Return how many schools of each health department go to review whole, the most first."""
    counts = {place: each.below_95 + each.not_reported for place, each in figures.places.items()}
    return dict(sorted(counts.items(), key=lambda each: (-each[1], each[0])))
