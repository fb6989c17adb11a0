"""The figures counted another way: from lists of all facts, each figure by itself. What is counted form by form is
held against it."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from itertools import groupby
from typing import NamedTuple

from chalicelib.domain.effective_status import last_day_of
from chalicelib.domain.figures import CountedAppeal, CountedCase, CountedForm, CountedReport, CountedReview
from chalicelib.domain.public_statistics import PublicTable, StatisticsEdition, StatisticsTable
from chalicelib.domain.review import Outcome, Trigger
from chalicelib.domain.state_figures import (
    AGE_BANDS,
    MONTHS,
    SIGNED_BANDS,
    WEEKS,
    KindFigures,
    MonthFigures,
    PlaceFigures,
    StateFigures,
    Steps,
    is_open,
    is_restored,
)
from chalicelib.law.calendar import california_date, months_before
from chalicelib.law.enums import LineKind, Vaccine
from chalicelib.law.suppression import CountTable, publish


class Counted(NamedTuple):
    """The facts of all records, and the schools whose exemptions all go to review."""

    forms: Sequence[CountedForm]
    reviews: Sequence[CountedReview]
    appeals: Sequence[CountedAppeal]
    schools: Sequence[CountedReport]

    def of_place(self, jurisdiction: str) -> "Counted":
        """Return what belongs to the schools of one health department."""
        forms = [form for form in self.forms if form.school.jurisdiction == jurisdiction]
        theirs = {form.id for form in forms}
        return Counted(
            forms,
            [review for review in self.reviews if review.form_id in theirs],
            [appeal for appeal in self.appeals if appeal.form_id in theirs],
            [school for school in self.schools if school.jurisdiction == jurisdiction],
        )


def places_of(counted: Counted) -> list[str]:
    """Return the health departments with anything to count, in order."""
    named = {form.school.jurisdiction for form in counted.forms} | {each.jurisdiction for each in counted.schools}
    return sorted(named - {""})


def in_lists(cases: Sequence[CountedCase], schools: Sequence[CountedReport]) -> Counted:
    """Return the facts of cases as lists."""
    return Counted(
        [case.form for case in cases if case.form],
        [review for case in cases for review in case.reviews],
        [appeal for case in cases for appeal in case.appeals],
        schools,
    )


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


def _months(on: date) -> list[date]:
    """Return the first days of the last twelve months, this one included."""
    return [months_before(on.replace(day=1), back) for back in reversed(range(MONTHS))]


def _month(month: date, issued: Iterable[CountedForm], reviews: Iterable[CountedReview]) -> MonthFigures:
    kinds = Counter(form.is_permanent for form in issued if form.signed_on.replace(day=1) == month)
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


def edition_of(counted: Counted, places: Sequence[str], first_day: date, last_day: date) -> StatisticsEdition:
    """Return the tables of a quarter. `places`: all health departments, so that no row's absence tells anything."""
    kinds = tuple(LineKind)
    valid = [form for form in counted.forms if form.valid_lines(last_day)]
    lines = [line for form in valid for line in form.valid_lines(last_day)]
    months = [months_before(last_day.replace(day=1), back) for back in (2, 1, 0)]
    issued = [form for form in counted.forms if first_day <= form.signed_on <= last_day]
    decided = [each for each in counted.reviews if each.decided_on and first_day <= each.decided_on <= last_day]

    def table(
        name: StatisticsTable, rows: Sequence[str], columns: Sequence[str], found: Iterable[tuple[str, str]]
    ) -> PublicTable:
        counts = Counter(found)
        shown = publish(CountTable(tuple(tuple(counts[row, column] for column in columns) for row in rows)), last_day)
        return PublicTable(name=name, row_keys=tuple(rows), column_keys=tuple(columns), **shown._asdict())

    return StatisticsEdition(
        first_day=first_day,
        last_day=last_day,
        tables=(
            table(
                StatisticsTable.VALID_BY_VACCINE, tuple(Vaccine), kinds, ((line.vaccine, line.kind) for line in lines)
            ),
            table(
                StatisticsTable.VALID_BY_PLACE,
                places,
                kinds,
                ((form.school.jurisdiction, _kind(is_permanent=form.is_permanent)) for form in valid),
            ),
            table(
                StatisticsTable.ISSUED_BY_MONTH,
                [month.isoformat() for month in months],
                kinds,
                (
                    (form.signed_on.replace(day=1).isoformat(), _kind(is_permanent=form.is_permanent))
                    for form in issued
                    if not form.is_correction and not form.was_held
                ),
            ),
            table(
                StatisticsTable.REVIEWS_DECIDED,
                tuple(Trigger),
                (Outcome.CLEARED, Outcome.REVOKED),
                ((each.trigger, _outcome(each.outcome)) for each in decided),
            ),
        ),
    )


def _kind(*, is_permanent: bool) -> str:
    return LineKind.PERMANENT if is_permanent else LineKind.TEMPORARY


def _outcome(outcome: Outcome | None) -> str:
    """Return the column of a decision: where the second physician disagreed, the exemption was kept."""
    return Outcome.REVOKED if outcome is Outcome.REVOKED else Outcome.CLEARED
