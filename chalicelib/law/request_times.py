"""How long a draft and a sent request wait before they lapse (lifecycle H1). A reading of dates: nothing is written."""

from datetime import date, timedelta

from chalicelib.law.calendar import add_months_maximum, day_before
from chalicelib.law.citations import Cite
from chalicelib.law.tables import Limit, number
from chalicelib.law.verdict import Outcome, ReasonCode, Verdict, reason, verdict


def draft_waits_until(saved_on: date) -> date:
    """Return the last day of a draft that no one has changed since."""
    return day_before(saved_on + timedelta(days=number(Limit.DRAFT_LAPSES_DAYS, saved_on)))


def sent_waits_until(sent_on: date) -> date:
    """Return the last day of a request sent on that day."""
    return add_months_maximum(sent_on, number(Limit.REQUEST_LAPSES_MONTHS, sent_on))


def draft_wait(saved_on: date, on: date) -> Verdict:
    """Return TIMELY through the draft's last day, then LATE."""
    return _wait(draft_waits_until(saved_on), on)


def sent_wait(sent_on: date, on: date) -> Verdict:
    """Return TIMELY through the sent request's last day, then LATE."""
    return _wait(sent_waits_until(sent_on), on)


def _wait(last_day: date, on: date) -> Verdict:
    if on <= last_day:
        return verdict(Outcome.TIMELY, reason(ReasonCode.REQUEST_WAITS, Cite.PORTAL_H1, until=last_day))
    return verdict(Outcome.LATE, reason(ReasonCode.REQUEST_HAS_LAPSED, Cite.PORTAL_H1, ended_on=last_day))
