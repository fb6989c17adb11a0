"""Which doses become due by age before kindergarten: the steps of 17 CCR 6025, Table A, and the thirty days after each
in which the doses of the new age must be shown (note 1)."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from chalicelib.law.calendar import age_in_months, day_before
from chalicelib.law.dose_schedule import (
    Pupil,
    Stage,
    check_vaccine,
    last_age_of_table_a,
    next_age_of_table_a,
    stages_of,
    ways,
)
from chalicelib.law.enums import Vaccine
from chalicelib.law.school_clocks import age_requirement_due
from chalicelib.law.tables import NotInForceError
from chalicelib.law.verdict import Outcome, Verdict


class AgeDose(NamedTuple):
    """A vaccine of which a new age asks for more than is on record: `counted` of `needed` doses count.

    `from_age`: the age in years before which no dose counts, None where any age does.
    """

    vaccine: Vaccine
    counted: int
    needed: int
    from_age: int | None


class AgeStep(NamedTuple):
    """An age of the table, the day on which a child reaches it, the last day to show its doses, and these doses."""

    months: int
    reached_on: date
    due_on: date
    doses: tuple[AgeDose, ...]


def age_steps(pupil: Pupil, on: date, until: date) -> tuple[AgeStep, ...]:
    """Return the ages that ask a pupil for doses beyond those on record: the one reached last, while its thirty days
    run on a day, and those reached later, up to `until`.

    A vaccine of which doses were missing before an age is left out there: the thirty days are not for them.
    """
    if Stage.PRE_KINDERGARTEN not in stages_of(pupil, on):
        return ()
    return tuple(step for day in _days(pupil, on, until) if (step := _step(pupil, day, on)).doses)


def _days(pupil: Pupil, on: date, until: date) -> Iterator[date]:
    last = last_age_of_table_a(pupil.birth_date, on)
    if last is not None and _is_running(last, on):
        yield last
    day = next_age_of_table_a(pupil.birth_date, on)
    while day is not None and day <= until:
        yield day
        day = next_age_of_table_a(pupil.birth_date, day)


def _is_running(reached_on: date, on: date) -> bool:
    try:
        return on <= age_requirement_due(reached_on)
    except NotInForceError:
        return False  # an age that was reached before the table was law has no thirty days left


def _step(pupil: Pupil, reached_on: date, on: date) -> AgeStep:
    seen_on = max(reached_on, on)
    doses = tuple(_doses(pupil, reached_on, seen_on))
    return AgeStep(age_in_months(pupil.birth_date, reached_on), reached_on, age_requirement_due(reached_on), doses)


def _doses(pupil: Pupil, reached_on: date, seen_on: date) -> Iterator[AgeDose]:
    for vaccine in Vaccine:
        found = check_vaccine(vaccine, pupil, seen_on)
        was_short = check_vaccine(vaccine, pupil, day_before(reached_on)).outcome is Outcome.SHORT
        if found.outcome is Outcome.SHORT and not was_short:
            from_ages = [way.each_from_age for way in ways(vaccine, pupil, seen_on) if way.each_from_age]
            yield AgeDose(vaccine, _fact(found, "counted"), _fact(found, "needed"), max(from_ages, default=None))


def _fact(found: Verdict, name: str) -> int:
    fact = found.fact(name)
    return fact if isinstance(fact, int) else 0
