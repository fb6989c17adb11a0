"""Random dates, lines, appeals, pupils and doses within the holiday table, for the property tests."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from chalicelib.law.dose_schedule import Pupil
from chalicelib.law.doses import Dose, DoseKind
from chalicelib.law.enums import Grade
from tests.reference_model.engine.lines import Appeal, Line, Situation
from tests.reference_model.sampled import BRIEF, WHOLE

Tested = Callable[..., Any]

FIRST = date(2020, 1, 1)
DATES = st.dates(FIRST, date(2045, 6, 30))
# What follows a signing, up to the decision on an appeal and its thirty days, stays within the holiday table.
SIGNED = st.dates(FIRST, date(2044, 6, 30))
NEAR = st.integers(-40, 420)
GRADES = st.sampled_from(Grade)
STATES = st.sampled_from([None, "issued", "held", "refused", "revoked", "withdrawn", "superseded"])


def situations_in_whole_run(thousands: int) -> settings:
    """So many thousand random situations in the whole run; in the other a fixed sample of fifteen for each thousand."""
    return settings(
        max_examples=thousands * (1000 if WHOLE else 1 if BRIEF else 15),
        derandomize=not WHOLE,
        deadline=None,
        database=None,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
    )


def _near(start: date, days: int) -> date:
    return start + timedelta(days=days)


@st.composite
def days_near(draw: st.DrawFn, start: date) -> date:
    """Some weeks before the day to some more than a year after it; never before these rules were law."""
    return max(FIRST, _near(start, draw(NEAR)))


@st.composite
def lines(draw: st.DrawFn, signed: date) -> Line:
    """A line signed on a day; a temporary one has an expiry, a permanent one has none."""
    temporary = draw(st.booleans())
    return Line(
        temporary=temporary,
        signed=signed,
        expiry=_near(signed, draw(st.integers(1, 366))) if temporary else None,
        first_day=draw(st.none() | days_near(signed)),
        next_span=draw(st.none() | days_near(signed)),
    )


@st.composite
def appeals(draw: st.DrawFn, revoked: date) -> Appeal:
    filed_on = _near(revoked, draw(st.integers(0, 45)))
    filed = datetime.combine(filed_on, datetime.min.time()) + timedelta(minutes=draw(st.integers(0, 1439)))
    status = draw(st.sampled_from(["open", "refused_late", "withdrawn", "upheld", "reinstated"]))
    return Appeal(filed, status, draw(days_near(filed_on)), draw(days_near(filed_on)))


@st.composite
def situations(draw: st.DrawFn) -> tuple[Situation, date]:
    """A pupil's one vaccine, and a day on which the school asks."""
    signed = draw(SIGNED)
    revoked = max(signed, draw(days_near(signed)))
    facts = Situation(
        state=draw(STATES),
        line=draw(lines(signed)),
        revoked=revoked,
        appeal=draw(st.none() | appeals(revoked)),
        enrolled=draw(st.booleans()),
        told_of_end=draw(st.booleans()),
        next_school_day=draw(st.none() | days_near(signed)),
        tenth_school_day=draw(st.none() | days_near(signed)),
        next_dose_by=draw(st.none() | st.none() | days_near(signed)),
        first_day_out=draw(st.none() | days_near(signed)),
    )
    return facts, draw(days_near(draw(st.sampled_from([signed, revoked]))))


@st.composite
def pupils(draw: st.DrawFn) -> tuple[Pupil, date]:
    """A child with some doses of any kinds, and a day."""
    birth = draw(st.dates(date(2006, 1, 1), date(2040, 1, 1)))
    on = max(FIRST, _near(birth, draw(st.integers(60, 19 * 365))))
    since_birth = st.integers(0, (on - birth).days)
    doses = draw(st.lists(st.builds(Dose, st.frozensets(st.sampled_from(DoseKind), min_size=1, max_size=4),
                                    since_birth.map(lambda days: _near(birth, days))), max_size=7))  # fmt: skip
    return Pupil(birth, draw(GRADES), tuple(doses)), on
