"""Conditional admission: from when each further dose may be given, and by when it must be (17 CCR 6035).

Table C speaks of child care and preschool, Table D of grades TK to 12. The last day of an interval is the
deadline, whatever weekday it is; the child is kept out from the next day.
"""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from enum import StrEnum
from functools import cache
from typing import NamedTuple

from chalicelib.law import tables
from chalicelib.law.admission import ScheduleFacts
from chalicelib.law.calendar import (
    add_months_maximum,
    add_months_minimum,
    age_in_months,
    age_in_years,
    day_after,
    day_before,
)
from chalicelib.law.citations import Cite
from chalicelib.law.dose_schedule import (
    Pupil,
    Stage,
    check_vaccine,
    counted,
    last_age_of_table_a,
    next_age_of_table_a,
    stages_of,
)
from chalicelib.law.doses import Dose, DoseKind, has_dose_of, number_or_none
from chalicelib.law.enums import Vaccine
from chalicelib.law.school_clocks import age_requirement, age_requirement_due
from chalicelib.law.tables import Limit, Period, number
from chalicelib.law.verdict import Outcome, Reason, ReasonCode, Verdict, reason, verdict


class ScheduleTable(StrEnum):
    """The two tables of 17 CCR 6035."""

    PRE_KINDERGARTEN = "pre-kindergarten"
    TK_12 = "tk-12"


class NextDose(NamedTuple):
    """The next dose of a series: its number, the first day it may be given, the last day it must be."""

    vaccine: Vaccine
    dose: int
    earliest: date
    by: date

    @property
    def exclude_from(self) -> date:
        """First day on which a child without the dose is kept out."""
        return day_after(self.by)


class _Interval(NamedTuple):
    table: ScheduleTable
    vaccine: Vaccine
    dose: int
    age_from: int | None
    age_under: int | None
    final_only: bool
    earliest_weeks: int | None
    earliest_months: int | None
    months_after_first: int | None
    by_weeks: int | None
    by_months: int | None
    period: Period


@cache
def _intervals() -> tuple[_Interval, ...]:
    return tuple(
        _Interval(
            table=ScheduleTable(row["stage"]),
            vaccine=Vaccine(row["vaccine"]),
            dose=int(row["dose"]),
            age_from=number_or_none(row["age_from"]),
            age_under=number_or_none(row["age_under"]),
            final_only=bool(row["final"]),
            earliest_weeks=number_or_none(row["earliest_weeks"]),
            earliest_months=number_or_none(row["earliest_months"]),
            months_after_first=number_or_none(row["months_after_first"]),
            by_weeks=number_or_none(row["by_weeks"]),
            by_months=number_or_none(row["by_months"]),
            period=tables.period_of(row),
        )
        for row in tables.rows("conditional_doses")
    )


def next_dose(vaccine: Vaccine, pupil: Pupil, on: date) -> NextDose | None:
    """Return the next dose that a started series needs; None when it is complete, not required, or not started.

    The age of the varicella rows is the age on the day of the first dose. DTaP 3 is the final dose when a further dose,
    given on this day or the first after the newest dose, would complete the series.
    """
    if check_vaccine(vaccine, pupil, on).outcome is not Outcome.SHORT:
        return None
    given = tuple(each.given_on for each in counted(vaccine, pupil, on))
    row = _interval(vaccine, pupil, given, on) if given else None
    return None if row is None else _dated(row, given)


def _interval(vaccine: Vaccine, pupil: Pupil, given: tuple[date, ...], on: date) -> _Interval | None:
    in_pre_kindergarten = Stage.PRE_KINDERGARTEN in stages_of(pupil, on)
    table = ScheduleTable.PRE_KINDERGARTEN if in_pre_kindergarten else ScheduleTable.TK_12
    age = age_in_years(pupil.birth_date, given[0])
    for row in _intervals():
        if (
            (row.table, row.vaccine, row.dose) == (table, vaccine, len(given) + 1)
            and row.period.holds_on(on)
            and (row.age_from is None or age >= row.age_from)
            and (row.age_under is None or age < row.age_under)
            and (not row.final_only or _completes(vaccine, pupil, max(on, day_after(given[-1]))))
        ):
            return row
    return None


def _completes(vaccine: Vaccine, pupil: Pupil, given_on: date) -> bool:
    further = Dose(frozenset({DoseKind(vaccine.value)}), given_on)
    return check_vaccine(vaccine, pupil._replace(doses=(*pupil.doses, further)), given_on).outcome is Outcome.MET


def _dated(row: _Interval, given: tuple[date, ...]) -> NextDose:
    first, last = given[0], given[-1]
    earliest, by = [last + _weeks(row.earliest_weeks)], [last + _weeks(row.by_weeks)]
    earliest.append(add_months_minimum(last, row.earliest_months or 0))
    earliest.append(add_months_minimum(first, row.months_after_first or 0))
    by.append(add_months_maximum(last, row.by_months or 0))
    by.append(add_months_maximum(first, row.months_after_first or 0))
    return NextDose(row.vaccine, row.dose, max(earliest), max(by))


def _weeks(weeks: int | None) -> timedelta:
    return timedelta(days=(weeks or 0) * number(Limit.WEEK_DAYS, date.max))


def schedule_facts(vaccine: Vaccine, pupil: Pupil, on: date, *, not_before: date | None = None) -> ScheduleFacts | None:
    """Return the schedule as `admission.answer` takes it; None when none is running.

    `not_before`: the last day to start after a revocation; a dose long overdue by the table is due then.
    """
    coming = next_dose(vaccine, pupil, on)
    if coming is None:
        return None
    first_dose_on = counted(vaccine, pupil, on)[0].given_on
    return ScheduleFacts(first_dose_on, coming.by if not_before is None else max(coming.by, not_before))


def conditional_admission(vaccine: Vaccine, pupil: Pupil, on: date) -> Verdict:
    """Return what a school does about one vaccine without an exemption.

    ADMIT with all doses; ADMIT_CONDITIONALLY_UNTIL the next dose's last day; EXCLUDE_FROM the day after it;
    REFUSED while no dose counts.
    """
    found = check_vaccine(vaccine, pupil, on)
    if found.outcome is not Outcome.SHORT:
        return Verdict(Outcome.ADMIT, found.reasons)
    coming = next_dose(vaccine, pupil, on)
    if coming is None:
        return Verdict(Outcome.REFUSED, (_first_dose_missing(vaccine), *found.reasons))
    if on > coming.by:
        missed = reason(ReasonCode.SCHEDULE_MISSED, Cite.CCR_6035, exclude_from=coming.exclude_from)
        return verdict(Outcome.EXCLUDE_FROM, missed)
    return verdict(
        Outcome.ADMIT_CONDITIONALLY_UNTIL,
        reason(ReasonCode.SCHEDULE_RUNNING, Cite.CCR_6035, until=coming.by),
        reason(
            ReasonCode.NEXT_DOSE_FROM, Cite.CCR_6035, vaccine=vaccine.value, dose=coming.dose, earliest=coming.earliest
        ),
    )


def _first_dose_missing(vaccine: Vaccine) -> Reason:
    return reason(ReasonCode.FIRST_DOSE_MISSING, Cite.CCR_6035, vaccine=vaccine.value)


def young_child_admission(pupil: Pupil, on: date) -> Verdict | None:
    """Return ADMIT_CONDITIONALLY_UNTIL proof of the next age's doses is due, for a child under 18 months before
    kindergarten; None for any other child.

    It is the answer for each vaccine whose doses for the age are on record: 17 CCR 6025(a) admits unconditionally
    from 18 months on, 6035(a)(2) on condition before.
    """
    young = age_in_months(pupil.birth_date, on) < number(Limit.CONDITIONAL_UNDER_MONTHS, on)
    next_age_on = next_age_of_table_a(pupil.birth_date, on)
    if not young or next_age_on is None or Stage.PRE_KINDERGARTEN not in stages_of(pupil, on):
        return None
    until = age_requirement_due(next_age_on)
    return verdict(
        Outcome.ADMIT_CONDITIONALLY_UNTIL,
        reason(ReasonCode.UP_TO_DATE_FOR_AGE, Cite.CCR_6035, until=until, next_age_on=next_age_on),
    )


def new_age_requirement(vaccine: Vaccine, pupil: Pupil, on: date) -> Verdict | None:
    """Return ADMIT_CONDITIONALLY_UNTIL the thirty days to show the doses of a new age are over (6025, Table A, note 1).

    None after them, and unless the child had the doses for the age before, or needed none, and lacks those of this one.
    """
    subject_on = last_age_of_table_a(pupil.birth_date, on)
    if subject_on is None or Stage.PRE_KINDERGARTEN not in stages_of(pupil, on):
        return None
    try:
        due = age_requirement(subject_on, on)
    except tables.NotInForceError:
        return None  # a new age that was reached before the table was law has no thirty days left
    if not due.allowed:
        return None
    was_short = check_vaccine(vaccine, pupil, day_before(subject_on)).outcome is Outcome.SHORT
    is_short = check_vaccine(vaccine, pupil, on).outcome is Outcome.SHORT
    return due if is_short and not was_short else None


def commenced(vaccines: Iterable[Vaccine], pupil: Pupil, on: date) -> Verdict:
    """Return MET when a child has a dose of each of these vaccines that is required: the duty after a revocation."""
    reasons = tuple(each for vaccine in vaccines for each in _commenced(vaccine, pupil, on))
    missing = any(each.code is ReasonCode.FIRST_DOSE_MISSING for each in reasons)
    return Verdict(Outcome.SHORT if missing else Outcome.MET, reasons)


def dose_counts(vaccine: Vaccine, pupil: Pupil, dose: Dose, on: date) -> Verdict:
    """Return MET where this one dose counts toward the vaccine's requirement, NOT_REQUIRED if there is none; SHORT
    with the reasons where it does not count."""
    found = check_vaccine(vaccine, pupil._replace(doses=(dose,)), on)
    if found.outcome is not Outcome.SHORT:
        return found
    early = tuple(each for each in found.reasons if each.code is ReasonCode.DOSE_TOO_EARLY)
    if early:
        return Verdict(Outcome.SHORT, early)
    if has_dose_of(vaccine, (dose,), pupil.birth_date, on):
        return verdict(Outcome.MET, _first_dose_given(vaccine, dose.given_on))
    not_counted = reason(ReasonCode.DOSE_KIND_NOT_COUNTED, Cite.PORTAL_DOSES, vaccine=vaccine.value)
    return verdict(Outcome.SHORT, not_counted)


def _first_dose_given(vaccine: Vaccine, given_on: date) -> Reason:
    return reason(ReasonCode.FIRST_DOSE_GIVEN, Cite.PORTAL_SCHEDULE, vaccine=vaccine.value, given_on=given_on)


def _commenced(vaccine: Vaccine, pupil: Pupil, on: date) -> Iterator[Reason]:
    found = check_vaccine(vaccine, pupil, on)
    given = counted(vaccine, pupil, on)
    if found.outcome is Outcome.NOT_REQUIRED:
        yield from found.reasons
    elif given:
        yield _first_dose_given(vaccine, given[0].given_on)
    else:
        yield _first_dose_missing(vaccine)
