"""Random dates, lines, appeals, pupils and doses within the holiday table, for the property tests."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from functools import cache
from typing import Any

from hypothesis import HealthCheck, seed, settings
from hypothesis import strategies as st

from chalicelib.law.dose_schedule import Pupil
from chalicelib.law.doses import Dose, DoseKind
from chalicelib.law.enums import Grade
from tests.reference_model.engine.lines import Appeal, Line, Situation
from tests.reference_model.sampled import BRIEF, SEED, WHOLE

Tested = Callable[..., Any]

FIRST = date(2020, 1, 1)
DATES = st.dates(FIRST, date(2045, 6, 30))
# What follows a signing, up to the decision on an appeal and its thirty days, stays within the holiday table.
SIGNED = st.dates(FIRST, date(2044, 6, 30))
NEAR = st.integers(-40, 420)
GRADES = st.sampled_from(Grade)
STATES = st.sampled_from([None, "issued", "held", "refused", "revoked", "withdrawn", "superseded"])
# Hypothesis looks at a strategy when it is made, for longer than it draws from it: these are made once.
_YES_OR_NO = st.booleans()
_MAYBE_NEAR = st.none() | NEAR
_RARELY_NEAR = st.none() | st.none() | NEAR
_WITHIN_A_YEAR = st.integers(1, 366)
_DAYS_TO_FILE = st.integers(0, 45)
_MINUTES = st.integers(0, 1439)
_RULINGS = st.sampled_from(["open", "refused_late", "withdrawn", "upheld", "reinstated"])
_FIRST_OR_LAST = st.sampled_from([0, 1])
_BIRTHS = st.dates(date(2006, 1, 1), date(2040, 1, 1))
_AGES = st.integers(60, 19 * 365)
_KINDS = st.frozensets(st.sampled_from(DoseKind), min_size=1, max_size=4)


def situations_in_whole_run(thousands: int, *, sample: int = 15) -> settings:
    """So many thousand random situations in the whole run; in the other a fixed sample, `sample` for each thousand."""
    return settings(
        max_examples=thousands * (1000 if WHOLE else 1 if BRIEF else sample),
        derandomize=not WHOLE,
        deadline=None,
        database=None,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
    )


def seeded(test: Tested) -> Tested:
    """Let a whole run begin from the seed of the sample, so that it can be run again."""
    return seed(SEED)(test) if WHOLE else test


def _near(start: date, days: int) -> date:
    return start + timedelta(days=days)


def _day_near(start: date, days: int | None) -> date | None:
    """Some weeks before the day to some more than a year after it; never before these rules were law."""
    return None if days is None else max(FIRST, _near(start, days))


def _line(draw: st.DrawFn, signed: date) -> Line:
    temporary = draw(_YES_OR_NO)
    return Line(
        temporary=temporary,
        signed=signed,
        expiry=_near(signed, draw(_WITHIN_A_YEAR)) if temporary else None,
        first_day=_day_near(signed, draw(_MAYBE_NEAR)),
        next_span=_day_near(signed, draw(_MAYBE_NEAR)),
    )


@st.composite
def lines(draw: st.DrawFn, signed: date) -> Line:
    """A line signed on a day; a temporary one has an expiry, a permanent one has none."""
    return _line(draw, signed)


@st.composite
def _appeals(draw: st.DrawFn) -> tuple[int, int, str, int, int]:
    return draw(_DAYS_TO_FILE), draw(_MINUTES), draw(_RULINGS), draw(NEAR), draw(NEAR)


_MAYBE_APPEALS = st.none() | _appeals()


def _appeal(drawn: tuple[int, int, str, int, int] | None, revoked: date) -> Appeal | None:
    if drawn is None:
        return None
    days, minutes, status, withdrawn, notice = drawn
    filed_on = _near(revoked, days)
    filed = datetime.combine(filed_on, datetime.min.time()) + timedelta(minutes=minutes)
    return Appeal(filed, status, _day_near(filed_on, withdrawn), _day_near(filed_on, notice))


@st.composite
def situations(draw: st.DrawFn) -> tuple[Situation, date]:
    """A pupil's one vaccine, and a day on which the school asks."""
    signed = draw(SIGNED)
    revoked = max(signed, FIRST, _near(signed, draw(NEAR)))
    facts = Situation(
        state=draw(STATES),
        line=_line(draw, signed),
        revoked=revoked,
        appeal=_appeal(draw(_MAYBE_APPEALS), revoked),
        enrolled=draw(_YES_OR_NO),
        told_of_end=draw(_YES_OR_NO),
        next_school_day=_day_near(signed, draw(_MAYBE_NEAR)),
        tenth_school_day=_day_near(signed, draw(_MAYBE_NEAR)),
        next_dose_by=_day_near(signed, draw(_RARELY_NEAR)),
        first_day_out=_day_near(signed, draw(_MAYBE_NEAR)),
    )
    asked = (signed, revoked)[draw(_FIRST_OR_LAST)]
    return facts, max(FIRST, _near(asked, draw(NEAR)))


@cache
def days_up_to(last: int) -> st.SearchStrategy[int]:
    """A number of days, this one at most."""
    return st.integers(0, max(0, last))


@st.composite
def pupils(draw: st.DrawFn) -> tuple[Pupil, date]:
    """A child with some doses of any kinds, and a day."""
    birth = draw(_BIRTHS)
    on = max(FIRST, _near(birth, draw(_AGES)))
    doses = draw(_doses_up_to((on - birth).days))
    return Pupil(birth, draw(GRADES), tuple(Dose(kinds, _near(birth, days)) for kinds, days in doses)), on


@cache
def _doses_up_to(last: int) -> st.SearchStrategy[list[tuple[frozenset[DoseKind], int]]]:
    return st.lists(st.tuples(_KINDS, days_up_to(last)), max_size=7)
