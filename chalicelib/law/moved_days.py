"""Why a last day is later than the days counted: the reason that a verdict with such a day carries."""

from datetime import date, timedelta

from chalicelib.law.calendar import deadline_in_days
from chalicelib.law.citations import Cite
from chalicelib.law.verdict import Reason, ReasonCode, reason


def moved_last_day(start: date, days: int) -> tuple[Reason, ...]:
    """Return one reason where the last of so many days after `start` is a weekend or a holiday, else none (CCP 12a)."""
    counted, moved_to = start + timedelta(days=days), deadline_in_days(start, days)
    if counted == moved_to:
        return ()
    return (reason(ReasonCode.LAST_DAY_MOVED, Cite.CCP_12A, counted_day=counted, moved_to=moved_to),)
